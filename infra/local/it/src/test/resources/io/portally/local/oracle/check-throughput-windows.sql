-- Each hour and day is the sum of its minutes, among the real rows alone.
WITH of_minutes AS (
  SELECT
    g.granularity, window_start(g.granularity, a.window_start) AS window_start,
    area_level, area_code, movement, direction, mode, laden,
    sum(events) AS events, sum(gross_mass_kg) AS gross_mass_kg, sum(teu_hundredths) AS teu_hundredths
  FROM actual_throughput AS a
  CROSS JOIN granularities AS g
  WHERE a.granularity = 'MINUTE' AND g.granularity <> 'MINUTE'
  GROUP BY ALL),
of_longer AS (
  SELECT * FROM actual_throughput WHERE granularity <> 'MINUTE')
SELECT
  concat_ws(' ', 'throughput', granularity, strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), area_level, area_code,
    movement, direction, mode, CASE WHEN laden THEN 'laden' ELSE 'empty' END)
  || format(': the window holds events {}, gross_mass_kg {}, teu_hundredths {}, but its minutes {}, {}, {}',
    coalesce(a.events, 0), coalesce(a.gross_mass_kg, 0), coalesce(a.teu_hundredths, 0),
    coalesce(m.events, 0), coalesce(m.gross_mass_kg, 0), coalesce(m.teu_hundredths, 0)) AS difference
FROM of_longer AS a
FULL JOIN of_minutes AS m
  USING (granularity, window_start, area_level, area_code, movement, direction, mode, laden)
WHERE coalesce(a.events, 0) <> coalesce(m.events, 0)
  OR coalesce(a.gross_mass_kg, 0) <> coalesce(m.gross_mass_kg, 0)
  OR coalesce(a.teu_hundredths, 0) <> coalesce(m.teu_hundredths, 0)
