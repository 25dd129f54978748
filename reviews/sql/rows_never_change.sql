-- Of reviewing: what was written into these tables is never changed, deleted or emptied.

CREATE TRIGGER reviews_policyversion_immutable BEFORE DELETE OR UPDATE ON reviews_policyversion
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_policyversion_no_truncate BEFORE TRUNCATE ON reviews_policyversion
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_editionpolicy_immutable BEFORE DELETE OR UPDATE ON reviews_editionpolicy
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_editionpolicy_no_truncate BEFORE TRUNCATE ON reviews_editionpolicy
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_signoff_immutable BEFORE DELETE OR UPDATE ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_signoff_no_truncate BEFORE TRUNCATE ON reviews_signoff
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_settlement_immutable BEFORE DELETE OR UPDATE ON reviews_settlement
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_settlement_no_truncate BEFORE TRUNCATE ON reviews_settlement
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_approval_immutable BEFORE DELETE OR UPDATE ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_approval_no_truncate BEFORE TRUNCATE ON reviews_approval
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_carriedcorrection_immutable BEFORE DELETE OR UPDATE ON reviews_carriedcorrection
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_carriedcorrection_no_truncate BEFORE TRUNCATE ON reviews_carriedcorrection
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_revocation_immutable BEFORE DELETE OR UPDATE ON reviews_revocation
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_revocation_no_truncate BEFORE TRUNCATE ON reviews_revocation
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_letter_immutable BEFORE DELETE OR UPDATE ON reviews_letter
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_letter_no_truncate BEFORE TRUNCATE ON reviews_letter
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_retirement_immutable BEFORE DELETE OR UPDATE ON reviews_retirement
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_retirement_no_truncate BEFORE TRUNCATE ON reviews_retirement
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_declaration_immutable BEFORE DELETE OR UPDATE ON reviews_declaration
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_declaration_no_truncate BEFORE TRUNCATE ON reviews_declaration
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_alarmchange_immutable BEFORE DELETE OR UPDATE ON reviews_alarmchange
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_alarmchange_no_truncate BEFORE TRUNCATE ON reviews_alarmchange
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_evidencedecision_immutable BEFORE DELETE OR UPDATE ON reviews_evidencedecision
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_evidencedecision_no_truncate BEFORE TRUNCATE ON reviews_evidencedecision
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_requestlink_immutable BEFORE DELETE OR UPDATE ON reviews_requestlink
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_requestlink_no_truncate BEFORE TRUNCATE ON reviews_requestlink
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_returnedfile_immutable BEFORE DELETE OR UPDATE ON reviews_returnedfile
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_returnedfile_no_truncate BEFORE TRUNCATE ON reviews_returnedfile
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_returnedremark_immutable BEFORE DELETE OR UPDATE ON reviews_returnedremark
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_returnedremark_no_truncate BEFORE TRUNCATE ON reviews_returnedremark
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_remarkconfirmation_immutable BEFORE DELETE OR UPDATE ON reviews_remarkconfirmation
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_remarkconfirmation_no_truncate BEFORE TRUNCATE ON reviews_remarkconfirmation
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_returnedname_immutable BEFORE DELETE OR UPDATE ON reviews_returnedname
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_returnedname_no_truncate BEFORE TRUNCATE ON reviews_returnedname
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_filehand_immutable BEFORE DELETE OR UPDATE ON reviews_filehand
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_filehand_no_truncate BEFORE TRUNCATE ON reviews_filehand
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_erratum_immutable BEFORE DELETE OR UPDATE ON reviews_erratum
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_erratum_no_truncate BEFORE TRUNCATE ON reviews_erratum
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER reviews_setwithdrawal_immutable BEFORE DELETE OR UPDATE ON reviews_setwithdrawal
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER reviews_setwithdrawal_no_truncate BEFORE TRUNCATE ON reviews_setwithdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
