-- A doubt is about a version of its own section, of the article whose draft was imported; and comes only while that is a draft.

CREATE OR REPLACE FUNCTION articles_doubt_in_its_section() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id
            JOIN articles_sourcedocument d ON d.id = NEW.source_id JOIN articles_edition e ON e.id = d.edition_id
        WHERE v.id = NEW.version_id AND s.id = NEW.section_id AND s.article_id = e.article_id) THEN
        RAISE EXCEPTION 'a doubt about another section' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM FROM articles_edition e JOIN articles_sourcedocument d ON d.edition_id = e.id
        WHERE d.id = NEW.source_id AND e.state = 'draft' FOR SHARE OF e;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a doubt is left only with a draft' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_doubt_in_its_section BEFORE INSERT ON articles_doubt
    FOR EACH ROW EXECUTE FUNCTION articles_doubt_in_its_section();
