-- A kept file is what its digest says: its row is never changed. It goes only while nothing refers to it, which the foreign
-- keys see to.

CREATE OR REPLACE FUNCTION files_file_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what is known of a kept file never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER files_storedfile_fixed BEFORE UPDATE ON files_storedfile
    FOR EACH ROW EXECUTE FUNCTION files_file_fixed();
CREATE TRIGGER files_storedfile_no_truncate BEFORE TRUNCATE ON files_storedfile
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
