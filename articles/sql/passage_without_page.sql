-- A passage has no page of its own, of whatever kind: readers get its words in the articles in which they stand.

CREATE OR REPLACE FUNCTION articles_passage_without_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM articles_article WHERE id = NEW.article_id AND kind = 'passage') THEN
        RAISE EXCEPTION 'a passage has no page of its own' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_passage_without_page BEFORE INSERT OR UPDATE ON articles_publicpage
    FOR EACH ROW EXECUTE FUNCTION articles_passage_without_page();
