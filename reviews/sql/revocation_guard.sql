-- An approval is revoked only before its edition is published.

CREATE OR REPLACE FUNCTION reviews_revocation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT e.state FROM reviews_approval a JOIN articles_edition e ON e.id = a.edition_id
        WHERE a.id = NEW.approval_id FOR SHARE OF e) IS DISTINCT FROM 'approved' THEN
        RAISE EXCEPTION 'an approval is revoked only before its edition is published'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_revocation_guard BEFORE INSERT ON reviews_revocation
    FOR EACH ROW EXECUTE FUNCTION reviews_revocation_guard();
