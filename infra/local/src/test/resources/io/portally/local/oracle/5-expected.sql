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

CREATE TABLE expected_data_quality AS
SELECT
  granularity, window_start(granularity, record_time) AS window_start, topic, fate, reason,
  count(*) AS records,
  count(*) AS revision,
  window_end(granularity, window_start(granularity, record_time)) <= getvariable('as_of') AS complete
FROM fates
CROSS JOIN granularities
GROUP BY ALL;
