-- Who a named person is, once said, stays said: their account for ever (whoever wrote may not sign, whatever bylines say later), and
-- somebody without one may get one, but nobody becomes unknown again.

CREATE OR REPLACE FUNCTION articles_contributor_stays_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id THEN
        RAISE EXCEPTION 'the account of a named person stays theirs' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.is_outsider AND NEW.user_id IS NULL AND NOT NEW.is_outsider THEN
        RAISE EXCEPTION 'who a named person is, once said, stays said'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_contributor_stays_known BEFORE UPDATE ON articles_contributor
    FOR EACH ROW EXECUTE FUNCTION articles_contributor_stays_known();
