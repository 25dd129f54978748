-- A policy never changes its board: what was signed under it was signed for that board.

CREATE OR REPLACE FUNCTION reviews_policy_keeps_board() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.board_id IS DISTINCT FROM OLD.board_id THEN
        RAISE EXCEPTION 'a policy never changes its board' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_policy_keeps_board BEFORE UPDATE ON reviews_reviewpolicy
    FOR EACH ROW EXECUTE FUNCTION reviews_policy_keeps_board();
