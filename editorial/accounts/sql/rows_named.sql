-- Of accounts: what is written into these tables is named by an event of the same transaction (see record_note).
-- The arguments are the column of the key, and columns that the product derives and writes anew by itself.

CREATE TRIGGER record_names_insert AFTER INSERT ON accounts_historicaluser REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON accounts_historicaluser REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON accounts_historicaluser REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
