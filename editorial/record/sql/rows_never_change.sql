-- Of the record: what was written into these tables is never changed, deleted or emptied.

CREATE TRIGGER record_event_immutable BEFORE DELETE OR UPDATE ON record_event
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER record_event_no_truncate BEFORE TRUNCATE ON record_event
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER record_checkpoint_immutable BEFORE DELETE OR UPDATE ON record_checkpoint
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER record_checkpoint_no_truncate BEFORE TRUNCATE ON record_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER record_checkpointkey_immutable BEFORE DELETE OR UPDATE ON record_checkpointkey
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER record_checkpointkey_no_truncate BEFORE TRUNCATE ON record_checkpointkey
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
