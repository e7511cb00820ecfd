-- Each area's row is the sum of its ports' rows, among the real rows alone.
WITH of_ports AS (
  SELECT
    granularity, window_start, r.area_level, r.area_code, movement, direction, mode, laden,
    sum(events) AS events, sum(gross_mass_kg) AS gross_mass_kg, sum(teu_hundredths) AS teu_hundredths
  FROM actual_throughput AS a
  JOIN roll_up AS r ON r.port = a.area_code
  WHERE a.area_level = 'PORT' AND r.area_level <> 'PORT'
  GROUP BY ALL),
of_areas AS (
  SELECT * FROM actual_throughput WHERE area_level <> 'PORT')
SELECT
  concat_ws(' ', 'throughput', granularity, strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), area_level, area_code,
    movement, direction, mode, CASE WHEN laden THEN 'laden' ELSE 'empty' END)
  || format(': the area holds events {}, gross_mass_kg {}, teu_hundredths {}, but its ports {}, {}, {}',
    coalesce(a.events, 0), coalesce(a.gross_mass_kg, 0), coalesce(a.teu_hundredths, 0),
    coalesce(p.events, 0), coalesce(p.gross_mass_kg, 0), coalesce(p.teu_hundredths, 0)) AS difference
FROM of_areas AS a
FULL JOIN of_ports AS p
  USING (granularity, window_start, area_level, area_code, movement, direction, mode, laden)
WHERE coalesce(a.events, 0) <> coalesce(p.events, 0)
  OR coalesce(a.gross_mass_kg, 0) <> coalesce(p.gross_mass_kg, 0)
  OR coalesce(a.teu_hundredths, 0) <> coalesce(p.teu_hundredths, 0)
