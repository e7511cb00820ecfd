-- Each area's row is the sum of its ports' rows, among the real rows alone.
WITH of_ports AS (
  SELECT
    granularity, window_start, r.area_level, r.area_code, stage, direction, mode,
    sum(events) AS events, sum(declarations) AS declarations, sum(gross_mass_kg) AS gross_mass_kg,
    sum(value_fen) AS value_fen
  FROM actual_clearance_activity AS a
  JOIN roll_up AS r ON r.port = a.area_code
  WHERE a.area_level = 'PORT' AND r.area_level <> 'PORT'
  GROUP BY ALL),
of_areas AS (
  SELECT * FROM actual_clearance_activity WHERE area_level <> 'PORT')
SELECT
  concat_ws(' ', 'clearance_activity', granularity, strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), area_level, area_code,
    stage, direction, mode)
  || format(': the area holds events {}, declarations {}, gross_mass_kg {}, value_fen {}, but its ports {}, {}, {}, {}',
    coalesce(a.events, 0), coalesce(a.declarations, 0), coalesce(a.gross_mass_kg, 0), coalesce(a.value_fen, 0),
    coalesce(p.events, 0), coalesce(p.declarations, 0), coalesce(p.gross_mass_kg, 0), coalesce(p.value_fen, 0)) AS difference
FROM of_areas AS a
FULL JOIN of_ports AS p
  USING (granularity, window_start, area_level, area_code, stage, direction, mode)
WHERE coalesce(a.events, 0) <> coalesce(p.events, 0)
  OR coalesce(a.declarations, 0) <> coalesce(p.declarations, 0)
  OR coalesce(a.gross_mass_kg, 0) <> coalesce(p.gross_mass_kg, 0)
  OR coalesce(a.value_fen, 0) <> coalesce(p.value_fen, 0)
