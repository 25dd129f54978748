-- Of references: what was written into these tables is never changed, deleted or emptied.

CREATE TRIGGER references_standingchange_immutable BEFORE DELETE OR UPDATE ON references_standingchange
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER references_standingchange_no_truncate BEFORE TRUNCATE ON references_standingchange
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER references_standingnotice_immutable BEFORE DELETE OR UPDATE ON references_standingnotice
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER references_standingnotice_no_truncate BEFORE TRUNCATE ON references_standingnotice
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER references_finding_immutable BEFORE DELETE OR UPDATE ON references_finding
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER references_finding_no_truncate BEFORE TRUNCATE ON references_finding
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
