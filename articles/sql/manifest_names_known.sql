-- An edition is submitted only when of everybody named on it somebody has said who they are: the account that they have, or that they
-- have none. Otherwise nobody could tell whether a signer is an author. Their rows are locked for sharing: an account that is
-- being given to one of them meanwhile is waited for.

CREATE OR REPLACE FUNCTION articles_manifest_names_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM c.id FROM articles_contributor c JOIN articles_byline b ON b.contributor_id = c.id
        WHERE b.edition_id = NEW.edition_id ORDER BY c.id FOR SHARE OF c;
    IF EXISTS (SELECT 1 FROM articles_byline b JOIN articles_contributor c ON c.id = b.contributor_id
        WHERE b.edition_id = NEW.edition_id AND c.user_id IS NULL AND NOT c.is_outsider) THEN
        RAISE EXCEPTION 'an edition names only people of whom somebody has said who they are'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_manifest_names_known BEFORE INSERT ON articles_manifest
    FOR EACH ROW EXECUTE FUNCTION articles_manifest_names_known();
