-- An edition is approved only while it is under review.

CREATE TRIGGER reviews_approval_state_guard BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('under_review');
CREATE TRIGGER reviews_carriedcorrection_state_guard BEFORE INSERT ON reviews_carriedcorrection
    FOR EACH ROW EXECUTE FUNCTION imprimatur_edition_state_guard('under_review');
