-- An answer to what a check found is about a section of the article whose draft it was given in.

CREATE OR REPLACE FUNCTION articles_dismissal_in_its_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM articles_section s JOIN articles_edition e ON e.article_id = s.article_id
        WHERE s.id = NEW.section_id AND e.id = NEW.edition_id) THEN
        RAISE EXCEPTION 'an answer about another article' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_dismissal_in_its_article BEFORE INSERT ON articles_dismissal
    FOR EACH ROW EXECUTE FUNCTION articles_dismissal_in_its_article();
