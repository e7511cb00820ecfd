-- The published lines as typed records. All instants are TIMESTAMP in UTC, cut to milliseconds.
-- Input: lines(seq, topic, line, text); seq rises with the line within a topic.

-- Years beyond four digits carry a sign in ISO 8601. What no calendar here can hold is only ever judged
-- as being out of range, so any instant on the right side of the range stands for it.
CREATE MACRO instant_of(text) AS
  CASE
    WHEN text IS NULL OR NOT regexp_full_match(text, '[+-]?\d{4,9}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)')
      THEN NULL
    ELSE coalesce(
      date_trunc('milliseconds', try_cast(ltrim(text, '+') AS TIMESTAMPTZ) AT TIME ZONE 'UTC'),
      CASE left(text, 1)
        WHEN '+' THEN TIMESTAMP '200000-01-01 00:00:00'
        WHEN '-' THEN TIMESTAMP '0001-01-01 00:00:00'
      END)
  END;

CREATE TABLE records AS
SELECT
  seq,
  topic,
  line,
  strlen(text) AS text_bytes,
  -- The encoded size is not known here. A text in the record that is longer than the bound makes it too
  -- large; 9-assumptions.sql refuses a line that is long without having such a text.
  greatest(0, strlen(f.consignmentId), strlen(f.eventId), strlen(f.equipmentId), strlen(f.declarationId),
    strlen(f.office), strlen(f.port), strlen(f.otherPort), strlen(f.aeoCountry), strlen(f.partnerCountry))
    AS longest_text,
  CASE
    -- "bytes": null is published as a record without a value.
    WHEN f.bytes IS NOT NULL OR (f.eventId IS NULL AND json_type(text, '$.bytes') IS NOT NULL) THEN 'BYTES'
    WHEN f.emittedAt IS NOT NULL THEN 'HEARTBEAT'
    ELSE 'EVENT'
  END AS kind,
  coalesce(instant_of(f.recordTime), instant_of(f.eventTime), instant_of(f.emittedAt)) AS record_time,
  f.recordTime IS NOT NULL AND instant_of(f.recordTime) IS NULL AS record_time_unreadable,
  f.eventId AS event_id,
  coalesce(f.version, 0) AS version,
  coalesce(f.retracted, false) AS retracted,
  -- A clearance event has no classifier: what happened to a declaration has happened.
  CASE topic WHEN 'cargo-movements' THEN f.classifier ELSE 'ACTUAL' END AS classifier,
  instant_of(f.eventTime) AS event_time,
  f.consignmentId AS consignment_id,
  f.equipmentId AS equipment_id,
  f.declarationId AS declaration_id,
  f.office AS office,
  -- Both are "what happened" and take turns in the two topics.
  CASE topic WHEN 'cargo-movements' THEN f.movement ELSE f.stage END AS milestone,
  f.port AS port,
  f.otherPort AS other_port,
  f.direction AS direction,
  f.mode AS mode,
  coalesce(f.laden, true) AS laden,
  coalesce(f.programmes, []) AS programmes,
  f.aeoCountry AS aeo_country,
  f.partnerCountry AS partner_country,
  f.singleWindowService AS single_window_service,
  f.singleWindowCategory AS single_window_category,
  f.appointmentTime IS NOT NULL AS has_appointment,
  instant_of(f.appointmentTime) AS appointment_time,
  f.grossMassKg AS gross_mass_kg,
  f.teuHundredths AS teu_hundredths,
  f.valueFen AS value_fen,
  f.hsChapter AS hs_chapter
FROM (
  SELECT seq, topic, line, text, from_json(text, '{
    "recordTime": "VARCHAR", "bytes": "VARCHAR", "emittedAt": "VARCHAR",
    "eventId": "VARCHAR", "version": "INTEGER", "retracted": "BOOLEAN", "classifier": "VARCHAR",
    "eventTime": "VARCHAR", "consignmentId": "VARCHAR", "equipmentId": "VARCHAR",
    "movement": "VARCHAR", "port": "VARCHAR", "otherPort": "VARCHAR", "direction": "VARCHAR",
    "mode": "VARCHAR", "laden": "BOOLEAN", "grossMassKg": "BIGINT", "teuHundredths": "INTEGER",
    "declarationId": "VARCHAR", "stage": "VARCHAR", "office": "VARCHAR",
    "programmes": ["VARCHAR"], "aeoCountry": "VARCHAR", "partnerCountry": "VARCHAR",
    "singleWindowService": "INTEGER", "singleWindowCategory": "INTEGER",
    "appointmentTime": "VARCHAR", "valueFen": "BIGINT", "hsChapter": "INTEGER"}') AS f
  FROM lines);

DROP TABLE lines;
