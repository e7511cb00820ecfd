-- fact_table stands for the table to be watched.
CREATE TRIGGER audit_backwards AFTER UPDATE ON fact_table FOR EACH ROW
WHEN ((NEW.complete, NEW.revision) < (OLD.complete, OLD.revision))
EXECUTE FUNCTION portally_audit.note_move('moved backwards');

CREATE TRIGGER audit_without_rise AFTER UPDATE ON fact_table FOR EACH ROW
WHEN ((NEW.complete, NEW.revision) = (OLD.complete, OLD.revision))
EXECUTE FUNCTION portally_audit.note_move('was replaced without a rise');

CREATE TRIGGER audit_deleted AFTER DELETE ON fact_table FOR EACH ROW
EXECUTE FUNCTION portally_audit.note_move('was deleted');

CREATE TRIGGER audit_truncated AFTER TRUNCATE ON fact_table FOR EACH STATEMENT
EXECUTE FUNCTION portally_audit.note_move('was truncated');
