-- Questions of port analysts, answered with one select each. All answers are of completed rows of the current
-- generation, and of periods that end with the newest complete day, not with the clock: so a replay answers too.

CREATE VIEW portally.newest_complete_day AS
SELECT max(newest.window_start) AS window_start
FROM portally.areas AS a
CROSS JOIN LATERAL (
  (SELECT t.window_start FROM portally.current_throughput AS t
   WHERE t.granularity = 'DAY' AND t.area_level = 'NATION' AND t.area_code = a.code AND t.complete
   ORDER BY t.window_start DESC LIMIT 1)
  UNION ALL
  (SELECT c.window_start FROM portally.current_clearance_activity AS c
   WHERE c.granularity = 'DAY' AND c.area_level = 'NATION' AND c.area_code = a.code AND c.complete
   ORDER BY c.window_start DESC LIMIT 1)
) AS newest
WHERE a.level = 'NATION';
COMMENT ON VIEW portally.newest_complete_day IS
  'The newest day of event time that is complete, so all before it are. One row; its day is null before one is. Every fact falls in a window in which a movement or a stage has happened, so the nations'' rows of throughput and clearance_activity tell it.';
COMMENT ON COLUMN portally.newest_complete_day.window_start IS
  'First instant of that day; an instant (UTC), where days begin in the configured zone. Null where no day is complete.';

CREATE VIEW portally.periods AS
SELECT p.period,
  d.window_start - (p.days_back + p.days - 1) * interval '24 hours' AS starts,
  d.window_start - (p.days_back - 1) * interval '24 hours' AS ends,
  ((d.window_start - (p.days_back + p.days - 1) * interval '24 hours') AT TIME ZONE 'Asia/Shanghai')::date AS first_date,
  ((d.window_start - p.days_back * interval '24 hours') AT TIME ZONE 'Asia/Shanghai')::date AS last_date
FROM portally.newest_complete_day AS d
CROSS JOIN (VALUES
  ('THIS_WEEK', 0, 7),
  ('LAST_WEEK', 7, 7),
  ('SAME_WEEK_LAST_YEAR', 364, 7),
  ('LAST_FOUR_WEEKS', 0, 28),
  ('FOUR_WEEKS_BEFORE', 28, 28)
) AS p (period, days_back, days)
WHERE d.window_start IS NOT NULL;
COMMENT ON VIEW portally.periods IS
  'The stretches of days that the answers compare, each counted back from the newest complete day: its seven days, the seven before, the seven 52 weeks earlier (the same weekdays), its 28 days and the 28 before. No row before a day is complete. They know nothing of when reading began: the first ones may be half empty. A day is taken for 24 hours, so the configured zone must be one without summer time.';
COMMENT ON COLUMN portally.periods.period IS
  'THIS_WEEK, LAST_WEEK, SAME_WEEK_LAST_YEAR, LAST_FOUR_WEEKS or FOUR_WEEKS_BEFORE.';
COMMENT ON COLUMN portally.periods.starts IS 'First instant; an instant (UTC).';
COMMENT ON COLUMN portally.periods.ends IS 'First instant after it; an instant (UTC).';
COMMENT ON COLUMN portally.periods.first_date IS 'First day, in Asia/Shanghai.';
COMMENT ON COLUMN portally.periods.last_date IS 'Last day, in Asia/Shanghai.';

CREATE FUNCTION portally.in_hours(seconds double precision) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN round(seconds::numeric / 3600, 2);
COMMENT ON FUNCTION portally.in_hours(double precision) IS 'Seconds as hours, to a hundredth; null for null.';

CREATE FUNCTION portally.is_office_hour(instant timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN extract(isodow FROM instant AT TIME ZONE 'Asia/Shanghai') <= 5
  AND extract(hour FROM instant AT TIME ZONE 'Asia/Shanghai') BETWEEN 8 AND 17;
COMMENT ON FUNCTION portally.is_office_hour(timestamptz) IS
  'Whether customs'' offices are usually open: Monday to Friday from 8:00 to 18:00 in Asia/Shanghai. Knows no public holidays and no working weekends in lieu of them. Null for null.';

CREATE FUNCTION portally.is_fresh_produce(hs_chapter int) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hs_chapter IN (2, 3, 4, 7, 8);
COMMENT ON FUNCTION portally.is_fresh_produce(int) IS
  'Whether goods of a chapter of the Harmonized System are counted as fresh produce: 02 meat, 03 fish, 04 dairy, eggs and honey, 07 vegetables, 08 fruit and nuts. Chapters hold frozen and dried goods too.';

REVOKE ALL ON FUNCTION portally.in_hours(double precision), portally.is_office_hour(timestamptz),
  portally.is_fresh_produce(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portally.in_hours(double precision), portally.is_office_hour(timestamptz),
  portally.is_fresh_produce(int) TO portally_reader;

-- Programmes

CREATE VIEW portally.which_programme_shortens_which_leg AS
SELECT s.area_level, s.area_code, s.leg, s.direction, s.mode, s.programme,
  portally.sketch_count(s.inside) AS cases_inside,
  portally.sketch_count(o.outside) AS cases_outside,
  portally.in_hours(q.median_inside) AS median_hours_inside,
  portally.in_hours(q.median_outside) AS median_hours_outside,
  portally.in_hours(q.median_outside - q.median_inside) AS median_shorter_by_hours,
  round((1 - q.median_inside / nullif(q.median_outside, 0))::numeric, 4) AS median_shorter_by_share,
  portally.in_hours(q.p90_inside) AS p90_hours_inside,
  portally.in_hours(q.p90_outside) AS p90_hours_outside,
  portally.in_hours(q.p90_outside - q.p90_inside) AS p90_shorter_by_hours
FROM (
  SELECT area_level, area_code, leg, direction, mode, programme, merged AS inside,
    (array_agg(merged) FILTER (WHERE programme = 'ALL')
      OVER (PARTITION BY area_level, area_code, leg, direction, mode))[1] AS everything
  FROM (
    SELECT t.area_level, t.area_code, t.leg, t.direction, t.mode, t.programme,
      portally.sketch_merge(t.sketch) AS merged
    FROM portally.current_transfer_times AS t
    JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
    WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.complete
    GROUP BY t.area_level, t.area_code, t.leg, t.direction, t.mode, t.programme
    HAVING sum(t.events) > 0
  ) AS merged_by_programme
) AS s
-- OFFSET 0: worked out once, however often it is named above.
CROSS JOIN LATERAL (SELECT portally.sketch_subtract(s.everything, s.inside) AS outside OFFSET 0) AS o
CROSS JOIN LATERAL (
  SELECT portally.sketch_quantile(s.inside, 0.5) AS median_inside,
    portally.sketch_quantile(o.outside, 0.5) AS median_outside,
    portally.sketch_quantile(s.inside, 0.9) AS p90_inside,
    portally.sketch_quantile(o.outside, 0.9) AS p90_outside
  OFFSET 0) AS q
WHERE s.programme <> 'ALL';
COMMENT ON VIEW portally.which_programme_shortens_which_leg IS
  'Which programmes shorten which leg, and by how much? Median and 90th percentile, in hours and within 1 %, of the legs under a programme and of those outside it (ALL minus the programme), by area, leg, direction and mode, over the last four weeks. cases_inside and cases_outside stand behind them: distrust a few dozen. A difference is no proof of a cause: whoever travels under a programme may be faster anyway, and outside it other programmes are at work. If a programme''s row has just been revised and that of ALL has not yet, the select is refused (SQLSTATE 22000): ask again. Name an area_level and an area_code: without, the sketches of all areas are merged.';

CREATE VIEW portally.whose_aeo_status_is_used AS
SELECT u.area_level, u.area_code, u.direction, u.aeo_country,
  c.name_en AS country_name_en, c.name_zh AS country_name_zh,
  EXISTS (
    SELECT FROM portally.country_groups AS g
    WHERE g."group" = 'AEO_MUTUAL_RECOGNITION' AND g.country = u.aeo_country
      AND u.last_date BETWEEN coalesce(g.valid_from, '-infinity') AND coalesce(g.valid_to, 'infinity')
  ) AS is_mutually_recognised,
  u.declarations, u.gross_tonnes, u.value_yuan,
  round(u.declarations / sum(u.declarations) OVER (PARTITION BY u.area_level, u.area_code, u.direction), 4)
    AS share_of_aeo_declarations
FROM (
  SELECT t.area_level, t.area_code, t.direction, t.aeo_country, p.last_date,
    sum(t.declarations) AS declarations,
    sum(t.gross_mass_kg) * 0.001 AS gross_tonnes,
    sum(t.value_fen) * 0.01 AS value_yuan
  FROM portally.current_programme_activity AS t
  JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
  WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.programme = 'AEO' AND t.complete
  GROUP BY t.area_level, t.area_code, t.direction, t.aeo_country, p.last_date
  HAVING sum(t.declarations) > 0
) AS u
LEFT JOIN portally.countries AS c ON c.code = u.aeo_country;
COMMENT ON VIEW portally.whose_aeo_status_is_used IS
  'Whose AEO status is used, country by country of mutual recognition? Declarations released under AEO in the last four weeks, with tonnes and yuan, by area, direction and the country whose status it is. declarations stand behind a row. The country is that of the first event that declares AEO, - where it names none (a Chinese firm''s, or not told). Choose one area_level before adding up.';

-- Whose time

CREATE VIEW portally.whose_time_it_is AS
SELECT s.area_level, s.area_code, s.direction, s.leg, l.name_en AS leg_name_en, l.name_zh AS leg_name_zh, l.place,
  CASE WHEN NOT l.several_act THEN m.waiting_on END AS waiting_on,
  s.cases,
  portally.in_hours(s.mean) AS mean_hours,
  portally.in_hours(portally.sketch_quantile(s.merged, 0.5)) AS median_hours,
  portally.in_hours(portally.sketch_quantile(s.merged, 0.9)) AS p90_hours,
  CASE WHEN l.leg IN ('ARRIVAL_TO_LODGEMENT', 'LODGEMENT_TO_RELEASE', 'ARRIVAL_TO_RELEASE', 'GATE_IN_TO_RELEASE')
    THEN round((s.mean / nullif(s.overall_mean, 0))::numeric, 4) END AS share_of_overall
FROM (
  SELECT area_level, area_code, direction, leg, cases, mean, merged,
    max(mean) FILTER (
      WHERE leg = CASE direction WHEN 'IMPORT' THEN 'ARRIVAL_TO_RELEASE' ELSE 'GATE_IN_TO_RELEASE' END)
      OVER (PARTITION BY area_level, area_code, direction) AS overall_mean
  FROM (
    SELECT t.area_level, t.area_code, t.direction, t.leg,
      sum(t.events)::bigint AS cases,
      (sum(t.total_seconds) / sum(t.events))::double precision AS mean,
      portally.sketch_merge(t.sketch) AS merged
    FROM portally.current_transfer_times AS t
    JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
    WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.programme = 'ALL' AND t.complete
      AND t.direction IN ('IMPORT', 'EXPORT')
      AND t.leg NOT IN ('APPOINTMENT_WAIT', 'PORT_TO_PORT', 'TRANSFER')
    GROUP BY t.area_level, t.area_code, t.direction, t.leg
    HAVING sum(t.events) > 0
  ) AS by_leg
) AS s
JOIN portally.legs AS l ON l.leg = s.leg
JOIN portally.milestones AS m ON m.milestone = l.to_milestone;
COMMENT ON VIEW portally.whose_time_it_is IS
  'Whose time is it? An area''s clearance times leg by leg over the last four weeks, all modes and programmes together, with who is waited for, as the WCO''s Time Release Study takes them apart: mean, median and 90th percentile in hours (the quantiles within 1 %, the mean exact), and the mean as a share of that of overall clearance (imports: ARRIVAL_TO_RELEASE, exports: GATE_IN_TO_RELEASE). cases stand behind each leg; legs need not be of the same declarations, and one that is reversed counts as 0. So the parts add up to the whole only where nothing was done in advance: of a declaration lodged before arrival LODGEMENT_TO_RELEASE begins before ARRIVAL_TO_RELEASE, and a share may exceed 1. From gate-in to lodgement there is no leg: it is what is missing to 1. For a mode of its own ask current_transfer_times.';

CREATE VIEW portally.how_long_across_the_bay_area AS
SELECT c.leg, c.from_port, c.from_port_name_en, c.to_port, c.to_port_name_en,
  c.cases, c.cases_before,
  portally.in_hours(q.median) AS median_hours,
  portally.in_hours(q.median_before) AS median_hours_before,
  portally.in_hours(q.median - q.median_before) AS median_longer_by_hours,
  portally.in_hours(portally.sketch_quantile(c.merged, 0.9)) AS p90_hours,
  portally.in_hours(portally.sketch_quantile(c.merged_before, 0.9)) AS p90_hours_before,
  round(c.within_48h / nullif(c.cases, 0), 4) AS share_within_48h,
  round(c.within_48h_before / nullif(c.cases_before, 0), 4) AS share_within_48h_before
FROM (
  SELECT t.leg, t.from_port, f.name_en AS from_port_name_en, t.to_port, o.name_en AS to_port_name_en,
    coalesce(sum(t.events) FILTER (WHERE p.period = 'LAST_FOUR_WEEKS'), 0) AS cases,
    coalesce(sum(t.events) FILTER (WHERE p.period = 'FOUR_WEEKS_BEFORE'), 0) AS cases_before,
    sum(t.within_48h) FILTER (WHERE p.period = 'LAST_FOUR_WEEKS') AS within_48h,
    sum(t.within_48h) FILTER (WHERE p.period = 'FOUR_WEEKS_BEFORE') AS within_48h_before,
    portally.sketch_merge(t.sketch) FILTER (WHERE p.period = 'LAST_FOUR_WEEKS') AS merged,
    portally.sketch_merge(t.sketch) FILTER (WHERE p.period = 'FOUR_WEEKS_BEFORE') AS merged_before
  FROM portally.current_corridor_times AS t
  JOIN portally.ports AS f ON f.code = t.from_port AND f.region_code = 'GBA'
  JOIN portally.ports AS o ON o.code = t.to_port AND o.region_code = 'GBA'
  JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
  WHERE p.period IN ('LAST_FOUR_WEEKS', 'FOUR_WEEKS_BEFORE')
    AND t.granularity = 'DAY' AND t.programme = 'ALL' AND t.complete
  GROUP BY t.leg, t.from_port, f.name_en, t.to_port, o.name_en
  HAVING sum(t.events) > 0
) AS c
CROSS JOIN LATERAL (
  SELECT portally.sketch_quantile(c.merged, 0.5) AS median,
    portally.sketch_quantile(c.merged_before, 0.5) AS median_before
  OFFSET 0) AS q;
COMMENT ON VIEW portally.how_long_across_the_bay_area IS
  'How long from port to port in the Greater Bay Area, and how long to transfer? A row for each pair of ports that had a case (the matrix), all modes together, for PORT_TO_PORT (departed to arrived) and TRANSFER (in at the first port to out at the last, the headline figure: two to three days instead of five to seven); the last four weeks beside the four weeks before, in hours, quantiles within 1 %. cases and cases_before stand behind them; null where there are none. Both ports are in the region GBA, so transfers that begin or end elsewhere are not here.';

-- In time

CREATE VIEW portally.what_share_is_released_in_time AS
SELECT c.area_level, c.area_code, c.direction,
  (c.window_start AT TIME ZONE 'Asia/Shanghai')::date AS local_date, c.window_start,
  c.lodged, c.released, c.cancelled, c.lodged - c.released - c.cancelled AS open,
  CASE WHEN c.window_start + interval '2 hours' <= d.window_start
    THEN round(c.released_within_2h::numeric / c.lodged, 4) END AS share_within_2h,
  CASE WHEN c.window_start + interval '8 hours' <= d.window_start
    THEN round(c.released_within_8h::numeric / c.lodged, 4) END AS share_within_8h,
  CASE WHEN c.window_start + interval '24 hours' <= d.window_start
    THEN round(c.released_within_24h::numeric / c.lodged, 4) END AS share_within_24h,
  CASE WHEN c.window_start + interval '48 hours' <= d.window_start
    THEN round(c.released_within_48h::numeric / c.lodged, 4) END AS share_within_48h,
  CASE WHEN c.window_start + interval '72 hours' <= d.window_start
    THEN round(c.released_within_72h::numeric / c.lodged, 4) END AS share_within_72h
FROM (
  SELECT area_level, area_code, direction, window_start,
    sum(lodged)::bigint AS lodged,
    sum(released)::bigint AS released,
    sum(cancelled)::bigint AS cancelled,
    sum(released_within_2h)::bigint AS released_within_2h,
    sum(released_within_8h)::bigint AS released_within_8h,
    sum(released_within_24h)::bigint AS released_within_24h,
    sum(released_within_48h)::bigint AS released_within_48h,
    sum(released_within_72h)::bigint AS released_within_72h
  FROM portally.current_clearance_cohorts
  WHERE granularity = 'DAY' AND complete
  GROUP BY area_level, area_code, direction, window_start
  HAVING sum(lodged) > 0
) AS c
CROSS JOIN portally.newest_complete_day AS d;
COMMENT ON VIEW portally.what_share_is_released_in_time IS
  'What share of the declarations lodged on a day is released within 2, 8, 24, 48 and 72 hours? A row for each area, direction and complete day of lodgement, all modes together. lodged stand behind it, the cancelled and the open among them. A share is null until the whole day has had so many hours, as the newest complete day tells: younger cohorts would look worse than they are. Choose one area_level before adding up.';

CREATE VIEW portally.what_share_of_legs_is_in_time AS
SELECT s.area_level, s.area_code, s.leg, s.direction, s.mode, s.cases,
  round(s.reversed / s.cases, 4) AS share_reversed,
  round(s.within_2h / s.cases, 4) AS share_within_2h,
  round(s.within_8h / s.cases, 4) AS share_within_8h,
  round(s.within_24h / s.cases, 4) AS share_within_24h,
  round(s.within_48h / s.cases, 4) AS share_within_48h,
  round(s.within_72h / s.cases, 4) AS share_within_72h
FROM (
  SELECT t.area_level, t.area_code, t.leg, t.direction, t.mode,
    sum(t.events) AS cases,
    sum(t.reversed) AS reversed,
    sum(t.within_2h) AS within_2h,
    sum(t.within_8h) AS within_8h,
    sum(t.within_24h) AS within_24h,
    sum(t.within_48h) AS within_48h,
    sum(t.within_72h) AS within_72h
  FROM portally.current_transfer_times AS t
  JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
  WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.programme = 'ALL' AND t.complete
  GROUP BY t.area_level, t.area_code, t.leg, t.direction, t.mode
  HAVING sum(t.events) > 0
) AS s;
COMMENT ON VIEW portally.what_share_of_legs_is_in_time IS
  'What share of the legs takes at most 2, 8, 24, 48 and 72 hours? By area, leg, direction and mode, over the last four weeks, whatever the programme. Exact, of the cases that stand behind it: legs that have ended in that time. What has not ended is not here; for that see what_share_is_released_in_time and clearance_backlog. Reversed legs are within every limit.';

CREATE VIEW portally.what_share_comes_before_the_goods AS
SELECT s.area_level, s.area_code, s.direction, s.mode,
  s.lodged AS lodged_cases,
  round(s.lodged_before_arrival / nullif(s.lodged, 0), 4) AS share_lodged_before_arrival,
  s.released AS released_cases,
  round(s.released_before_arrival / nullif(s.released, 0), 4) AS share_released_before_arrival,
  s.gated_in AS gated_in_cases,
  round(s.released_before_gate_in / nullif(s.gated_in, 0), 4) AS share_released_before_gate_in
FROM (
  SELECT t.area_level, t.area_code, t.direction, t.mode,
    coalesce(sum(t.events) FILTER (WHERE t.leg = 'ARRIVAL_TO_LODGEMENT'), 0) AS lodged,
    sum(t.reversed) FILTER (WHERE t.leg = 'ARRIVAL_TO_LODGEMENT') AS lodged_before_arrival,
    coalesce(sum(t.events) FILTER (WHERE t.leg = 'ARRIVAL_TO_RELEASE'), 0) AS released,
    sum(t.reversed) FILTER (WHERE t.leg = 'ARRIVAL_TO_RELEASE') AS released_before_arrival,
    coalesce(sum(t.events) FILTER (WHERE t.leg = 'GATE_IN_TO_RELEASE'), 0) AS gated_in,
    sum(t.reversed) FILTER (WHERE t.leg = 'GATE_IN_TO_RELEASE') AS released_before_gate_in
  FROM portally.current_transfer_times AS t
  JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
  WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.programme = 'ALL' AND t.complete
    AND t.leg IN ('ARRIVAL_TO_LODGEMENT', 'ARRIVAL_TO_RELEASE', 'GATE_IN_TO_RELEASE')
  GROUP BY t.area_level, t.area_code, t.direction, t.mode
  HAVING sum(t.events) > 0
) AS s;
COMMENT ON VIEW portally.what_share_comes_before_the_goods IS
  'What share is lodged or released before the goods are there? Declarations whose LODGED or RELEASED came before the consignment''s ARRIVED (imports) or GATED_IN (exports) at the port, by area, direction and mode, over the last four weeks, whatever the programme. The cases stand beside each share, which is null where there are none: declarations of which both ends are known, so goods that are released and have not come yet count when they come.';

-- Office hours

CREATE VIEW portally.hourly_releases AS
SELECT area_level, area_code, window_start, direction,
  sum(released)::bigint AS released,
  sum(by_appointment)::bigint AS by_appointment
FROM (
  SELECT area_level, area_code, window_start, direction, declarations AS released, 0 AS by_appointment
  FROM portally.current_clearance_activity
  WHERE granularity = 'HOUR' AND stage = 'RELEASED' AND complete
  UNION ALL
  SELECT area_level, area_code, window_start, direction, 0, declarations
  FROM portally.current_programme_activity
  WHERE granularity = 'HOUR' AND programme = 'APPOINTMENT' AND complete
) AS released_and_by_appointment
GROUP BY area_level, area_code, window_start, direction;
COMMENT ON VIEW portally.hourly_releases IS
  'Declarations by the hour of their first release, and how many of them under the programme APPOINTMENT. Complete hours. Choose one area_level before adding up.';

CREATE VIEW portally.what_share_is_released_outside_office_hours AS
SELECT s.area_level, s.area_code, s.direction, s.released,
  round(s.released_outside / nullif(s.released, 0), 4) AS share_outside,
  s.by_appointment,
  round(s.by_appointment_outside / nullif(s.by_appointment, 0), 4) AS share_outside_by_appointment,
  s.released - s.by_appointment AS without_appointment,
  round((s.released_outside - s.by_appointment_outside) / nullif(s.released - s.by_appointment, 0), 4)
    AS share_outside_without_appointment
FROM (
  SELECT h.area_level, h.area_code, h.direction,
    sum(h.released) AS released,
    coalesce(sum(h.released) FILTER (WHERE NOT portally.is_office_hour(h.window_start)), 0) AS released_outside,
    sum(h.by_appointment) AS by_appointment,
    coalesce(sum(h.by_appointment) FILTER (WHERE NOT portally.is_office_hour(h.window_start)), 0)
      AS by_appointment_outside
  FROM portally.hourly_releases AS h
  WHERE h.window_start >= (SELECT starts FROM portally.periods WHERE period = 'LAST_FOUR_WEEKS')
    AND h.window_start < (SELECT ends FROM portally.periods WHERE period = 'LAST_FOUR_WEEKS')
  GROUP BY h.area_level, h.area_code, h.direction
  HAVING sum(h.released) > 0
) AS s;
COMMENT ON VIEW portally.what_share_is_released_outside_office_hours IS
  'What share is released outside office hours, with an appointment and without? Declarations at their first release in the last four weeks, by area and direction. Office hours are Monday to Friday from 8:00 to 18:00 in Asia/Shanghai (portally.is_office_hour); public holidays are not known. released, by_appointment and without_appointment stand behind the shares, which are null where there are none. Choose one area_level before adding up.';

CREATE VIEW portally.at_what_hour_goods_are_released AS
SELECT s.area_level, s.area_code, s.direction, s.local_hour, s.is_weekend,
  s.released, s.by_appointment, s.released - s.by_appointment AS without_appointment,
  round(s.released / sum(s.released) OVER (PARTITION BY s.area_level, s.area_code, s.direction), 4) AS share_of_released
FROM (
  SELECT h.area_level, h.area_code, h.direction,
    extract(hour FROM h.window_start AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
    extract(isodow FROM h.window_start AT TIME ZONE 'Asia/Shanghai') > 5 AS is_weekend,
    sum(h.released) AS released,
    sum(h.by_appointment) AS by_appointment
  FROM portally.hourly_releases AS h
  WHERE h.window_start >= (SELECT starts FROM portally.periods WHERE period = 'LAST_FOUR_WEEKS')
    AND h.window_start < (SELECT ends FROM portally.periods WHERE period = 'LAST_FOUR_WEEKS')
  GROUP BY h.area_level, h.area_code, h.direction, local_hour, is_weekend
  HAVING sum(h.released) > 0
) AS s;
COMMENT ON VIEW portally.at_what_hour_goods_are_released IS
  'At what hour of the day are goods released, with an appointment and without? Declarations at their first release in the last four weeks, by area, direction, hour of the day in Asia/Shanghai, and workday or weekend (of which there are fewer days). An hour without a release has no row. Choose one area_level before adding up.';

-- Weeks

CREATE VIEW portally.how_this_week_compares AS
SELECT s.area_level, s.area_code, s.leg, s.direction,
  s.cases_this_week, s.cases_last_week, s.cases_last_year,
  portally.in_hours(q.this_week) AS median_hours_this_week,
  portally.in_hours(q.last_week) AS median_hours_last_week,
  portally.in_hours(q.last_year) AS median_hours_last_year,
  portally.in_hours(q.this_week - q.last_week) AS median_longer_than_last_week_hours,
  portally.in_hours(q.this_week - q.last_year) AS median_longer_than_last_year_hours,
  portally.in_hours(portally.sketch_quantile(s.this_week, 0.9)) AS p90_hours_this_week,
  portally.in_hours(portally.sketch_quantile(s.last_week, 0.9)) AS p90_hours_last_week,
  portally.in_hours(portally.sketch_quantile(s.last_year, 0.9)) AS p90_hours_last_year
FROM (
  SELECT t.area_level, t.area_code, t.leg, t.direction,
    coalesce(sum(t.events) FILTER (WHERE p.period = 'THIS_WEEK'), 0) AS cases_this_week,
    coalesce(sum(t.events) FILTER (WHERE p.period = 'LAST_WEEK'), 0) AS cases_last_week,
    coalesce(sum(t.events) FILTER (WHERE p.period = 'SAME_WEEK_LAST_YEAR'), 0) AS cases_last_year,
    portally.sketch_merge(t.sketch) FILTER (WHERE p.period = 'THIS_WEEK') AS this_week,
    portally.sketch_merge(t.sketch) FILTER (WHERE p.period = 'LAST_WEEK') AS last_week,
    portally.sketch_merge(t.sketch) FILTER (WHERE p.period = 'SAME_WEEK_LAST_YEAR') AS last_year
  FROM portally.current_transfer_times AS t
  JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
  WHERE p.period IN ('THIS_WEEK', 'LAST_WEEK', 'SAME_WEEK_LAST_YEAR')
    AND t.granularity = 'DAY' AND t.programme = 'ALL' AND t.complete
  GROUP BY t.area_level, t.area_code, t.leg, t.direction
  HAVING sum(t.events) > 0
) AS s
CROSS JOIN LATERAL (
  SELECT portally.sketch_quantile(s.this_week, 0.5) AS this_week,
    portally.sketch_quantile(s.last_week, 0.5) AS last_week,
    portally.sketch_quantile(s.last_year, 0.5) AS last_year
  OFFSET 0) AS q;
COMMENT ON VIEW portally.how_this_week_compares IS
  'How does this week compare with the last one, and with the same week last year? Median and 90th percentile of each leg in hours, within 1 %, by area and direction, all modes and programmes together: of the seven days that end with the newest complete one, of the seven before, and of the seven 52 weeks earlier (the same weekdays; moving holidays such as the Spring Festival may fall otherwise). The cases stand beside them; null where there are none. Name an area_level and an area_code.';

-- Trade

CREATE VIEW portally.what_is_traded_with_partner_groups AS
SELECT s.partner_group, s.direction,
  s.declarations,
  s.mass_kg * 0.001 AS gross_tonnes,
  s.fen * 0.01 AS value_yuan,
  round(s.fen / nullif(everything.fen, 0), 4) AS share_of_value,
  s.fresh_declarations,
  s.fresh_mass_kg * 0.001 AS fresh_tonnes,
  s.fresh_fen * 0.01 AS fresh_yuan,
  s.declarations_before,
  s.mass_kg_before * 0.001 AS gross_tonnes_before,
  s.fen_before * 0.01 AS value_yuan_before,
  s.fresh_mass_kg_before * 0.001 AS fresh_tonnes_before,
  s.fresh_fen_before * 0.01 AS fresh_yuan_before
FROM (
  SELECT g."group" AS partner_group, t.direction,
    coalesce(sum(t.declarations) FILTER (WHERE is_now), 0) AS declarations,
    coalesce(sum(t.gross_mass_kg) FILTER (WHERE is_now), 0) AS mass_kg,
    coalesce(sum(t.value_fen) FILTER (WHERE is_now), 0) AS fen,
    coalesce(sum(t.declarations) FILTER (WHERE is_now AND is_fresh), 0) AS fresh_declarations,
    coalesce(sum(t.gross_mass_kg) FILTER (WHERE is_now AND is_fresh), 0) AS fresh_mass_kg,
    coalesce(sum(t.value_fen) FILTER (WHERE is_now AND is_fresh), 0) AS fresh_fen,
    coalesce(sum(t.declarations) FILTER (WHERE NOT is_now), 0) AS declarations_before,
    coalesce(sum(t.gross_mass_kg) FILTER (WHERE NOT is_now), 0) AS mass_kg_before,
    coalesce(sum(t.value_fen) FILTER (WHERE NOT is_now), 0) AS fen_before,
    coalesce(sum(t.gross_mass_kg) FILTER (WHERE NOT is_now AND is_fresh), 0) AS fresh_mass_kg_before,
    coalesce(sum(t.value_fen) FILTER (WHERE NOT is_now AND is_fresh), 0) AS fresh_fen_before
  FROM portally.current_partner_trade AS t
  JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
  JOIN portally.country_groups AS g ON g.country = t.partner_country
    AND (t.window_start AT TIME ZONE 'Asia/Shanghai')::date
      BETWEEN coalesce(g.valid_from, '-infinity') AND coalesce(g.valid_to, 'infinity')
  CROSS JOIN LATERAL (
    SELECT p.period = 'LAST_FOUR_WEEKS' AS is_now, portally.is_fresh_produce(t.hs_chapter) AS is_fresh) AS asked
  WHERE p.period IN ('LAST_FOUR_WEEKS', 'FOUR_WEEKS_BEFORE') AND t.granularity = 'DAY' AND t.complete
    AND g."group" <> 'AEO_MUTUAL_RECOGNITION'
  GROUP BY g."group", t.direction
  HAVING sum(t.declarations) > 0
) AS s
LEFT JOIN (
  SELECT t.direction, sum(t.value_fen) AS fen
  FROM portally.current_partner_trade AS t
  JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
  WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.complete
  GROUP BY t.direction
) AS everything ON everything.direction = s.direction;
COMMENT ON VIEW portally.what_is_traded_with_partner_groups IS
  'What is traded with Africa, Central and Eastern Europe, the countries of the Belt and Road, the neighbours (and RCEP and ASEAN), and how much of it is fresh produce? Declarations of the nation CN released in the last four weeks, and in the four weeks before, with tonnes and yuan, by group and direction. A partner counts in a group on the days of its membership (country_groups, which says what is certain). Groups overlap: do not add them up. share_of_value is of the whole trade of the direction, partners in no group and without a name included. Fresh produce are the chapters 02, 03, 04, 07 and 08 (portally.is_fresh_produce), by the chapter of the greatest value of a declaration. declarations stand behind each row.';

-- Single Window

CREATE VIEW portally.which_single_window_services_are_used AS
SELECT s.category, s.service, s.declarations, s.gross_tonnes, s.value_yuan,
  round(s.declarations / sum(s.declarations) OVER (), 4) AS share_of_declarations,
  round(s.declarations / sum(s.declarations) OVER (PARTITION BY s.category), 4) AS share_of_category
FROM (
  SELECT t.category, t.service,
    sum(t.declarations) AS declarations,
    sum(t.gross_mass_kg) * 0.001 AS gross_tonnes,
    sum(t.value_fen) * 0.01 AS value_yuan
  FROM portally.current_single_window_activity AS t
  JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
  WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.complete
  GROUP BY t.category, t.service
  HAVING sum(t.declarations) > 0
) AS s;
COMMENT ON VIEW portally.which_single_window_services_are_used IS
  'Which services of the Single Window are used, and how much? Declarations of the nation CN lodged in the last four weeks, all directions together, by category and service, with tonnes and yuan. declarations stand behind each row. A service that nobody used has no row. The numbers of services and categories are those of the events; their names are not known here.';

CREATE VIEW portally.how_much_of_the_single_window_is_used AS
SELECT used.categories_used,
  25 AS categories_offered,
  round(used.categories_used / 25.0, 4) AS share_of_categories,
  used.services_used,
  964 AS services_offered,
  round(used.services_used / 964.0, 4) AS share_of_services,
  used.declarations,
  lodged.declarations AS lodged_declarations,
  round(used.declarations / nullif(lodged.declarations, 0), 4) AS share_of_lodged
FROM (
  SELECT count(DISTINCT category) AS categories_used, count(*) AS services_used, sum(declarations) AS declarations
  FROM portally.which_single_window_services_are_used
  HAVING count(*) > 0
) AS used
CROSS JOIN (
  SELECT sum(c.declarations) AS declarations
  FROM portally.current_clearance_activity AS c
  JOIN portally.periods AS p ON c.window_start >= p.starts AND c.window_start < p.ends
  WHERE p.period = 'LAST_FOUR_WEEKS' AND c.granularity = 'DAY' AND c.area_level = 'NATION' AND c.area_code = 'CN'
    AND c.stage = 'LODGED' AND c.complete
) AS lodged;
COMMENT ON VIEW portally.how_much_of_the_single_window_is_used IS
  'How much of the Single Window is used? One row: how many of its 964 services in 25 categories had a declaration of the nation CN lodged through them in the last four weeks, and what share of all that was lodged in CN came through them. A service is counted with its category; a new one beyond the 964 can bring the share over 1. No row where nothing was lodged through it.';

-- A column means the same in every answer.
DO $$
DECLARE
  target record;
BEGIN
  FOR target IN
    WITH words (column_name, words) AS (VALUES
      ('area_level', 'PORT, PROVINCE, REGION or NATION; areas.level. Choose one.'),
      ('area_code', 'areas.code.'),
      ('leg', 'legs.leg.'),
      ('leg_name_en', 'Name of the leg in English.'),
      ('leg_name_zh', 'Name of the leg in Chinese.'),
      ('place', 'In which order to show legs: about that in which they happen.'),
      ('direction', 'Direction of the goods.'),
      ('mode', 'Mode of transport.'),
      ('programme', 'The programme; programmes.programme.'),
      ('cases_inside', 'Legs under the programme.'),
      ('cases_outside', 'Legs outside the programme: ALL minus it.'),
      ('median_hours_inside', 'Median of the legs under the programme, in hours.'),
      ('median_hours_outside', 'Median of the legs outside the programme, in hours; null where there is none.'),
      ('median_shorter_by_hours', 'How much shorter the median is under the programme, in hours; negative where it is longer.'),
      ('median_shorter_by_share', 'The same as a fraction of the median outside; null where that is 0.'),
      ('p90_hours_inside', '90th percentile of the legs under the programme, in hours.'),
      ('p90_hours_outside', '90th percentile of the legs outside the programme, in hours; null where there is none.'),
      ('p90_shorter_by_hours', 'How much shorter the 90th percentile is under the programme, in hours.'),
      ('aeo_country', 'countries.code of whose status it is; - where none is named.'),
      ('country_name_en', 'Name of the country in English; null where none or an unknown one is named.'),
      ('country_name_zh', 'Name of the country in Chinese; null where none or an unknown one is named.'),
      ('is_mutually_recognised', 'Whether the country was in AEO_MUTUAL_RECOGNITION on the newest complete day.'),
      ('declarations', 'Number of declarations.'),
      ('gross_tonnes', 'Tonnes (1000 kg) of goods with packaging, as declared.'),
      ('value_yuan', 'Yuan, as declared: imports CIF, exports FOB.'),
      ('share_of_aeo_declarations', 'Fraction of the declarations under AEO of the area and direction.'),
      ('waiting_on', 'Who is waited for in this leg (milestones.waiting_on of its end); null where several act in turn.'),
      ('cases', 'Number of legs.'),
      ('mean_hours', 'Mean length in hours.'),
      ('median_hours', 'Median length in hours.'),
      ('p90_hours', '90th percentile of the lengths in hours.'),
      ('share_of_overall', 'Mean as a fraction of the mean of overall clearance of the direction; null for legs that are no part of it, and where that mean is 0 or not known.'),
      ('from_port', 'ports.code of the port where the leg begins.'),
      ('from_port_name_en', 'Its name in English.'),
      ('to_port', 'ports.code of the port where the leg ends.'),
      ('to_port_name_en', 'Its name in English.'),
      ('cases_before', 'Number of legs in the four weeks before.'),
      ('median_hours_before', 'Median length in hours in the four weeks before.'),
      ('median_longer_by_hours', 'How much longer the median is than in the four weeks before, in hours; negative where it is shorter.'),
      ('p90_hours_before', '90th percentile in hours in the four weeks before.'),
      ('share_within_48h_before', 'Fraction of at most 48 h in the four weeks before.'),
      ('local_date', 'The day of lodgement in Asia/Shanghai.'),
      ('window_start', 'First instant of the day of lodgement; an instant (UTC).'),
      ('lodged', 'Declarations first lodged on the day.'),
      ('released', 'Declarations that have been released.'),
      ('cancelled', 'Declarations that have been cancelled instead.'),
      ('open', 'Declarations that are neither released nor cancelled.'),
      ('share_reversed', 'Fraction of which the end came before the beginning.'),
      ('share_within_2h', 'Fraction of at most 2 h.'),
      ('share_within_8h', 'Fraction of at most 8 h.'),
      ('share_within_24h', 'Fraction of at most 24 h.'),
      ('share_within_48h', 'Fraction of at most 48 h.'),
      ('share_within_72h', 'Fraction of at most 72 h.'),
      ('lodged_cases', 'Declarations lodged whose goods have arrived.'),
      ('share_lodged_before_arrival', 'Fraction of them that was lodged before the goods arrived.'),
      ('released_cases', 'Declarations released whose goods have arrived.'),
      ('share_released_before_arrival', 'Fraction of them that was released before the goods arrived.'),
      ('gated_in_cases', 'Declarations released whose goods have been gated in.'),
      ('share_released_before_gate_in', 'Fraction of them that was released before the goods were gated in.'),
      ('share_outside', 'Fraction of released outside office hours.'),
      ('by_appointment', 'Those of them under the programme APPOINTMENT.'),
      ('share_outside_by_appointment', 'Fraction of by_appointment outside office hours; null where there is none.'),
      ('without_appointment', 'Those of them not under the programme APPOINTMENT.'),
      ('share_outside_without_appointment', 'Fraction of without_appointment outside office hours; null where there is none.'),
      ('local_hour', 'Hour of the day in Asia/Shanghai, 0 to 23.'),
      ('is_weekend', 'True for Saturday and Sunday in Asia/Shanghai.'),
      ('share_of_released', 'Fraction of all releases of the area and direction.'),
      ('cases_this_week', 'Legs in the seven days that end with the newest complete one.'),
      ('cases_last_week', 'Legs in the seven days before.'),
      ('cases_last_year', 'Legs in the seven days 52 weeks earlier.'),
      ('median_hours_this_week', 'Median length this week, in hours; null where there is no case.'),
      ('median_hours_last_week', 'Median length last week, in hours; null where there is no case.'),
      ('median_hours_last_year', 'Median length in the same week last year, in hours; null where there is no case.'),
      ('median_longer_than_last_week_hours', 'How much longer the median is than last week, in hours; negative where it is shorter.'),
      ('median_longer_than_last_year_hours', 'How much longer the median is than in the same week last year, in hours; negative where it is shorter.'),
      ('p90_hours_this_week', '90th percentile this week, in hours; null where there is no case.'),
      ('p90_hours_last_week', '90th percentile last week, in hours; null where there is no case.'),
      ('p90_hours_last_year', '90th percentile in the same week last year, in hours; null where there is no case.'),
      ('partner_group', 'country_groups."group".'),
      ('share_of_value', 'value_yuan as a fraction of the whole trade of the direction; null where that is 0.'),
      ('fresh_declarations', 'Declarations of fresh produce among them.'),
      ('fresh_tonnes', 'Tonnes of fresh produce among them.'),
      ('fresh_yuan', 'Yuan of fresh produce among them.'),
      ('declarations_before', 'Number of declarations in the four weeks before.'),
      ('gross_tonnes_before', 'Tonnes in the four weeks before.'),
      ('value_yuan_before', 'Yuan in the four weeks before.'),
      ('fresh_tonnes_before', 'Tonnes of fresh produce in the four weeks before.'),
      ('fresh_yuan_before', 'Yuan of fresh produce in the four weeks before.'),
      ('category', 'Category of the Single Window''s services.'),
      ('service', 'Number of the Single Window''s service.'),
      ('share_of_declarations', 'Fraction of all declarations through the Single Window.'),
      ('share_of_category', 'Fraction of the declarations of its category.'),
      ('categories_used', 'Categories with a declaration.'),
      ('categories_offered', 'Categories of the Single Window today: 25.'),
      ('share_of_categories', 'categories_used as a fraction of categories_offered.'),
      ('services_used', 'Services, each with its category, with a declaration.'),
      ('services_offered', 'Services of the Single Window today: 964.'),
      ('share_of_services', 'services_used as a fraction of services_offered.'),
      ('lodged_declarations', 'Declarations lodged in the nation CN, through the Single Window or not; null where that is not known.'),
      ('share_of_lodged', 'declarations as a fraction of lodged_declarations; null where that is 0 or not known.')
    )
    SELECT c.oid::regclass AS view, a.attname, words.words
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
    JOIN words ON words.column_name = a.attname
    WHERE c.relkind = 'v' AND c.relnamespace = 'portally'::regnamespace
      AND c.relname IN ('which_programme_shortens_which_leg', 'whose_aeo_status_is_used', 'whose_time_it_is',
        'how_long_across_the_bay_area', 'what_share_is_released_in_time', 'what_share_of_legs_is_in_time',
        'what_share_comes_before_the_goods', 'hourly_releases', 'what_share_is_released_outside_office_hours',
        'at_what_hour_goods_are_released', 'how_this_week_compares', 'what_is_traded_with_partner_groups',
        'which_single_window_services_are_used', 'how_much_of_the_single_window_is_used')
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', target.view, target.attname, target.words);
  END LOOP;
END
$$;
COMMENT ON COLUMN portally.hourly_releases.window_start IS 'First instant of the hour of release; an instant (UTC).';
COMMENT ON COLUMN portally.hourly_releases.released IS 'Declarations released for the first time in the hour.';

GRANT SELECT ON portally.newest_complete_day, portally.periods, portally.which_programme_shortens_which_leg,
  portally.whose_aeo_status_is_used, portally.whose_time_it_is, portally.how_long_across_the_bay_area,
  portally.what_share_is_released_in_time, portally.what_share_of_legs_is_in_time,
  portally.what_share_comes_before_the_goods, portally.hourly_releases,
  portally.what_share_is_released_outside_office_hours, portally.at_what_hour_goods_are_released,
  portally.how_this_week_compares, portally.what_is_traded_with_partner_groups,
  portally.which_single_window_services_are_used, portally.how_much_of_the_single_window_is_used TO portally_reader;
