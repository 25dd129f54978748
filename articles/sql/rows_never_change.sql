-- Of articles: what was written into these tables is never changed, deleted or emptied.

CREATE TRIGGER articles_articleslug_immutable BEFORE DELETE OR UPDATE ON articles_articleslug
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_articleslug_no_truncate BEFORE TRUNCATE ON articles_articleslug
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_section_immutable BEFORE DELETE OR UPDATE ON articles_section
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_section_no_truncate BEFORE TRUNCATE ON articles_section
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_sectionversion_immutable BEFORE DELETE OR UPDATE ON articles_sectionversion
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_sectionversion_no_truncate BEFORE TRUNCATE ON articles_sectionversion
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_contribution_immutable BEFORE DELETE OR UPDATE ON articles_contribution
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_contribution_no_truncate BEFORE TRUNCATE ON articles_contribution
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_confirmation_immutable BEFORE DELETE OR UPDATE ON articles_confirmation
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_confirmation_no_truncate BEFORE TRUNCATE ON articles_confirmation
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_manifest_immutable BEFORE DELETE OR UPDATE ON articles_manifest
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_manifest_no_truncate BEFORE TRUNCATE ON articles_manifest
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_publishedbody_immutable BEFORE DELETE OR UPDATE ON articles_publishedbody
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_publishedbody_no_truncate BEFORE TRUNCATE ON articles_publishedbody
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_sourcedocument_immutable BEFORE DELETE OR UPDATE ON articles_sourcedocument
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_sourcedocument_no_truncate BEFORE TRUNCATE ON articles_sourcedocument
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_doubt_immutable BEFORE DELETE OR UPDATE ON articles_doubt
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_doubt_no_truncate BEFORE TRUNCATE ON articles_doubt
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_doubtdecision_immutable BEFORE DELETE OR UPDATE ON articles_doubtdecision
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_doubtdecision_no_truncate BEFORE TRUNCATE ON articles_doubtdecision
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_oldpath_immutable BEFORE DELETE OR UPDATE ON articles_oldpath
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_oldpath_no_truncate BEFORE TRUNCATE ON articles_oldpath
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_namedhand_immutable BEFORE DELETE OR UPDATE ON articles_namedhand
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_namedhand_no_truncate BEFORE TRUNCATE ON articles_namedhand
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_dismissal_immutable BEFORE DELETE OR UPDATE ON articles_dismissal
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_dismissal_no_truncate BEFORE TRUNCATE ON articles_dismissal
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_medium_immutable BEFORE DELETE OR UPDATE ON articles_medium
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_medium_no_truncate BEFORE TRUNCATE ON articles_medium
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_rendition_immutable BEFORE DELETE OR UPDATE ON articles_rendition
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_rendition_no_truncate BEFORE TRUNCATE ON articles_rendition
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();

CREATE TRIGGER articles_translatedfrom_immutable BEFORE DELETE OR UPDATE ON articles_translatedfrom
    FOR EACH ROW EXECUTE FUNCTION imprimatur_refuse_change();
CREATE TRIGGER articles_translatedfrom_no_truncate BEFORE TRUNCATE ON articles_translatedfrom
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
