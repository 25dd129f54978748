-- Of the record: what is written into these tables is named by an event of the same transaction (see record_note).
-- The arguments are the column of the key, and columns that the product derives and writes anew by itself.

CREATE TRIGGER record_names_insert AFTER INSERT ON record_checkpoint REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON record_checkpoint REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON record_checkpoint REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON record_checkpointkey REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON record_checkpointkey REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON record_checkpointkey REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
