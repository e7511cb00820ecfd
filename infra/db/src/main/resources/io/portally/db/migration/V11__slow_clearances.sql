-- Alerts: how each stands now, every state that it has been in, and who has acknowledged it.
-- They belong to no generation: an alert has been told to people, and no new computation takes it back.

CREATE DOMAIN portally.alert_kind AS text CHECK (VALUE IN ('SLOW', 'AT_RISK'));
COMMENT ON DOMAIN portally.alert_kind IS
  'Why an alert was raised: SLOW (the leg has taken longer than its rule allows) or AT_RISK (it soon will have; nobody is paged).';

-- A later state of an alert comes later in the alphabet too, so states are compared as they stand.
CREATE DOMAIN portally.alert_status AS text CHECK (VALUE IN ('OPEN', 'RESOLVED', 'WITHDRAWN'));
COMMENT ON DOMAIN portally.alert_status IS
  'Where an alert stands: OPEN, RESOLVED (the awaited milestone has come) or WITHDRAWN (it was not slow after all, or the declaration was cancelled). In this order, which is that of the alphabet.';

CREATE DOMAIN portally.severity AS text CHECK (VALUE IN ('WARNING', 'CRITICAL'));
COMMENT ON DOMAIN portally.severity IS 'How urgent an alert is, by its rule.';

CREATE TABLE portally.slow_clearance_states (
  alert_id text NOT NULL,
  occurrence int NOT NULL CHECK (occurrence > 0),
  status portally.alert_status NOT NULL,
  kind portally.alert_kind NOT NULL,
  consignment_id text,
  declaration_id text,
  equipment_id text,
  port text NOT NULL,
  leg portally.leg NOT NULL,
  rule_id text NOT NULL,
  rule_version bigint NOT NULL,
  severity portally.severity NOT NULL,
  started_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  ended_at timestamptz,
  waiting_for text NOT NULL,
  waiting_on portally.waiting_on NOT NULL,
  published_at timestamptz NOT NULL,
  record_offset bigint NOT NULL,
  PRIMARY KEY (alert_id, occurrence, status)
) WITH (fillfactor = 90);
COMMENT ON TABLE portally.slow_clearance_states IS
  'The full history of alerts: a row for each state that an alert has been in, from the topic slow-clearances. A state that was published several times is one row, with what its last record says.';

CREATE TABLE portally.slow_clearances (
  alert_id text PRIMARY KEY,
  occurrence int NOT NULL CHECK (occurrence > 0),
  status portally.alert_status NOT NULL,
  kind portally.alert_kind NOT NULL,
  consignment_id text,
  declaration_id text,
  equipment_id text,
  port text NOT NULL,
  leg portally.leg NOT NULL,
  rule_id text NOT NULL,
  rule_version bigint NOT NULL,
  severity portally.severity NOT NULL,
  started_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  ended_at timestamptz,
  waiting_for text NOT NULL,
  waiting_on portally.waiting_on NOT NULL,
  opened_at timestamptz,
  resolved_at timestamptz,
  withdrawn_at timestamptz,
  record_offset bigint NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
COMMENT ON TABLE portally.slow_clearances IS
  'Alerts, and how each stands now: its last state in its last occurrence, with the instant of each status. A row never moves back to an earlier occurrence or state. Written by AlertArchiveJob from slow_clearance_states.';

-- What is asked for all the time: the open ones. It stays small however long the history grows.
CREATE INDEX slow_clearances_open ON portally.slow_clearances (port, rule_id) WHERE status = 'OPEN';

CREATE TABLE portally.alert_acknowledgements (
  alert_id text NOT NULL,
  occurrence int NOT NULL CHECK (occurrence > 0),
  acknowledged_by text NOT NULL CHECK (acknowledged_by <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  acknowledged_at timestamptz NOT NULL DEFAULT now(),
  taken_back_by text,
  taken_back_at timestamptz,
  PRIMARY KEY (alert_id, occurrence, acknowledged_at),
  CONSTRAINT taken_back_by_somebody_or_not_at_all
    CHECK ((taken_back_by IS NULL) = (taken_back_at IS NULL))
);
CREATE UNIQUE INDEX one_acknowledgement_stands
  ON portally.alert_acknowledgements (alert_id, occurrence) WHERE taken_back_at IS NULL;
COMMENT ON TABLE portally.alert_acknowledgements IS
  'Who has taken an alert upon himself, and why. It stands for one occurrence of the alert, until it is taken back; of each occurrence one stands at most. Written by ./portally alerts ack and unack.';
COMMENT ON COLUMN portally.alert_acknowledgements.alert_id IS 'slow_clearances.alert_id.';
COMMENT ON COLUMN portally.alert_acknowledgements.occurrence IS
  'slow_clearances.occurrence for which it stands: an alert that opens again is not acknowledged.';
COMMENT ON COLUMN portally.alert_acknowledgements.acknowledged_by IS 'Who, as he or she has said.';
COMMENT ON COLUMN portally.alert_acknowledgements.reason IS 'Why, as he or she has said.';
COMMENT ON COLUMN portally.alert_acknowledgements.acknowledged_at IS
  'When, by the database''s clock; an instant (UTC).';
COMMENT ON COLUMN portally.alert_acknowledgements.taken_back_by IS 'Who has taken it back; null while it stands.';
COMMENT ON COLUMN portally.alert_acknowledgements.taken_back_at IS
  'When it was taken back, by the database''s clock; an instant (UTC). Null while it stands.';

CREATE VIEW portally.open_slow_clearances AS
SELECT s.alert_id, s.occurrence, s.kind, s.severity, s.consignment_id, s.declaration_id, s.equipment_id,
  s.port, p.name_en AS port_name_en, p.name_zh AS port_name_zh, p.region_code,
  s.leg, l.name_en AS leg_name_en, l.name_zh AS leg_name_zh,
  s.waiting_for, s.waiting_on, s.started_at, s.due_at, s.rule_id, s.rule_version, s.opened_at,
  a.acknowledged_by, a.reason AS acknowledged_because, a.acknowledged_at
FROM portally.slow_clearances AS s
LEFT JOIN portally.ports AS p ON p.code = s.port
LEFT JOIN portally.legs AS l ON l.leg = s.leg
LEFT JOIN portally.alert_acknowledgements AS a
  ON a.alert_id = s.alert_id AND a.occurrence = s.occurrence AND a.taken_back_at IS NULL
WHERE s.status = 'OPEN';
COMMENT ON VIEW portally.open_slow_clearances IS
  'What is slow, or at risk, now: the open alerts with the names of port and leg, and who has acknowledged each.';

CREATE VIEW bi.slow_clearances AS
SELECT s.alert_id, s.occurrence, s.kind, s.status, s.severity,
  s.consignment_id, s.declaration_id, s.equipment_id,
  s.port AS port_code, p.name_en AS port_name_en, p.name_zh AS port_name_zh, p.region_code,
  s.leg, l.name_en AS leg_name_en, l.name_zh AS leg_name_zh,
  s.waiting_for, s.waiting_on, s.rule_id, s.rule_version,
  (s.due_at AT TIME ZONE 'Asia/Shanghai')::date AS local_date,
  extract(hour FROM s.due_at AT TIME ZONE 'Asia/Shanghai')::int AS local_hour,
  s.started_at, s.due_at, s.ended_at, s.opened_at,
  portally.in_hours(extract(epoch FROM s.due_at - s.started_at)::double precision) AS allowed_hours,
  CASE WHEN s.status = 'RESOLVED'
    THEN portally.in_hours(extract(epoch FROM s.ended_at - s.started_at)::double precision) END AS taken_hours,
  a.acknowledged_by, a.acknowledged_at
FROM portally.slow_clearances AS s
LEFT JOIN portally.ports AS p ON p.code = s.port
LEFT JOIN portally.legs AS l ON l.leg = s.leg
LEFT JOIN portally.alert_acknowledgements AS a
  ON a.alert_id = s.alert_id AND a.occurrence = s.occurrence AND a.taken_back_at IS NULL;
COMMENT ON VIEW bi.slow_clearances IS
  'Alerts, one row each: where and for what, what was allowed and taken, and how it stands. Count SLOW and AT_RISK apart: most of the slow ones were at risk before.';

-- The words of each column stand once.
DO $$
DECLARE
  words record;
  relation text;
BEGIN
  FOR words IN
    SELECT * FROM (VALUES
      ('alert_id', 'Identifies the alert: made of kind, rule, leg, unit and start, so a replay gives the same.'),
      ('occurrence', '1 for the first time that the alert opened; counts up each time that it opens again.'),
      ('status', 'OPEN, RESOLVED or WITHDRAWN.'),
      ('kind', 'SLOW or AT_RISK.'),
      ('consignment_id', 'The consignment (WCO UCR); null where the alert is not about one.'),
      ('declaration_id', 'The declaration whose step is waited for; null where the unit is none.'),
      ('equipment_id', 'The equipment whose movement is waited for (ISO 6346 for a container); null where the unit is none.'),
      ('port', 'Where the awaited milestone should happen; ports.code.'),
      ('port_code', 'Where the awaited milestone should happen; ports.code.'),
      ('port_name_en', 'Its name in English; null for a port that is not in the current register.'),
      ('port_name_zh', 'Its name in Chinese; null for a port that is not in the current register.'),
      ('region_code', 'Its region; areas.code at level REGION. Null where it is in none.'),
      ('leg', 'The leg that takes too long; legs.leg.'),
      ('leg_name_en', 'Its name in English.'),
      ('leg_name_zh', 'Its name in Chinese.'),
      ('rule_id', 'The rule that applied (topic sla-rules).'),
      ('rule_version', 'The version of that rule.'),
      ('severity', 'How urgent it is, by that rule: WARNING or CRITICAL.'),
      ('started_at', 'When the leg began (event time); an instant (UTC).'),
      ('due_at', 'When the leg reached what its rule allows (event time); an instant (UTC).'),
      ('ended_at', 'When the awaited milestone came, or the alert was withdrawn (event time); an instant (UTC). Null while open.'),
      ('waiting_for', 'The milestone that has not come, or had not; milestones.milestone.'),
      ('waiting_on', 'Who acts next, by that milestone.'),
      ('published_at', 'The timestamp of the state''s first record on the topic; an instant (UTC).'),
      ('opened_at', 'When this occurrence was published as open; an instant (UTC). Null where that record has not been read.'),
      ('resolved_at', 'When this occurrence was published as resolved; an instant (UTC). Null where it was not.'),
      ('withdrawn_at', 'When this occurrence was published as withdrawn; an instant (UTC). Null where it was not.'),
      ('record_offset', 'Offset of the last record of that state, on the partition of the alert''s key: of two, the later one counts.'),
      ('updated_at', 'When the row was last written, by the database''s clock; an instant (UTC).'),
      ('acknowledged_by', 'Who has acknowledged this occurrence; null where nobody has.'),
      ('acknowledged_because', 'Why, as he or she has said; null where nobody has.'),
      ('acknowledged_at', 'When it was acknowledged; an instant (UTC). Null where nobody has.'),
      ('local_date', 'Day on which it fell due, in Asia/Shanghai.'),
      ('local_hour', 'Hour of that day in which it fell due, in Asia/Shanghai.'),
      ('allowed_hours', 'What the rule allows (of AT_RISK: until the leg counts as slow), in hours, to a hundredth.'),
      ('taken_hours', 'What the leg has taken, in hours, to a hundredth; null unless RESOLVED.')
    ) AS w (attname, comment)
  LOOP
    FOREACH relation IN ARRAY ARRAY['portally.slow_clearance_states', 'portally.slow_clearances',
        'portally.open_slow_clearances', 'bi.slow_clearances'] LOOP
      IF EXISTS (SELECT FROM pg_attribute AS a
          WHERE a.attrelid = relation::regclass AND a.attname = words.attname AND a.attnum > 0) THEN
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', relation, words.attname, words.comment);
      END IF;
    END LOOP;
  END LOOP;
END
$$;

-- The writer reads both: a row of slow_clearances is made of the alert's states. The acknowledger is
-- whoever acts for people: it sees what is open and writes acknowledgements, and nothing else.

GRANT SELECT, INSERT, UPDATE ON portally.slow_clearance_states, portally.slow_clearances TO portally_writer;
GRANT SELECT ON portally.slow_clearance_states, portally.slow_clearances, portally.alert_acknowledgements,
  portally.open_slow_clearances, bi.slow_clearances TO portally_reader;
GRANT USAGE ON SCHEMA portally TO portally_acknowledger;
GRANT SELECT ON portally.slow_clearances, portally.open_slow_clearances, portally.alert_acknowledgements
  TO portally_acknowledger;
GRANT INSERT (alert_id, occurrence, acknowledged_by, reason) ON portally.alert_acknowledgements
  TO portally_acknowledger;
GRANT UPDATE (taken_back_by, taken_back_at) ON portally.alert_acknowledgements TO portally_acknowledger;
