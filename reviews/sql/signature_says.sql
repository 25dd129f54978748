-- A signature says how and when its signer had proved who they are: within the day before it (scheme 2 and later).

CREATE OR REPLACE FUNCTION reviews_signature_says() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := NEW.content::jsonb;
    proved timestamptz := (said -> 'authentication' ->> 'at')::timestamptz;
BEGIN
    IF COALESCE((said ->> 'scheme')::int, 0) < 2
        OR COALESCE(said -> 'authentication' ->> 'method', '') = ''
        OR proved IS NULL OR proved > NEW.at OR proved < NEW.at - interval '1 day' THEN
        RAISE EXCEPTION 'a signature says how and when its signer had proved who they are'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_says BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signature_says();
CREATE TRIGGER reviews_approval_says BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_signature_says();
