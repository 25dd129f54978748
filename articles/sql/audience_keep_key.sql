-- The key of an audience never changes or goes, since signed words are kept under it.

CREATE OR REPLACE FUNCTION articles_audience_keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.key <> OLD.key THEN
        RAISE EXCEPTION 'the key of an audience never changes or goes: signed words are kept under it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_audience_keep_key BEFORE DELETE OR UPDATE ON articles_audience
    FOR EACH ROW EXECUTE FUNCTION articles_audience_keep_key();
