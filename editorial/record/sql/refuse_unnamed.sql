-- At the commit: nothing is left. The histories of mutable rows, which also others than actions write (a sign-in, the
-- admin), are named by an event of the site then; everything else is refused.

CREATE OR REPLACE FUNCTION record_refuse_unnamed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM record_pending WHERE id = NEW.id) THEN
        RETURN NULL;
    END IF;
    IF strpos(NEW.relation, '_historical') = 0 THEN
        RAISE EXCEPTION 'rows of % were written without an event that names them (the first: %)',
            NEW.relation, NEW.keys[1] USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM record_append('site', 'history.kept', 'table:' || NEW.relation, NULL, '{}', record_now(),
        (SELECT array_agg(relation) FROM record_pending
            WHERE xid = pg_current_xact_id() AND strpos(relation, '_historical') > 0));
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER record_all_named AFTER INSERT ON record_pending DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_refuse_unnamed();
