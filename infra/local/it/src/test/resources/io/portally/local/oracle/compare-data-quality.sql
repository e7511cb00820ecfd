-- Every cell of data_quality.
SELECT
  concat_ws(' ', 'data_quality', granularity, strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), topic, fate, reason)
  || ': '
  || CASE
    WHEN a.revision IS NULL THEN
      format('missing, expected records {}, revision {}, complete {}', e.records, e.revision, e.complete)
    WHEN e.revision IS NULL THEN
      format('unexpected, with records {}, revision {}, complete {}', a.records, a.revision, a.complete)
    ELSE concat_ws(', ',
      CASE WHEN a.records <> e.records THEN format('records is {}, expected {}', a.records, e.records) END,
      CASE WHEN a.revision <> e.revision THEN format('revision is {}, expected {}', a.revision, e.revision) END,
      CASE WHEN a.complete <> e.complete THEN format('complete is {}, expected {}', a.complete, e.complete) END)
  END AS difference
FROM expected_data_quality AS e
FULL JOIN actual_data_quality AS a
  USING (granularity, window_start, topic, fate, reason)
WHERE (e.records, e.revision, e.complete) IS DISTINCT FROM (a.records, a.revision, a.complete)
  AND NOT ((e.revision IS NULL OR a.revision IS NULL) AND coalesce(e.records, a.records) = 0)
