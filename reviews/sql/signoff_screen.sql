-- A sign-off is on the words that were on the screen.

CREATE OR REPLACE FUNCTION reviews_signoff_screen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.content::jsonb -> 'screen' ->> 'words'
        IS DISTINCT FROM (SELECT digest FROM articles_sectionversion WHERE id = NEW.version_id) THEN
        RAISE EXCEPTION 'a sign-off is on the words that were on the screen'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_screen BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signoff_screen();
