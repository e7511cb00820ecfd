-- Each longer window is the sum of the shortest ones, among the real rows alone.
WITH of_shortest AS (
  SELECT ${key}, ${sums}
  FROM (
    SELECT a.* REPLACE (
      g.granularity AS granularity, window_start(g.granularity, a.window_start) AS window_start)
    FROM actual_${table} AS a
    CROSS JOIN granularities AS g
    WHERE a.granularity = '${shortest}' AND g.granularity NOT IN ('MINUTE', '${shortest}'))
  GROUP BY ALL),
of_longer AS (
  SELECT * FROM actual_${table} WHERE granularity <> '${shortest}')
SELECT
  ${cell} || ': the window holds ' || ${sums of whole} || ', but its ' || lower('${shortest}s ') || ${sums of parts}
  AS difference
FROM of_longer AS whole
FULL JOIN of_shortest AS parts USING (${key})
WHERE ${any sum differs}
