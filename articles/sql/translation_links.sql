-- What an article translates is said once, never changed, and is no translation itself, so there is no circle; the two are in
-- different languages. The source's row is locked, so that it does not become a translation meanwhile.

CREATE OR REPLACE FUNCTION articles_translation_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.translation_of_id IS NOT DISTINCT FROM OLD.translation_of_id
        AND NEW.language = OLD.language THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.translation_of_id IS NOT NULL
        AND NEW.translation_of_id IS DISTINCT FROM OLD.translation_of_id THEN
        RAISE EXCEPTION 'what an article translates never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.translation_of_id IS NOT NULL THEN
        PERFORM 1 FROM articles_article WHERE id = NEW.translation_of_id FOR SHARE;
        IF EXISTS (SELECT 1 FROM articles_article WHERE id = NEW.translation_of_id AND translation_of_id IS NOT NULL)
            OR EXISTS (SELECT 1 FROM articles_article WHERE translation_of_id = NEW.id) THEN
            RAISE EXCEPTION 'a translation is made of what is none itself' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    IF EXISTS (SELECT 1 FROM articles_article o WHERE o.language = NEW.language
        AND (o.id = NEW.translation_of_id OR o.translation_of_id = NEW.id)) THEN
        RAISE EXCEPTION 'a translation is in another language than its source'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_translation_links BEFORE INSERT OR UPDATE ON articles_article
    FOR EACH ROW EXECUTE FUNCTION articles_translation_links();
