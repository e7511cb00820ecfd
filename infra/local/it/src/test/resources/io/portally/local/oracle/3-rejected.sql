-- The first reason, in the contract's order, for which a record is rejected; null where there is none.
-- Variables: max_record_bytes, max_gross_mass_kg, max_teu_hundredths, max_value_fen, allowed_skew.

-- length counts code points; Cc is Unicode's class of control characters (U+0000-1F, U+007F-9F).
CREATE MACRO is_identifier(id) AS length(id) BETWEEN 1 AND 64 AND NOT regexp_matches(id, '\p{Cc}');
CREATE MACRO is_country(code) AS regexp_full_match(code, '[A-Z]{2}');
CREATE MACRO is_locode(code) AS regexp_full_match(code, '[A-Z]{2}[A-Z0-9]{3}');
CREATE MACRO in_time_range(instant) AS
  instant >= TIMESTAMP '2000-01-01 00:00:00' AND instant < TIMESTAMP '2100-01-01 00:00:00';

-- An absent optional field breaks no rule: null OR true is true, null alone chooses no branch.
CREATE TABLE published AS
SELECT
  *,
  CASE
    WHEN kind = 'BYTES' THEN 'UNDECODABLE'
    WHEN longest_text > getvariable('max_record_bytes') THEN 'TOO_LARGE'
    WHEN NOT is_identifier(consignment_id)
      OR NOT is_identifier(event_id)
      OR NOT is_identifier(declaration_id)
      OR NOT is_identifier(equipment_id)
     
      THEN 'BAD_IDENTIFIER'
    WHEN port NOT IN (SELECT code FROM ports) THEN 'UNKNOWN_PORT'
    WHEN 'UNKNOWN' IN (classifier, milestone, direction, mode)
      OR NOT is_locode(other_port)
      OR NOT is_country(aeo_country)
      OR NOT is_country(partner_country)
      OR single_window_service NOT BETWEEN 1 AND 9999
      OR single_window_category NOT BETWEEN 1 AND 99
      OR hs_chapter NOT BETWEEN 1 AND 99
      OR version < 0
      THEN 'BAD_CODE'
    WHEN gross_mass_kg NOT BETWEEN 0 AND getvariable('max_gross_mass_kg')
      OR teu_hundredths NOT BETWEEN 0 AND getvariable('max_teu_hundredths')
      OR value_fen NOT BETWEEN 0 AND getvariable('max_value_fen')
      THEN 'OUT_OF_BOUNDS'
    WHEN NOT in_time_range(event_time) OR NOT in_time_range(appointment_time) THEN 'TIME_OUT_OF_RANGE'
    WHEN event_time > record_time + getvariable('allowed_skew') THEN 'FUTURE_DATED'
  END AS rejected_because
FROM records
WHERE kind <> 'HEARTBEAT';
