-- A manifest is written while its edition is a draft (it freezes it), and so is what the draft was imported from and what is decided
-- of its doubts and answered to what the checks found; a body that will be published while it is under review.

CREATE TRIGGER articles_manifest_state_guard BEFORE INSERT ON articles_manifest
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
CREATE TRIGGER articles_publishedbody_state_guard BEFORE INSERT ON articles_publishedbody
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('under_review');
CREATE TRIGGER articles_sourcedocument_state_guard BEFORE INSERT ON articles_sourcedocument
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
CREATE TRIGGER articles_doubtdecision_state_guard BEFORE INSERT ON articles_doubtdecision
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
CREATE TRIGGER articles_dismissal_state_guard BEFORE INSERT ON articles_dismissal
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('draft');
