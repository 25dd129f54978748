-- Of reviewing: what is written into these tables is named by an event of the same transaction (see record_note).
-- The arguments are the column of the key, and columns that the product derives and writes anew by itself.

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_policyversion REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_policyversion REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_policyversion REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_editionpolicy REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_editionpolicy REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_editionpolicy REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_signoff REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_signoff REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_signoff REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_settlement REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('sign_off_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_settlement REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('sign_off_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_settlement REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('sign_off_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_approval REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_approval REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_approval REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_revocation REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('approval_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_revocation REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('approval_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_revocation REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('approval_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_letter REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_letter REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_letter REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_retirement REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_retirement REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_retirement REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('edition_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_declaration REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_declaration REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_declaration REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_alarmchange REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('change_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_alarmchange REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('change_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_alarmchange REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('change_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_evidencedecision REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_evidencedecision REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_evidencedecision REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_carriedcorrection REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_carriedcorrection REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_carriedcorrection REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalboard REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalboard REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalboard REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalboardmember REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalboardmember REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalboardmember REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalinterest REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalinterest REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalinterest REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalrecusal REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalrecusal REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalrecusal REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalreviewpolicy REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalreviewpolicy REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalreviewpolicy REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalarticlepolicy REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalarticlepolicy REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalarticlepolicy REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalassignment REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalassignment REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalassignment REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalcomment REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalcomment REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalcomment REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalalarm REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalalarm REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalalarm REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_historicalguest REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_historicalguest REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_historicalguest REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('history_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_requestlink REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_requestlink REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_requestlink REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_returnedfile REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_returnedfile REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_returnedfile REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_returnedremark REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_returnedremark REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_returnedremark REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_remarkconfirmation REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('remark_id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_remarkconfirmation REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('remark_id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_remarkconfirmation REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('remark_id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_returnedname REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_returnedname REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_returnedname REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_filehand REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_filehand REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_filehand REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_erratum REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_erratum REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_erratum REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_editionset REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{told_at}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_editionset REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{told_at}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_editionset REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{told_at}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_setmember REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_setmember REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_setmember REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');

CREATE TRIGGER record_names_insert AFTER INSERT ON reviews_setwithdrawal REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_update AFTER UPDATE ON reviews_setwithdrawal REFERENCING OLD TABLE AS replaced NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
CREATE TRIGGER record_names_delete AFTER DELETE ON reviews_setwithdrawal REFERENCING OLD TABLE AS replaced
    FOR EACH STATEMENT EXECUTE FUNCTION record_note('id', '{}');
