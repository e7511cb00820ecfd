CREATE DOMAIN portally.country AS text CHECK (VALUE ~ '^([A-Z]{2}|-)$');
COMMENT ON DOMAIN portally.country IS 'A country by its two letters (ISO 3166-1 alpha-2), or - where none is named.';

-- Shaped as throughput is, for the same reasons. What is asked for along time, one area or one corridor, stands before
-- the window in the key; what is asked for at a time, all services or all partners, behind it.

CREATE TABLE portally.transfer_times (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  area_level portally.area_level NOT NULL,
  area_code text NOT NULL,
  leg portally.leg NOT NULL,
  direction portally.direction NOT NULL,
  mode portally.mode NOT NULL,
  programme portally.programme NOT NULL,
  events bigint NOT NULL,
  total_seconds bigint NOT NULL,
  reversed bigint NOT NULL,
  within_2h bigint NOT NULL,
  within_8h bigint NOT NULL,
  within_24h bigint NOT NULL,
  within_48h bigint NOT NULL,
  within_72h bigint NOT NULL,
  p50_seconds double precision,
  p90_seconds double precision,
  p95_seconds double precision,
  p99_seconds double precision,
  zero_count bigint NOT NULL,
  bucket_indexes int[] NOT NULL,
  bucket_counts bigint[] NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, area_level, area_code, window_start, leg, direction, mode, programme),
  CONSTRAINT hours_and_days_only CHECK (granularity IN ('HOUR', 'DAY')),
  CONSTRAINT no_measure_is_negative CHECK (
    events >= 0 AND total_seconds >= 0 AND reversed >= 0 AND within_2h >= 0 AND within_8h >= 0 AND within_24h >= 0
    AND within_48h >= 0 AND within_72h >= 0 AND zero_count >= 0 AND revision >= 0),
  CONSTRAINT each_bucket_has_a_count CHECK (cardinality(bucket_indexes) = cardinality(bucket_counts)),
  CONSTRAINT quantiles_are_there_together CHECK (
    num_nulls(p50_seconds, p90_seconds, p95_seconds, p99_seconds) IN (0, 4))
) WITH (fillfactor = 80);

CREATE TABLE portally.corridor_times (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  leg portally.leg NOT NULL CHECK (leg IN ('PORT_TO_PORT', 'TRANSFER')),
  from_port text NOT NULL,
  to_port text NOT NULL,
  mode portally.mode NOT NULL,
  programme portally.programme NOT NULL,
  events bigint NOT NULL,
  total_seconds bigint NOT NULL,
  reversed bigint NOT NULL,
  within_2h bigint NOT NULL,
  within_8h bigint NOT NULL,
  within_24h bigint NOT NULL,
  within_48h bigint NOT NULL,
  within_72h bigint NOT NULL,
  p50_seconds double precision,
  p90_seconds double precision,
  p95_seconds double precision,
  p99_seconds double precision,
  zero_count bigint NOT NULL,
  bucket_indexes int[] NOT NULL,
  bucket_counts bigint[] NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, leg, from_port, to_port, window_start, mode, programme),
  CONSTRAINT hours_and_days_only CHECK (granularity IN ('HOUR', 'DAY')),
  CONSTRAINT no_measure_is_negative CHECK (
    events >= 0 AND total_seconds >= 0 AND reversed >= 0 AND within_2h >= 0 AND within_8h >= 0 AND within_24h >= 0
    AND within_48h >= 0 AND within_72h >= 0 AND zero_count >= 0 AND revision >= 0),
  CONSTRAINT each_bucket_has_a_count CHECK (cardinality(bucket_indexes) = cardinality(bucket_counts)),
  CONSTRAINT quantiles_are_there_together CHECK (
    num_nulls(p50_seconds, p90_seconds, p95_seconds, p99_seconds) IN (0, 4))
) WITH (fillfactor = 80);

CREATE TABLE portally.clearance_cohorts (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  area_level portally.area_level NOT NULL,
  area_code text NOT NULL,
  direction portally.direction NOT NULL,
  mode portally.mode NOT NULL,
  lodged bigint NOT NULL,
  released bigint NOT NULL,
  cancelled bigint NOT NULL,
  released_within_2h bigint NOT NULL,
  released_within_8h bigint NOT NULL,
  released_within_24h bigint NOT NULL,
  released_within_48h bigint NOT NULL,
  released_within_72h bigint NOT NULL,
  gross_mass_kg bigint NOT NULL,
  value_fen bigint NOT NULL,
  open_gross_mass_kg bigint NOT NULL,
  open_value_fen bigint NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, area_level, area_code, window_start, direction, mode),
  CONSTRAINT hours_and_days_only CHECK (granularity IN ('HOUR', 'DAY')),
  CONSTRAINT no_measure_is_negative CHECK (
    lodged >= 0 AND released >= 0 AND cancelled >= 0 AND released_within_2h >= 0 AND released_within_8h >= 0
    AND released_within_24h >= 0 AND released_within_48h >= 0 AND released_within_72h >= 0 AND gross_mass_kg >= 0
    AND value_fen >= 0 AND open_gross_mass_kg >= 0 AND open_value_fen >= 0 AND revision >= 0)
) WITH (fillfactor = 80);

CREATE TABLE portally.programme_activity (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  area_level portally.area_level NOT NULL,
  area_code text NOT NULL,
  programme portally.programme NOT NULL CHECK (programme <> 'ALL'),
  aeo_country portally.country NOT NULL,
  direction portally.direction NOT NULL,
  declarations bigint NOT NULL,
  gross_mass_kg bigint NOT NULL,
  value_fen bigint NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, area_level, area_code, window_start, programme, aeo_country, direction),
  CONSTRAINT hours_and_days_only CHECK (granularity IN ('HOUR', 'DAY')),
  CONSTRAINT no_measure_is_negative CHECK (
    declarations >= 0 AND gross_mass_kg >= 0 AND value_fen >= 0 AND revision >= 0)
) WITH (fillfactor = 80);

CREATE TABLE portally.single_window_activity (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  category integer NOT NULL CHECK (category BETWEEN 1 AND 99),
  service integer NOT NULL CHECK (service BETWEEN 1 AND 9999),
  direction portally.direction NOT NULL,
  declarations bigint NOT NULL,
  gross_mass_kg bigint NOT NULL,
  value_fen bigint NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, window_start, category, service, direction),
  CONSTRAINT hours_and_days_only CHECK (granularity IN ('HOUR', 'DAY')),
  CONSTRAINT no_measure_is_negative CHECK (
    declarations >= 0 AND gross_mass_kg >= 0 AND value_fen >= 0 AND revision >= 0)
) WITH (fillfactor = 80);

CREATE TABLE portally.partner_trade (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  partner_country portally.country NOT NULL,
  direction portally.direction NOT NULL,
  hs_chapter integer NOT NULL CHECK (hs_chapter BETWEEN 0 AND 99),
  declarations bigint NOT NULL,
  gross_mass_kg bigint NOT NULL,
  value_fen bigint NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, window_start, partner_country, direction, hs_chapter),
  CONSTRAINT days_only CHECK (granularity = 'DAY'),
  CONSTRAINT no_measure_is_negative CHECK (
    declarations >= 0 AND gross_mass_kg >= 0 AND value_fen >= 0 AND revision >= 0)
) WITH (fillfactor = 80);

COMMENT ON TABLE portally.transfer_times IS
  'How long legs took, by area, leg, direction, mode and programme, in the window of the leg''s later end. portally.legs defines each leg. A row of zeros means the same as no row. Source: topics cargo-movements and clearance-events.';
COMMENT ON TABLE portally.corridor_times IS
  'How long PORT_TO_PORT and TRANSFER took, from port to port, in the window of the leg''s later end; transfer_times has the same legs at the port where they end. A row of zeros means the same as no row. Source: topics cargo-movements and clearance-events.';
COMMENT ON TABLE portally.clearance_cohorts IS
  'Declarations by the hour and day in which they were first lodged, and what became of them since: so a row goes on changing after its window is complete. A declaration is closed by its first release or cancellation, if that comes no more than 60 days after the lodgement; later ones it stays open for. A row of zeros means the same as no row. Source: topic clearance-events.';
COMMENT ON TABLE portally.programme_activity IS
  'Declarations at their first release, by the programmes that a clearance event of the consignment had declared by then; one under two programmes counts under both, one under none nowhere. A row of zeros means the same as no row. Source: topic clearance-events.';
COMMENT ON TABLE portally.single_window_activity IS
  'Declarations of the nation CN at their first lodgement, by the service of the China International Trade Single Window that they came through. Those without both service and category are left out. A row of zeros means the same as no row. Source: topic clearance-events.';
COMMENT ON TABLE portally.partner_trade IS
  'Declarations of the nation CN at their first release, by the country that is traded with and the chapter of the goods. A row of zeros means the same as no row. Source: topic clearance-events.';

-- A column means the same in every table, so its words stand here once; where a table needs words of its own, it is named.
DO $$
DECLARE
  target record;
BEGIN
  FOR target IN
    WITH words (table_name, column_name, words) AS (VALUES
      (NULL, 'generation', 'generations.number.'),
      (NULL, 'granularity', 'Length of the window: HOUR or DAY. Never add rows of different granularity.'),
      ('partner_trade', 'granularity', 'Length of the window: DAY.'),
      (NULL, 'window_start', 'First instant of the window, of event time; an instant (UTC), where days and hours begin in the configured zone.'),
      ('transfer_times', 'window_start', 'First instant of the window, of the event time of the leg''s later end; an instant (UTC), where days and hours begin in the configured zone.'),
      ('corridor_times', 'window_start', 'First instant of the window, of the event time of the leg''s later end; an instant (UTC), where days and hours begin in the configured zone.'),
      ('clearance_cohorts', 'window_start', 'First instant of the window, of the event time of the first lodgement; an instant (UTC), where days and hours begin in the configured zone.'),
      (NULL, 'area_level', 'areas.level. Never add rows of different level: each contains the ports again.'),
      (NULL, 'area_code', 'areas.code; the port is where the goods enter or leave.'),
      ('transfer_times', 'area_code', 'areas.code; the port is where the leg ends.'),
      (NULL, 'leg', 'legs.leg.'),
      ('corridor_times', 'leg', 'PORT_TO_PORT or TRANSFER; legs.leg.'),
      (NULL, 'from_port', 'ports.code of the port where the leg begins.'),
      (NULL, 'to_port', 'ports.code of the port where the leg ends.'),
      (NULL, 'direction', 'Direction of the goods, as the counted event says.'),
      ('transfer_times', 'direction', 'Direction of the goods, as the event at which the leg ends says.'),
      (NULL, 'mode', 'Mode of transport, as the counted event says.'),
      ('transfer_times', 'mode', 'Mode of transport, as the event at which the leg ends says.'),
      ('corridor_times', 'mode', 'Mode of transport, as the event at which the leg ends says.'),
      (NULL, 'programme', 'ALL, or one programme that a clearance event of the consignment had declared by the leg''s later end; programmes.programme. Never add rows of different programme: ALL holds every leg, and a consignment may be under several.'),
      ('programme_activity', 'programme', 'programmes.programme, never ALL. Never add rows of different programme: a declaration may be under several.'),
      (NULL, 'aeo_country', 'Whose AEO status is used, countries.code, as the first event that declares AEO says; - where it names none, and for other programmes.'),
      (NULL, 'category', 'Category of the Single Window''s services, 1 to 99 (25 categories today).'),
      (NULL, 'service', 'Number of the Single Window''s service, 1 to 9999 (964 services today).'),
      (NULL, 'partner_country', 'Imports: origin, exports: final destination; countries.code, or - where none is named.'),
      (NULL, 'hs_chapter', 'Chapter of the Harmonized System (first two digits), 1 to 99, of several that of the greatest value; 0 where none is named.'),
      (NULL, 'events', 'Legs measured: one for each port (or corridor) and unit in a journey of the consignment.'),
      (NULL, 'total_seconds', 'Sum of the lengths in whole seconds, each rounded down; a reversed leg adds 0.'),
      (NULL, 'reversed', 'Legs whose end came before their beginning: lodged or released in advance; for other legs a sign of bad clocks. Their length is 0.'),
      (NULL, 'within_2h', 'Legs of at most 2 h, reversed ones included.'),
      (NULL, 'within_8h', 'Legs of at most 8 h, reversed ones included.'),
      (NULL, 'within_24h', 'Legs of at most 24 h, reversed ones included.'),
      (NULL, 'within_48h', 'Legs of at most 48 h, reversed ones included.'),
      (NULL, 'within_72h', 'Legs of at most 72 h, reversed ones included.'),
      (NULL, 'p50_seconds', 'Median of the lengths in seconds, within 1 %; null where events is 0. Of this row alone: for several rows merge their sketches.'),
      (NULL, 'p90_seconds', '90th percentile of the lengths in seconds, within 1 %; null where events is 0. Of this row alone.'),
      (NULL, 'p95_seconds', '95th percentile of the lengths in seconds, within 1 %; null where events is 0. Of this row alone.'),
      (NULL, 'p99_seconds', '99th percentile of the lengths in seconds, within 1 %; null where events is 0. Of this row alone.'),
      (NULL, 'zero_count', 'Part of the sketch: lengths of 0 s, reversed ones included.'),
      (NULL, 'bucket_indexes', 'Part of the sketch: buckets that hold a length, ascending; portally.sketch.bucket_indexes.'),
      (NULL, 'bucket_counts', 'Part of the sketch: lengths in each of these buckets, in the same order.'),
      (NULL, 'lodged', 'Declarations first lodged in the window, in one journey of the consignment.'),
      (NULL, 'released', 'Of those lodged, the ones that have been released since (or before), no more than 60 days after.'),
      (NULL, 'cancelled', 'Of those lodged, the ones that have been cancelled instead. Still open are lodged - released - cancelled.'),
      (NULL, 'released_within_2h', 'Released at most 2 h after the lodgement, or before it.'),
      (NULL, 'released_within_8h', 'Released at most 8 h after the lodgement, or before it.'),
      (NULL, 'released_within_24h', 'Released at most 24 h after the lodgement, or before it.'),
      (NULL, 'released_within_48h', 'Released at most 48 h after the lodgement, or before it.'),
      (NULL, 'released_within_72h', 'Released at most 72 h after the lodgement, or before it.'),
      (NULL, 'declarations', 'Declarations at their first release, in one journey of the consignment.'),
      ('single_window_activity', 'declarations', 'Declarations at their first lodgement, in one journey of the consignment.'),
      (NULL, 'gross_mass_kg', 'Kilograms of goods with packaging, as declared in the counted event.'),
      (NULL, 'value_fen', 'Hundredths of a yuan, as declared in the counted event: imports CIF, exports FOB.'),
      (NULL, 'open_gross_mass_kg', 'gross_mass_kg of those that are still open.'),
      (NULL, 'open_value_fen', 'value_fen of those that are still open.'),
      (NULL, 'revision', 'Grows with the set of accepted records; orders versions of this row, and means nothing between rows.'),
      (NULL, 'complete', 'True once the watermark has passed the window''s end. A later accepted event still revises the row.'),
      ('clearance_cohorts', 'complete', 'True once the watermark has passed the window''s end: all have been lodged. Releases and cancellations go on revising the row.'),
      (NULL, 'updated_at', 'When the row was last written, by the database''s clock; an instant (UTC).')
    )
    SELECT c.oid::regclass AS table_name, a.attname, (
      SELECT w.words FROM words AS w
      WHERE w.column_name = a.attname AND (w.table_name = c.relname OR w.table_name IS NULL)
      ORDER BY w.table_name NULLS LAST LIMIT 1) AS words
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'portally'::regnamespace
      AND c.relname IN ('transfer_times', 'corridor_times', 'clearance_cohorts', 'programme_activity',
        'single_window_activity', 'partner_trade')
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', target.table_name, target.attname, target.words);
  END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE ON portally.transfer_times, portally.corridor_times, portally.clearance_cohorts,
  portally.programme_activity, portally.single_window_activity, portally.partner_trade TO portally_writer;
GRANT SELECT ON portally.transfer_times, portally.corridor_times, portally.clearance_cohorts,
  portally.programme_activity, portally.single_window_activity, portally.partner_trade TO portally_reader;
