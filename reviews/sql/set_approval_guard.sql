-- An approval of an edition that belongs to a set names that set and the digest of its members, all of which were submitted; one of
-- another edition names none. Nothing in a set is approved as urgent: what cannot wait, waits for nobody.

CREATE OR REPLACE FUNCTION reviews_set_approval_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_set uuid := (SELECT edition_set_id FROM reviews_setmember WHERE edition_id = NEW.edition_id AND left_out_at IS NULL);
    said jsonb := NEW.content::jsonb -> 'set';
BEGIN
    PERFORM 1 FROM reviews_editionset WHERE id = the_set FOR UPDATE;
    -- Looked at again: by now the edition may have been added, or left out.
    the_set := (SELECT edition_set_id FROM reviews_setmember WHERE edition_id = NEW.edition_id AND left_out_at IS NULL);
    IF the_set IS NULL AND said IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.basis = 'urgent' OR (the_set IS NULL) <> (said IS NULL) OR said ->> 'id' IS DISTINCT FROM the_set::text
        OR said ->> 'digest' IS DISTINCT FROM reviews_set_digest(the_set) OR reviews_set_digest(the_set) IS NULL THEN
        RAISE EXCEPTION 'an approval names the set to which its edition belongs, and all of its members'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_set_approval_guard BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_set_approval_guard();
