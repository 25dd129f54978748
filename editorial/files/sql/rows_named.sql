-- Of files: what is written into these tables is named by an event of the same transaction (see record_note), at the latest by one
-- of the site at its commit (see record_refuse_unnamed): also what keeps files for a while, and takes them away, writes no event.
-- The arguments are the column of the key, and columns that the product derives and writes anew by itself.

CREATE TRIGGER record_names_insert AFTER INSERT ON files_storedfile REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('digest', '{}', 'at the commit');
CREATE TRIGGER record_names_update AFTER UPDATE ON files_storedfile REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('digest', '{}', 'at the commit');
CREATE TRIGGER record_names_delete AFTER DELETE ON files_storedfile REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('digest', '{}', 'at the commit');
