-- Of articles: what is written into these tables is named by an event of the same transaction (see record_note).
-- The arguments are the column of the key, and columns that the product derives and writes anew by itself.

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_articleslug REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('slug', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_articleslug REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('slug', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_articleslug REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('slug', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_section REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_section REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_section REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_sectionversion REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_sectionversion REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_sectionversion REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_contribution REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_contribution REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_contribution REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_confirmation REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_confirmation REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_confirmation REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_manifest REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_manifest REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_manifest REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_publishedbody REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_publishedbody REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_publishedbody REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_pin REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_pin REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_pin REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_removal REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_removal REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_removal REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_byline REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_byline REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_byline REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_pendingmerge REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_pendingmerge REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_pendingmerge REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_edition REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_edition REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_edition REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_publicpage REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{content,composed_at,stale_since}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_publicpage REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{content,composed_at,stale_since}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_publicpage REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{content,composed_at,stale_since}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_historicalarticle REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_historicalarticle REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_historicalarticle REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_historicalcollaborator REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_historicalcollaborator REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_historicalcollaborator REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_historicalaudience REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_historicalaudience REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_historicalaudience REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_historicalcontributor REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_historicalcontributor REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_historicalcontributor REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_sourcedocument REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_sourcedocument REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_sourcedocument REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_doubt REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_doubt REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_doubt REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_doubtdecision REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_doubtdecision REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_doubtdecision REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_oldpath REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('path', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_oldpath REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('path', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_oldpath REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('path', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_namedhand REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_namedhand REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_namedhand REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_dismissal REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_dismissal REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_dismissal REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_medium REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_medium REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_medium REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_rendition REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_rendition REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_rendition REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON articles_translatedfrom REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON articles_translatedfrom REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON articles_translatedfrom REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
