-- Every cell of clearance_activity. A row of zeros means the same as no row.
SELECT
  concat_ws(' ', 'clearance_activity', granularity, strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), area_level, area_code,
    stage, direction, mode)
  || ': '
  || CASE
    WHEN a.revision IS NULL THEN
      format('missing, expected events {}, declarations {}, gross_mass_kg {}, value_fen {}, revision {}, complete {}',
        e.events, e.declarations, e.gross_mass_kg, e.value_fen, e.revision, e.complete)
    WHEN e.revision IS NULL THEN
      format('unexpected, with events {}, declarations {}, gross_mass_kg {}, value_fen {}, revision {}, complete {}',
        a.events, a.declarations, a.gross_mass_kg, a.value_fen, a.revision, a.complete)
    ELSE concat_ws(', ',
      CASE WHEN a.events <> e.events THEN format('events is {}, expected {}', a.events, e.events) END,
      CASE WHEN a.declarations <> e.declarations
        THEN format('declarations is {}, expected {}', a.declarations, e.declarations) END,
      CASE WHEN a.gross_mass_kg <> e.gross_mass_kg
        THEN format('gross_mass_kg is {}, expected {}', a.gross_mass_kg, e.gross_mass_kg) END,
      CASE WHEN a.value_fen <> e.value_fen
        THEN format('value_fen is {}, expected {}', a.value_fen, e.value_fen) END,
      CASE WHEN a.revision <> e.revision THEN format('revision is {}, expected {}', a.revision, e.revision) END,
      CASE WHEN a.complete <> e.complete THEN format('complete is {}, expected {}', a.complete, e.complete) END)
  END AS difference
FROM expected_clearance_activity AS e
FULL JOIN actual_clearance_activity AS a
  USING (granularity, window_start, area_level, area_code, stage, direction, mode)
WHERE (e.events, e.declarations, e.gross_mass_kg, e.value_fen, e.revision, e.complete)
    IS DISTINCT FROM (a.events, a.declarations, a.gross_mass_kg, a.value_fen, a.revision, a.complete)
  AND NOT ((e.revision IS NULL OR a.revision IS NULL)
    AND coalesce(e.events, a.events) = 0
    AND coalesce(e.declarations, a.declarations) = 0
    AND coalesce(e.gross_mass_kg, a.gross_mass_kg) = 0
    AND coalesce(e.value_fen, a.value_fen) = 0)
