-- Who approves has declared their interests, and the signature names what was declared. Whether a declaration still holds is
-- counted in Python, in the site's own days; that there is one is certain. Its trigger comes after the guard's, by its name.

CREATE OR REPLACE FUNCTION reviews_signoff_declared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.verdict = 'approve' AND NOT EXISTS (SELECT 1 FROM reviews_declaration d WHERE d.user_id = NEW.user_id
        AND d.digest = NEW.content::jsonb ->> 'declaration') THEN
        RAISE EXCEPTION 'who approves has declared their interests, and the signature names what was declared'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_has_declared BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signoff_declared();
