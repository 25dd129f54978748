-- An urgent approval says its basis and its reason, differs from the live edition only in the sections that it names, and who
-- approves and somebody else have signed each of them (and every section, if an audience is new since then), with signatures that the approval counts (and so holds to be for this
-- board, by who saw what readers get). Interests, and the approver's term, are judged in Python.

CREATE OR REPLACE FUNCTION reviews_urgent_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := NEW.content::jsonb;
    base uuid := (SELECT based_on_id FROM articles_edition WHERE id = NEW.edition_id);
    the_version uuid;
    signers uuid[];
    new_readers boolean;
BEGIN
    IF NEW.basis IS DISTINCT FROM coalesce(said ->> 'basis', 'quorum')
        OR NEW.reason IS DISTINCT FROM coalesce(said ->> 'reason', '') THEN
        RAISE EXCEPTION 'an approval must name its basis and its reason'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.basis <> 'urgent' THEN
        RETURN NEW;
    END IF;
    IF base IS NULL THEN
        RAISE EXCEPTION 'an urgent change starts from the live edition'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    new_readers := EXISTS (
        SELECT 1 FROM articles_manifest m, jsonb_object_keys(m.content::jsonb -> 'plan') AS a(key)
        WHERE m.edition_id = NEW.edition_id AND NOT EXISTS (
            SELECT 1 FROM articles_manifest l WHERE l.edition_id = base AND l.content::jsonb -> 'plan' ? a.key));
    FOR the_version IN
        SELECT p.version_id FROM articles_pin p WHERE p.edition_id = NEW.edition_id
            AND (new_readers OR NOT EXISTS (
                SELECT 1 FROM articles_pin b WHERE b.edition_id = base AND b.version_id = p.version_id))
    LOOP
        IF NOT (said -> 'sections' ? (SELECT section_id::text FROM articles_sectionversion WHERE id = the_version))
            AND NOT EXISTS (SELECT 1 FROM articles_pin b WHERE b.edition_id = base AND b.version_id = the_version) THEN
            RAISE EXCEPTION 'an urgent change differs from the live edition only in the sections that it names'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        signers := ARRAY(SELECT u.id FROM reviews_latest_approvers(the_version) AS u(id)
            WHERE EXISTS (SELECT 1 FROM reviews_signoff s WHERE s.version_id = the_version AND s.user_id = u.id
                AND s.verdict = 'approve' AND said -> 'sign_offs' ? s.digest));
        IF NEW.by_id <> ALL (signers) OR cardinality(signers) < 2 THEN
            RAISE EXCEPTION 'an urgent change is signed by who approves it and by one more member'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_urgent_guard BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_urgent_guard();
