-- Every cell of throughput. A row of zeros means the same as no row.
SELECT
  concat_ws(' ', 'throughput', granularity, strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), area_level, area_code,
    movement, direction, mode, CASE WHEN laden THEN 'laden' ELSE 'empty' END)
  || ': '
  || CASE
    WHEN a.revision IS NULL THEN
      format('missing, expected events {}, gross_mass_kg {}, teu_hundredths {}, revision {}, complete {}',
        e.events, e.gross_mass_kg, e.teu_hundredths, e.revision, e.complete)
    WHEN e.revision IS NULL THEN
      format('unexpected, with events {}, gross_mass_kg {}, teu_hundredths {}, revision {}, complete {}',
        a.events, a.gross_mass_kg, a.teu_hundredths, a.revision, a.complete)
    ELSE concat_ws(', ',
      CASE WHEN a.events <> e.events THEN format('events is {}, expected {}', a.events, e.events) END,
      CASE WHEN a.gross_mass_kg <> e.gross_mass_kg
        THEN format('gross_mass_kg is {}, expected {}', a.gross_mass_kg, e.gross_mass_kg) END,
      CASE WHEN a.teu_hundredths <> e.teu_hundredths
        THEN format('teu_hundredths is {}, expected {}', a.teu_hundredths, e.teu_hundredths) END,
      CASE WHEN a.revision <> e.revision THEN format('revision is {}, expected {}', a.revision, e.revision) END,
      CASE WHEN a.complete <> e.complete THEN format('complete is {}, expected {}', a.complete, e.complete) END)
  END AS difference
FROM expected_throughput AS e
FULL JOIN actual_throughput AS a
  USING (granularity, window_start, area_level, area_code, movement, direction, mode, laden)
WHERE (e.events, e.gross_mass_kg, e.teu_hundredths, e.revision, e.complete)
    IS DISTINCT FROM (a.events, a.gross_mass_kg, a.teu_hundredths, a.revision, a.complete)
  AND NOT ((e.revision IS NULL OR a.revision IS NULL)
    AND coalesce(e.events, a.events) = 0
    AND coalesce(e.gross_mass_kg, a.gross_mass_kg) = 0
    AND coalesce(e.teu_hundredths, a.teu_hundredths) = 0)
