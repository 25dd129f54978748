-- A sign-off names exactly its version, member and verdict, and its version stands in an edition that was submitted.

CREATE OR REPLACE FUNCTION reviews_signoff_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := NEW.content::jsonb;
BEGIN
    IF said ->> 'version_digest'
        IS DISTINCT FROM (SELECT digest FROM articles_sectionversion WHERE id = NEW.version_id)
        OR said ->> 'version' IS DISTINCT FROM NEW.version_id::text
        OR said ->> 'user' IS DISTINCT FROM NEW.user_id::text
        OR said ->> 'verdict' IS DISTINCT FROM NEW.verdict THEN
        RAISE EXCEPTION 'a sign-off must name exactly the version, the member and the verdict of its row'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM articles_pin p JOIN articles_edition e ON e.id = p.edition_id
        WHERE p.edition_id = NEW.edition_id AND p.version_id = NEW.version_id AND e.state <> 'draft') THEN
        RAISE EXCEPTION 'a sign-off must be on a version of an edition that was submitted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_guard BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signoff_guard();
