-- What lengths of time are told by: milestones, the legs between them, and the programmes that shorten them.

CREATE DOMAIN portally.leg AS text
  CHECK (VALUE IN ('ARRIVAL_TO_LODGEMENT', 'LODGEMENT_TO_RELEASE', 'ARRIVAL_TO_RELEASE', 'GATE_IN_TO_RELEASE',
    'RELEASE_TO_GATE_OUT', 'RELEASE_TO_DEPARTED', 'ARRIVAL_TO_GATE_OUT', 'GATE_IN_TO_LOADED', 'APPOINTMENT_WAIT',
    'PORT_TO_PORT', 'TRANSFER'));
COMMENT ON DOMAIN portally.leg IS 'The time between two milestones; portally.legs defines each.';

CREATE DOMAIN portally.programme AS text
  CHECK (VALUE IN ('ALL', 'AEO', 'GREEN_CHANNEL', 'APPOINTMENT', 'ADVANCE_DECLARATION', 'TWO_STEP_DECLARATION',
    'SHIPSIDE_PICKUP', 'DIRECT_LOADING', 'GBA_COMBINED_PORT', 'DUTY_GUARANTEE'));
COMMENT ON DOMAIN portally.programme IS
  'A facilitation that a consignment travels under, or ALL: whatever the programme, none included.';

CREATE DOMAIN portally.waiting_on AS text
  CHECK (VALUE IN ('TRADER', 'CUSTOMS', 'OTHER_AGENCY', 'TERMINAL', 'CARRIER'));
COMMENT ON DOMAIN portally.waiting_on IS 'Who has to act so that a milestone comes about.';

CREATE TABLE portally.milestones (
  milestone text PRIMARY KEY,
  topic text NOT NULL CHECK (topic IN ('cargo-movements', 'clearance-events')),
  waiting_on portally.waiting_on NOT NULL,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  definition text NOT NULL
);
COMMENT ON TABLE portally.milestones IS
  'The dated steps of a consignment at a port, and who acts to bring each about. Who that is, is Portally''s judgement of what usually holds: events name no actor.';
COMMENT ON COLUMN portally.milestones.milestone IS
  'A movement (throughput.movement) or a stage (clearance_activity.stage).';
COMMENT ON COLUMN portally.milestones.topic IS 'The Kafka topic of its events, without the prefix.';
COMMENT ON COLUMN portally.milestones.waiting_on IS
  'Who acts to bring it about, so who is waited for until it comes: TRADER (with broker and haulier), CUSTOMS, OTHER_AGENCY, TERMINAL or CARRIER.';
COMMENT ON COLUMN portally.milestones.name_en IS 'Name in English.';
COMMENT ON COLUMN portally.milestones.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN portally.milestones.definition IS
  'What has happened when it is reached (movements: DCSA Track & Trace 3.0; stages: WCO).';

INSERT INTO portally.milestones (milestone, topic, waiting_on, name_en, name_zh, definition) VALUES
  ('ARRIVED', 'cargo-movements', 'CARRIER', 'Arrived', '抵港',
    'The means of transport with the consignment on it has come to the port.'),
  ('DISCHARGED', 'cargo-movements', 'TERMINAL', 'Discharged', '卸货', 'Taken off the means of transport.'),
  ('GATED_IN', 'cargo-movements', 'TRADER', 'Gated in', '进港',
    'Brought into the terminal over land, by the haulier whom the trader has sent.'),
  ('LOADED', 'cargo-movements', 'TERMINAL', 'Loaded', '装货', 'Put onto the means of transport.'),
  ('DEPARTED', 'cargo-movements', 'CARRIER', 'Departed', '离港',
    'The means of transport with the consignment on it has left the port.'),
  ('GATED_OUT', 'cargo-movements', 'TRADER', 'Gated out', '提离',
    'Taken out of the terminal over land, by the haulier whom the trader has sent.'),
  ('LODGED', 'clearance-events', 'TRADER', 'Lodged', '申报', 'The declaration has been handed in.'),
  ('ACCEPTED', 'clearance-events', 'CUSTOMS', 'Accepted', '接受申报', 'Customs have taken the declaration.'),
  ('REJECTED', 'clearance-events', 'CUSTOMS', 'Rejected', '退单', 'Customs have refused the declaration.'),
  ('DOCUMENTS_CHECKED', 'clearance-events', 'CUSTOMS', 'Documents checked', '审单', 'The papers have been examined.'),
  ('SELECTED', 'clearance-events', 'CUSTOMS', 'Selected', '布控', 'Picked for inspection.'),
  ('INSPECTED', 'clearance-events', 'CUSTOMS', 'Inspected', '查验', 'The goods have been examined.'),
  ('DUTY_PAID', 'clearance-events', 'TRADER', 'Duty paid', '缴税', 'Duties and taxes have been paid or secured.'),
  ('AMENDED', 'clearance-events', 'TRADER', 'Amended', '改单', 'The declarant has changed the declaration.'),
  ('HELD', 'clearance-events', 'OTHER_AGENCY', 'Held', '扣留',
    'Stopped by customs or another agency; which of them, events do not say.'),
  ('RELEASED', 'clearance-events', 'CUSTOMS', 'Released', '放行', 'The goods may go (WCO: release of goods).'),
  ('CLEARED', 'clearance-events', 'CUSTOMS', 'Cleared', '结关',
    'The file is closed (WCO: clearance), under two-step declaration up to weeks after the release.'),
  ('CANCELLED', 'clearance-events', 'TRADER', 'Cancelled', '撤单', 'The declaration has been withdrawn.');

CREATE TABLE portally.legs (
  leg portally.leg PRIMARY KEY,
  place int NOT NULL UNIQUE,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  from_milestone text REFERENCES portally.milestones,
  to_milestone text NOT NULL REFERENCES portally.milestones,
  unit text NOT NULL CHECK (unit IN ('declaration', 'equipment', 'consignment')),
  several_act boolean NOT NULL,
  definition text NOT NULL,
  source text NOT NULL
);
COMMENT ON TABLE portally.legs IS
  'The lengths of time that transfer_times and corridor_times tell: between which milestones, for what, and where the definition comes from.';
COMMENT ON COLUMN portally.legs.leg IS 'The leg, as in transfer_times.leg.';
COMMENT ON COLUMN portally.legs.place IS 'In which order to show legs: about that in which they happen.';
COMMENT ON COLUMN portally.legs.name_en IS 'Name in English.';
COMMENT ON COLUMN portally.legs.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN portally.legs.from_milestone IS
  'milestones.milestone at which it begins; null for APPOINTMENT_WAIT, which begins at the appointed time. TRANSFER begins at ARRIVED for imports, as here, and at GATED_IN for exports.';
COMMENT ON COLUMN portally.legs.to_milestone IS
  'milestones.milestone at which it ends. TRANSFER ends at GATED_OUT for imports, as here, and at DEPARTED for exports.';
COMMENT ON COLUMN portally.legs.unit IS
  'What it is measured for, once for each port: a declaration, a piece of equipment, or the consignment. TRANSFER: equipment for imports, as here, the consignment for exports.';
COMMENT ON COLUMN portally.legs.several_act IS
  'Whether several have to act in turn, as other legs lie within it. Where false, milestones.waiting_on of its to_milestone says whose time it is.';
COMMENT ON COLUMN portally.legs.definition IS 'What exactly is measured.';
COMMENT ON COLUMN portally.legs.source IS 'Whose definition it is.';

INSERT INTO portally.legs
  (leg, place, name_en, name_zh, from_milestone, to_milestone, unit, several_act, definition, source) VALUES
  ('ARRIVAL_TO_LODGEMENT', 1, 'Arrival to lodgement', '抵港至申报', 'ARRIVED', 'LODGED', 'declaration', false,
    'From the consignment''s first ARRIVED at the port to the declaration''s first LODGED there. 0 and reversed where it was lodged in advance.',
    'WCO Time Release Study'),
  ('LODGEMENT_TO_RELEASE', 2, 'Customs clearance time', '海关通关时间', 'LODGED', 'RELEASED', 'declaration', false,
    'From the declaration''s first LODGED to its first RELEASED at the port: customs'' own time, though duty that is not paid and other agencies may be within it.',
    'WCO Time Release Study; China''s customs (海关通关时间)'),
  ('ARRIVAL_TO_RELEASE', 3, 'Overall clearance time of an import', '进口整体通关时间', 'ARRIVED', 'RELEASED',
    'declaration', true,
    'From the consignment''s first ARRIVED at the port to the declaration''s first RELEASED there. 0 and reversed where it was released before it came.',
    'WCO Time Release Study; China''s customs (整体通关时间)'),
  ('GATE_IN_TO_RELEASE', 4, 'Overall clearance time of an export', '出口整体通关时间', 'GATED_IN', 'RELEASED',
    'declaration', true,
    'From the consignment''s first GATED_IN at the port to the declaration''s first RELEASED there. 0 and reversed where it was released before it came.',
    'WCO Time Release Study; China''s customs (整体通关时间)'),
  ('RELEASE_TO_GATE_OUT', 5, 'Release to gate-out', '放行至提离', 'RELEASED', 'GATED_OUT', 'equipment', false,
    'From the consignment''s first RELEASED at the port to the equipment''s first GATED_OUT there: how long released goods wait to be fetched.',
    'WCO Time Release Study'),
  ('RELEASE_TO_DEPARTED', 6, 'Release to departure', '放行至离港', 'RELEASED', 'DEPARTED', 'consignment', false,
    'From the consignment''s first RELEASED at the port to its first DEPARTED there: export logistics after clearance.',
    'WCO Time Release Study'),
  ('ARRIVAL_TO_GATE_OUT', 7, 'Dwell', '在港停留时间', 'ARRIVED', 'GATED_OUT', 'equipment', true,
    'From the consignment''s first ARRIVED at the port to the equipment''s first GATED_OUT there.',
    'Port statistics (dwell time)'),
  ('GATE_IN_TO_LOADED', 8, 'Gate-in to loading', '进港至装货', 'GATED_IN', 'LOADED', 'equipment', false,
    'From the equipment''s first GATED_IN at the port to its first LOADED there. Clearance may be within it, as for an export that is declared after it came.',
    'Port statistics (export dwell time)'),
  ('APPOINTMENT_WAIT', 9, 'Wait past the appointment', '预约查验等待时间', NULL, 'INSPECTED', 'declaration', false,
    'From the appointed time to the declaration''s first INSPECTED at the port. The appointment is that of its first event at the port that carries one and is no later than INSPECTED. 0 and reversed where it was inspected before the appointed time.',
    'Portally''s own'),
  ('PORT_TO_PORT', 10, 'Port to port', '港到港运输时间', 'DEPARTED', 'ARRIVED', 'consignment', false,
    'From the consignment''s first DEPARTED at port A to its first ARRIVED at port B from A, once for each A and B; both of the register.',
    'Portally''s own'),
  ('TRANSFER', 11, 'Transfer', '转运时间', 'ARRIVED', 'GATED_OUT', 'equipment', true,
    'Between the first port A and the last port B of a consignment. Exports: from its first GATED_IN, at A, to its first DEPARTED at B for abroad. Imports: from its first ARRIVED from abroad (or from a place that is not told), at A, to the equipment''s first GATED_OUT at B. Abroad is a code that is not in the register. B is not A.',
    'Portally''s own; the headline figure of the Greater Bay Area''s combined ports');

CREATE TABLE portally.programmes (
  programme portally.programme PRIMARY KEY,
  name_en text NOT NULL,
  name_zh text NOT NULL,
  definition text NOT NULL
);
COMMENT ON TABLE portally.programmes IS
  'The facilitations that a consignment may travel under, several at once, as its clearance events declare them; and ALL.';
COMMENT ON COLUMN portally.programmes.programme IS
  'The programme, as in transfer_times.programme. ALL is no programme: the rows of all traffic.';
COMMENT ON COLUMN portally.programmes.name_en IS 'Name in English.';
COMMENT ON COLUMN portally.programmes.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN portally.programmes.definition IS 'What it grants.';

INSERT INTO portally.programmes (programme, name_en, name_zh, definition) VALUES
  ('ALL', 'All traffic', '全部',
    'All traffic, whatever the programme, none included. Traffic outside a programme is ALL minus it.'),
  ('AEO', 'Authorized Economic Operator', '经认证的经营者',
    'The trader is certified (WCO SAFE Framework): fewer checks, and first in line; also of the countries that recognise each other''s.'),
  ('GREEN_CHANNEL', 'Green channel', '绿色通道', 'A priority lane, chiefly for fresh goods.'),
  ('APPOINTMENT', 'Clearance by appointment', '预约通关', 'Customs act at an appointed time, outside office hours too.'),
  ('ADVANCE_DECLARATION', 'Advance declaration', '提前申报', 'Lodged before arrival.'),
  ('TWO_STEP_DECLARATION', 'Two-step declaration', '两步申报',
    'A summary first, with which the goods may go, the full declaration later.'),
  ('SHIPSIDE_PICKUP', 'Shipside pickup', '船边直提', 'Import boxes are handed over at the ship''s side.'),
  ('DIRECT_LOADING', 'Direct loading', '抵港直装', 'Export boxes are loaded as they come to the port.'),
  ('GBA_COMBINED_PORT', 'Greater Bay Area combined port', '粤港澳大湾区组合港',
    'Ports of the Greater Bay Area cleared as one port.'),
  ('DUTY_GUARANTEE', 'Duty guarantee', '税款担保',
    'Released against a guarantee, the duty paid later (customs bond insurance, 关税保证保险, and the like).');

GRANT SELECT ON portally.milestones, portally.legs, portally.programmes TO portally_reader;

CREATE VIEW bi.legs AS
SELECT l.leg, l.place, l.name_en AS leg_name_en, l.name_zh AS leg_name_zh, l.from_milestone, l.to_milestone, l.unit,
  CASE WHEN NOT l.several_act THEN m.waiting_on END AS waiting_on,
  l.definition, l.source
FROM portally.legs AS l
JOIN portally.milestones AS m ON m.milestone = l.to_milestone;
COMMENT ON VIEW bi.legs IS 'The legs by name, and whose time each is. Joins on leg.';

CREATE VIEW bi.programmes AS
SELECT programme, name_en AS programme_name_en, name_zh AS programme_name_zh, definition
FROM portally.programmes
WHERE programme <> 'ALL';
COMMENT ON VIEW bi.programmes IS 'The programmes by name. Joins on programme.';

CREATE VIEW bi.countries AS
SELECT code AS country_code, name_en AS country_name_en, name_zh AS country_name_zh
FROM portally.countries;
COMMENT ON VIEW bi.countries IS 'Countries and customs territories by name. Joins on country_code.';

-- The views' columns have the words of their tables.
DO $$
DECLARE
  target record;
BEGIN
  FOR target IN
    WITH words (column_name, words) AS (VALUES
      ('leg_name_en', 'Name of the leg in English.'),
      ('leg_name_zh', 'Name of the leg in Chinese.'),
      ('programme', 'The programme.'),
      ('programme_name_en', 'Name of the programme in English.'),
      ('programme_name_zh', 'Name of the programme in Chinese.'),
      ('country_code', 'ISO 3166-1 alpha-2.'),
      ('country_name_en', 'Short name of the country in English.'),
      ('country_name_zh', 'Short name of the country in simplified Chinese.'),
      ('waiting_on', 'Who is waited for in this leg; null where several act in turn.')
    )
    SELECT v.oid::regclass AS view, a.attname, coalesce(
      words.words,
      (SELECT col_description(original.attrelid, original.attnum)
       FROM pg_attribute AS original
       WHERE original.attname = a.attname AND original.attrelid = ('portally.' || v.relname)::regclass)) AS words
    FROM pg_class AS v
    JOIN pg_attribute AS a ON a.attrelid = v.oid AND a.attnum > 0
    LEFT JOIN words ON words.column_name = a.attname
    WHERE v.oid IN ('bi.legs'::regclass, 'bi.programmes'::regclass, 'bi.countries'::regclass)
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', target.view, target.attname, target.words);
  END LOOP;
END
$$;

GRANT SELECT ON bi.legs, bi.programmes, bi.countries TO portally_reader;
