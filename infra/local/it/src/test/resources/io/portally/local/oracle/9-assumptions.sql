-- What the oracle cannot judge, or what would make the answer depend on more than the lines. Any row here
-- means that the input asks for another oracle, never that the job is wrong.
-- Variables: margin, journey_gap, allowed_lateness, max_journey_records, max_record_bytes.

CREATE TABLE words AS
SELECT 'classifier' AS field, unnest(['UNKNOWN', 'ACTUAL', 'ESTIMATED', 'PLANNED']) AS word
UNION ALL
SELECT 'cargo-movements', unnest(['UNKNOWN', 'ARRIVED', 'DISCHARGED', 'GATED_IN', 'LOADED', 'DEPARTED', 'GATED_OUT'])
UNION ALL
SELECT 'clearance-events', unnest(['UNKNOWN', 'LODGED', 'ACCEPTED', 'REJECTED', 'DOCUMENTS_CHECKED', 'SELECTED',
  'INSPECTED', 'DUTY_PAID', 'AMENDED', 'HELD', 'RELEASED', 'CLEARED', 'CANCELLED'])
UNION ALL
SELECT 'direction', unnest(['UNKNOWN', 'IMPORT', 'EXPORT', 'TRANSIT', 'TRANSSHIPMENT', 'DOMESTIC'])
UNION ALL
SELECT 'mode', unnest(['UNKNOWN', 'SEA', 'RAIL', 'ROAD', 'AIR', 'MAIL', 'FIXED_INSTALLATION', 'INLAND_WATERWAY', 'OTHER'])
UNION ALL
SELECT 'programme', unnest(['UNKNOWN', 'AEO', 'GREEN_CHANNEL', 'APPOINTMENT', 'ADVANCE_DECLARATION',
  'TWO_STEP_DECLARATION', 'SHIPSIDE_PICKUP', 'DIRECT_LOADING', 'GBA_COMBINED_PORT', 'DUTY_GUARANTEE']);

CREATE VIEW broken_assumptions AS
SELECT topic, line, 'has no readable record time between 1970 and 2200: give recordTime' AS problem
FROM records
WHERE record_time_unreadable
  OR record_time IS NULL
  OR NOT record_time BETWEEN TIMESTAMP '1970-01-01 00:00:00' AND TIMESTAMP '2200-01-01 00:00:00'
UNION ALL
SELECT topic, line, 'does not fit the schema: a field without a default is absent or unreadable'
FROM records
WHERE kind = 'EVENT' AND (
  event_id IS NULL OR consignment_id IS NULL OR event_time IS NULL OR classifier IS NULL OR milestone IS NULL
  OR port IS NULL OR direction IS NULL OR mode IS NULL OR gross_mass_kg IS NULL
  OR (has_appointment AND appointment_time IS NULL)
  OR (topic = 'cargo-movements' AND teu_hundredths IS NULL)
  OR (topic = 'clearance-events' AND (declaration_id IS NULL OR value_fen IS NULL)))
UNION ALL
SELECT topic, line, 'holds a word that its schema does not have'
FROM records
WHERE kind = 'EVENT' AND (
  (topic, milestone) NOT IN (SELECT (field, word) FROM words)
  OR ('classifier', classifier) NOT IN (SELECT (field, word) FROM words)
  OR ('direction', direction) NOT IN (SELECT (field, word) FROM words)
  OR ('mode', mode) NOT IN (SELECT (field, word) FROM words)
  OR NOT list_has_all((SELECT list(word) FROM words WHERE field = 'programme'), programmes))
UNION ALL
-- Encoded, a record is shorter than its line and 64 bytes: each field costs less than its name in JSON, and
-- each field left out costs a byte.
SELECT topic, line, 'may be too large or not: its encoded size is near the bound'
FROM published
WHERE kind = 'EVENT' AND rejected_because IS DISTINCT FROM 'TOO_LARGE'
  AND text_bytes + 64 > getvariable('max_record_bytes')
UNION ALL
SELECT topic, max(line), 'belongs to a consignment with too many records to be judged without JOURNEY_TOO_LONG: ' || consignment_id
FROM published
WHERE kind = 'EVENT'
GROUP BY topic, consignment_id
HAVING count(*) >= getvariable('max_journey_records')
UNION ALL
SELECT topic, line, 'has a record time so far behind an earlier line that its window may have been closed'
FROM (
  SELECT *, max(record_time) OVER (PARTITION BY topic ORDER BY seq) AS newest FROM records)
WHERE record_time < newest - getvariable('margin')
UNION ALL
-- Late only through a version that the job may have forgotten by then (if it was, the record is accepted).
-- No watermark is ahead of a record's own time by more than skew and margin, for which journeys are kept
-- longer; so up to gap and lateness after the version's event time it is remembered for certain.
SELECT p.topic, p.line, 'is late only through a version so old that its journey may have been forgotten'
FROM verdicts AS v
JOIN published AS p USING (seq)
WHERE v.fate = 'LATE'
  AND p.event_time >= p.record_time - getvariable('allowed_lateness')
  AND p.record_time >= v.latest + getvariable('journey_gap') + getvariable('allowed_lateness')
UNION ALL
-- No event that is in time does that; the revision of a fact that it is torn out of is told by another rule.
SELECT v.topic, max(line), 'has versions of its event that lie further apart than a journey''s gap'
FROM versions AS v
JOIN published AS p USING (seq)
GROUP BY v.topic, event
HAVING max(v.event_time) > min(v.event_time) + getvariable('journey_gap')
UNION ALL
SELECT 'ports.csv', NULL, 'port ' || code || ' rolls up to an area that regions.csv does not name'
FROM ports
WHERE ('NATION', nation) NOT IN (SELECT (level, code) FROM named_areas)
  OR (region IS NOT NULL AND ('REGION', region) NOT IN (SELECT (level, code) FROM named_areas));
