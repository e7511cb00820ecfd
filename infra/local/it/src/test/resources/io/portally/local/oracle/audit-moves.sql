-- Where moves are noted that no row of a fact table may make. The function runs as its owner, as the writer
-- role has no business here.
DROP SCHEMA IF EXISTS portally_audit CASCADE;
CREATE SCHEMA portally_audit;

CREATE TABLE portally_audit.moves (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  table_name text NOT NULL,
  move text NOT NULL,
  before jsonb,
  after jsonb);

CREATE FUNCTION portally_audit.note_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO portally_audit.moves (table_name, move, before, after)
  VALUES (
    TG_TABLE_NAME,
    TG_ARGV[0],
    CASE WHEN TG_LEVEL = 'ROW' THEN to_jsonb(OLD) END,
    CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(NEW) END);
  RETURN NULL;
END $$;
