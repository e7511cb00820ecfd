-- Declarations, counted once each: at their lodgement and at their release.
-- Variable: as_of.

CREATE TABLE lodgements AS SELECT * FROM stages WHERE milestone = 'LODGED';
CREATE TABLE releases AS SELECT * FROM stages WHERE milestone = 'RELEASED';

-- The first release or cancellation closes a declaration.
CREATE TABLE closings AS
SELECT
  journey, unit, event, event_time, milestone, accepted_versions,
  highest AND row_number() OVER (PARTITION BY journey, unit, highest ORDER BY event_time, event_id) = 1 AS first
FROM stages
WHERE milestone IN ('RELEASED', 'CANCELLED');

CREATE TABLE expected_clearance_cohorts AS
WITH cohort AS (
  SELECT
    l.fact, l.journey, l.unit, l.port, l.direction, l.mode, l.event_time, l.first, l.gross_mass_kg, l.value_fen,
    c.milestone AS closed_by,
    c.event_time AS closed_at
  FROM lodgements AS l
  LEFT JOIN closings AS c
    ON c.journey = l.journey AND c.unit = l.unit
    AND c.first AND l.first AND c.event_time <= l.event_time + INTERVAL 60 DAY),
facts AS (
  SELECT
    fact, journey, unit, granularity, window_start(granularity, event_time) AS window_start, area_level, area_code,
    direction, mode,
    count(*) FILTER (first) AS lodged,
    count(*) FILTER (closed_by = 'RELEASED') AS released,
    count(*) FILTER (closed_by = 'CANCELLED') AS cancelled,
    count(*) FILTER (closed_by = 'RELEASED' AND closed_at <= event_time + INTERVAL 2 HOUR) AS within_2h,
    count(*) FILTER (closed_by = 'RELEASED' AND closed_at <= event_time + INTERVAL 8 HOUR) AS within_8h,
    count(*) FILTER (closed_by = 'RELEASED' AND closed_at <= event_time + INTERVAL 24 HOUR) AS within_24h,
    count(*) FILTER (closed_by = 'RELEASED' AND closed_at <= event_time + INTERVAL 48 HOUR) AS within_48h,
    count(*) FILTER (closed_by = 'RELEASED' AND closed_at <= event_time + INTERVAL 72 HOUR) AS within_72h,
    coalesce(sum(gross_mass_kg) FILTER (first), 0) AS gross_mass_kg,
    coalesce(sum(value_fen) FILTER (first), 0) AS value_fen,
    coalesce(sum(gross_mass_kg) FILTER (first AND closed_by IS NULL), 0) AS open_gross_mass_kg,
    coalesce(sum(value_fen) FILTER (first AND closed_by IS NULL), 0) AS open_value_fen
  FROM cohort
  CROSS JOIN granularities
  JOIN roll_up USING (port)
  WHERE granularity <> 'MINUTE'
  GROUP BY ALL),
windows AS (
  SELECT DISTINCT fact, journey, unit, granularity, window_start, window_end(granularity, window_start) AS window_end
  FROM facts),
of_lodgements AS (
  SELECT fact, window_end, sum(accepted_versions) AS records
  FROM (SELECT DISTINCT fact, window_end FROM windows)
  JOIN stage_events USING (fact)
  WHERE earliest < window_end
  GROUP BY ALL),
closing_events AS (
  SELECT journey, unit, event, min(event_time) AS earliest, any_value(accepted_versions) AS accepted_versions
  FROM closings
  GROUP BY ALL),
of_closings AS (
  SELECT fact, window_end, sum(accepted_versions) AS records
  FROM (SELECT DISTINCT fact, journey, unit, window_end FROM windows)
  JOIN closing_events USING (journey, unit)
  WHERE earliest < window_end + INTERVAL 60 DAY
  GROUP BY ALL),
revisions AS (
  SELECT fact, granularity, window_start, l.records + coalesce(c.records, 0) AS revision
  FROM windows
  JOIN of_lodgements AS l USING (fact, window_end)
  LEFT JOIN of_closings AS c USING (fact, window_end))
SELECT
  granularity, window_start, area_level, area_code, direction, mode,
  sum(lodged)::BIGINT AS lodged,
  sum(released)::BIGINT AS released,
  sum(cancelled)::BIGINT AS cancelled,
  sum(within_2h)::BIGINT AS released_within_2h,
  sum(within_8h)::BIGINT AS released_within_8h,
  sum(within_24h)::BIGINT AS released_within_24h,
  sum(within_48h)::BIGINT AS released_within_48h,
  sum(within_72h)::BIGINT AS released_within_72h,
  sum(gross_mass_kg)::BIGINT AS gross_mass_kg,
  sum(value_fen)::BIGINT AS value_fen,
  sum(open_gross_mass_kg)::BIGINT AS open_gross_mass_kg,
  sum(open_value_fen)::BIGINT AS open_value_fen,
  sum(revision)::BIGINT AS revision,
  window_end(granularity, window_start) <= getvariable('as_of') AS complete
FROM facts
JOIN revisions USING (fact, granularity, window_start)
GROUP BY granularity, window_start, area_level, area_code, direction, mode;

CREATE TABLE expected_programme_activity AS
WITH choices AS (
  SELECT
    r.fact, journey, d.programme, r.event_time, r.port, r.direction,
    CASE d.programme WHEN 'AEO' THEN coalesce(d.aeo_country, '-') ELSE '-' END AS aeo_country,
    bool_or(r.first AND d.first) AS counts,
    any_value(r.gross_mass_kg) FILTER (r.first AND d.first) AS gross_mass_kg,
    any_value(r.value_fen) FILTER (r.first AND d.first) AS value_fen
  FROM releases AS r
  JOIN declared AS d USING (journey)
  WHERE d.event_time <= r.event_time
  GROUP BY ALL),
facts AS (
  SELECT
    fact, journey, programme, granularity, window_start(granularity, event_time) AS window_start,
    area_level, area_code, aeo_country, direction,
    count(*) FILTER (counts) AS declarations,
    coalesce(sum(gross_mass_kg), 0) AS gross_mass_kg,
    coalesce(sum(value_fen), 0) AS value_fen
  FROM choices
  CROSS JOIN granularities
  JOIN roll_up USING (port)
  WHERE granularity <> 'MINUTE'
  GROUP BY ALL),
windows AS (
  SELECT DISTINCT
    fact, journey, programme, granularity, window_start, window_end(granularity, window_start) AS window_end
  FROM facts),
of_releases AS (
  SELECT fact, window_end, sum(accepted_versions) AS records
  FROM (SELECT DISTINCT fact, window_end FROM windows)
  JOIN stage_events USING (fact)
  WHERE earliest < window_end
  GROUP BY ALL),
of_programmes AS (
  SELECT journey, programme, window_end, sum(accepted_versions) AS records
  FROM (SELECT DISTINCT journey, programme, window_end FROM windows)
  JOIN declaring_events USING (journey, programme)
  WHERE earliest < window_end
  GROUP BY ALL),
revisions AS (
  SELECT fact, programme, granularity, window_start, r.records + p.records AS revision
  FROM windows
  JOIN of_releases AS r USING (fact, window_end)
  JOIN of_programmes AS p USING (journey, programme, window_end))
SELECT
  granularity, window_start, area_level, area_code, programme, aeo_country, direction,
  sum(declarations)::BIGINT AS declarations,
  sum(gross_mass_kg)::BIGINT AS gross_mass_kg,
  sum(value_fen)::BIGINT AS value_fen,
  sum(revision)::BIGINT AS revision,
  window_end(granularity, window_start) <= getvariable('as_of') AS complete
FROM facts
JOIN revisions USING (fact, programme, granularity, window_start)
GROUP BY granularity, window_start, area_level, area_code, programme, aeo_country, direction;

CREATE TABLE expected_single_window_activity AS
WITH facts AS (
  SELECT
    fact, granularity, window_start(granularity, event_time) AS window_start,
    single_window_category AS category, single_window_service AS service, direction,
    count(*) FILTER (first) AS declarations,
    coalesce(sum(gross_mass_kg) FILTER (first), 0) AS gross_mass_kg,
    coalesce(sum(value_fen) FILTER (first), 0) AS value_fen
  FROM lodgements
  CROSS JOIN granularities
  WHERE granularity <> 'MINUTE'
    AND single_window_category IS NOT NULL
    AND single_window_service IS NOT NULL
    AND port IN (SELECT code FROM ports WHERE nation = 'CN')
  GROUP BY ALL),
revisions AS (
  SELECT fact, granularity, window_start, sum(accepted_versions) AS revision
  FROM (SELECT DISTINCT fact, granularity, window_start FROM facts)
  JOIN stage_events USING (fact)
  WHERE earliest < window_end(granularity, window_start)
  GROUP BY ALL)
SELECT
  granularity, window_start, category, service, direction,
  sum(declarations)::BIGINT AS declarations,
  sum(gross_mass_kg)::BIGINT AS gross_mass_kg,
  sum(value_fen)::BIGINT AS value_fen,
  sum(revision)::BIGINT AS revision,
  window_end(granularity, window_start) <= getvariable('as_of') AS complete
FROM facts
JOIN revisions USING (fact, granularity, window_start)
GROUP BY granularity, window_start, category, service, direction;

CREATE TABLE expected_partner_trade AS
WITH facts AS (
  SELECT
    fact, granularity, window_start(granularity, event_time) AS window_start,
    coalesce(partner_country, '-') AS partner_country, direction, coalesce(hs_chapter, 0) AS hs_chapter,
    count(*) FILTER (first) AS declarations,
    coalesce(sum(gross_mass_kg) FILTER (first), 0) AS gross_mass_kg,
    coalesce(sum(value_fen) FILTER (first), 0) AS value_fen
  FROM releases
  CROSS JOIN granularities
  WHERE granularity = 'DAY' AND port IN (SELECT code FROM ports WHERE nation = 'CN')
  GROUP BY ALL),
revisions AS (
  SELECT fact, granularity, window_start, sum(accepted_versions) AS revision
  FROM (SELECT DISTINCT fact, granularity, window_start FROM facts)
  JOIN stage_events USING (fact)
  WHERE earliest < window_end(granularity, window_start)
  GROUP BY ALL)
SELECT
  granularity, window_start, partner_country, direction, hs_chapter,
  sum(declarations)::BIGINT AS declarations,
  sum(gross_mass_kg)::BIGINT AS gross_mass_kg,
  sum(value_fen)::BIGINT AS value_fen,
  sum(revision)::BIGINT AS revision,
  window_end(granularity, window_start) <= getvariable('as_of') AS complete
FROM facts
JOIN revisions USING (fact, granularity, window_start)
GROUP BY granularity, window_start, partner_country, direction, hs_chapter;
