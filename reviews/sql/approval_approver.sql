-- Whoever approves leads, or led, the board that judges the edition; where its policy lets only the chair approve, is or was its
-- chair. Which day it is at the site is Python's to say; that nobody else approves is certain.

CREATE OR REPLACE FUNCTION reviews_approval_approver() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_policy record;
BEGIN
    SELECT v.approvers, p.board_id INTO the_policy
        FROM reviews_editionpolicy e JOIN reviews_policyversion v ON v.id = e.version_id
        JOIN reviews_reviewpolicy p ON p.id = v.policy_id
        WHERE e.edition_id = NEW.edition_id ORDER BY e.id DESC LIMIT 1;
    IF NOT EXISTS (SELECT 1 FROM reviews_boardmember m WHERE m.board_id = the_policy.board_id
        AND m.user_id = NEW.by_id AND m.role IN ('chair', 'deputy')) THEN
        RAISE EXCEPTION 'whoever approves leads the board that judges the edition'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF the_policy.approvers = 'chair' AND NOT EXISTS (SELECT 1 FROM reviews_boardmember m
        WHERE m.board_id = the_policy.board_id AND m.user_id = NEW.by_id AND m.role = 'chair') THEN
        RAISE EXCEPTION 'under this policy only the chair approves' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_approval_has_approver BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_approval_approver();
