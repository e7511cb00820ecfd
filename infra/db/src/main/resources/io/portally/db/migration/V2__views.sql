-- Views show the current generation only. The scalar subquery is evaluated once a query, so the
-- condition on the generation is an index condition.

CREATE VIEW portally.current_throughput AS
SELECT generation, granularity, window_start, area_level, area_code, movement, direction, mode, laden,
  events, gross_mass_kg, teu_hundredths, revision, complete, updated_at
FROM portally.throughput
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_throughput IS
  'throughput of the current generation. Choose one granularity and one area_level before adding up.';

CREATE VIEW portally.current_data_quality AS
SELECT generation, granularity, window_start, topic, fate, reason, records, revision, complete, updated_at
FROM portally.data_quality
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_data_quality IS
  'data_quality of the current generation. Choose one granularity before adding up.';

CREATE FUNCTION portally.counts_as_cargo(movement text, mode text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN mode IN ('SEA', 'INLAND_WATERWAY') THEN movement IN ('DISCHARGED', 'LOADED')
  ELSE movement IN ('ARRIVED', 'DEPARTED')
END;
COMMENT ON FUNCTION portally.counts_as_cargo(text, text) IS
  'Whether a movement is part of the port statistic "cargo throughput": DISCHARGED and LOADED by sea and inland waterway (a transshipped box counts twice, as ports count it), ARRIVED and DEPARTED by other modes.';
REVOKE ALL ON FUNCTION portally.counts_as_cargo(text, text) FROM PUBLIC;

CREATE VIEW portally.throughput_cargo AS
SELECT generation, granularity, window_start, area_level, area_code, direction, mode, laden,
  sum(events)::bigint AS events,
  sum(gross_mass_kg)::bigint AS gross_mass_kg,
  sum(teu_hundredths)::bigint AS teu_hundredths,
  bool_and(complete) AS complete,
  max(updated_at) AS updated_at
FROM portally.current_throughput
WHERE portally.counts_as_cargo(movement, mode)
GROUP BY generation, granularity, window_start, area_level, area_code, direction, mode, laden;
COMMENT ON VIEW portally.throughput_cargo IS
  'The port statistic "cargo throughput" of the current generation: DISCHARGED + LOADED by sea and inland waterway, ARRIVED + DEPARTED by other modes. Choose one granularity and one area_level before adding up.';

CREATE VIEW portally.local_throughput AS
SELECT t.granularity, t.area_level, t.area_code, a.name_en, a.name_zh,
  (t.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM t.window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  t.window_start, t.movement, t.direction, t.mode, t.laden,
  portally.counts_as_cargo(t.movement, t.mode) AS counts_as_cargo,
  t.events,
  t.gross_mass_kg * 0.001 AS gross_tonnes,
  t.teu_hundredths * 0.01 AS teu,
  t.complete, t.updated_at
FROM portally.current_throughput AS t
LEFT JOIN portally.areas AS a ON a.level = t.area_level AND a.code = t.area_code;
COMMENT ON VIEW portally.local_throughput IS
  'throughput of the current generation with names, friendly units and local time: what the views bi.*_throughput_* are cut from. Choose one granularity and one area_level before adding up.';

-- BI: one level of area and one granularity a view, as a BI tool adds up whatever it finds. The views
-- differ in nothing else, so they are cut from one template.
DO $$
DECLARE
  level text;
BEGIN
  FOREACH level IN ARRAY ARRAY['port', 'province', 'region', 'nation'] LOOP
    EXECUTE format(
      'CREATE VIEW bi.%1$s_throughput_hourly AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, local_hour, window_start, movement, direction, mode, laden, counts_as_cargo,
         events AS movements, gross_tonnes, teu, complete, updated_at
       FROM portally.local_throughput
       WHERE area_level = %2$L AND granularity = ''HOUR''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_throughput_daily AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, window_start, movement, direction, mode, laden, counts_as_cargo,
         events AS movements, gross_tonnes, teu, complete, updated_at
       FROM portally.local_throughput
       WHERE area_level = %2$L AND granularity = ''DAY''',
      level, upper(level));
    EXECUTE format('COMMENT ON VIEW bi.%1$s_throughput_hourly IS %2$L', level,
      'Cargo movements by ' || level || ' and hour. For the port statistic keep counts_as_cargo.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_throughput_daily IS %2$L', level,
      'Cargo movements by ' || level || ' and day. For the port statistic keep counts_as_cargo.');
  END LOOP;
END
$$;

CREATE VIEW bi.data_quality_hourly AS
SELECT (window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  window_start, topic, fate, reason, records, complete, updated_at
FROM portally.current_data_quality
WHERE granularity = 'HOUR';
COMMENT ON VIEW bi.data_quality_hourly IS 'What became of the records read, by hour of their publication.';

CREATE VIEW bi.data_quality_daily AS
SELECT (window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  window_start, topic, fate, reason, records, complete, updated_at
FROM portally.current_data_quality
WHERE granularity = 'DAY';
COMMENT ON VIEW bi.data_quality_daily IS 'What became of the records read, by day of their publication.';

CREATE VIEW bi.ports AS
SELECT p.code AS port_code, p.name_en AS port_name_en, p.name_zh AS port_name_zh, p.kind,
  p.province_code, province.name_en AS province_name_en, province.name_zh AS province_name_zh,
  p.region_code, region.name_en AS region_name_en, region.name_zh AS region_name_zh,
  p.nation_code, nation.name_en AS nation_name_en, nation.name_zh AS nation_name_zh,
  p.latitude, p.longitude
FROM portally.ports AS p
LEFT JOIN portally.areas AS province ON province.level = 'PROVINCE' AND province.code = p.province_code
LEFT JOIN portally.areas AS region ON region.level = 'REGION' AND region.code = p.region_code
LEFT JOIN portally.areas AS nation ON nation.level = 'NATION' AND nation.code = p.nation_code;
COMMENT ON VIEW bi.ports IS 'The open ports with what they roll up to, by name. Joins on port_code.';

-- A column means the same in every view, so its words stand here once: those of the views' own
-- columns first, the rest from the table that the view shows.
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
      ('region_code', 'Portally''s own region code; null where a port is in no region.'),
      ('region_name_en', 'Name of the region in English; null where a port is in no region.'),
      ('region_name_zh', 'Name of the region in Chinese; null where a port is in no region.'),
      ('nation_code', 'The customs territory, ISO 3166-1 alpha-2.'),
      ('nation_name_en', 'Name of the customs territory in English.'),
      ('nation_name_zh', 'Name of the customs territory in Chinese.'),
      ('local_date', 'The day of the window''s start in Asia/Shanghai.'),
      ('local_hour', 'The hour of the window''s start in Asia/Shanghai, 0 to 23.'),
      ('counts_as_cargo', 'Whether the row is part of the port statistic "cargo throughput".'),
      ('movements', 'Number of movements: accepted, corrected, without the retracted.'),
      ('gross_tonnes', 'Tonnes (1000 kg) of goods with packaging, without the container''s tare.'),
      ('teu', 'Twenty-foot equivalent units (a 45-foot box is 2.25).')
    )
    SELECT c.oid::regclass AS view, a.attname, coalesce(
      words.words,
      (SELECT col_description(original.attrelid, original.attnum)
       FROM pg_attribute AS original
       WHERE original.attname = a.attname
         AND original.attrelid = CASE
           WHEN c.relname LIKE '%data\_quality%' THEN 'portally.data_quality'::regclass
           WHEN c.relname = 'ports' THEN 'portally.ports'::regclass
           ELSE 'portally.throughput'::regclass
         END)) AS words
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
    LEFT JOIN words ON words.column_name = a.attname
    WHERE c.relkind = 'v'
      AND c.relnamespace IN ('portally'::regnamespace, 'bi'::regnamespace)
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', target.view, target.attname, target.words);
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA bi TO portally_reader;
GRANT EXECUTE ON FUNCTION portally.counts_as_cargo(text, text) TO portally_reader;
GRANT SELECT ON portally.current_throughput, portally.current_data_quality, portally.throughput_cargo,
  portally.local_throughput TO portally_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA bi TO portally_reader;
