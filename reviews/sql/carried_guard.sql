-- The chair carries signatures over to a corrected record as the edition holds it, and to no other.

CREATE OR REPLACE FUNCTION reviews_carried_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT content::jsonb -> 'references' -> NEW.key -> 'csl' FROM articles_manifest
        WHERE edition_id = NEW.edition_id) IS DISTINCT FROM NEW.after THEN
        RAISE EXCEPTION 'what is carried is a record as the edition holds it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_carried_guard BEFORE INSERT ON reviews_carriedcorrection
    FOR EACH ROW EXECUTE FUNCTION reviews_carried_guard();
