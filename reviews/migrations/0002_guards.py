"""What the database holds of reviewing: promises 1 to 4 of the product, whoever writes to it."""

from django.db import migrations

from editorial.shared.immutable import forbid_changes, insert_only_while

DIGESTS = """
ALTER TABLE reviews_signoff ADD CONSTRAINT signoff_digest_of_content
    CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'));
ALTER TABLE reviews_approval ADD CONSTRAINT approval_digest_of_content
    CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'));
"""

DIGESTS_BACK = """
ALTER TABLE reviews_signoff DROP CONSTRAINT signoff_digest_of_content;
ALTER TABLE reviews_approval DROP CONSTRAINT approval_digest_of_content;
"""

# Promise 4, said once for the whole product: Python asks this function too (reviews.rules.eligibility).
CONTRIBUTORS = """
CREATE OR REPLACE FUNCTION reviews_contributors(the_version uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE lineage(id) AS (
        SELECT the_version
        UNION
        SELECT c.came_from_id
        FROM lineage l JOIN articles_contribution c ON c.version_id = l.id
        WHERE c.came_from_id IS NOT NULL
          -- back to, and not including, the last version that was approved
          AND NOT EXISTS (
            SELECT 1 FROM articles_pin p JOIN articles_edition e ON e.id = p.edition_id
            WHERE p.version_id = c.came_from_id
              AND e.state IN ('approved', 'published', 'superseded', 'retired'))
    )
    SELECT DISTINCT c.user_id FROM articles_contribution c JOIN lineage l ON c.version_id = l.id
$$;
"""

SIGN_OFF = """
CREATE OR REPLACE FUNCTION reviews_signoff_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.content::jsonb ->> 'version_digest'
        IS DISTINCT FROM (SELECT digest FROM articles_sectionversion WHERE id = NEW.version_id)
        OR NEW.content::jsonb ->> 'version' IS DISTINCT FROM NEW.version_id::text
        OR NEW.content::jsonb ->> 'user' IS DISTINCT FROM NEW.user_id::text
        OR NEW.content::jsonb ->> 'verdict' IS DISTINCT FROM NEW.verdict THEN
        RAISE EXCEPTION 'a sign-off must name exactly the version, the member and the verdict of its row'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM articles_pin p JOIN articles_edition e ON e.id = p.edition_id
        WHERE p.edition_id = NEW.edition_id AND p.version_id = NEW.version_id AND e.state <> 'draft') THEN
        RAISE EXCEPTION 'a sign-off must be on a version of an edition that was submitted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.verdict = 'approve' AND NEW.user_id IN (SELECT reviews_contributors(NEW.version_id)) THEN
        RAISE EXCEPTION 'no one approves their own words' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_guard BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signoff_guard();
"""

APPROVAL = """
CREATE OR REPLACE FUNCTION reviews_approval_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.content::jsonb ->> 'manifest'
        IS DISTINCT FROM (SELECT digest FROM articles_manifest WHERE edition_id = NEW.edition_id)
        OR NEW.content::jsonb ->> 'edition' IS DISTINCT FROM NEW.edition_id::text
        OR NEW.content::jsonb ->> 'user' IS DISTINCT FROM NEW.by_id::text THEN
        RAISE EXCEPTION 'an approval must name exactly the edition, its manifest and the approver'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM articles_pin p WHERE p.edition_id = NEW.edition_id
        AND NEW.by_id IN (SELECT reviews_contributors(p.version_id))) THEN
        RAISE EXCEPTION 'no one approves their own words' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_approval_guard BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_approval_guard();
"""

REVOCATION = """
CREATE OR REPLACE FUNCTION reviews_revocation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT e.state FROM reviews_approval a JOIN articles_edition e ON e.id = a.edition_id
        WHERE a.id = NEW.approval_id FOR SHARE OF e) IS DISTINCT FROM 'approved' THEN
        RAISE EXCEPTION 'an approval is revoked only before its edition is published'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_revocation_guard BEFORE INSERT ON reviews_revocation
    FOR EACH ROW EXECUTE FUNCTION reviews_revocation_guard();
"""

EDITION_MOVES = """
CREATE OR REPLACE FUNCTION reviews_edition_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('draft', 'discarded'), ('draft', 'submitted'),
        ('submitted', 'under_review'), ('submitted', 'taken_back'), ('submitted', 'returned'),
        ('under_review', 'taken_back'), ('under_review', 'returned'), ('under_review', 'approved'),
        ('approved', 'under_review'), ('approved', 'published'),
        ('published', 'superseded'), ('published', 'retired')) THEN
        RAISE EXCEPTION 'an edition does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'submitted' AND NOT EXISTS (SELECT 1 FROM articles_manifest WHERE edition_id = NEW.id) THEN
        RAISE EXCEPTION 'submitting freezes the manifest first' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state IN ('approved', 'published') AND NOT EXISTS (
        SELECT 1 FROM reviews_approval a LEFT JOIN reviews_revocation r ON r.approval_id = a.id
        WHERE a.edition_id = NEW.id AND r.approval_id IS NULL) THEN
        RAISE EXCEPTION 'an edition is % only with an approval that stands', NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'approved' AND (SELECT id FROM articles_edition
        WHERE article_id = NEW.article_id AND state = 'published') IS DISTINCT FROM NEW.based_on_id THEN
        RAISE EXCEPTION 'the edition that this one is based on is no longer the live one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- By now the old edition has been superseded, in this transaction: it must have been the last one live.
    IF NEW.state = 'published' AND (NEW.published_at IS NULL
        OR (NEW.based_on_id IS NOT NULL AND (SELECT state FROM articles_edition WHERE id = NEW.based_on_id)
            IS DISTINCT FROM 'superseded')
        OR EXISTS (SELECT 1 FROM articles_edition other WHERE other.article_id = NEW.article_id
            AND other.id <> NEW.id AND other.id IS DISTINCT FROM NEW.based_on_id
            AND other.published_at > NEW.opened_at)) THEN
        RAISE EXCEPTION 'the edition that this one is based on is no longer the live one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_edition_moves BEFORE UPDATE ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION reviews_edition_moves();
"""

# Promise 1: the bytes at a live address contain exactly a body that the standing approval signed. Only the empty
# places for notices about references may have been filled, with plain text.
PAGES = """
CREATE OR REPLACE FUNCTION reviews_page_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_body articles_publishedbody%ROWTYPE;
    bare text;
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
    bare := regexp_replace(NEW.content, '(<span class="standing" data-standing-for="[^"<>]*">)[^<]*(</span>)', '\\1\\2', 'g');
    IF position(the_body.html IN bare) = 0 THEN
        RAISE EXCEPTION 'a live page contains the signed words unchanged'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_page_guard BEFORE INSERT OR UPDATE ON articles_publicpage
    FOR EACH ROW EXECUTE FUNCTION reviews_page_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("articles", "0002_guards")]

    operations = [
        forbid_changes("reviews_policyversion"),
        forbid_changes("reviews_editionpolicy"),
        forbid_changes("reviews_signoff"),
        forbid_changes("reviews_settlement"),
        forbid_changes("reviews_approval"),
        forbid_changes("reviews_revocation"),
        forbid_changes("reviews_letter"),
        forbid_changes("reviews_retirement"),
        insert_only_while("reviews_approval", "under_review"),
        migrations.RunSQL(DIGESTS, DIGESTS_BACK),
        migrations.RunSQL(CONTRIBUTORS, "DROP FUNCTION reviews_contributors(uuid);"),
        migrations.RunSQL(SIGN_OFF, "DROP TRIGGER reviews_signoff_guard ON reviews_signoff;"),
        migrations.RunSQL(APPROVAL, "DROP TRIGGER reviews_approval_guard ON reviews_approval;"),
        migrations.RunSQL(REVOCATION, "DROP TRIGGER reviews_revocation_guard ON reviews_revocation;"),
        migrations.RunSQL(EDITION_MOVES, "DROP TRIGGER reviews_edition_moves ON articles_edition;"),
        migrations.RunSQL(PAGES, "DROP TRIGGER reviews_page_guard ON articles_publicpage;"),
    ]
