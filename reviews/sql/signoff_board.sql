-- A sign-off is given for the board that judges the edition, by somebody who has or had a term on it, and names the verdict
-- of the same member on the same words that it follows. (Two cannot follow the same one: what is sent twice is signed once.)

CREATE OR REPLACE FUNCTION reviews_signoff_board() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := NEW.content::jsonb;
BEGIN
    IF COALESCE((said ->> 'scheme')::int, 0) < 3
        OR said ->> 'board' IS DISTINCT FROM NEW.board_id::text
        OR said ->> 'follows' IS DISTINCT FROM NEW.follows_id::text THEN
        RAISE EXCEPTION 'a sign-off names the board for which it is given, and the verdict that it follows'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.board_id IS DISTINCT FROM reviews_judging_board(NEW.edition_id)
        OR NOT EXISTS (SELECT 1 FROM reviews_boardmember m
            WHERE m.board_id = NEW.board_id AND m.user_id = NEW.user_id) THEN
        RAISE EXCEPTION 'a sign-off is given by a member of the board that judges the edition'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.follows_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reviews_signoff b
        WHERE b.id = NEW.follows_id AND b.version_id = NEW.version_id AND b.user_id = NEW.user_id) THEN
        RAISE EXCEPTION 'a sign-off follows one of the same member on the same words'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_to_board BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signoff_board();
