-- What waits, and from which rule on it is slow. From the definitions in docs/slow-clearances.md.
-- Input: sla_rules, with the columns of SlaRule in small letters. Variable: alerts_as_of, how far event time
-- has come. Not among the tables' scripts: it is run for each set of rules and each instant anew.

-- What has happened, as far as it counts now.
CREATE OR REPLACE TABLE happened AS
SELECT v.*, p.consignment_id, p.declaration_id, p.equipment_id
FROM versions AS v
JOIN published AS p USING (seq)
WHERE v.highest AND v.laden;

-- What each leg begins with: the first in its place, and of its party where both ends have the same unit.
CREATE OR REPLACE TABLE begun AS
SELECT leg, to_milestone, since, journey, consignment_id, port AS began_at, unit, declaration_id, event_time, direction, mode,
  other_port
FROM (
  SELECT *, row_number() OVER (
    PARTITION BY leg, to_milestone, journey, place, party ORDER BY event_time, event_id) AS turn
  FROM (
    SELECT l.leg, l.to_milestone, h.port AS place, CASE WHEN l.of_one_unit THEN h.unit ELSE '' END AS party,
      h.event_time AS since, h.*
    FROM legs_at_a_port AS l
    JOIN happened AS h ON h.milestone = l.from_milestone
    UNION ALL
    SELECT 'APPOINTMENT_WAIT', 'INSPECTED', port, unit, appointment_time, *
    FROM happened
    WHERE topic = 'clearance-events' AND appointment_time IS NOT NULL
    UNION ALL
    SELECT 'PORT_TO_PORT', 'ARRIVED', port, '', event_time, * FROM happened WHERE milestone = 'DEPARTED'
    UNION ALL
    SELECT 'TRANSFER', 'DEPARTED', '', '', event_time, * FROM happened WHERE milestone = 'GATED_IN'
    UNION ALL
    SELECT 'TRANSFER', 'GATED_OUT', '', '', event_time, *
    FROM happened
    WHERE milestone = 'ARRIVED' AND (other_port IS NULL OR is_abroad(other_port))))
WHERE turn = 1;

-- Since when a declaration or a piece of equipment has been seen at a port.
CREATE OR REPLACE TABLE seen AS
SELECT journey, port, unit, topic, min(event_time) AS seen_at
FROM happened
WHERE topic = 'clearance-events' OR milestone IN ('DISCHARGED', 'GATED_IN', 'LOADED', 'GATED_OUT')
GROUP BY ALL;

-- Movements that send a transfer to another port or see it there, its end itself apart.
CREATE OR REPLACE TABLE onward AS
SELECT b.journey, b.to_milestone, min(h.event_time) AS known_at,
  arg_max(CASE WHEN h.port <> b.began_at THEN h.port ELSE h.other_port END,
    {'t': h.event_time, 'e': h.event_id}) AS destination
FROM begun AS b
JOIN happened AS h USING (journey)
WHERE b.leg = 'TRANSFER' AND h.topic = 'cargo-movements'
  AND CASE b.to_milestone
      WHEN 'DEPARTED' THEN h.direction = 'EXPORT'
        AND NOT (h.milestone = 'DEPARTED' AND h.other_port IS NOT NULL AND is_abroad(h.other_port))
      ELSE h.direction = 'IMPORT' AND h.milestone <> 'GATED_OUT'
    END
  AND (h.port <> b.began_at
    OR (h.milestone IN ('LOADED', 'DEPARTED') AND h.other_port IS NOT NULL AND NOT is_abroad(h.other_port)
      AND h.other_port <> b.began_at))
GROUP BY ALL;

-- Who waits: the unit that began, each unit that has been seen, or the consignment as one.
CREATE OR REPLACE TABLE waiters AS
SELECT b.* EXCLUDE (unit, declaration_id), b.began_at AS port,
  CASE WHEN leg IN ('LODGEMENT_TO_RELEASE', 'APPOINTMENT_WAIT') THEN unit END AS declaration,
  CASE WHEN leg = 'GATE_IN_TO_LOADED' THEN unit END AS equipment,
  CASE WHEN leg = 'RELEASE_TO_DEPARTED' THEN '' ELSE unit END AS unit,
  CASE WHEN leg = 'GATE_IN_TO_LOADED' THEN NULL ELSE declaration_id END AS about, event_time AS known_at
FROM begun AS b
WHERE leg IN ('LODGEMENT_TO_RELEASE', 'RELEASE_TO_DEPARTED', 'GATE_IN_TO_LOADED', 'APPOINTMENT_WAIT')
UNION ALL
SELECT b.* EXCLUDE (unit, declaration_id), b.began_at,
  CASE WHEN to_milestone = 'RELEASED' THEN s.unit END,
  CASE WHEN to_milestone = 'GATED_OUT' THEN s.unit END,
  s.unit,
  CASE WHEN to_milestone = 'RELEASED' THEN s.unit WHEN leg = 'RELEASE_TO_GATE_OUT' THEN declaration_id END,
  greatest(b.event_time, s.seen_at)
FROM begun AS b
JOIN seen AS s ON s.journey = b.journey AND s.port = b.began_at
  AND s.topic = CASE b.to_milestone WHEN 'RELEASED' THEN 'clearance-events' ELSE 'cargo-movements' END
WHERE leg IN ('ARRIVAL_TO_RELEASE', 'GATE_IN_TO_RELEASE', 'RELEASE_TO_GATE_OUT', 'ARRIVAL_TO_GATE_OUT')
UNION ALL
SELECT b.* EXCLUDE (unit, declaration_id), b.began_at, NULL, NULL, '', NULL, event_time
FROM begun AS b
WHERE leg = 'ARRIVAL_TO_LODGEMENT'
UNION ALL
SELECT b.* EXCLUDE (unit, declaration_id), b.other_port, NULL, NULL, '', NULL, event_time
FROM begun AS b
WHERE leg = 'PORT_TO_PORT' AND other_port IS NOT NULL AND NOT is_abroad(other_port) AND other_port <> began_at
UNION ALL
SELECT b.* EXCLUDE (unit, declaration_id), o.destination, NULL, NULL, '', NULL, greatest(b.event_time, o.known_at)
FROM begun AS b
JOIN onward AS o USING (journey, to_milestone)
WHERE leg = 'TRANSFER';

-- When the milestone came, and when nobody waited for it any more.
CREATE OR REPLACE TABLE ended AS
SELECT w.*,
  (SELECT min(h.event_time) FROM happened AS h
   WHERE h.journey = w.journey AND h.milestone = w.to_milestone
     AND CASE leg
         WHEN 'ARRIVAL_TO_LODGEMENT' THEN h.port = w.began_at
         WHEN 'PORT_TO_PORT' THEN h.port <> w.began_at AND h.other_port = w.began_at
         WHEN 'TRANSFER' THEN h.port <> w.began_at AND CASE w.to_milestone
             WHEN 'DEPARTED' THEN h.direction = 'EXPORT' AND h.other_port IS NOT NULL AND is_abroad(h.other_port)
             ELSE h.direction = 'IMPORT' END
         ELSE h.port = w.began_at AND h.unit = w.unit
       END) AS came_at,
  least(
    (SELECT min(h.event_time) FROM happened AS h
     WHERE h.journey = w.journey AND h.milestone = 'CANCELLED' AND h.unit = w.about),
    (SELECT min(h.event_time) FROM happened AS h
     WHERE h.journey = w.journey AND h.port = w.port
       AND CASE leg
           WHEN 'APPOINTMENT_WAIT' THEN h.milestone = 'RELEASED' AND h.unit = w.unit
           WHEN 'ARRIVAL_TO_LODGEMENT' THEN h.topic = 'clearance-events'
             OR (h.milestone = 'DEPARTED' AND h.event_time >= w.event_time)
           WHEN 'RELEASE_TO_GATE_OUT' THEN (h.milestone = 'LOADED' AND h.unit = w.unit) OR h.milestone = 'DEPARTED'
           WHEN 'ARRIVAL_TO_GATE_OUT' THEN h.event_time >= w.event_time
             AND ((h.milestone = 'LOADED' AND h.unit = w.unit) OR h.milestone = 'DEPARTED')
           WHEN 'GATE_IN_TO_LOADED' THEN h.event_time >= w.event_time
             AND ((h.milestone = 'GATED_OUT' AND h.unit = w.unit) OR h.milestone = 'DEPARTED')
           WHEN 'PORT_TO_PORT' THEN h.topic = 'cargo-movements' AND h.event_time >= w.event_time
           ELSE false
         END)) AS moot_at
FROM waiters AS w;

-- Since when a journey is told to go under a programme.
CREATE OR REPLACE TABLE travelling AS
SELECT journey, programme, min(event_time) AS told_at
FROM (SELECT journey, event_time, unnest(programmes) AS programme FROM happened)
GROUP BY ALL;

CREATE OR REPLACE TABLE waits AS
SELECT * EXCLUDE (declaration, equipment),
  declaration, nullif(equipment, '') AS equipment,
  CASE WHEN over_at IS NULL THEN 'WAITING' WHEN moot_at IS NULL OR came_at <= moot_at THEN 'COME' ELSE 'MOOT' END
    AS outcome,
  coalesce(
    (SELECT list(programme ORDER BY programme) FROM travelling AS t
     -- greatest ignores null.
     WHERE t.journey = e.journey AND (e.over_at IS NULL OR t.told_at <= greatest(e.event_time, e.over_at))),
    []) AS programmes
FROM (SELECT *, least(came_at, moot_at) AS over_at FROM ended) AS e
WHERE coalesce(over_at > since, true)
  -- The appointment has to be known no later than the inspection.
  AND NOT (leg = 'APPOINTMENT_WAIT' AND came_at IS NOT NULL AND event_time > came_at);

-- The most specific rule wins.
CREATE OR REPLACE TABLE ruled AS
SELECT * EXCLUDE (turn)
FROM (
  SELECT w.*, r.rule_id, r.threshold_minutes, r.at_risk_minutes,
    row_number() OVER (
      PARTITION BY w.leg, w.to_milestone, w.journey, w.began_at, w.unit, w.since
      ORDER BY (r.area_level IS NOT NULL)::INT + (r.direction IS NOT NULL)::INT + (r.mode IS NOT NULL)::INT
          + (r.programme IS NOT NULL)::INT DESC,
        coalesce(list_position(['PORT', 'PROVINCE', 'REGION', 'NATION'], r.area_level), 5),
        r.threshold_minutes, r.rule_id) AS turn
  FROM waits AS w
  JOIN sla_rules AS r ON r.leg = w.leg AND r.enabled
    AND coalesce(r.direction = w.direction, true)
    AND coalesce(r.mode = w.mode, true)
    AND (r.area_level IS NULL OR EXISTS (
      SELECT 1 FROM roll_up AS u
      WHERE u.port = w.port AND u.area_level = r.area_level AND u.area_code = r.area_code))
    AND (r.programme IS NULL OR list_contains(w.programmes, r.programme)))
WHERE turn = 1;

CREATE OR REPLACE TABLE expected_alerts AS
SELECT
  left(sha256(concat_ws(chr(10), kind, rule_id, leg, consignment_id, began_at, coalesce(declaration, ''),
    coalesce(equipment, ''), epoch_ms(since)::VARCHAR)), 32) AS alert_id,
  CASE outcome WHEN 'WAITING' THEN 'OPEN' WHEN 'COME' THEN 'RESOLVED' ELSE 'WITHDRAWN' END AS status, *
FROM (
  SELECT *, greatest(since + to_minutes(allowed), known_at) AS exceeds_at
  FROM (
    SELECT *, 'SLOW' AS kind, threshold_minutes AS allowed FROM ruled
    UNION ALL
    SELECT *, 'AT_RISK', at_risk_minutes FROM ruled WHERE at_risk_minutes IS NOT NULL))
WHERE exceeds_at <= getvariable('alerts_as_of') AND coalesce(over_at > exceeds_at, true);
