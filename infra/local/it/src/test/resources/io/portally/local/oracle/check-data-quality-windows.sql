-- Each hour and day is the sum of its minutes, among the real rows alone.
WITH of_minutes AS (
  SELECT
    g.granularity, window_start(g.granularity, a.window_start) AS window_start, topic, fate, reason,
    sum(records) AS records
  FROM actual_data_quality AS a
  CROSS JOIN granularities AS g
  WHERE a.granularity = 'MINUTE' AND g.granularity <> 'MINUTE'
  GROUP BY ALL),
of_longer AS (
  SELECT * FROM actual_data_quality WHERE granularity <> 'MINUTE')
SELECT
  concat_ws(' ', 'data_quality', granularity, strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), topic, fate, reason)
  || format(': the window holds records {}, but its minutes {}', coalesce(a.records, 0), coalesce(m.records, 0))
  AS difference
FROM of_longer AS a
FULL JOIN of_minutes AS m
  USING (granularity, window_start, topic, fate, reason)
WHERE coalesce(a.records, 0) <> coalesce(m.records, 0)
