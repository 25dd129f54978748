-- What a set is never changes: its name, reason and maker stay, when it was published stays once it is written, and then when it
-- was to be; it is never deleted.

CREATE OR REPLACE FUNCTION reviews_set_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'sets are never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a set begins unpublished' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.name, NEW.reason, NEW.made_by_id, NEW.made_at)
        IS DISTINCT FROM (OLD.id, OLD.name, OLD.reason, OLD.made_by_id, OLD.made_at)
        OR (OLD.published_at IS NOT NULL AND (NEW.published_at, NEW.publish_at)
            IS DISTINCT FROM (OLD.published_at, OLD.publish_at)) THEN
        RAISE EXCEPTION 'what a set is never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_set_guard BEFORE INSERT OR DELETE OR UPDATE ON reviews_editionset
    FOR EACH ROW EXECUTE FUNCTION reviews_set_guard();
CREATE TRIGGER reviews_editionset_no_truncate BEFORE TRUNCATE ON reviews_editionset
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
