-- Asked at the commit, so that what goes live together may do so in any order: a host is live only with versions of passages whose
-- own edition is live too; and a passage that live hosts pin is not retired. The editions of the passages are locked for sharing: one that is
-- retired meanwhile is waited for, and its end seen.

CREATE OR REPLACE FUNCTION articles_passages_live() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_state text := (SELECT state FROM articles_edition WHERE id = NEW.id);
BEGIN
    IF now_state = 'published' AND OLD.state IS DISTINCT FROM 'published' THEN
        PERFORM e.id FROM articles_pin p JOIN articles_section s ON s.id = p.section_id
            JOIN articles_edition e ON e.article_id = s.article_id AND e.state = 'published'
            WHERE p.edition_id = NEW.id AND s.article_id <> NEW.article_id ORDER BY e.id FOR SHARE OF e;
        IF EXISTS (SELECT FROM articles_pin p JOIN articles_section s ON s.id = p.section_id
            WHERE p.edition_id = NEW.id AND s.article_id <> NEW.article_id AND NOT EXISTS (
                SELECT FROM articles_pin own JOIN articles_edition e ON e.id = own.edition_id
                WHERE own.version_id = p.version_id AND e.article_id = s.article_id AND e.state = 'published')) THEN
            RAISE EXCEPTION 'an edition goes live only with passages that are live'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    IF now_state = 'retired' AND OLD.state = 'published' AND EXISTS (
        SELECT FROM articles_section s JOIN articles_pin p ON p.section_id = s.id
            JOIN articles_edition host ON host.id = p.edition_id
        WHERE s.article_id = NEW.article_id AND host.article_id <> NEW.article_id AND host.state = 'published') THEN
        RAISE EXCEPTION 'a passage that readers have in articles is not retired'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER articles_passages_live AFTER UPDATE ON articles_edition DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION articles_passages_live();
