-- What readers were told of an edition is corrected only as it stands at that moment (reviews_told).

CREATE OR REPLACE FUNCTION reviews_erratum_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM articles_edition WHERE id = NEW.edition_id FOR UPDATE;
    IF reviews_told(NEW.edition_id, NEW.of) IS DISTINCT FROM NEW.before THEN
        RAISE EXCEPTION 'only what readers are told now is corrected'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_erratum_guard BEFORE INSERT ON reviews_erratum
    FOR EACH ROW EXECUTE FUNCTION reviews_erratum_guard();
