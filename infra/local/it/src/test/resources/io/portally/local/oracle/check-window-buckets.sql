-- Each bucket of a longer window's sketch is the sum of that bucket of the shortest ones, among the real rows alone.
WITH buckets AS (
  SELECT *, unnest(bucket_indexes) AS bucket, unnest(bucket_counts) AS lengths FROM actual_${table}),
of_shortest AS (
  SELECT ${key}, bucket, sum(lengths) AS lengths
  FROM (
    SELECT b.* REPLACE (
      g.granularity AS granularity, window_start(g.granularity, b.window_start) AS window_start)
    FROM buckets AS b
    CROSS JOIN granularities AS g
    WHERE b.granularity = '${shortest}' AND g.granularity NOT IN ('MINUTE', '${shortest}'))
  GROUP BY ALL),
of_longer AS (
  SELECT * FROM buckets WHERE granularity <> '${shortest}')
SELECT
  ${cell}
  || format(': the window holds {} in bucket {}, but its {}s {}',
    coalesce(whole.lengths, 0), bucket, lower('${shortest}'), coalesce(parts.lengths, 0)) AS difference
FROM of_longer AS whole
FULL JOIN of_shortest AS parts USING (${key}, bucket)
WHERE coalesce(whole.lengths, 0) <> coalesce(parts.lengths, 0)
