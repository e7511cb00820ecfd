-- The legs: how long it took from one milestone of a journey to another.
-- Variable: as_of.

-- Those with both ends at one port. Where both ends have the same kind of unit, they are the same unit's.
CREATE TABLE legs_at_a_port AS
SELECT *
FROM (VALUES
  ('ARRIVAL_TO_LODGEMENT', 'ARRIVED', 'LODGED', false),
  ('LODGEMENT_TO_RELEASE', 'LODGED', 'RELEASED', true),
  ('ARRIVAL_TO_RELEASE', 'ARRIVED', 'RELEASED', false),
  ('GATE_IN_TO_RELEASE', 'GATED_IN', 'RELEASED', false),
  ('RELEASE_TO_GATE_OUT', 'RELEASED', 'GATED_OUT', false),
  ('RELEASE_TO_DEPARTED', 'RELEASED', 'DEPARTED', false),
  ('ARRIVAL_TO_GATE_OUT', 'ARRIVED', 'GATED_OUT', false),
  ('GATE_IN_TO_LOADED', 'GATED_IN', 'LOADED', true))
  AS legs (leg, from_milestone, to_milestone, of_one_unit);

CREATE MACRO is_abroad(port) AS port NOT IN (SELECT code FROM ports);

-- Every version at the end of a leg (to). A leg is measured from what lies in the same place and is of the
-- same party ('' where all are). The place is the port; of PORT_TO_PORT it is the port that it comes from; of
-- TRANSFER, which may begin at any port, it is the direction. A fact is named by its leg and by the seq of
-- one of its records.
CREATE TABLE ends AS
SELECT
  min(seq) OVER (PARTITION BY leg, journey, place, party, port, unit) AS fact, *,
  highest AND row_number() OVER (
    PARTITION BY leg, journey, place, party, port, unit, highest ORDER BY event_time, event_id) = 1 AS first
FROM (
  SELECT leg, port AS place, CASE WHEN of_one_unit THEN unit ELSE '' END AS party, v.*
  FROM legs_at_a_port AS l
  JOIN versions AS v ON v.milestone = l.to_milestone
  UNION ALL
  SELECT 'APPOINTMENT_WAIT', port, unit, * FROM versions WHERE milestone = 'INSPECTED'
  UNION ALL
  SELECT 'PORT_TO_PORT', other_port, '', *
  FROM versions
  WHERE milestone = 'ARRIVED' AND other_port <> port AND NOT is_abroad(other_port)
  UNION ALL
  SELECT 'TRANSFER', direction, '', *
  FROM versions
  WHERE (milestone = 'DEPARTED' AND direction = 'EXPORT' AND is_abroad(other_port))
    OR (milestone = 'GATED_OUT' AND direction = 'IMPORT'))
WHERE laden;

-- Every version at the beginning of a leg (from), and the instant that lengths are counted from. A role is
-- named like a fact.
CREATE TABLE beginnings AS
SELECT
  min(seq) OVER (PARTITION BY leg, journey, place, party) AS role, *,
  highest AND row_number() OVER (
    PARTITION BY leg, journey, place, party, highest ORDER BY event_time, event_id) = 1 AS first
FROM (
  SELECT leg, port AS place, CASE WHEN of_one_unit THEN unit ELSE '' END AS party, event_time AS since, v.*
  FROM legs_at_a_port AS l
  JOIN versions AS v ON v.milestone = l.from_milestone
  UNION ALL
  SELECT 'APPOINTMENT_WAIT', port, unit, appointment_time, *
  FROM versions
  WHERE topic = 'clearance-events' AND appointment_time IS NOT NULL
  UNION ALL
  SELECT 'PORT_TO_PORT', port, '', event_time, * FROM versions WHERE milestone = 'DEPARTED'
  UNION ALL
  SELECT 'TRANSFER', 'EXPORT', '', event_time, * FROM versions WHERE milestone = 'GATED_IN'
  UNION ALL
  SELECT 'TRANSFER', 'IMPORT', '', event_time, *
  FROM versions
  WHERE milestone = 'ARRIVED' AND (other_port IS NULL OR is_abroad(other_port)))
WHERE laden;

-- Every pair of versions that could be the two ends. The first of both are the leg, where they may be a pair.
CREATE TABLE pairs AS
SELECT
  leg, t.fact, f.role, journey, f.port AS from_port, t.port, t.direction, t.mode,
  greatest(t.event_time, f.event_time) AS later_end,
  t.first AND f.first AS measured,
  t.event_time < f.since AS reversed,
  greatest(0, (epoch_ms(t.event_time) - epoch_ms(f.since)) // 1000) AS seconds
FROM ends AS t
JOIN beginnings AS f USING (leg, journey, place, party)
WHERE CASE leg
    WHEN 'TRANSFER' THEN f.port <> t.port
    WHEN 'APPOINTMENT_WAIT' THEN f.event_time <= t.event_time
    ELSE true
  END;

-- Every pair under every programme that could be declared by its later end, in each of its windows. A length
-- stands where it counts.
CREATE TABLE placed_legs AS
WITH programmes AS (
  SELECT
    journey, programme,
    min(event_time) AS could_be_declared,
    min(event_time) FILTER (highest) AS is_declared
  FROM declared
  GROUP BY ALL),
under_programmes AS (
  SELECT *, 'ALL' AS programme, measured AS counts FROM pairs
  UNION ALL
  SELECT c.*, p.programme, measured AND coalesce(p.is_declared <= c.later_end, false)
  FROM pairs AS c
  JOIN programmes AS p ON p.journey = c.journey AND p.could_be_declared <= c.later_end)
SELECT
  leg, fact, role, journey, programme, granularity, window_start(granularity, later_end) AS window_start,
  from_port, port, direction, mode,
  any_value(seconds) FILTER (counts) AS seconds,
  any_value(reversed) FILTER (counts) AS reversed
FROM under_programmes
CROSS JOIN granularities
WHERE granularity <> 'MINUTE'
GROUP BY ALL;

-- What a leg adds to the revision of each cell that a pair could place it in: the accepted records, of all
-- versions, of the events at either end and of those declaring the programme that have a version, not
-- retracted, before the window's end.
CREATE TABLE leg_revisions AS
WITH windows AS (
  SELECT DISTINCT
    leg, fact, role, journey, programme, granularity, window_start,
    window_end(granularity, window_start) AS window_end
  FROM placed_legs),
end_events AS (
  SELECT leg, fact, event, min(event_time) AS earliest, any_value(accepted_versions) AS accepted_versions
  FROM ends
  GROUP BY ALL),
of_ends AS (
  SELECT leg, fact, window_end, sum(accepted_versions) AS records
  FROM (SELECT DISTINCT leg, fact, window_end FROM windows)
  JOIN end_events USING (leg, fact)
  WHERE earliest < window_end
  GROUP BY ALL),
beginning_events AS (
  SELECT leg, role, event, min(event_time) AS earliest, any_value(accepted_versions) AS accepted_versions
  FROM beginnings
  GROUP BY ALL),
of_beginnings AS (
  SELECT leg, role, window_end, sum(accepted_versions) AS records
  FROM (SELECT DISTINCT leg, role, window_end FROM windows)
  JOIN beginning_events USING (leg, role)
  WHERE earliest < window_end
  GROUP BY ALL),
of_programmes AS (
  SELECT journey, programme, window_end, sum(accepted_versions) AS records
  FROM (SELECT DISTINCT journey, programme, window_end FROM windows)
  JOIN declaring_events USING (journey, programme)
  WHERE earliest < window_end
  GROUP BY ALL)
SELECT
  leg, fact, programme, granularity, window_start,
  t.records + f.records + coalesce(p.records, 0) AS revision
FROM windows
JOIN of_ends AS t USING (leg, fact, window_end)
JOIN of_beginnings AS f USING (leg, role, window_end)
LEFT JOIN of_programmes AS p USING (journey, programme, window_end);

-- A sketch's bucket of a length, none of 0 s; and what a length is taken for.
CREATE MACRO ratio_of_borders() AS 1.01::DOUBLE / 0.99::DOUBLE;
CREATE MACRO bucket_of(seconds) AS floor(ln(nullif(seconds, 0)) / ln(ratio_of_borders()))::INTEGER;
CREATE MACRO estimate(seconds) AS
  CASE WHEN seconds = 0 THEN 0 ELSE pow(ratio_of_borders(), bucket_of(seconds)) * 1.01::DOUBLE END;

-- Of the sorted lengths of a cell.
CREATE MACRO quantile_of(lengths, q) AS
  estimate(lengths[1 + floor(q::DOUBLE * (len(lengths) - 1))::BIGINT])::DOUBLE;
CREATE MACRO within_hours(lengths, hours) AS
  len(list_filter(lengths, lambda seconds: seconds <= hours * 3600))::BIGINT;

-- A table's cells with the lengths that count in them, and the measures of these.
CREATE MACRO measured_lengths(cells) AS TABLE
SELECT
  * EXCLUDE (lengths, reversed, buckets, revision),
  len(lengths)::BIGINT AS events,
  coalesce(list_sum(lengths), 0)::BIGINT AS total_seconds,
  reversed::BIGINT AS reversed,
  within_hours(lengths, 2) AS within_2h,
  within_hours(lengths, 8) AS within_8h,
  within_hours(lengths, 24) AS within_24h,
  within_hours(lengths, 48) AS within_48h,
  within_hours(lengths, 72) AS within_72h,
  quantile_of(lengths, 0.5) AS p50_seconds,
  quantile_of(lengths, 0.9) AS p90_seconds,
  quantile_of(lengths, 0.95) AS p95_seconds,
  quantile_of(lengths, 0.99) AS p99_seconds,
  len(list_filter(lengths, lambda seconds: seconds = 0))::BIGINT AS zero_count,
  list_sort(map_keys(buckets)) AS bucket_indexes,
  list_transform(list_sort(map_keys(buckets)), lambda bucket: buckets[bucket]::BIGINT) AS bucket_counts,
  revision::BIGINT AS revision,
  window_end(granularity, window_start) <= getvariable('as_of') AS complete
FROM query_table(cells);

CREATE TABLE transfer_lengths AS
WITH facts AS (
  SELECT
    leg, fact, programme, granularity, window_start, port, direction, mode,
    any_value(seconds) AS seconds,
    any_value(reversed) AS reversed
  FROM placed_legs
  GROUP BY ALL)
SELECT
  granularity, window_start, area_level, area_code, leg, direction, mode, programme,
  coalesce(list(seconds ORDER BY seconds) FILTER (seconds IS NOT NULL), []) AS lengths,
  count(*) FILTER (reversed) AS reversed,
  coalesce(histogram(bucket_of(seconds)), MAP {}) AS buckets,
  sum(revision) AS revision
FROM facts
JOIN leg_revisions USING (leg, fact, programme, granularity, window_start)
JOIN roll_up USING (port)
GROUP BY granularity, window_start, area_level, area_code, leg, direction, mode, programme;

CREATE TABLE expected_transfer_times AS FROM measured_lengths('transfer_lengths');

CREATE TABLE corridor_lengths AS
WITH facts AS (
  SELECT
    leg, fact, programme, granularity, window_start, from_port, port AS to_port, mode,
    any_value(seconds) AS seconds,
    any_value(reversed) AS reversed
  FROM placed_legs
  WHERE leg IN ('PORT_TO_PORT', 'TRANSFER')
  GROUP BY ALL)
SELECT
  granularity, window_start, leg, from_port, to_port, mode, programme,
  coalesce(list(seconds ORDER BY seconds) FILTER (seconds IS NOT NULL), []) AS lengths,
  count(*) FILTER (reversed) AS reversed,
  coalesce(histogram(bucket_of(seconds)), MAP {}) AS buckets,
  sum(revision) AS revision
FROM facts
JOIN leg_revisions USING (leg, fact, programme, granularity, window_start)
GROUP BY granularity, window_start, leg, from_port, to_port, mode, programme;

CREATE TABLE expected_corridor_times AS FROM measured_lengths('corridor_lengths');
