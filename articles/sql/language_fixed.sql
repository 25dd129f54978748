-- The language of an article is fixed from the moment at which an edition of it was first submitted: whoever signed its words, signed
-- them as words of that language. (Submitting and setting the language both lock the article's row first.)

CREATE OR REPLACE FUNCTION articles_language_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.language <> OLD.language
        AND EXISTS (SELECT 1 FROM articles_edition WHERE article_id = NEW.id AND submitted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the language of an article that was submitted never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_language_fixed BEFORE UPDATE ON articles_article
    FOR EACH ROW EXECUTE FUNCTION articles_language_fixed();
