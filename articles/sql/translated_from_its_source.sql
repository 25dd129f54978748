-- A version of a section is made from a version of the section with the same anchor of the article that its article translates.

CREATE OR REPLACE FUNCTION articles_translated_from_its_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM articles_sectionversion v JOIN articles_section s ON s.id = v.section_id
        JOIN articles_article a ON a.id = s.article_id JOIN articles_section o ON o.article_id = a.translation_of_id
        JOIN articles_sectionversion w ON w.section_id = o.id
        WHERE v.id = NEW.version_id AND w.id = NEW.source_id AND o.anchor = s.anchor) THEN
        RAISE EXCEPTION 'words that are no source of this section' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_translated_from_its_source BEFORE INSERT ON articles_translatedfrom
    FOR EACH ROW EXECUTE FUNCTION articles_translated_from_its_source();
