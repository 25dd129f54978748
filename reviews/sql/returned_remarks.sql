-- What came in a file is nobody's word: it demands no answer before its author confirmed it, signed in, and its words come into the text only
-- once somebody said who wrote them.

CREATE OR REPLACE FUNCTION reviews_returned_remarks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    confirmed_by uuid;
BEGIN
    IF NEW.returned_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT by_id INTO confirmed_by FROM reviews_remarkconfirmation WHERE remark_id = NEW.returned_id;
    IF NEW.must_be_answered AND confirmed_by IS DISTINCT FROM NEW.author_id THEN
        RAISE EXCEPTION 'a remark from a file demands no answer before its author confirmed it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.outcome = 'accepted' AND confirmed_by IS NULL AND NOT EXISTS (
        SELECT 1 FROM reviews_returnedremark r
        JOIN reviews_returnedname n ON n.file_id = r.file_id AND n.name = r.name WHERE r.id = NEW.returned_id
    ) THEN
        RAISE EXCEPTION 'words from a file are accepted once somebody said who wrote them'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_returned_remarks BEFORE INSERT OR UPDATE ON reviews_comment
    FOR EACH ROW EXECUTE FUNCTION reviews_returned_remarks();
