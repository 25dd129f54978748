-- No edition is submitted with a doubt of an import undecided in it: neither in a version that it pins, nor in one that this was
-- made from.

CREATE OR REPLACE FUNCTION articles_doubts_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    open_doubt uuid;
BEGIN
    WITH RECURSIVE made (version) AS (
        SELECT version_id FROM articles_pin WHERE edition_id = NEW.edition_id
        UNION
        SELECT c.came_from_id FROM made JOIN articles_contribution c ON c.version_id = made.version
        WHERE c.came_from_id IS NOT NULL AND EXISTS (SELECT FROM articles_doubt)
    )
    SELECT d.id INTO open_doubt FROM made JOIN articles_doubt d ON d.version_id = made.version
        WHERE NOT EXISTS (SELECT FROM articles_doubtdecision x WHERE x.doubt_id = d.id) LIMIT 1;
    IF open_doubt IS NOT NULL THEN
        RAISE EXCEPTION 'the doubt % is undecided', open_doubt USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_manifest_doubts_decided BEFORE INSERT ON articles_manifest
    FOR EACH ROW EXECUTE FUNCTION articles_doubts_decided();
