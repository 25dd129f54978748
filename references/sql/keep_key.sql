-- A reference is never deleted and its key never changes, since signed words cite it.

CREATE OR REPLACE FUNCTION references_keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'reference % is never deleted: merge it into another', OLD.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.key <> OLD.key OR NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'the key of reference % never changes: signed words cite it', OLD.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER references_reference_keep_key BEFORE DELETE OR UPDATE ON references_reference
    FOR EACH ROW EXECUTE FUNCTION references_keep_key();
