-- The rows that count what happened: movements, stages, and records by their fate.
-- Variable: as_of.

CREATE TABLE expected_throughput AS
WITH versions AS (
  SELECT
    v.event, p.retracted, p.event_time,
    p.port, p.milestone AS movement, p.direction, p.mode, p.laden, p.gross_mass_kg, p.teu_hundredths,
    count(*) OVER (PARTITION BY v.event) AS accepted_versions,
    p.version = max(p.version) OVER (PARTITION BY v.event) AS highest
  FROM verdicts AS v
  JOIN published AS p USING (seq)
  WHERE v.fate = 'ACCEPTED' AND p.topic = 'cargo-movements'),
-- Every cell that a version which is not retracted could place its event in ...
placed AS (
  SELECT
    event, granularity, window_start(granularity, event_time) AS window_start, port,
    movement, direction, mode, laden, gross_mass_kg, teu_hundredths, accepted_versions, highest
  FROM versions
  CROSS JOIN granularities
  WHERE NOT retracted),
-- ... once for each event: there it adds the number of its accepted versions, retracted ones too, to the
-- revision, and the measures of its highest version where that one is placed here. Where the highest is
-- retracted, no placed version is the highest, and nothing counts.
facts AS (
  SELECT
    event, granularity, window_start, area_level, area_code, movement, direction, mode, laden,
    count(*) FILTER (highest) AS events,
    coalesce(sum(gross_mass_kg) FILTER (highest), 0) AS gross_mass_kg,
    coalesce(sum(teu_hundredths) FILTER (highest), 0) AS teu_hundredths,
    any_value(accepted_versions) AS revision
  FROM placed
  JOIN roll_up USING (port)
  GROUP BY ALL)
SELECT
  granularity, window_start, area_level, area_code, movement, direction, mode, laden,
  sum(events)::BIGINT AS events,
  sum(gross_mass_kg)::BIGINT AS gross_mass_kg,
  sum(teu_hundredths)::BIGINT AS teu_hundredths,
  sum(revision)::BIGINT AS revision,
  window_end(granularity, window_start) <= getvariable('as_of') AS complete
FROM facts
GROUP BY granularity, window_start, area_level, area_code, movement, direction, mode, laden;

CREATE TABLE expected_clearance_activity AS
WITH facts AS (
  SELECT
    fact, granularity, window_start(granularity, event_time) AS window_start, area_level, area_code,
    milestone AS stage, direction, mode,
    count(*) FILTER (highest) AS events,
    count(*) FILTER (first) AS declarations,
    coalesce(sum(gross_mass_kg) FILTER (first), 0) AS gross_mass_kg,
    coalesce(sum(value_fen) FILTER (first), 0) AS value_fen
  FROM stages
  CROSS JOIN granularities
  JOIN roll_up USING (port)
  GROUP BY ALL),
-- What a fact adds to the revision of a cell: the accepted records, of all versions, of those of its events
-- that have a version, not retracted, before the window's end.
revisions AS (
  SELECT fact, granularity, window_start, sum(accepted_versions) AS revision
  FROM (SELECT DISTINCT fact, granularity, window_start FROM facts)
  JOIN stage_events USING (fact)
  WHERE earliest < window_end(granularity, window_start)
  GROUP BY ALL)
SELECT
  granularity, window_start, area_level, area_code, stage, direction, mode,
  sum(events)::BIGINT AS events,
  sum(declarations)::BIGINT AS declarations,
  sum(gross_mass_kg)::BIGINT AS gross_mass_kg,
  sum(value_fen)::BIGINT AS value_fen,
  sum(revision)::BIGINT AS revision,
  window_end(granularity, window_start) <= getvariable('as_of') AS complete
FROM facts
JOIN revisions USING (fact, granularity, window_start)
GROUP BY granularity, window_start, area_level, area_code, stage, direction, mode;

CREATE TABLE expected_data_quality AS
SELECT
  granularity, window_start(granularity, record_time) AS window_start, topic, fate, reason,
  count(*) AS records,
  count(*) AS revision,
  window_end(granularity, window_start(granularity, record_time)) <= getvariable('as_of') AS complete
FROM fates
CROSS JOIN granularities
GROUP BY ALL;
