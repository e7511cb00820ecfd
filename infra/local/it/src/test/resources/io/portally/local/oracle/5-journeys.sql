-- The windows that something may happen in, and the journeys that it happens within.
-- Variables: zone, journey_gap.

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

-- A consignment's accepted records of both topics, by event time, are one journey until a silence that is
-- longer than the gap begins the next. A journey is named by the seq of its first record.
CREATE TABLE journeys AS
SELECT
  seq, event,
  last_value(CASE WHEN begins THEN seq END IGNORE NULLS)
    OVER (PARTITION BY consignment_id ORDER BY event_time, seq) AS journey
FROM (
  SELECT
    seq, v.event, p.consignment_id, p.event_time,
    coalesce(
      p.event_time > lag(p.event_time) OVER (PARTITION BY p.consignment_id ORDER BY p.event_time, seq)
        + getvariable('journey_gap'),
      true) AS begins
  FROM verdicts AS v
  JOIN published AS p USING (seq)
  WHERE v.fate = 'ACCEPTED');

-- Every accepted version that could place its event: all but retracted ones. Its unit is what it happened to
-- within the consignment: a declaration, a piece of equipment, or '' (which is no identifier) where none is
-- given and for the consignment as a whole.
CREATE TABLE versions AS
SELECT
  journey, event, seq, topic, event_id, event_time, highest, accepted_versions, milestone,
  CASE WHEN milestone IN ('ARRIVED', 'DEPARTED') THEN '' ELSE coalesce(declaration_id, equipment_id, '') END AS unit,
  port, other_port, direction, mode, laden, gross_mass_kg, value_fen, appointment_time,
  list_filter(programmes, lambda programme: programme <> 'UNKNOWN') AS programmes,
  aeo_country, partner_country, hs_chapter, single_window_service, single_window_category
FROM (
  SELECT
    p.*, j.journey, j.event,
    count(*) OVER (PARTITION BY j.event) AS accepted_versions,
    p.version = max(p.version) OVER (PARTITION BY j.event) AS highest
  FROM journeys AS j
  JOIN published AS p USING (seq))
WHERE NOT retracted;

-- Those of declarations. A fact is a declaration's stage within a journey, named by one of its records' seq.
CREATE TABLE stages AS
SELECT
  min(seq) OVER (PARTITION BY journey, unit, milestone) AS fact, *,
  -- Texts compare by their UTF-8 bytes here.
  highest AND row_number() OVER (
    PARTITION BY journey, unit, milestone, highest ORDER BY event_time, event_id) = 1 AS first
FROM versions
WHERE topic = 'clearance-events';

-- The events of each, and since when they are.
CREATE TABLE stage_events AS
SELECT fact, event, min(event_time) AS earliest, any_value(accepted_versions) AS accepted_versions
FROM stages
GROUP BY ALL;

-- Which version declares which programme.
CREATE TABLE declared AS
SELECT
  *,
  highest AND row_number() OVER (
    PARTITION BY journey, programme, highest ORDER BY event_time, event_id) = 1 AS first
FROM (
  SELECT DISTINCT
    journey, unnest(programmes) AS programme, seq, event, event_id, event_time, highest, accepted_versions, aeo_country
  FROM versions);

CREATE TABLE declaring_events AS
SELECT journey, programme, event, min(event_time) AS earliest, any_value(accepted_versions) AS accepted_versions
FROM declared
GROUP BY ALL;
