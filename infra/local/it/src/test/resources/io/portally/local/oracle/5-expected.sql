-- The rows that the tables must hold.
-- Variables: zone, as_of.

CREATE TABLE granularities AS
SELECT unnest(['MINUTE', 'HOUR', 'DAY']) AS granularity;

-- Hours and days are those of the zone's clocks. An hour's start is reached by going back from the instant
-- by what the clock shows past the hour, which stays right where clocks are set back.
CREATE MACRO local_time(instant) AS (instant AT TIME ZONE 'UTC') AT TIME ZONE getvariable('zone');
CREATE MACRO instant_at(local) AS (local AT TIME ZONE getvariable('zone')) AT TIME ZONE 'UTC';
CREATE MACRO window_start(granularity, instant) AS
  CASE granularity
    WHEN 'MINUTE' THEN date_trunc('minute', instant)
    WHEN 'HOUR' THEN instant - (local_time(instant) - date_trunc('hour', local_time(instant)))
    WHEN 'DAY' THEN instant_at(date_trunc('day', local_time(instant))::TIMESTAMP)
  END;
CREATE MACRO window_end(granularity, window_start) AS
  CASE granularity
    WHEN 'MINUTE' THEN window_start + INTERVAL 1 MINUTE
    WHEN 'HOUR' THEN window_start + INTERVAL 1 HOUR
    WHEN 'DAY' THEN instant_at(local_time(window_start) + INTERVAL 1 DAY)
  END;

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

-- A consignment's accepted records of both topics, by event time, are one journey until a silence that is
-- longer than the gap begins the next.
CREATE TABLE journeys AS
SELECT seq, event, count(*) FILTER (begins) OVER (PARTITION BY consignment_id ORDER BY event_time, seq) AS journey
FROM (
  SELECT
    seq, v.event, p.consignment_id, p.event_time,
    p.event_time > lag(p.event_time) OVER (PARTITION BY p.consignment_id ORDER BY p.event_time, seq)
      + getvariable('journey_gap') AS begins
  FROM verdicts AS v
  JOIN published AS p USING (seq)
  WHERE v.fate = 'ACCEPTED');

-- Every version that could place its event. A fact is a declaration's stage within a journey, named by one of
-- its records' seq.
CREATE TABLE placed_stages AS
SELECT
  min(seq) OVER (PARTITION BY consignment_id, declaration_id, stage, journey) AS fact, *,
  -- Texts compare by their UTF-8 bytes here.
  highest AND row_number() OVER (
    PARTITION BY consignment_id, declaration_id, stage, journey, highest ORDER BY event_time, event_id) = 1 AS first
FROM (
  SELECT
    seq, event, journey, p.event_id, p.event_time, p.retracted, p.consignment_id, p.declaration_id, p.milestone AS stage,
    p.port, p.direction, p.mode, p.gross_mass_kg, p.value_fen,
    count(*) OVER (PARTITION BY event) AS accepted_versions,
    p.version = max(p.version) OVER (PARTITION BY event) AS highest
  FROM journeys
  JOIN published AS p USING (seq)
  WHERE p.topic = 'clearance-events')
WHERE NOT retracted;

CREATE TABLE expected_clearance_activity AS
WITH facts AS (
  SELECT
    fact, granularity, window_start(granularity, event_time) AS window_start, area_level, area_code,
    stage, direction, mode,
    count(*) FILTER (highest) AS events,
    count(*) FILTER (first) AS declarations,
    coalesce(sum(gross_mass_kg) FILTER (first), 0) AS gross_mass_kg,
    coalesce(sum(value_fen) FILTER (first), 0) AS value_fen
  FROM placed_stages
  CROSS JOIN granularities
  JOIN roll_up USING (port)
  GROUP BY ALL),
-- What a fact adds to the revision of a cell: the accepted records, of all versions, of those of its events
-- that have a version, not retracted, before the window's end.
events AS (
  SELECT fact, event, min(event_time) AS earliest, any_value(accepted_versions) AS accepted_versions
  FROM placed_stages
  GROUP BY ALL),
revisions AS (
  SELECT fact, granularity, window_start, sum(accepted_versions) AS revision
  FROM (SELECT DISTINCT fact, granularity, window_start FROM facts)
  JOIN events USING (fact)
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
