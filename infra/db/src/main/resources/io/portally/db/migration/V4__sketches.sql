-- Quantiles that add up: DDSketch (relative accuracy 0.01) in plain SQL. The job makes the same sketches in Java
-- (io.portally.tally.measure.Sketch); tests hold the two against each other, bucket for bucket.

CREATE TYPE portally.sketch AS (
  zero_count bigint,
  bucket_indexes int[],
  bucket_counts bigint[]
);
COMMENT ON TYPE portally.sketch IS
  'Lengths of time in whole seconds, counted by buckets so narrow that a bucket''s estimate is within 1 % of each length in it (DDSketch). Counts are exact: sketches of parts merge to the sketch of the whole, in any order. Made of three columns by portally.sketch(zero_count, bucket_indexes, bucket_counts).';
COMMENT ON COLUMN portally.sketch.zero_count IS 'Lengths of 0 s.';
COMMENT ON COLUMN portally.sketch.bucket_indexes IS
  'Buckets that hold a length, ascending. A length of x >= 1 s is in bucket floor(ln x / ln gamma), gamma = 1.01 / 0.99.';
COMMENT ON COLUMN portally.sketch.bucket_counts IS
  'Lengths in each of these buckets, in the same order. Zeros are left out.';

CREATE FUNCTION portally.sketch_has_counts(bucket_indexes int[], bucket_counts bigint[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF cardinality(bucket_indexes) = cardinality(bucket_counts) THEN
    RETURN true;
  END IF;
  RAISE EXCEPTION 'a sketch has a count for each bucket, but bucket_indexes has % elements and bucket_counts %',
    cardinality(bucket_indexes), cardinality(bucket_counts)
    USING ERRCODE = 'array_subscript_error',
      HINT = 'Take both arrays from the same row.';
END
$$;
COMMENT ON FUNCTION portally.sketch_has_counts(int[], bigint[]) IS
  'Part of the other sketch functions: true, or refuses arrays of unequal length (SQLSTATE 2202E).';

-- Not STRICT, which would keep it from being inlined. The condition is null where an array is.
CREATE FUNCTION portally.sketch(zero_count bigint, bucket_indexes int[], bucket_counts bigint[])
RETURNS portally.sketch
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN zero_count IS NOT NULL AND portally.sketch_has_counts(bucket_indexes, bucket_counts)
    THEN ROW(zero_count, bucket_indexes, bucket_counts)::portally.sketch
END;
COMMENT ON FUNCTION portally.sketch(bigint, int[], bigint[]) IS
  'A sketch of the three columns that a row keeps it in. Null where one of them is; refuses arrays of unequal length (SQLSTATE 2202E). portally.sketch(0, ''{}'', ''{}'') is the sketch of nothing.';

CREATE FUNCTION portally.sketch_bucket_start(bucket int) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN power((1 + 0.01::double precision) / (1 - 0.01::double precision), bucket);
COMMENT ON FUNCTION portally.sketch_bucket_start(int) IS
  'Where a bucket begins, in seconds: gamma^bucket, gamma = 1.01 / 0.99. It ends where the next begins.';

CREATE FUNCTION portally.sketch_estimate(bucket int) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN portally.sketch_bucket_start(bucket) * (1 + 0.01::double precision);
COMMENT ON FUNCTION portally.sketch_estimate(int) IS
  'What a length in the bucket is taken for, in seconds: gamma^bucket * 1.01, within 1 % of each length in it.';

CREATE FUNCTION portally.sketch_count(sketch portally.sketch) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  total bigint;
  fault record;
BEGIN
  IF sketch.zero_count IS NULL
    OR portally.sketch_has_counts(sketch.bucket_indexes, sketch.bucket_counts) IS NULL THEN
    RAISE EXCEPTION 'a part of the sketch % is null', sketch
      USING ERRCODE = 'null_value_not_allowed',
        HINT = 'Make sketches with portally.sketch(zero_count, bucket_indexes, bucket_counts), which gives null where a part is.';
  END IF;
  IF sketch.zero_count < 0 THEN
    RAISE EXCEPTION 'zero_count of the sketch is %', sketch.zero_count
      USING ERRCODE = 'data_exception',
        HINT = 'Subtract a sketch only from one that it is a part of.';
  END IF;

  SELECT b.bucket, b.lengths, b.before INTO fault
  FROM (
    SELECT bucket, lengths, lag(bucket, 1, -1) OVER (ORDER BY place) AS before
    FROM unnest(sketch.bucket_indexes, sketch.bucket_counts) WITH ORDINALITY AS u (bucket, lengths, place)
  ) AS b
  WHERE (b.before < b.bucket AND b.bucket <= 2183 AND b.lengths >= 0) IS NOT TRUE
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'bucket % of the sketch, after bucket %, holds % lengths', fault.bucket, fault.before, fault.lengths
      USING ERRCODE = 'data_exception',
        HINT = CASE
          WHEN fault.lengths < 0 THEN 'Subtract a sketch only from one that it is a part of.'
          ELSE 'Buckets ascend from 0 to 2183, and each has a count.'
        END;
  END IF;

  SELECT sketch.zero_count + coalesce(sum(lengths), 0) INTO total FROM unnest(sketch.bucket_counts) AS lengths;
  RETURN total;
END
$$;
COMMENT ON FUNCTION portally.sketch_count(portally.sketch) IS
  'How many lengths the sketch holds; exact. Null where the sketch is null. Refuses (SQLSTATE 22000) a negative count, which is left where a sketch was subtracted from one that it is no part of, and buckets that do not ascend from 0 to 2183.';

CREATE FUNCTION portally.sketch_quantile(sketch portally.sketch, q double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  total bigint := portally.sketch_count(sketch);
  rank bigint;
  counted bigint := sketch.zero_count;
  place int := 0;
  lengths bigint;
BEGIN
  IF NOT q BETWEEN 0 AND 1 THEN
    RAISE EXCEPTION 'a quantile lies between 0 and 1, but q is %', q
      USING ERRCODE = 'numeric_value_out_of_range',
        HINT = 'Write 0.5 for the median and 0.9 for the 90th percentile.';
  END IF;
  IF total = 0 THEN
    RETURN NULL;
  END IF;
  rank := floor(q * (total - 1));
  IF rank < counted THEN
    RETURN 0;
  END IF;
  FOREACH lengths IN ARRAY sketch.bucket_counts LOOP
    place := place + 1;
    counted := counted + lengths;
    IF rank < counted THEN
      RETURN portally.sketch_estimate(sketch.bucket_indexes[place]);
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION portally.sketch_quantile(portally.sketch, double precision) IS
  'The length, in seconds, that a share q of the lengths does not exceed: 0.5 is the median, 0.9 the 90th percentile. Of the n lengths in ascending order it is the one at place floor(q * (n - 1)), counted from 0, with an error of at most 1 % of it, whether the sketch is of one row or of thousands merged. Null where the sketch holds nothing or an argument is null. Refuses q outside 0 to 1 (SQLSTATE 22003) and what portally.sketch_count refuses.';

CREATE FUNCTION portally.sketch_rank(sketch portally.sketch, seconds double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  total bigint := portally.sketch_count(sketch);
  whole_seconds double precision := floor(seconds);
  counted bigint;
BEGIN
  IF seconds = 'NaN' THEN
    RAISE EXCEPTION 'seconds is NaN; a length is a number of seconds'
      USING ERRCODE = 'numeric_value_out_of_range';
  END IF;
  SELECT coalesce(sum(lengths), 0) INTO counted
  FROM unnest(sketch.bucket_indexes, sketch.bucket_counts) AS b (bucket, lengths)
  WHERE portally.sketch_bucket_start(bucket) <= whole_seconds;
  RETURN CASE
    WHEN total = 0 THEN NULL
    WHEN seconds < 0 THEN 0
    ELSE (sketch.zero_count + counted)::double precision / total
  END;
END
$$;
COMMENT ON FUNCTION portally.sketch_rank(portally.sketch, double precision) IS
  'The share (0 to 1) of the lengths that are at most so many seconds. Counts whole buckets up to that of seconds: no length that is at most so long is left out, and those that are up to 2.03 % longer may be counted in; under 50 s it is exact. Null where the sketch holds nothing or an argument is null. Refuses what portally.sketch_count refuses. The shares within 2, 8, 24, 48 and 72 hours stand in columns of their own, exactly.';

CREATE FUNCTION portally.sketch_add_up(sketches portally.sketch[]) RETURNS portally.sketch
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT portally.sketch(
    (SELECT coalesce(sum(s.zero_count), 0)::bigint FROM unnest(sketches) AS s),
    coalesce(array_agg(bucket ORDER BY bucket), '{}'),
    coalesce(array_agg(lengths ORDER BY bucket), '{}'))
  FROM (
    SELECT bucket, sum(lengths)::bigint AS lengths
    FROM (
      SELECT unnest(s.bucket_indexes) AS bucket, unnest(s.bucket_counts) AS lengths
      FROM unnest(sketches) AS s
      WHERE portally.sketch_has_counts(s.bucket_indexes, s.bucket_counts)
    ) AS buckets
    GROUP BY bucket
    HAVING sum(lengths) <> 0
  ) AS added
$$;
COMMENT ON FUNCTION portally.sketch_add_up(portally.sketch[]) IS
  'Part of portally.sketch_merge: one sketch of those in the array.';

-- Collects first and adds up in one go. Of 10,000 sketches of 200 buckets, adding them up by fifties as they come took
-- a good third longer, a PL/pgSQL loop half longer, and pair by pair nine times as long. It has no combining function, as
-- parallel workers would have only the collecting to share, an eighth of the work.
CREATE AGGREGATE portally.sketch_merge(portally.sketch) (
  SFUNC = array_append,
  STYPE = portally.sketch[],
  INITCOND = '{}',
  FINALFUNC = portally.sketch_add_up,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE portally.sketch_merge(portally.sketch) IS
  'One sketch of the sketches of many rows, as exact as if their lengths had been counted together. Nulls are passed over; of no row it is the sketch of nothing. Keeps what it merges in memory, about 12 bytes a bucket. Refuses arrays of unequal length (SQLSTATE 2202E).';

CREATE FUNCTION portally.sketch_subtract(whole portally.sketch, part portally.sketch) RETURNS portally.sketch
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT portally.sketch_add_up(ARRAY[
    whole,
    portally.sketch(
      - part.zero_count,
      part.bucket_indexes,
      (SELECT coalesce(array_agg(- lengths ORDER BY place), '{}')
       FROM unnest(part.bucket_counts) WITH ORDINALITY AS u (lengths, place)))])
$$;
COMMENT ON FUNCTION portally.sketch_subtract(portally.sketch, portally.sketch) IS
  'What is left of a sketch without a part of it: traffic outside a programme is ALL minus the programme. Exact: merging the part again gives the whole. Null where an argument is null. Where the second is no part of the first, counts are left negative, and portally.sketch_quantile and portally.sketch_rank refuse the result.';

REVOKE ALL ON FUNCTION
  portally.sketch_has_counts(int[], bigint[]),
  portally.sketch(bigint, int[], bigint[]),
  portally.sketch_bucket_start(int),
  portally.sketch_estimate(int),
  portally.sketch_count(portally.sketch),
  portally.sketch_quantile(portally.sketch, double precision),
  portally.sketch_rank(portally.sketch, double precision),
  portally.sketch_add_up(portally.sketch[]),
  portally.sketch_merge(portally.sketch),
  portally.sketch_subtract(portally.sketch, portally.sketch)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  portally.sketch_has_counts(int[], bigint[]),
  portally.sketch(bigint, int[], bigint[]),
  portally.sketch_bucket_start(int),
  portally.sketch_estimate(int),
  portally.sketch_count(portally.sketch),
  portally.sketch_quantile(portally.sketch, double precision),
  portally.sketch_rank(portally.sketch, double precision),
  portally.sketch_add_up(portally.sketch[]),
  portally.sketch_merge(portally.sketch),
  portally.sketch_subtract(portally.sketch, portally.sketch)
TO portally_reader;
