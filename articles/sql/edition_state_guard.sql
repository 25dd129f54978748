-- Rows of a table with an edition_id are written only while that edition is in the state that the trigger names.
-- The edition's row is locked for sharing: a submission under way in another transaction is waited for, and its result seen.
-- The triggers that call it stand in the files only_while_draft.sql and only_while.sql of the apps.

CREATE OR REPLACE FUNCTION imprimatur_edition_state_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    edition_ids uuid[];
    one uuid;
    found_state text;
BEGIN
    edition_ids := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.edition_id]
        WHEN 'DELETE' THEN ARRAY[OLD.edition_id]
        ELSE ARRAY[OLD.edition_id, NEW.edition_id] END;
    FOREACH one IN ARRAY edition_ids LOOP
        -- FOR SHARE: waits for a submission under way in another transaction, and then sees its result.
        SELECT state INTO found_state FROM articles_edition WHERE id = one FOR SHARE;
        IF found_state IS NULL OR found_state <> TG_ARGV[0] THEN
            RAISE EXCEPTION '% on % is refused: the edition is %, not %', TG_OP, TG_TABLE_NAME, found_state, TG_ARGV[0]
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
