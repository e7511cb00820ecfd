COMMENT ON SCHEMA portally IS
  'Portally''s figures: cargo by port and region, counted from Kafka. Facts, dimensions, and views on the current generation.';
COMMENT ON SCHEMA bi IS
  'Views for BI tools: one star and one grain each, friendly units, local dates. Current generation only.';

-- The words of the contract. A word list stands here once and is shared by every table; a new word
-- is an ALTER DOMAIN in a migration that is applied before the job that writes it.

CREATE DOMAIN portally.granularity AS text CHECK (VALUE IN ('MINUTE', 'HOUR', 'DAY'));
COMMENT ON DOMAIN portally.granularity IS
  'Length of a window. Hours and days follow the configured zone (default Asia/Shanghai).';

CREATE DOMAIN portally.area_level AS text
  CHECK (VALUE IN ('PORT', 'PROVINCE', 'REGION', 'NATION'));
COMMENT ON DOMAIN portally.area_level IS
  'What an area is. Provinces and regions are independent groupings of ports; NATION is the customs territory.';

CREATE DOMAIN portally.movement AS text
  CHECK (VALUE IN ('ARRIVED', 'DISCHARGED', 'GATED_IN', 'LOADED', 'DEPARTED', 'GATED_OUT'));
COMMENT ON DOMAIN portally.movement IS 'What a terminal or carrier saw (DCSA Track & Trace 3.0).';

CREATE DOMAIN portally.direction AS text
  CHECK (VALUE IN ('IMPORT', 'EXPORT', 'TRANSIT', 'TRANSSHIPMENT', 'DOMESTIC'));
COMMENT ON DOMAIN portally.direction IS 'Which way the goods go, as the event says.';

CREATE DOMAIN portally.mode AS text
  CHECK (VALUE IN ('SEA', 'RAIL', 'ROAD', 'AIR', 'MAIL', 'FIXED_INSTALLATION', 'INLAND_WATERWAY', 'OTHER'));
COMMENT ON DOMAIN portally.mode IS 'Mode of transport (UN/CEFACT Recommendation 19).';

-- Generations

CREATE TABLE portally.generations (
  number integer PRIMARY KEY CHECK (number > 0),
  fingerprint text,
  began_at timestamptz NOT NULL DEFAULT now(),
  current boolean NOT NULL DEFAULT false,
  -- An exclusion constraint instead of a unique index: it is checked at the end of the statement,
  -- so that one update moves the mark whatever order it meets the rows in.
  CONSTRAINT at_most_one_generation_is_current
    EXCLUDE USING btree (current WITH =) WHERE (current) DEFERRABLE INITIALLY IMMEDIATE
);
COMMENT ON TABLE portally.generations IS
  'Full computations of all facts, each under one set of definitions (register, zone, lateness, code). Exactly one is current.';
COMMENT ON COLUMN portally.generations.number IS 'The number that fact rows carry, from 1.';
COMMENT ON COLUMN portally.generations.fingerprint IS
  'Of the definitions; a job whose own differs must not write here. Null until a generation is bound to its definitions.';
COMMENT ON COLUMN portally.generations.began_at IS 'When the generation was made; an instant (UTC).';
COMMENT ON COLUMN portally.generations.current IS
  'Whether the views show this one. UPDATE portally.generations SET current = (number = n) makes n current.';

CREATE FUNCTION portally.require_a_current_generation() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM portally.generations WHERE current) THEN
    RAISE EXCEPTION 'no generation would be current'
      USING ERRCODE = 'check_violation',
        HINT = 'Name a generation that is in portally.generations.';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION portally.require_a_current_generation() IS
  'Keeps the views from being empty: refuses a statement after which no generation is current.';
REVOKE ALL ON FUNCTION portally.require_a_current_generation() FROM PUBLIC;

INSERT INTO portally.generations (number, current) VALUES (1, true);

CREATE TRIGGER one_generation_stays_current
  AFTER UPDATE OR DELETE OR TRUNCATE ON portally.generations
  FOR EACH STATEMENT EXECUTE FUNCTION portally.require_a_current_generation();

-- Dimensions: from the port register, brought up to date with each migration.

CREATE TABLE portally.areas (
  level portally.area_level NOT NULL,
  code text NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  PRIMARY KEY (level, code)
);
COMMENT ON TABLE portally.areas IS
  'What figures are counted for: ports and what they roll up to. From the port register; an area that leaves it keeps its row, as facts name it.';
COMMENT ON COLUMN portally.areas.level IS 'PORT, PROVINCE, REGION or NATION (the customs territory).';
COMMENT ON COLUMN portally.areas.code IS
  'By level: UN/LOCODE or its stand-in, ISO 3166-2, Portally''s own region code, ISO 3166-1 alpha-2.';
COMMENT ON COLUMN portally.areas.name_en IS 'Name in English, from the port register.';
COMMENT ON COLUMN portally.areas.name_zh IS 'Name in Chinese, from the port register.';

CREATE TABLE portally.ports (
  code text PRIMARY KEY,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('SEA', 'RIVER', 'AIR', 'RAIL', 'ROAD')),
  province_code text NOT NULL,
  region_code text,
  nation_code text NOT NULL,
  latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180)
);
COMMENT ON TABLE portally.ports IS
  'The open ports, from the port register; the README beside its ports.csv says how far each column can be trusted. A port that leaves the register keeps its row.';
COMMENT ON COLUMN portally.ports.code IS
  'UN/LOCODE, or an assigned stand-in (mostly with a digit). areas.code at level PORT.';
COMMENT ON COLUMN portally.ports.name_en IS 'Short name in English, compiled by hand.';
COMMENT ON COLUMN portally.ports.name_zh IS 'Short name in Chinese, compiled by hand.';
COMMENT ON COLUMN portally.ports.kind IS
  'SEA, RIVER, AIR, RAIL or ROAD. Inland and river-mouth ports are RIVER even where seagoing ships call.';
COMMENT ON COLUMN portally.ports.province_code IS 'ISO 3166-2; areas.code at level PROVINCE.';
COMMENT ON COLUMN portally.ports.region_code IS
  'areas.code at level REGION; null where the port is in no region.';
COMMENT ON COLUMN portally.ports.nation_code IS
  'The customs territory, ISO 3166-1 alpha-2 (CN, HK, MO); areas.code at level NATION.';
COMMENT ON COLUMN portally.ports.latitude IS
  'Degrees north, WGS 84; good to a few km, at remote crossings to some tens of km. Not for navigation.';
COMMENT ON COLUMN portally.ports.longitude IS
  'Degrees east, WGS 84; good to a few km, at remote crossings to some tens of km. Not for navigation.';

-- Facts. A row holds absolute values and is replaced only if (complete, revision) rises; the writer's
-- statement carries that guard. No foreign keys, no index but the key: the first would cost a look-up
-- a row, and both keep an update off the page that the row is on (HOT; fillfactor leaves it room).
-- The area stands before the window in the key: one area's row of windows, which a chart reads, lies
-- together, and the writer's sorted batch meets few pages anyway, as only the newest windows change.
-- A negative measure is a defect of the job, so it is refused and shows in refused_rows.

CREATE TABLE portally.throughput (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  area_level portally.area_level NOT NULL,
  area_code text NOT NULL,
  movement portally.movement NOT NULL,
  direction portally.direction NOT NULL,
  mode portally.mode NOT NULL,
  laden boolean NOT NULL,
  events bigint NOT NULL,
  gross_mass_kg bigint NOT NULL,
  teu_hundredths bigint NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, area_level, area_code, window_start, movement, direction, mode, laden),
  CONSTRAINT no_measure_is_negative
    CHECK (events >= 0 AND gross_mass_kg >= 0 AND teu_hundredths >= 0 AND revision >= 0)
) WITH (fillfactor = 80);
COMMENT ON TABLE portally.throughput IS
  'Cargo movements counted by area, movement, direction, mode and laden. A row of zeros (all its events retracted) means the same as no row. Source: topic cargo-movements.';
COMMENT ON COLUMN portally.throughput.generation IS 'generations.number.';
COMMENT ON COLUMN portally.throughput.granularity IS
  'Length of the window: MINUTE, HOUR or DAY. Never add rows of different granularity.';
COMMENT ON COLUMN portally.throughput.window_start IS
  'First instant of the window, of event time; an instant (UTC), where days and hours begin in the configured zone.';
COMMENT ON COLUMN portally.throughput.area_level IS
  'areas.level. Never add rows of different level: each contains the ports again.';
COMMENT ON COLUMN portally.throughput.area_code IS 'areas.code.';
COMMENT ON COLUMN portally.throughput.movement IS 'What was seen, as the event says.';
COMMENT ON COLUMN portally.throughput.direction IS 'Direction of the goods, as the event says.';
COMMENT ON COLUMN portally.throughput.mode IS 'Mode of transport, as the event says.';
COMMENT ON COLUMN portally.throughput.laden IS 'False for empty equipment.';
COMMENT ON COLUMN portally.throughput.events IS
  'Movements: accepted, corrected to their highest version, without the retracted.';
COMMENT ON COLUMN portally.throughput.gross_mass_kg IS
  'Kilograms of goods with packaging, without the container''s tare.';
COMMENT ON COLUMN portally.throughput.teu_hundredths IS
  'Hundredths of a TEU (a 45-foot box is 225).';
COMMENT ON COLUMN portally.throughput.revision IS
  'Grows with the set of accepted records; orders versions of this row, and means nothing between rows.';
COMMENT ON COLUMN portally.throughput.complete IS
  'True once the watermark has passed the window''s end. A later accepted event still revises the row.';
COMMENT ON COLUMN portally.throughput.updated_at IS
  'When the row was last written, by the database''s clock; an instant (UTC).';

CREATE TABLE portally.data_quality (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  topic text NOT NULL CHECK (topic IN ('cargo-movements', 'clearance-events')),
  fate text NOT NULL,
  reason text NOT NULL,
  records bigint NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, window_start, topic, fate, reason),
  CONSTRAINT fate_has_a_reason_of_its_own CHECK (
    CASE fate
      WHEN 'REJECTED' THEN reason IN (
        'UNDECODABLE', 'TOO_LARGE', 'BAD_IDENTIFIER', 'UNKNOWN_PORT', 'BAD_CODE', 'OUT_OF_BOUNDS',
        'TIME_OUT_OF_RANGE', 'FUTURE_DATED', 'JOURNEY_TOO_LONG')
      WHEN 'LATE' THEN reason IN ('-', 'WINDOW_CLOSED')
      WHEN 'ACCEPTED' THEN reason = '-'
      WHEN 'DUPLICATE' THEN reason = '-'
      WHEN 'IGNORED' THEN reason = '-'
      ELSE false
    END),
  CONSTRAINT no_measure_is_negative CHECK (records >= 0 AND revision >= 0)
) WITH (fillfactor = 80);
COMMENT ON TABLE portally.data_quality IS
  'What became of each record read: one fate per offset, heartbeats apart. Source: topics cargo-movements and clearance-events.';
COMMENT ON COLUMN portally.data_quality.generation IS 'generations.number.';
COMMENT ON COLUMN portally.data_quality.granularity IS
  'Length of the window: MINUTE, HOUR or DAY. Never add rows of different granularity.';
COMMENT ON COLUMN portally.data_quality.window_start IS
  'First instant of the window, of the record timestamp (not event time); an instant (UTC), where days and hours begin in the configured zone.';
COMMENT ON COLUMN portally.data_quality.topic IS 'The Kafka topic, without its prefix.';
COMMENT ON COLUMN portally.data_quality.fate IS
  'ACCEPTED, DUPLICATE, LATE, REJECTED or IGNORED.';
COMMENT ON COLUMN portally.data_quality.reason IS
  'Why it was rejected; WINDOW_CLOSED where the watermark made it late; - otherwise.';
COMMENT ON COLUMN portally.data_quality.records IS 'Number of Kafka records.';
COMMENT ON COLUMN portally.data_quality.revision IS
  'Grows with the set of records; orders versions of this row, and means nothing between rows.';
COMMENT ON COLUMN portally.data_quality.complete IS
  'True once the watermark has passed the window''s end. A later record still revises the row.';
COMMENT ON COLUMN portally.data_quality.updated_at IS
  'When the row was last written, by the database''s clock; an instant (UTC).';

CREATE TABLE portally.refused_rows (
  table_name text NOT NULL,
  row jsonb NOT NULL,
  sqlstate text NOT NULL CHECK (sqlstate ~ '^[0-9A-Z]{5}$'),
  message text NOT NULL,
  refused_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE portally.refused_rows IS
  'Fact rows that the database refused. Empty in health: each row here is a defect, and its figure is missing or old. May name one row several times.';
COMMENT ON COLUMN portally.refused_rows.table_name IS 'The fact table that it was meant for.';
COMMENT ON COLUMN portally.refused_rows.row IS 'The row, by column name.';
COMMENT ON COLUMN portally.refused_rows.sqlstate IS 'The SQLSTATE of the refusal, class 22 or 23.';
COMMENT ON COLUMN portally.refused_rows.message IS 'What PostgreSQL said.';
COMMENT ON COLUMN portally.refused_rows.refused_at IS
  'When, by the database''s clock; an instant (UTC).';

-- Grants. The writer reads facts because its guard compares with the row that is there.

GRANT USAGE ON SCHEMA portally TO portally_writer, portally_reader;
GRANT SELECT, INSERT, UPDATE ON portally.throughput, portally.data_quality TO portally_writer;
GRANT SELECT ON portally.generations TO portally_writer;
GRANT INSERT ON portally.refused_rows TO portally_writer;
GRANT SELECT ON portally.areas, portally.ports, portally.throughput, portally.data_quality
  TO portally_reader;

-- Flyway's own table, so that nothing in the schema is without a word.

COMMENT ON TABLE portally.flyway_schema_history IS 'Which migrations were applied. Kept by Flyway.';
COMMENT ON COLUMN portally.flyway_schema_history.installed_rank IS 'Order of application.';
COMMENT ON COLUMN portally.flyway_schema_history.version IS 'Of the migration; null for a repeatable one.';
COMMENT ON COLUMN portally.flyway_schema_history.description IS 'Of the migration, from its file name.';
COMMENT ON COLUMN portally.flyway_schema_history.type IS 'Kind of migration, such as SQL.';
COMMENT ON COLUMN portally.flyway_schema_history.script IS 'File of the migration.';
COMMENT ON COLUMN portally.flyway_schema_history.checksum IS 'CRC-32 of the file; a changed file is refused.';
COMMENT ON COLUMN portally.flyway_schema_history.installed_by IS 'Role that applied it.';
COMMENT ON COLUMN portally.flyway_schema_history.installed_on IS
  'When; without zone, in that of the session that applied it.';
COMMENT ON COLUMN portally.flyway_schema_history.execution_time IS 'Milliseconds that it took.';
COMMENT ON COLUMN portally.flyway_schema_history.success IS 'Whether it was applied in full.';
