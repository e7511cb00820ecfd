-- Each bucket of an area's sketch is the sum of that bucket of its ports, among the real rows alone.
WITH buckets AS (
  SELECT *, unnest(bucket_indexes) AS bucket, unnest(bucket_counts) AS lengths FROM actual_${table}),
of_ports AS (
  SELECT ${key}, bucket, sum(lengths) AS lengths
  FROM (
    SELECT b.* REPLACE (r.area_level AS area_level, r.area_code AS area_code)
    FROM buckets AS b
    JOIN roll_up AS r ON r.port = b.area_code
    WHERE b.area_level = 'PORT' AND r.area_level <> 'PORT')
  GROUP BY ALL),
of_areas AS (
  SELECT * FROM buckets WHERE area_level <> 'PORT')
SELECT
  ${cell}
  || format(': the area holds {} in bucket {}, but its ports {}',
    coalesce(whole.lengths, 0), bucket, coalesce(parts.lengths, 0)) AS difference
FROM of_areas AS whole
FULL JOIN of_ports AS parts USING (${key}, bucket)
WHERE coalesce(whole.lengths, 0) <> coalesce(parts.lengths, 0)
