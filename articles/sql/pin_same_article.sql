-- An edition pins sections of its own article; and, unless it is a passage's, sections of passages, of which the front is none.

CREATE OR REPLACE FUNCTION articles_pin_same_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    home record;
    host record;
BEGIN
    SELECT s.article_id, s.kind AS section_kind, a.kind INTO home
        FROM articles_section s LEFT JOIN articles_article a ON a.id = s.article_id WHERE s.id = NEW.section_id;
    SELECT e.article_id, a.kind INTO host
        FROM articles_edition e LEFT JOIN articles_article a ON a.id = e.article_id WHERE e.id = NEW.edition_id;
    IF home.article_id = host.article_id THEN
        RETURN NEW;
    END IF;
    IF home.kind IS DISTINCT FROM 'passage' OR host.kind IS DISTINCT FROM 'article' OR home.section_kind = 'front' THEN
        RAISE EXCEPTION 'a pin of a section of another article'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_pin_same_article BEFORE INSERT OR UPDATE ON articles_pin
    FOR EACH ROW EXECUTE FUNCTION articles_pin_same_article();
