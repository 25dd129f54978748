-- Whoever approves has declared their interests. Whether the declaration still holds is counted in Python, in the site's own
-- days; that there is one is certain.

CREATE OR REPLACE FUNCTION reviews_approval_declared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM reviews_declaration WHERE user_id = NEW.by_id) THEN
        RAISE EXCEPTION 'who approves an edition has declared their interests'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_approval_has_declared BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_approval_declared();
