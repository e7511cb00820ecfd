-- The current generation. A sketch stands ready, to be merged.

CREATE VIEW portally.current_transfer_times AS
SELECT generation, granularity, window_start, area_level, area_code, leg, direction, mode, programme,
  events, total_seconds, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
  p50_seconds, p90_seconds, p95_seconds, p99_seconds, zero_count, bucket_indexes, bucket_counts,
  portally.sketch(zero_count, bucket_indexes, bucket_counts) AS sketch,
  revision, complete, updated_at
FROM portally.transfer_times
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_transfer_times IS
  'transfer_times of the current generation. Choose one granularity, one area_level, one leg, and ALL or one programme before adding up; portally.sketch_merge(sketch) adds up quantiles.';

CREATE VIEW portally.current_corridor_times AS
SELECT generation, granularity, window_start, leg, from_port, to_port, mode, programme,
  events, total_seconds, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
  p50_seconds, p90_seconds, p95_seconds, p99_seconds, zero_count, bucket_indexes, bucket_counts,
  portally.sketch(zero_count, bucket_indexes, bucket_counts) AS sketch,
  revision, complete, updated_at
FROM portally.corridor_times
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_corridor_times IS
  'corridor_times of the current generation. Choose one granularity, one leg, and ALL or one programme before adding up; portally.sketch_merge(sketch) adds up quantiles.';

CREATE VIEW portally.current_clearance_cohorts AS
SELECT generation, granularity, window_start, area_level, area_code, direction, mode,
  lodged, released, cancelled, released_within_2h, released_within_8h, released_within_24h, released_within_48h,
  released_within_72h, gross_mass_kg, value_fen, open_gross_mass_kg, open_value_fen, revision, complete, updated_at
FROM portally.clearance_cohorts
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_clearance_cohorts IS
  'clearance_cohorts of the current generation. Choose one granularity and one area_level before adding up.';

CREATE VIEW portally.current_programme_activity AS
SELECT generation, granularity, window_start, area_level, area_code, programme, aeo_country, direction,
  declarations, gross_mass_kg, value_fen, revision, complete, updated_at
FROM portally.programme_activity
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_programme_activity IS
  'programme_activity of the current generation. Choose one granularity, one area_level and one programme before adding up.';

CREATE VIEW portally.current_single_window_activity AS
SELECT generation, granularity, window_start, category, service, direction,
  declarations, gross_mass_kg, value_fen, revision, complete, updated_at
FROM portally.single_window_activity
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_single_window_activity IS
  'single_window_activity of the current generation. Choose one granularity before adding up.';

CREATE VIEW portally.current_partner_trade AS
SELECT generation, granularity, window_start, partner_country, direction, hs_chapter,
  declarations, gross_mass_kg, value_fen, revision, complete, updated_at
FROM portally.partner_trade
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_partner_trade IS 'partner_trade of the current generation.';

CREATE VIEW portally.clearance_backlog AS
SELECT o.area_level, o.area_code, a.name_en, a.name_zh, o.direction, o.mode,
  CASE o.age_from_hours
    WHEN 0 THEN 'under 2 h'
    WHEN 2 THEN '2-8 h'
    WHEN 8 THEN '8-24 h'
    WHEN 24 THEN '1-3 d'
    ELSE 'over 3 d'
  END AS age,
  o.age_from_hours, o.open_declarations, o.open_tonnes, o.open_yuan, o.oldest_hour
FROM (
  SELECT c.area_level, c.area_code, c.direction, c.mode, aged.age_from_hours,
    sum(c.lodged - c.released - c.cancelled)::bigint AS open_declarations,
    sum(c.open_gross_mass_kg) * 0.001 AS open_tonnes,
    sum(c.open_value_fen) * 0.01 AS open_yuan,
    min(c.window_start) AS oldest_hour
  FROM portally.current_clearance_cohorts AS c
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN c.window_start > now() - interval '2 hours' THEN 0
      WHEN c.window_start > now() - interval '8 hours' THEN 2
      WHEN c.window_start > now() - interval '24 hours' THEN 8
      WHEN c.window_start > now() - interval '72 hours' THEN 24
      ELSE 72
    END AS age_from_hours) AS aged
  WHERE c.granularity = 'HOUR' AND c.lodged > c.released + c.cancelled
  GROUP BY c.area_level, c.area_code, c.direction, c.mode, aged.age_from_hours
) AS o
LEFT JOIN portally.areas AS a ON a.level = o.area_level AND a.code = o.area_code;
COMMENT ON VIEW portally.clearance_backlog IS
  'What is open now, lodged and neither released nor cancelled, by area and age (under 2 h, 2-8 h, 8-24 h, 1-3 d, over 3 d). From the cohorts of the hours, complete or not, so it is as fresh as these (5 s). The age is taken from now, by the database''s clock, back to the beginning of the hour of lodgement: up to an hour too much, so that of what is 1 to 2 h old some stands under 2-8 h already, and likewise at the other borders; nothing is taken for younger than it is. What is closed more than 60 days after its lodgement counts as open for good. A replay of old days has everything over 3 d. Choose one area_level before adding up; name an area_code too, as all hours of the area are read.';

-- With names, friendly units and local time: what the views for BI tools are cut from.

CREATE VIEW portally.local_transfer_times AS
SELECT t.granularity, t.area_level, t.area_code, a.name_en, a.name_zh,
  (t.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM t.window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  t.window_start, t.leg, t.direction, t.mode, t.programme,
  t.events AS cases,
  round(t.total_seconds / 60.0, 2) AS total_minutes,
  t.reversed, t.within_2h, t.within_8h, t.within_24h, t.within_48h, t.within_72h,
  round(t.p50_seconds::numeric / 60, 2) AS p50_minutes,
  round(t.p90_seconds::numeric / 60, 2) AS p90_minutes,
  round(t.p95_seconds::numeric / 60, 2) AS p95_minutes,
  round(t.p99_seconds::numeric / 60, 2) AS p99_minutes,
  t.complete, t.updated_at
FROM portally.current_transfer_times AS t
LEFT JOIN portally.areas AS a ON a.level = t.area_level AND a.code = t.area_code;
COMMENT ON VIEW portally.local_transfer_times IS
  'transfer_times of the current generation with names, friendly units and local time: what the views bi.*_transfer_times_* are cut from. Choose one granularity, one area_level, one leg, and ALL or one programme before adding up.';

CREATE VIEW portally.local_corridor_times AS
SELECT t.granularity,
  t.from_port, f.name_en AS from_port_name_en, f.name_zh AS from_port_name_zh,
  t.to_port, o.name_en AS to_port_name_en, o.name_zh AS to_port_name_zh,
  (t.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM t.window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  t.window_start, t.leg, t.mode, t.programme,
  t.events AS cases,
  round(t.total_seconds / 60.0, 2) AS total_minutes,
  t.reversed, t.within_2h, t.within_8h, t.within_24h, t.within_48h, t.within_72h,
  round(t.p50_seconds::numeric / 60, 2) AS p50_minutes,
  round(t.p90_seconds::numeric / 60, 2) AS p90_minutes,
  round(t.p95_seconds::numeric / 60, 2) AS p95_minutes,
  round(t.p99_seconds::numeric / 60, 2) AS p99_minutes,
  t.complete, t.updated_at
FROM portally.current_corridor_times AS t
LEFT JOIN portally.ports AS f ON f.code = t.from_port
LEFT JOIN portally.ports AS o ON o.code = t.to_port;
COMMENT ON VIEW portally.local_corridor_times IS
  'corridor_times of the current generation with names, friendly units and local time: what the views bi.*corridor_times_* are cut from. Choose one granularity, one leg, and ALL or one programme before adding up.';

CREATE VIEW portally.local_clearance_cohorts AS
SELECT c.granularity, c.area_level, c.area_code, a.name_en, a.name_zh,
  (c.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM c.window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  c.window_start, c.direction, c.mode, c.lodged, c.released, c.cancelled,
  c.lodged - c.released - c.cancelled AS open,
  c.released_within_2h, c.released_within_8h, c.released_within_24h, c.released_within_48h, c.released_within_72h,
  c.gross_mass_kg * 0.001 AS gross_tonnes,
  c.value_fen * 0.01 AS value_yuan,
  c.open_gross_mass_kg * 0.001 AS open_tonnes,
  c.open_value_fen * 0.01 AS open_yuan,
  c.complete, c.updated_at
FROM portally.current_clearance_cohorts AS c
LEFT JOIN portally.areas AS a ON a.level = c.area_level AND a.code = c.area_code;
COMMENT ON VIEW portally.local_clearance_cohorts IS
  'clearance_cohorts of the current generation with names, friendly units and local time: what the views bi.*_clearance_cohorts_* are cut from. Choose one granularity and one area_level before adding up.';

CREATE VIEW portally.local_programme_activity AS
SELECT t.granularity, t.area_level, t.area_code, a.name_en, a.name_zh,
  (t.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM t.window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  t.window_start, t.programme, t.aeo_country, t.direction,
  t.declarations,
  t.gross_mass_kg * 0.001 AS gross_tonnes,
  t.value_fen * 0.01 AS value_yuan,
  t.complete, t.updated_at
FROM portally.current_programme_activity AS t
LEFT JOIN portally.areas AS a ON a.level = t.area_level AND a.code = t.area_code;
COMMENT ON VIEW portally.local_programme_activity IS
  'programme_activity of the current generation with names, friendly units and local time: what the views bi.*_programme_activity_* are cut from. Choose one granularity, one area_level and one programme before adding up.';

DO $$
DECLARE
  level text;
BEGIN
  FOREACH level IN ARRAY ARRAY['port', 'province', 'region', 'nation'] LOOP
    EXECUTE format(
      'CREATE VIEW bi.%1$s_transfer_times_hourly AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, local_hour, window_start, leg, direction, mode,
         cases, total_minutes, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
         p50_minutes, p90_minutes, p95_minutes, p99_minutes, complete, updated_at
       FROM portally.local_transfer_times
       WHERE area_level = %2$L AND granularity = ''HOUR'' AND programme = ''ALL''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_transfer_times_daily AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, window_start, leg, direction, mode,
         cases, total_minutes, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
         p50_minutes, p90_minutes, p95_minutes, p99_minutes, complete, updated_at
       FROM portally.local_transfer_times
       WHERE area_level = %2$L AND granularity = ''DAY'' AND programme = ''ALL''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_programme_transfer_times_hourly AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, local_hour, window_start, leg, direction, mode, programme,
         cases, total_minutes, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
         p50_minutes, p90_minutes, p95_minutes, p99_minutes, complete, updated_at
       FROM portally.local_transfer_times
       WHERE area_level = %2$L AND granularity = ''HOUR'' AND programme <> ''ALL''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_programme_transfer_times_daily AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, window_start, leg, direction, mode, programme,
         cases, total_minutes, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
         p50_minutes, p90_minutes, p95_minutes, p99_minutes, complete, updated_at
       FROM portally.local_transfer_times
       WHERE area_level = %2$L AND granularity = ''DAY'' AND programme <> ''ALL''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_clearance_cohorts_hourly AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, local_hour, window_start, direction, mode, lodged, released, cancelled, open,
         released_within_2h, released_within_8h, released_within_24h, released_within_48h, released_within_72h,
         gross_tonnes, value_yuan, open_tonnes, open_yuan, complete, updated_at
       FROM portally.local_clearance_cohorts
       WHERE area_level = %2$L AND granularity = ''HOUR''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_clearance_cohorts_daily AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, window_start, direction, mode, lodged, released, cancelled, open,
         released_within_2h, released_within_8h, released_within_24h, released_within_48h, released_within_72h,
         gross_tonnes, value_yuan, open_tonnes, open_yuan, complete, updated_at
       FROM portally.local_clearance_cohorts
       WHERE area_level = %2$L AND granularity = ''DAY''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_programme_activity_hourly AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, local_hour, window_start, programme, aeo_country, direction,
         declarations, gross_tonnes, value_yuan, complete, updated_at
       FROM portally.local_programme_activity
       WHERE area_level = %2$L AND granularity = ''HOUR''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_programme_activity_daily AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, window_start, programme, aeo_country, direction,
         declarations, gross_tonnes, value_yuan, complete, updated_at
       FROM portally.local_programme_activity
       WHERE area_level = %2$L AND granularity = ''DAY''',
      level, upper(level));
    EXECUTE format('COMMENT ON VIEW bi.%1$s_transfer_times_hourly IS %2$L', level,
      'How long legs took, by ' || level || ' and hour, whatever the programme. Choose one leg before adding up; percentiles do not add up.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_transfer_times_daily IS %2$L', level,
      'How long legs took, by ' || level || ' and day, whatever the programme. Choose one leg before adding up; percentiles do not add up.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_programme_transfer_times_hourly IS %2$L', level,
      'How long legs took, by ' || level || ' and hour, under each programme. Choose one leg and one programme before adding up; percentiles do not add up.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_programme_transfer_times_daily IS %2$L', level,
      'How long legs took, by ' || level || ' and day, under each programme. Choose one leg and one programme before adding up; percentiles do not add up.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_clearance_cohorts_hourly IS %2$L', level,
      'Declarations by ' || level || ' and the hour in which they were lodged, and what became of them since.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_clearance_cohorts_daily IS %2$L', level,
      'Declarations by ' || level || ' and the day on which they were lodged, and what became of them since.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_programme_activity_hourly IS %2$L', level,
      'Declarations released, by ' || level || ' and hour, under each programme. Choose one programme before adding up.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_programme_activity_daily IS %2$L', level,
      'Declarations released, by ' || level || ' and day, under each programme. Choose one programme before adding up.');
  END LOOP;
END
$$;

CREATE VIEW bi.corridor_times_hourly AS
SELECT from_port, from_port_name_en, from_port_name_zh, to_port, to_port_name_en, to_port_name_zh,
  local_date, local_hour, window_start, leg, mode,
  cases, total_minutes, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
  p50_minutes, p90_minutes, p95_minutes, p99_minutes, complete, updated_at
FROM portally.local_corridor_times
WHERE granularity = 'HOUR' AND programme = 'ALL';
COMMENT ON VIEW bi.corridor_times_hourly IS
  'How long it took from port to port, by hour, whatever the programme. Choose one leg before adding up; percentiles do not add up.';

CREATE VIEW bi.corridor_times_daily AS
SELECT from_port, from_port_name_en, from_port_name_zh, to_port, to_port_name_en, to_port_name_zh,
  local_date, window_start, leg, mode,
  cases, total_minutes, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
  p50_minutes, p90_minutes, p95_minutes, p99_minutes, complete, updated_at
FROM portally.local_corridor_times
WHERE granularity = 'DAY' AND programme = 'ALL';
COMMENT ON VIEW bi.corridor_times_daily IS
  'How long it took from port to port, by day, whatever the programme. Choose one leg before adding up; percentiles do not add up.';

CREATE VIEW bi.programme_corridor_times_hourly AS
SELECT from_port, from_port_name_en, from_port_name_zh, to_port, to_port_name_en, to_port_name_zh,
  local_date, local_hour, window_start, leg, mode, programme,
  cases, total_minutes, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
  p50_minutes, p90_minutes, p95_minutes, p99_minutes, complete, updated_at
FROM portally.local_corridor_times
WHERE granularity = 'HOUR' AND programme <> 'ALL';
COMMENT ON VIEW bi.programme_corridor_times_hourly IS
  'How long it took from port to port, by hour, under each programme. Choose one leg and one programme before adding up; percentiles do not add up.';

CREATE VIEW bi.programme_corridor_times_daily AS
SELECT from_port, from_port_name_en, from_port_name_zh, to_port, to_port_name_en, to_port_name_zh,
  local_date, window_start, leg, mode, programme,
  cases, total_minutes, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
  p50_minutes, p90_minutes, p95_minutes, p99_minutes, complete, updated_at
FROM portally.local_corridor_times
WHERE granularity = 'DAY' AND programme <> 'ALL';
COMMENT ON VIEW bi.programme_corridor_times_daily IS
  'How long it took from port to port, by day, under each programme. Choose one leg and one programme before adding up; percentiles do not add up.';

CREATE VIEW bi.single_window_activity_hourly AS
SELECT (window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  window_start, category, service, direction, declarations,
  gross_mass_kg * 0.001 AS gross_tonnes, value_fen * 0.01 AS value_yuan, complete, updated_at
FROM portally.current_single_window_activity
WHERE granularity = 'HOUR';
COMMENT ON VIEW bi.single_window_activity_hourly IS
  'Declarations of the nation CN lodged through the Single Window, by service and hour.';

CREATE VIEW bi.single_window_activity_daily AS
SELECT (window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  window_start, category, service, direction, declarations,
  gross_mass_kg * 0.001 AS gross_tonnes, value_fen * 0.01 AS value_yuan, complete, updated_at
FROM portally.current_single_window_activity
WHERE granularity = 'DAY';
COMMENT ON VIEW bi.single_window_activity_daily IS
  'Declarations of the nation CN lodged through the Single Window, by service and day.';

CREATE VIEW bi.partner_trade_daily AS
SELECT t.partner_country, c.name_en AS partner_name_en, c.name_zh AS partner_name_zh,
  (t.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  t.window_start, t.direction, t.hs_chapter, t.declarations,
  t.gross_mass_kg * 0.001 AS gross_tonnes, t.value_fen * 0.01 AS value_yuan, t.complete, t.updated_at
FROM portally.current_partner_trade AS t
LEFT JOIN portally.countries AS c ON c.code = t.partner_country;
COMMENT ON VIEW bi.partner_trade_daily IS
  'Declarations of the nation CN released, by partner country, chapter and day.';

-- A column means the same in every view: its own words first, the rest from the table that the view shows.
DO $$
DECLARE
  target record;
BEGIN
  FOR target IN
    WITH words (column_name, words) AS (VALUES
      ('name_en', 'Name of the area in English; null where the area has left the dimension.'),
      ('name_zh', 'Name of the area in Chinese; null where the area has left the dimension.'),
      ('port_code', 'UN/LOCODE, or an assigned stand-in.'),
      ('port_name_en', 'Name of the port in English.'),
      ('port_name_zh', 'Name of the port in Chinese.'),
      ('province_code', 'ISO 3166-2.'),
      ('province_name_en', 'Name of the province in English.'),
      ('province_name_zh', 'Name of the province in Chinese.'),
      ('region_code', 'Portally''s own region code.'),
      ('region_name_en', 'Name of the region in English.'),
      ('region_name_zh', 'Name of the region in Chinese.'),
      ('nation_code', 'The customs territory, ISO 3166-1 alpha-2.'),
      ('nation_name_en', 'Name of the customs territory in English.'),
      ('nation_name_zh', 'Name of the customs territory in Chinese.'),
      ('from_port_name_en', 'Name of the port where the leg begins in English; null where it has left the dimension.'),
      ('from_port_name_zh', 'Name of the port where the leg begins in Chinese; null where it has left the dimension.'),
      ('to_port_name_en', 'Name of the port where the leg ends in English; null where it has left the dimension.'),
      ('to_port_name_zh', 'Name of the port where the leg ends in Chinese; null where it has left the dimension.'),
      ('partner_name_en', 'Name of the partner country in English; null where none or an unknown one is named.'),
      ('partner_name_zh', 'Name of the partner country in Chinese; null where none or an unknown one is named.'),
      ('local_date', 'The day of the window''s start in Asia/Shanghai.'),
      ('local_hour', 'The hour of the window''s start in Asia/Shanghai, 0 to 23.'),
      ('sketch', 'All lengths of the row as one value, made of zero_count, bucket_indexes and bucket_counts: what portally.sketch_merge adds up.'),
      ('cases', 'Legs measured: one for each port (or corridor) and unit in a journey of the consignment.'),
      ('total_minutes', 'Sum of the lengths in minutes; by cases it is the mean.'),
      ('p50_minutes', 'Median of the lengths in minutes, within 1 %; null where there is no case. Of this row alone: do not add up or average.'),
      ('p90_minutes', '90th percentile of the lengths in minutes, within 1 %; null where there is no case. Of this row alone.'),
      ('p95_minutes', '95th percentile of the lengths in minutes, within 1 %; null where there is no case. Of this row alone.'),
      ('p99_minutes', '99th percentile of the lengths in minutes, within 1 %; null where there is no case. Of this row alone.'),
      ('open', 'Of those lodged, the ones that are neither released nor cancelled.'),
      ('gross_tonnes', 'Tonnes (1000 kg) of goods with packaging, as declared in the counted event.'),
      ('value_yuan', 'Yuan, as declared in the counted event: imports CIF, exports FOB.'),
      ('open_tonnes', 'Tonnes (1000 kg) of the goods that are still open.'),
      ('open_yuan', 'Yuan of the goods that are still open.'),
      ('open_declarations', 'Declarations that are neither released nor cancelled.'),
      ('age', 'Age class: under 2 h, 2-8 h, 8-24 h, 1-3 d, over 3 d.'),
      ('age_from_hours', 'Where the age class begins, in hours: 0, 2, 8, 24 or 72. To sort by.'),
      ('oldest_hour', 'First instant of the oldest hour of lodgement in the class; an instant (UTC).')
    ), shown AS (
      SELECT c.oid, c.relname, t.oid AS of_table
      FROM pg_class AS c
      JOIN pg_class AS t ON t.relnamespace = 'portally'::regnamespace AND t.relkind = 'r'
        AND (c.relname LIKE '%' || t.relname || '%' OR (c.relname = 'clearance_backlog' AND t.relname = 'clearance_cohorts'))
      WHERE c.relkind = 'v' AND c.relnamespace IN ('portally'::regnamespace, 'bi'::regnamespace)
        AND t.relname IN ('transfer_times', 'corridor_times', 'clearance_cohorts', 'programme_activity',
          'single_window_activity', 'partner_trade')
    )
    SELECT shown.oid::regclass AS view, a.attname, coalesce(
      words.words,
      (SELECT col_description(original.attrelid, original.attnum)
       FROM pg_attribute AS original
       WHERE original.attname = a.attname AND original.attrelid = shown.of_table)) AS words
    FROM shown
    JOIN pg_attribute AS a ON a.attrelid = shown.oid AND a.attnum > 0
    LEFT JOIN words ON words.column_name = a.attname
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', target.view, target.attname, target.words);
  END LOOP;
END
$$;

GRANT SELECT ON portally.current_transfer_times, portally.current_corridor_times, portally.current_clearance_cohorts,
  portally.current_programme_activity, portally.current_single_window_activity, portally.current_partner_trade,
  portally.clearance_backlog, portally.local_transfer_times, portally.local_corridor_times,
  portally.local_clearance_cohorts, portally.local_programme_activity TO portally_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA bi TO portally_reader;
