-- An approval names exactly its edition, its manifest and its approver, and no one approves an edition with words of their own
-- or with their name.

CREATE OR REPLACE FUNCTION reviews_approval_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.content::jsonb ->> 'manifest'
        IS DISTINCT FROM (SELECT digest FROM articles_manifest WHERE edition_id = NEW.edition_id)
        OR NEW.content::jsonb ->> 'edition' IS DISTINCT FROM NEW.edition_id::text
        OR NEW.content::jsonb ->> 'user' IS DISTINCT FROM NEW.by_id::text THEN
        RAISE EXCEPTION 'an approval must name exactly the edition, its manifest and the approver'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.by_id IN (SELECT reviews_named(NEW.edition_id))
        OR NEW.by_id IN (SELECT n FROM articles_pin p CROSS JOIN LATERAL reviews_named_elsewhere(p.edition_id, p.version_id) n
            WHERE p.edition_id = NEW.edition_id)
        OR NEW.by_id IN (SELECT c.user_id FROM reviews_contributors(
            ARRAY(SELECT version_id FROM articles_pin WHERE edition_id = NEW.edition_id)) c) THEN
        RAISE EXCEPTION 'no one approves their own words' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_approval_guard BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_approval_guard();
