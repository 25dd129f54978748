-- What an edition is made of (its pins, removals, bylines, merges that wait) is written, changed and deleted only while the
-- edition is a draft: what was submitted stands still.

CREATE TRIGGER articles_pin_state_guard BEFORE INSERT OR DELETE OR UPDATE ON articles_pin
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
CREATE TRIGGER articles_pin_no_truncate BEFORE TRUNCATE ON articles_pin
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_removal_state_guard BEFORE INSERT OR DELETE OR UPDATE ON articles_removal
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
CREATE TRIGGER articles_removal_no_truncate BEFORE TRUNCATE ON articles_removal
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_byline_state_guard BEFORE INSERT OR DELETE OR UPDATE ON articles_byline
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
CREATE TRIGGER articles_byline_no_truncate BEFORE TRUNCATE ON articles_byline
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_pendingmerge_state_guard BEFORE INSERT OR DELETE OR UPDATE ON articles_pendingmerge
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
CREATE TRIGGER articles_pendingmerge_no_truncate BEFORE TRUNCATE ON articles_pendingmerge
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
