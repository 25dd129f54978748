-- In an edition that goes to the board every anchor stands once, those of its passages too: a link within a page leads to one place.
-- The row of the edition is locked by the update that asks, and pins are written under a lock on it, so none comes late.

CREATE OR REPLACE FUNCTION articles_anchors_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'submitted' AND OLD.state <> 'submitted' AND EXISTS (
        SELECT FROM articles_pin p JOIN articles_section s ON s.id = p.section_id
        WHERE p.edition_id = NEW.id GROUP BY s.anchor HAVING count(*) > 1) THEN
        RAISE EXCEPTION 'two sections of an edition have one anchor' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_anchors_once BEFORE UPDATE ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION articles_anchors_once();
