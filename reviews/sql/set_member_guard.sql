-- Who belongs to a set stands still from the first approval on: members come and go only before, and only with editions that
-- may still go live. Afterwards one that is not approved may be left out, once. The set's row is locked, so that this holds in a
-- race with an approval (set_approval_guard.sql).

CREATE OR REPLACE FUNCTION reviews_set_member_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_set uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.edition_set_id ELSE NEW.edition_set_id END;
    the_edition uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.edition_id ELSE NEW.edition_id END;
    stands boolean;
    the_state text;
BEGIN
    PERFORM 1 FROM reviews_editionset WHERE id = the_set FOR UPDATE;
    stands := reviews_set_stands(the_set);
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.edition_set_id, NEW.edition_id, NEW.added_by_id, NEW.added_at)
            IS DISTINCT FROM (OLD.id, OLD.edition_set_id, OLD.edition_id, OLD.added_by_id, OLD.added_at)
            OR OLD.left_out_at IS NOT NULL THEN
            RAISE EXCEPTION 'what a member of a set is never changes' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        SELECT state INTO the_state FROM articles_edition WHERE id = the_edition FOR SHARE;
        IF (SELECT published_at FROM reviews_editionset WHERE id = the_set) IS NOT NULL OR the_state = 'approved' THEN
            RAISE EXCEPTION 'an approved member is left out only once its approval is revoked, before the set is published'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF stands OR (TG_OP = 'DELETE' AND OLD.left_out_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the members of a set stand still from the first approval on'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    SELECT state INTO the_state FROM articles_edition WHERE id = the_edition FOR SHARE;
    IF NEW.left_out_at IS NOT NULL OR the_state NOT IN ('draft', 'submitted', 'under_review') THEN
        RAISE EXCEPTION 'only an edition that may still be approved joins a set'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_set_member_guard BEFORE INSERT OR DELETE OR UPDATE ON reviews_setmember
    FOR EACH ROW EXECUTE FUNCTION reviews_set_member_guard();
CREATE TRIGGER reviews_setmember_no_truncate BEFORE TRUNCATE ON reviews_setmember
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
