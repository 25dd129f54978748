-- An edition pins only sections of its own article.

CREATE OR REPLACE FUNCTION articles_pin_same_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT article_id FROM articles_section WHERE id = NEW.section_id)
        IS DISTINCT FROM (SELECT article_id FROM articles_edition WHERE id = NEW.edition_id) THEN
        RAISE EXCEPTION 'a pin of a section of another article'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_pin_same_article BEFORE INSERT OR UPDATE ON articles_pin
    FOR EACH ROW EXECUTE FUNCTION articles_pin_same_article();
