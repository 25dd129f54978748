-- An edition goes only from a state to one that the table of transitions allows; it is submitted with a manifest and a policy
-- that says which board judges it, approved and published only with an approval that stands, and on the edition that was live
-- when it was opened.

CREATE OR REPLACE FUNCTION reviews_edition_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('draft', 'discarded'), ('draft', 'submitted'), ('draft', 'taken_back'),
        ('submitted', 'under_review'), ('submitted', 'taken_back'), ('submitted', 'returned'),
        ('under_review', 'taken_back'), ('under_review', 'returned'), ('under_review', 'approved'),
        ('approved', 'under_review'), ('approved', 'published'),
        ('published', 'superseded'), ('published', 'retired')) THEN
        RAISE EXCEPTION 'an edition does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'submitted' AND NOT EXISTS (SELECT 1 FROM articles_manifest WHERE edition_id = NEW.id) THEN
        RAISE EXCEPTION 'submitting freezes the manifest first' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'submitted' AND reviews_judging_board(NEW.id) IS NULL THEN
        RAISE EXCEPTION 'an edition is submitted under a policy, so that a board judges it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'submitted' AND EXISTS (SELECT 1 FROM reviews_unknown_hands(
        ARRAY(SELECT version_id FROM articles_pin WHERE edition_id = NEW.id))) THEN
        RAISE EXCEPTION 'words of a file stand in it, and nobody has said who wrote them'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state IN ('approved', 'published') AND NOT EXISTS (
        SELECT 1 FROM reviews_approval a LEFT JOIN reviews_revocation r ON r.approval_id = a.id
        WHERE a.edition_id = NEW.id AND r.approval_id IS NULL) THEN
        RAISE EXCEPTION 'an edition is % only with an approval that stands', NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'approved' AND (SELECT id FROM articles_edition
        WHERE article_id = NEW.article_id AND state = 'published') IS DISTINCT FROM NEW.based_on_id THEN
        RAISE EXCEPTION 'the edition that this one is based on is no longer the live one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- By now the old edition has been superseded, in this transaction: it must have been the last one live.
    IF NEW.state = 'published' AND (NEW.published_at IS NULL
        OR (NEW.based_on_id IS NOT NULL AND (SELECT state FROM articles_edition WHERE id = NEW.based_on_id)
            IS DISTINCT FROM 'superseded')
        OR EXISTS (SELECT 1 FROM articles_edition other WHERE other.article_id = NEW.article_id
            AND other.id <> NEW.id AND other.id IS DISTINCT FROM NEW.based_on_id
            AND other.published_at > NEW.opened_at)) THEN
        RAISE EXCEPTION 'the edition that this one is based on is no longer the live one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_edition_moves BEFORE UPDATE ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION reviews_edition_moves();
