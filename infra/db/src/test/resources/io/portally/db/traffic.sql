-- Rows for every example of the pages for analysts: eight weeks of days and the week a year before their last one, at
-- two ports of the Greater Bay Area and at what they roll up to. All legs everywhere, half of them under a programme,
-- which makes them shorter by half.

CREATE TEMPORARY TABLE days AS
SELECT timestamptz '2026-03-29 00:00 Asia/Shanghai' - days_back * interval '24 hours' AS day_start
FROM generate_series(0, 370) AS days_back
WHERE days_back < 56 OR days_back >= 364;

CREATE TEMPORARY TABLE ways AS
SELECT 'SEA' AS mode, d.direction
FROM (VALUES ('IMPORT'), ('EXPORT')) AS d (direction);

CREATE TEMPORARY TABLE counted_areas (level, code) AS
VALUES ('PORT', 'CNYTN'), ('PORT', 'CNSHK'), ('REGION', 'GBA'), ('NATION', 'CN');

-- Eight lengths from an hour (bucket 409) to four days, of which those under the programme are the shorter four.
CREATE TEMPORARY TABLE lengths AS
SELECT * FROM (VALUES
  ('ALL', 8, 900000, 1, 1, 3, 5, 6, 6, 14400.0, 345600.0, 1,
    '{409, 478, 512, 547, 582, 617, 637}'::int[], '{1, 1, 1, 1, 1, 1, 1}'::bigint[]),
  ('AEO', 4, 50000, 1, 1, 3, 4, 4, 4, 3600.0, 14400.0, 1, '{409, 478, 512}'::int[], '{1, 1, 1}'::bigint[])
) AS l (programme, events, total_seconds, reversed, within_2h, within_8h, within_24h, within_48h, within_72h,
  median, high, zero_count, bucket_indexes, bucket_counts);

INSERT INTO portally.transfer_times
SELECT 1, 'DAY', d.day_start, a.level, a.code, g.leg, w.direction, w.mode, l.programme, l.events, l.total_seconds,
  l.reversed, l.within_2h, l.within_8h, l.within_24h, l.within_48h, l.within_72h, l.median, l.high, l.high, l.high,
  l.zero_count, l.bucket_indexes, l.bucket_counts, 1, true
FROM days AS d, counted_areas AS a, ways AS w, portally.legs AS g, lengths AS l;

INSERT INTO portally.corridor_times
SELECT 1, 'DAY', d.day_start, g.leg, c.from_port, c.to_port, 'SEA', l.programme, l.events, l.total_seconds,
  l.reversed, l.within_2h, l.within_8h, l.within_24h, l.within_48h, l.within_72h, l.median, l.high, l.high, l.high,
  l.zero_count, l.bucket_indexes, l.bucket_counts, 1, true
FROM days AS d, (VALUES ('PORT_TO_PORT'), ('TRANSFER')) AS g (leg),
  (VALUES ('CNYTN', 'HKHKG'), ('CNSHK', 'CNYTN')) AS c (from_port, to_port), lengths AS l;

INSERT INTO portally.clearance_cohorts
SELECT 1, g.granularity, d.day_start + g.later, a.level, a.code, w.direction, w.mode, 10, 8, 1, 2, 4, 6, 7, 8, 10000,
  1000, 1000, 100, 1, true
FROM days AS d, counted_areas AS a, ways AS w,
  (VALUES ('DAY', interval '0 h'), ('HOUR', interval '10 h')) AS g (granularity, later);

INSERT INTO portally.clearance_activity
SELECT 1, g.granularity, d.day_start + g.later, a.level, a.code, s.stage, w.direction, w.mode, 9, 8, 8000, 800, 1, true
FROM days AS d, counted_areas AS a, ways AS w, (VALUES ('LODGED'), ('RELEASED')) AS s (stage),
  (VALUES ('DAY', interval '0 h'), ('HOUR', interval '10 h'), ('HOUR', interval '20 h')) AS g (granularity, later);

INSERT INTO portally.programme_activity
SELECT 1, g.granularity, d.day_start + g.later, a.level, a.code, p.programme, p.country, w.direction, 2, 2000, 200, 1, true
FROM days AS d, counted_areas AS a, ways AS w,
  (VALUES ('AEO', 'JP'), ('AEO', 'SG'), ('APPOINTMENT', '-')) AS p (programme, country),
  (VALUES ('DAY', interval '0 h'), ('HOUR', interval '20 h')) AS g (granularity, later);

INSERT INTO portally.single_window_activity
SELECT 1, 'DAY', d.day_start, 1 + s % 25, s, w.direction, 2, 2000, 200, 1, true
FROM days AS d, ways AS w, generate_series(1, 60) AS s;

INSERT INTO portally.partner_trade
SELECT 1, 'DAY', d.day_start, c.country, w.direction, h.chapter, 2, 2000, 200, 1, true
FROM days AS d, ways AS w, (VALUES ('ZA'), ('PL'), ('KZ'), ('VN'), ('US')) AS c (country),
  (VALUES (8), (84)) AS h (chapter);
