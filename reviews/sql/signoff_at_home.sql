-- Words are signed in an edition of the article that they belong to: those of a passage as passage, never in a host.

CREATE OR REPLACE FUNCTION reviews_signoff_at_home() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id
        JOIN articles_edition e ON e.id = NEW.edition_id WHERE v.id = NEW.version_id AND s.article_id <> e.article_id) THEN
        RAISE EXCEPTION 'words are signed in an edition of their own article'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_at_home BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signoff_at_home();
