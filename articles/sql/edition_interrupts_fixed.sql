-- An urgent edition interrupts only one that was taken back or returned, of the same article, and does so from its beginning.

CREATE OR REPLACE FUNCTION articles_edition_interrupts_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.interrupts_id IS DISTINCT FROM OLD.interrupts_id THEN
        RAISE EXCEPTION 'what an edition is never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.interrupts_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM articles_edition
        WHERE id = NEW.interrupts_id AND article_id = NEW.article_id AND state IN ('taken_back', 'returned')) THEN
        RAISE EXCEPTION 'only what was taken back or returned waits for an urgent edition'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_edition_interrupts_fixed BEFORE INSERT OR UPDATE OF interrupts_id ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION articles_edition_interrupts_fixed();
