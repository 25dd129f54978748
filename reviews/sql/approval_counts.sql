-- Every signature that an approval counts is one on this edition's words, for a board that its policy accepts, by somebody who
-- saw what readers will get and had no hand in the words, nor their name over them; and without urgency they are as many as
-- the policy asks for. Whether each still holds today (interests, expiry, sentences at risk) is counted in Python; an end
-- of term takes none away.

CREATE OR REPLACE FUNCTION reviews_approval_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asks record;
    counted text[] := ARRAY(SELECT jsonb_array_elements_text(NEW.content::jsonb -> 'sign_offs'));
    pinned uuid[] := ARRAY(SELECT version_id FROM articles_pin WHERE edition_id = NEW.edition_id);
BEGIN
    SELECT v.*, p.board_id INTO asks
        FROM reviews_editionpolicy e JOIN reviews_policyversion v ON v.id = e.version_id
        JOIN reviews_reviewpolicy p ON p.id = v.policy_id
        WHERE e.edition_id = NEW.edition_id ORDER BY e.id DESC LIMIT 1;
    IF EXISTS (SELECT 1 FROM unnest(counted) AS c(digest) WHERE NOT EXISTS (
        SELECT 1 FROM reviews_signoff s JOIN articles_pin p ON p.version_id = s.version_id
        WHERE s.digest = c.digest AND p.edition_id = NEW.edition_id AND s.verdict = 'approve'
            AND (s.board_id = asks.board_id OR s.board_id = ANY (asks.also_accepts)))) THEN
        RAISE EXCEPTION 'an approval counts only signatures on its own words, for a board that its policy accepts'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM reviews_differences(NEW.edition_id) d JOIN reviews_signoff s ON s.id = d.sign_off
        WHERE NOT d.carried AND s.digest = ANY (counted)) THEN
        RAISE EXCEPTION 'an approval counts only signatures of who saw what readers will get'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM articles_pin p JOIN reviews_signoff s ON s.version_id = p.version_id
        WHERE p.edition_id = NEW.edition_id AND s.digest = ANY (counted)
            AND (s.user_id IN (SELECT reviews_named(NEW.edition_id))
                OR s.user_id IN (SELECT reviews_named_elsewhere(NEW.edition_id, s.version_id))
                OR (s.version_id, s.user_id) IN (SELECT c.version_id, c.user_id FROM reviews_contributors(pinned) c))) THEN
        RAISE EXCEPTION 'an approval counts no signature of somebody who had a hand in the words, or is named over them'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.basis <> 'urgent' AND EXISTS (SELECT 1 FROM articles_pin p JOIN articles_section c ON c.id = p.section_id
        WHERE p.edition_id = NEW.edition_id
            AND coalesce((asks.sign_offs_by_kind ->> c.kind)::int, asks.sign_offs) > (
                SELECT count(DISTINCT s.user_id) FROM reviews_signoff s
                WHERE s.version_id = p.version_id AND s.digest = ANY (counted))) THEN
        RAISE EXCEPTION 'an approval counts as many signatures on every section as its policy asks for'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_with_signatures BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_approval_counts();
