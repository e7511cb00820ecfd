CREATE DOMAIN portally.stage AS text
  CHECK (VALUE IN ('LODGED', 'ACCEPTED', 'REJECTED', 'DOCUMENTS_CHECKED', 'SELECTED', 'INSPECTED', 'DUTY_PAID',
    'AMENDED', 'HELD', 'RELEASED', 'CLEARED', 'CANCELLED'));
COMMENT ON DOMAIN portally.stage IS
  'What happened to a declaration. RELEASED: the goods may go; CLEARED: the file is closed, under two-step declaration up to weeks later.';

-- Shaped as throughput is, for the same reasons.

CREATE TABLE portally.clearance_activity (
  generation integer NOT NULL,
  granularity portally.granularity NOT NULL,
  window_start timestamptz NOT NULL,
  area_level portally.area_level NOT NULL,
  area_code text NOT NULL,
  stage portally.stage NOT NULL,
  direction portally.direction NOT NULL,
  mode portally.mode NOT NULL,
  events bigint NOT NULL,
  declarations bigint NOT NULL,
  gross_mass_kg bigint NOT NULL,
  value_fen bigint NOT NULL,
  revision bigint NOT NULL,
  complete boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (generation, granularity, area_level, area_code, window_start, stage, direction, mode),
  CONSTRAINT no_measure_is_negative CHECK (
    events >= 0 AND declarations >= 0 AND gross_mass_kg >= 0 AND value_fen >= 0 AND revision >= 0)
) WITH (fillfactor = 80);
COMMENT ON TABLE portally.clearance_activity IS
  'Clearance events counted by area, stage, direction and mode, and the declarations that came to the stage for the first time. A row of zeros (all its events retracted) means the same as no row. Source: topic clearance-events.';
COMMENT ON COLUMN portally.clearance_activity.generation IS 'generations.number.';
COMMENT ON COLUMN portally.clearance_activity.granularity IS
  'Length of the window: MINUTE, HOUR or DAY. Never add rows of different granularity.';
COMMENT ON COLUMN portally.clearance_activity.window_start IS
  'First instant of the window, of event time; an instant (UTC), where days and hours begin in the configured zone.';
COMMENT ON COLUMN portally.clearance_activity.area_level IS
  'areas.level. Never add rows of different level: each contains the ports again.';
COMMENT ON COLUMN portally.clearance_activity.area_code IS
  'areas.code; the port is where the goods enter or leave.';
COMMENT ON COLUMN portally.clearance_activity.stage IS 'What happened, as the event says.';
COMMENT ON COLUMN portally.clearance_activity.direction IS 'Direction of the goods, as the event says.';
COMMENT ON COLUMN portally.clearance_activity.mode IS 'Mode of transport, as the event says.';
COMMENT ON COLUMN portally.clearance_activity.events IS
  'Clearance events: accepted, corrected to their highest version, without the retracted. A declaration may come to a stage several times.';
COMMENT ON COLUMN portally.clearance_activity.declarations IS
  'Declarations that came to the stage for the first time: of a declaration''s events of the stage in one journey the one with the smallest (event time, eventId). A silence of the consignment of more than 30 days (configurable) begins another journey.';
COMMENT ON COLUMN portally.clearance_activity.gross_mass_kg IS
  'Kilograms of goods with packaging, as declared in those first events.';
COMMENT ON COLUMN portally.clearance_activity.value_fen IS
  'Hundredths of a yuan, as declared in those first events: imports CIF, exports FOB.';
COMMENT ON COLUMN portally.clearance_activity.revision IS
  'Grows with the set of accepted records; orders versions of this row, and means nothing between rows.';
COMMENT ON COLUMN portally.clearance_activity.complete IS
  'True once the watermark has passed the window''s end. A later accepted event still revises the row.';
COMMENT ON COLUMN portally.clearance_activity.updated_at IS
  'When the row was last written, by the database''s clock; an instant (UTC).';

GRANT SELECT, INSERT, UPDATE ON portally.clearance_activity TO portally_writer;
GRANT SELECT ON portally.clearance_activity TO portally_reader;

CREATE VIEW portally.current_clearance_activity AS
SELECT generation, granularity, window_start, area_level, area_code, stage, direction, mode,
  events, declarations, gross_mass_kg, value_fen, revision, complete, updated_at
FROM portally.clearance_activity
WHERE generation = (SELECT number FROM portally.generations WHERE current);
COMMENT ON VIEW portally.current_clearance_activity IS
  'clearance_activity of the current generation. Choose one granularity and one area_level before adding up.';

CREATE VIEW portally.local_clearance_activity AS
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
COMMENT ON VIEW portally.local_clearance_activity IS
  'clearance_activity of the current generation with names, friendly units and local time: what the views bi.*_clearance_* are cut from. Choose one granularity and one area_level before adding up.';

CREATE VIEW portally.local_throughput_cargo AS
SELECT t.granularity, t.area_level, t.area_code, a.name_en, a.name_zh,
  (t.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  t.window_start, t.direction, t.mode, t.laden,
  t.events AS movements,
  t.gross_mass_kg * 0.001 AS gross_tonnes,
  t.teu_hundredths * 0.01 AS teu,
  t.complete, t.updated_at
FROM portally.throughput_cargo AS t
LEFT JOIN portally.areas AS a ON a.level = t.area_level AND a.code = t.area_code;
COMMENT ON VIEW portally.local_throughput_cargo IS
  'throughput_cargo with names, friendly units and local date: what the views bi.*_cargo_daily are cut from. Choose one granularity and one area_level before adding up.';

DO $$
DECLARE
  level text;
BEGIN
  FOREACH level IN ARRAY ARRAY['port', 'province', 'region', 'nation'] LOOP
    EXECUTE format(
      'CREATE VIEW bi.%1$s_clearance_hourly AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, local_hour, window_start, stage, direction, mode,
         events, declarations, gross_tonnes, value_yuan, complete, updated_at
       FROM portally.local_clearance_activity
       WHERE area_level = %2$L AND granularity = ''HOUR''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_clearance_daily AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, window_start, stage, direction, mode,
         events, declarations, gross_tonnes, value_yuan, complete, updated_at
       FROM portally.local_clearance_activity
       WHERE area_level = %2$L AND granularity = ''DAY''',
      level, upper(level));
    EXECUTE format(
      'CREATE VIEW bi.%1$s_cargo_daily AS
       SELECT area_code AS %1$s_code, name_en AS %1$s_name_en, name_zh AS %1$s_name_zh,
         local_date, window_start, direction, mode, laden,
         movements, gross_tonnes, teu, complete, updated_at
       FROM portally.local_throughput_cargo
       WHERE area_level = %2$L AND granularity = ''DAY''',
      level, upper(level));
    EXECUTE format('COMMENT ON VIEW bi.%1$s_clearance_hourly IS %2$L', level,
      'Clearance by ' || level || ' and hour. Choose one stage before adding up.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_clearance_daily IS %2$L', level,
      'Clearance by ' || level || ' and day. Choose one stage before adding up.');
    EXECUTE format('COMMENT ON VIEW bi.%1$s_cargo_daily IS %2$L', level,
      'The port statistic "cargo throughput" by ' || level
      || ' and day: DISCHARGED + LOADED by sea and inland waterway (a transshipped box counts twice), ARRIVED + DEPARTED by other modes.');
  END LOOP;
END
$$;

-- Which days the figures cover is told by data_quality, as every record read is counted there by the
-- time of its publication: an event of a day is published no sooner than that day. Facts tell it less
-- well, as events of the evening before the first record may be among them.
CREATE VIEW bi.nation_trade_yearly AS
WITH read AS (
  SELECT min(local_date) FILTER (WHERE fate = 'ACCEPTED') AS first_date,
    max(local_date) FILTER (WHERE complete) AS last_date
  FROM bi.data_quality_daily
), released AS (
  SELECT local_date, sum(gross_tonnes) AS tonnes, sum(value_yuan) AS yuan
  FROM bi.nation_clearance_daily
  WHERE nation_code = 'CN' AND stage = 'RELEASED' AND direction IN ('IMPORT', 'EXPORT')
  GROUP BY local_date
), years AS (
  SELECT local_year, make_date(local_year, 1, 1) AS begins,
    make_date(local_year + 1, 1, 1) - make_date(local_year, 1, 1) AS days_in_year,
    greatest(make_date(local_year, 1, 1), first_date + 1) AS first_whole_date,
    least(make_date(local_year, 12, 31), last_date) AS last_whole_date
  FROM read,
    generate_series(extract(year FROM first_date)::int, extract(year FROM last_date)::int) AS local_year
), sums AS (
  SELECT y.local_year, y.first_whole_date, y.last_whole_date, y.days_in_year,
    greatest(y.last_whole_date - y.first_whole_date + 1, 0) AS whole_days,
    coalesce(sum(r.tonnes), 0) AS tonnes,
    coalesce(sum(r.yuan), 0) AS yuan,
    coalesce(sum(r.tonnes) FILTER (WHERE r.local_date >= y.first_whole_date), 0) AS tonnes_of_whole_days,
    coalesce(sum(r.yuan) FILTER (WHERE r.local_date >= y.first_whole_date), 0) AS yuan_of_whole_days
  FROM years AS y
  LEFT JOIN released AS r ON r.local_date BETWEEN y.begins AND y.last_whole_date
  GROUP BY y.local_year, y.first_whole_date, y.last_whole_date, y.days_in_year
), rates AS (
  SELECT local_year, first_whole_date, last_whole_date, whole_days, days_in_year, tonnes, yuan,
    round(tonnes_of_whole_days * days_in_year / nullif(whole_days, 0), 3) AS tonnes_per_year,
    round(yuan_of_whole_days * days_in_year / nullif(whole_days, 0), 2) AS yuan_per_year,
    5200000000::numeric AS yardstick_tonnes,
    41500000000000::numeric AS yardstick_yuan
  FROM sums
)
SELECT local_year,
  CASE WHEN whole_days > 0 THEN first_whole_date END AS first_whole_date,
  CASE WHEN whole_days > 0 THEN last_whole_date END AS last_whole_date,
  whole_days, days_in_year, tonnes, yuan, tonnes_per_year, yuan_per_year, yardstick_tonnes, yardstick_yuan,
  round(tonnes_per_year / yardstick_tonnes, 4) AS share_of_yardstick_tonnes,
  round(yuan_per_year / yardstick_yuan, 4) AS share_of_yardstick_yuan
FROM rates;
COMMENT ON VIEW bi.nation_trade_yearly IS
  'Goods released in the nation CN by calendar year of Asia/Shanghai: so far, and as a yearly rate beside the yardstick of 5.2 billion tonnes and 41.5 trillion yuan. Counted are the rows of clearance_activity of the current generation with granularity DAY, area NATION CN, stage RELEASED, direction IMPORT or EXPORT, of days that are complete. The rate is their sum over the whole days, divided by the number of whole days and multiplied by the days of the year. A day is whole if it is complete and not the first day from which records were read, as reading may have begun in its middle; whole days without a release count as days. There is no row before the first day is complete. The rate knows nothing of seasons: after a few days it says little.';

-- A column means the same in every view.
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
      ('local_date', 'The day of the window''s start in Asia/Shanghai.'),
      ('local_hour', 'The hour of the window''s start in Asia/Shanghai, 0 to 23.'),
      ('value_yuan', 'Yuan, as declared in the first events of the stage: imports CIF, exports FOB.'),
      ('movements', 'Number of movements that count as cargo throughput.'),
      ('laden', 'False for empty equipment.'),
      ('teu', 'Twenty-foot equivalent units (a 45-foot box is 2.25).'),
      ('local_year', 'Calendar year in Asia/Shanghai.'),
      ('first_whole_date', 'First whole day of the year; null where there is none yet.'),
      ('last_whole_date', 'Last whole day of the year; null where there is none yet.'),
      ('whole_days', 'Number of whole days from the first to the last, both included.'),
      ('days_in_year', '365 or 366.'),
      ('tonnes', 'Tonnes (1000 kg) released in the year so far, on complete days; a first day that is not whole is among them.'),
      ('yuan', 'Yuan released in the year so far, on complete days; a first day that is not whole is among them.'),
      ('tonnes_per_year', 'Tonnes a year at the rate of the whole days; null where there is none yet.'),
      ('yuan_per_year', 'Yuan a year at the rate of the whole days; null where there is none yet.'),
      ('yardstick_tonnes', 'Goods under customs supervision a year: 5.2 billion tonnes.'),
      ('yardstick_yuan', 'Goods under customs supervision a year: 41.5 trillion yuan.'),
      ('share_of_yardstick_tonnes', 'tonnes_per_year as a fraction of yardstick_tonnes.'),
      ('share_of_yardstick_yuan', 'yuan_per_year as a fraction of yardstick_yuan.')
    )
    SELECT c.oid::regclass AS view, a.attname,
      CASE
        WHEN a.attname = 'gross_tonnes' AND c.relname LIKE '%cargo%'
          THEN 'Tonnes (1000 kg) of goods with packaging, without the container''s tare.'
        WHEN a.attname = 'gross_tonnes'
          THEN 'Tonnes (1000 kg) of goods with packaging, as declared in the first events of the stage.'
        ELSE coalesce(
          words.words,
          (SELECT col_description(original.attrelid, original.attnum)
           FROM pg_attribute AS original
           WHERE original.attname = a.attname
             AND original.attrelid = CASE
               WHEN c.relname LIKE '%cargo%' THEN 'portally.throughput'::regclass
               ELSE 'portally.clearance_activity'::regclass
             END))
      END AS words
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
    LEFT JOIN words ON words.column_name = a.attname
    WHERE c.relkind = 'v'
      AND c.relnamespace IN ('portally'::regnamespace, 'bi'::regnamespace)
      AND (c.relname LIKE '%\_clearance\_%' OR c.relname LIKE '%\_cargo\_daily' OR c.relname IN (
        'local_throughput_cargo', 'nation_trade_yearly'))
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', target.view, target.attname, target.words);
  END LOOP;
END
$$;

GRANT SELECT ON portally.current_clearance_activity, portally.local_clearance_activity,
  portally.local_throughput_cargo TO portally_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA bi TO portally_reader;
