-- Two generations may stand on two registers, so each has areas and ports of its own. What has been
-- called portally.areas and portally.ports becomes a view of the current generation's, with the same
-- columns: whatever joins them goes on joining one row a code, and follows a switch.

ALTER TABLE portally.generations ADD COLUMN bundled_register boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN portally.generations.bundled_register IS
  'Whether its areas and ports are those that come with Portally: migrations then keep their names up to date. False for a register of the user''s own, which nobody else changes.';
COMMENT ON COLUMN portally.generations.fingerprint IS
  'Of the definitions; a job whose own differs must not write here. Null until a generation is bound to its definitions: ./portally generation new binds what it makes, and ./portally job binds generation 1 to those of the first job that it starts there.';

ALTER TABLE portally.areas RENAME TO generation_areas;
ALTER TABLE portally.generation_areas ADD COLUMN generation integer NOT NULL DEFAULT 1;
ALTER TABLE portally.generation_areas ALTER COLUMN generation DROP DEFAULT;
ALTER TABLE portally.generation_areas
  DROP CONSTRAINT areas_pkey,
  ADD CONSTRAINT generation_areas_pkey PRIMARY KEY (generation, level, code);
COMMENT ON TABLE portally.generation_areas IS
  'What the figures of each generation are counted for: its register''s ports and what they roll up to. portally.areas shows those of the current one.';
COMMENT ON COLUMN portally.generation_areas.generation IS 'generations.number.';

ALTER TABLE portally.ports RENAME TO generation_ports;
ALTER TABLE portally.generation_ports ADD COLUMN generation integer NOT NULL DEFAULT 1;
ALTER TABLE portally.generation_ports ALTER COLUMN generation DROP DEFAULT;
ALTER TABLE portally.generation_ports
  DROP CONSTRAINT ports_pkey,
  ADD CONSTRAINT generation_ports_pkey PRIMARY KEY (generation, code);
COMMENT ON TABLE portally.generation_ports IS
  'The open ports of each generation, from its register, with what they roll up to there. portally.ports shows those of the current one.';
COMMENT ON COLUMN portally.generation_ports.generation IS 'generations.number.';

-- Generations that were made by hand have counted with the rows that were there.
INSERT INTO portally.generation_areas (generation, level, code, name_en, name_zh)
SELECT number, level, code, name_en, name_zh
FROM portally.generations CROSS JOIN portally.generation_areas
WHERE number > 1 AND generation = 1;
INSERT INTO portally.generation_ports (generation, code, name_en, name_zh, kind,
  province_code, region_code, nation_code, latitude, longitude)
SELECT number, code, name_en, name_zh, kind, province_code, region_code, nation_code, latitude, longitude
FROM portally.generations CROSS JOIN portally.generation_ports
WHERE number > 1 AND generation = 1;

CREATE VIEW portally.areas AS
SELECT level, code, name_en, name_zh
FROM portally.generation_areas
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.areas IS
  'What figures are counted for: the ports of the current generation''s register and what they roll up to. Joins on level and code.';

CREATE VIEW portally.ports AS
SELECT code, name_en, name_zh, kind, province_code, region_code, nation_code, latitude, longitude
FROM portally.generation_ports
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.ports IS
  'The open ports of the current generation''s register, with what they roll up to; the README beside its ports.csv says how far each column can be trusted. Joins on code.';

-- The views that joined the tables by these names are the tables' still. Nothing else in them changes.

CREATE OR REPLACE VIEW portally.local_throughput AS
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

CREATE OR REPLACE VIEW portally.local_clearance_activity AS
SELECT c.granularity, c.area_level, c.area_code, a.name_en, a.name_zh,
  (c.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM c.window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  c.window_start, c.stage, c.direction, c.mode,
  c.events,
  c.declarations,
  c.gross_mass_kg * 0.001 AS gross_tonnes,
  c.value_fen * 0.01 AS value_yuan,
  c.complete, c.updated_at
FROM portally.current_clearance_activity AS c
LEFT JOIN portally.areas AS a ON a.level = c.area_level AND a.code = c.area_code;

CREATE OR REPLACE VIEW portally.local_throughput_cargo AS
SELECT t.granularity, t.area_level, t.area_code, a.name_en, a.name_zh,
  (t.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  t.window_start, t.direction, t.mode, t.laden,
  t.events AS movements,
  t.gross_mass_kg * 0.001 AS gross_tonnes,
  t.teu_hundredths * 0.01 AS teu,
  t.complete, t.updated_at
FROM portally.throughput_cargo AS t
LEFT JOIN portally.areas AS a ON a.level = t.area_level AND a.code = t.area_code;

CREATE OR REPLACE VIEW bi.ports AS
SELECT p.code AS port_code, p.name_en AS port_name_en, p.name_zh AS port_name_zh, p.kind,
  p.province_code, province.name_en AS province_name_en, province.name_zh AS province_name_zh,
  p.region_code, region.name_en AS region_name_en, region.name_zh AS region_name_zh,
  p.nation_code, nation.name_en AS nation_name_en, nation.name_zh AS nation_name_zh,
  p.latitude, p.longitude
FROM portally.ports AS p
LEFT JOIN portally.areas AS province ON province.level = 'PROVINCE' AND province.code = p.province_code
LEFT JOIN portally.areas AS region ON region.level = 'REGION' AND region.code = p.region_code
LEFT JOIN portally.areas AS nation ON nation.level = 'NATION' AND nation.code = p.nation_code;

-- The views' columns have the words of their tables.
DO $$
DECLARE
  target record;
BEGIN
  FOR target IN
    SELECT v.oid::regclass AS view, a.attname, col_description(original.attrelid, original.attnum) AS words
    FROM pg_class AS v
    JOIN pg_attribute AS a ON a.attrelid = v.oid AND a.attnum > 0
    JOIN pg_attribute AS original ON original.attname = a.attname
      AND original.attrelid = ('portally.generation_' || v.relname)::regclass
    WHERE v.oid IN ('portally.areas'::regclass, 'portally.ports'::regclass)
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', target.view, target.attname, target.words);
  END LOOP;
END
$$;

-- The tables' grants have moved with them.
GRANT SELECT ON portally.areas, portally.ports TO portally_reader;
