-- What an edition is never changes: it begins as a draft, based on what is live then; its article, number, opener and base stay for
-- ever, when it was submitted and published stays once it is written, what it says of itself once it is no draft; it is never deleted.

CREATE OR REPLACE FUNCTION articles_edition_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'editions are never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.submitted_at IS NOT NULL OR NEW.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'an edition begins as a draft' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.based_on_id IS DISTINCT FROM (SELECT id FROM articles_edition
            WHERE article_id = NEW.article_id AND state = 'published') THEN
            RAISE EXCEPTION 'an edition is based on the one that is live when it is opened'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.article_id, NEW.number, NEW.opened_by_id, NEW.opened_at)
        IS DISTINCT FROM (OLD.id, OLD.article_id, OLD.number, OLD.opened_by_id, OLD.opened_at)
        OR NEW.based_on_id IS DISTINCT FROM OLD.based_on_id
        OR NEW.continues_id IS DISTINCT FROM OLD.continues_id
        OR (OLD.submitted_at IS NOT NULL AND (NEW.submitted_at, NEW.submitted_by_id)
            IS DISTINCT FROM (OLD.submitted_at, OLD.submitted_by_id))
        OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
        OR (OLD.state <> 'draft' AND (NEW.change_note, NEW.significance, NEW.funding, NEW.ai_use, NEW.ai_tool)
            IS DISTINCT FROM (OLD.change_note, OLD.significance, OLD.funding, OLD.ai_use, OLD.ai_tool)) THEN
        RAISE EXCEPTION 'what an edition is never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_edition_fixed BEFORE INSERT OR DELETE OR UPDATE ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION articles_edition_fixed();
CREATE TRIGGER articles_edition_no_truncate BEFORE TRUNCATE ON articles_edition
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
