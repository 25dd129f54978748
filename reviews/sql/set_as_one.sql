-- The editions of a set go live in one commit: one of them at the moment at which the set was published, or not at all; and a set is
-- published when all of them are, but those that were left out. One whose approval names a set never goes live without it. Asked
-- when the transaction commits.

CREATE OR REPLACE FUNCTION reviews_set_as_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_set uuid := (SELECT edition_set_id FROM reviews_setmember WHERE edition_id = NEW.id AND left_out_at IS NULL);
    named text := (SELECT a.content::jsonb -> 'set' ->> 'id' FROM reviews_approval a
        LEFT JOIN reviews_revocation r ON r.approval_id = a.id WHERE a.edition_id = NEW.id AND r.approval_id IS NULL
        ORDER BY a.at DESC LIMIT 1);
BEGIN
    IF the_set::text IS DISTINCT FROM named THEN
        RAISE EXCEPTION 'an edition goes live with the set that its approval names'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF the_set IS NOT NULL
        AND (SELECT published_at FROM reviews_editionset WHERE id = the_set) IS DISTINCT FROM NEW.published_at THEN
        RAISE EXCEPTION 'the editions of a set go live in one commit' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reviews_set_as_one AFTER UPDATE OF published_at ON articles_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.published_at IS NOT NULL AND old.published_at IS NULL)
    EXECUTE FUNCTION reviews_set_as_one();
