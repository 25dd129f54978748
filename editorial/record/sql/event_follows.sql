-- Each event of a chain has the next number, the hash of the event before it, and the hash of its own content.

CREATE OR REPLACE FUNCTION record_event_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_seq bigint := 0;
    last_hash text := '';
BEGIN
    SELECT seq, hash INTO last_seq, last_hash FROM record_event
        WHERE chain = NEW.chain ORDER BY seq DESC LIMIT 1;
    IF NEW.seq <> coalesce(last_seq, 0) + 1 OR NEW.prev_hash <> coalesce(last_hash, '') THEN
        RAISE EXCEPTION 'event % of % does not follow the last one', NEW.seq, NEW.chain
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.hash <> encode(sha256(convert_to(NEW.prev_hash || E'\n' || NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'event % of % does not have the hash of its content', NEW.seq, NEW.chain
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_event_follows BEFORE INSERT ON record_event
    FOR EACH ROW EXECUTE FUNCTION record_event_follows();
