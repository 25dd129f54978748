-- Promise 1: the bytes at a live address contain exactly a body that the standing approval signed. Only the empty places for
-- notices about references may have been filled, with plain text.

CREATE OR REPLACE FUNCTION reviews_page_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_body articles_publishedbody%ROWTYPE;
BEGIN
    IF NEW.kind <> 'live' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO the_body FROM articles_publishedbody WHERE id = NEW.body_id;
    IF the_body.edition_id IS DISTINCT FROM NEW.edition_id OR the_body.audience IS DISTINCT FROM NEW.audience
        OR (SELECT state FROM articles_edition WHERE id = NEW.edition_id) IS DISTINCT FROM 'published' THEN
        RAISE EXCEPTION 'a live page shows the body of the live edition for its audience'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM reviews_approval a LEFT JOIN reviews_revocation r ON r.approval_id = a.id
        WHERE a.edition_id = NEW.edition_id AND r.approval_id IS NULL
          AND a.content::jsonb -> 'bodies' ->> NEW.audience = the_body.digest) THEN
        RAISE EXCEPTION 'a live page shows only what was signed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF position(the_body.html IN NEW.content) = 0 AND position(the_body.html IN regexp_replace(NEW.content,
        '(<span class="standing" data-standing-for="[^"<>]*">)[^<]*(</span>)', '\1\2', 'g')) = 0 THEN
        RAISE EXCEPTION 'a live page contains the signed words unchanged'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_page_guard BEFORE INSERT OR UPDATE ON articles_publicpage
    FOR EACH ROW EXECUTE FUNCTION reviews_page_guard();
