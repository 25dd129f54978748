-- An article is of its kind from its beginning: pages, links and placements rest on it.

CREATE OR REPLACE FUNCTION articles_article_kind_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind IS DISTINCT FROM OLD.kind THEN
        RAISE EXCEPTION 'an article stays what it began as' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_article_kind_stays BEFORE UPDATE ON articles_article
    FOR EACH ROW EXECUTE FUNCTION articles_article_kind_stays();
