-- Each hour and day is the sum of its minutes, among the real rows alone.
WITH of_minutes AS (
  SELECT
    g.granularity, window_start(g.granularity, a.window_start) AS window_start,
    area_level, area_code, stage, direction, mode,
    sum(events) AS events, sum(declarations) AS declarations, sum(gross_mass_kg) AS gross_mass_kg,
    sum(value_fen) AS value_fen
  FROM actual_clearance_activity AS a
  CROSS JOIN granularities AS g
  WHERE a.granularity = 'MINUTE' AND g.granularity <> 'MINUTE'
  GROUP BY ALL),
of_longer AS (
  SELECT * FROM actual_clearance_activity WHERE granularity <> 'MINUTE')
SELECT
  concat_ws(' ', 'clearance_activity', granularity, strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), area_level, area_code,
    stage, direction, mode)
  || format(': the window holds events {}, declarations {}, gross_mass_kg {}, value_fen {}, but its minutes {}, {}, {}, {}',
    coalesce(a.events, 0), coalesce(a.declarations, 0), coalesce(a.gross_mass_kg, 0), coalesce(a.value_fen, 0),
    coalesce(m.events, 0), coalesce(m.declarations, 0), coalesce(m.gross_mass_kg, 0), coalesce(m.value_fen, 0)) AS difference
FROM of_longer AS a
FULL JOIN of_minutes AS m
  USING (granularity, window_start, area_level, area_code, stage, direction, mode)
WHERE coalesce(a.events, 0) <> coalesce(m.events, 0)
  OR coalesce(a.declarations, 0) <> coalesce(m.declarations, 0)
  OR coalesce(a.gross_mass_kg, 0) <> coalesce(m.gross_mass_kg, 0)
  OR coalesce(a.value_fen, 0) <> coalesce(m.value_fen, 0)
