-- No one approves their own words, nor words over which their name stands. Asked once of all that a statement writes: who had a
-- hand in thirteen versions is found as fast as who had one in a single version.

CREATE OR REPLACE FUNCTION reviews_signoff_own_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    approved uuid[] := ARRAY(SELECT DISTINCT version_id FROM written WHERE verdict = 'approve');
BEGIN
    IF EXISTS (SELECT 1 FROM reviews_contributors(approved) c JOIN written w
            ON w.version_id = c.version_id AND w.user_id = c.user_id WHERE w.verdict = 'approve')
        OR EXISTS (SELECT 1 FROM (SELECT DISTINCT edition_id, user_id FROM written WHERE verdict = 'approve') w
            WHERE w.user_id IN (SELECT reviews_named(w.edition_id))) THEN
        RAISE EXCEPTION 'no one approves their own words' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER reviews_signoff_own_words AFTER INSERT ON reviews_signoff REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_signoff_own_words();
