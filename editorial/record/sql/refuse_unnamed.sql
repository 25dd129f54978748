-- At the commit: nothing is left. What also others than actions write (the histories of mutable rows: a sign-in, the admin; files
-- that are kept for a while) is named by an event of the site then; everything else is refused.

CREATE OR REPLACE FUNCTION record_refuse_unnamed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp' SET "TimeZone" TO 'UTC' AS $$
DECLARE
    by_the_site text[];
BEGIN
    IF NOT EXISTS (SELECT FROM record_pending WHERE id = NEW.id) THEN
        RETURN NULL;
    END IF;
    by_the_site := ARRAY(SELECT relation FROM record_watched WHERE at_commit);
    IF NEW.relation <> ALL (by_the_site) THEN
        RAISE EXCEPTION 'rows of % were written without an event that names them (the first: %)',
            NEW.relation, NEW.keys[1] USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM record_append('site', CASE WHEN strpos(NEW.relation, '_historical') > 0 THEN 'history.kept' ELSE 'rows.kept' END,
        'table:' || NEW.relation, NULL, '{}', record_now(), by_the_site);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER record_all_named AFTER INSERT ON record_pending DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_refuse_unnamed();
