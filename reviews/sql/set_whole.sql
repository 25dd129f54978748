-- The other half of set_as_one.sql, asked once for a set, when the transaction commits: all of its members went live at its moment,
-- but those that were left out.

CREATE OR REPLACE FUNCTION reviews_set_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reviews_setmember m JOIN articles_edition e ON e.id = m.edition_id
        WHERE m.edition_set_id = NEW.id AND m.left_out_at IS NULL AND e.published_at IS DISTINCT FROM NEW.published_at) THEN
        RAISE EXCEPTION 'all of a set goes live in one commit' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reviews_set_whole AFTER UPDATE OF published_at ON reviews_editionset
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.published_at IS NOT NULL AND old.published_at IS NULL)
    EXECUTE FUNCTION reviews_set_whole();
