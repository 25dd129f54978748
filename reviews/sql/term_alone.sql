-- One person has one term at a time on a board. Rows that overlapped before this rule stay, and may end: only what covers a
-- day more is looked at. The board's row is locked, so that two terms that are added at once see each other.

CREATE OR REPLACE FUNCTION reviews_term_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.board_id = OLD.board_id AND NEW.user_id = OLD.user_id
        AND daterange(OLD.starts_on, OLD.ends_on, '[]') @> daterange(NEW.starts_on, NEW.ends_on, '[]') THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM reviews_board WHERE id = NEW.board_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM reviews_boardmember m WHERE m.id <> NEW.id
        AND m.board_id = NEW.board_id AND m.user_id = NEW.user_id
        AND daterange(m.starts_on, m.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')) THEN
        RAISE EXCEPTION 'terms of one person on one board do not overlap'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_term_alone BEFORE INSERT OR UPDATE ON reviews_boardmember
    FOR EACH ROW EXECUTE FUNCTION reviews_term_alone();
