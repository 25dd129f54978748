-- What readers were told of an edition is corrected only once they were told it, and only as it stands at that moment:
-- the change note once it was published, the reason once it was retired.

CREATE OR REPLACE FUNCTION reviews_told(the_edition uuid, which text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT r.text FROM reviews_erratum r WHERE r.edition_id = e.id AND r.of = which ORDER BY r.at DESC, r.id DESC LIMIT 1),
        CASE which
            WHEN 'note' THEN CASE WHEN e.state IN ('published', 'superseded', 'retired') THEN e.change_note END
            WHEN 'reason' THEN (SELECT reason FROM reviews_retirement WHERE edition_id = e.id)
        END)
    FROM articles_edition e WHERE e.id = the_edition
$$;
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
