-- The first policy of an edition is written while it is a draft, by submitting. Later ones stay with the board, while it is in
-- review, or hand the edition over to another board, in review or live; either with a reason.

CREATE OR REPLACE FUNCTION reviews_edition_policy_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before uuid := reviews_judging_board(NEW.edition_id);
    after uuid := (SELECT p.board_id FROM reviews_policyversion v JOIN reviews_reviewpolicy p ON p.id = v.policy_id
        WHERE v.id = NEW.version_id);
    found_state text := (SELECT state FROM articles_edition WHERE id = NEW.edition_id FOR SHARE);
BEGIN
    IF before IS NULL THEN
        IF found_state IS DISTINCT FROM 'draft' OR NEW.handed_from_id IS NOT NULL THEN
            RAISE EXCEPTION 'an edition gets its first policy by being submitted'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.handed_from_id IS DISTINCT FROM (CASE WHEN before <> after THEN before END) THEN
        RAISE EXCEPTION 'an edition goes to another board only by being handed over'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF found_state NOT IN ('submitted', 'under_review') AND NOT (found_state = 'published' AND before <> after) THEN
        RAISE EXCEPTION 'another policy is set only in review, and a live edition only handed over'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.reason = '' THEN
        RAISE EXCEPTION 'another policy is set with a reason' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_edition_policy_guard BEFORE INSERT ON reviews_editionpolicy
    FOR EACH ROW EXECUTE FUNCTION reviews_edition_policy_guard();
