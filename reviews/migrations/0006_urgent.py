"""Urgent safety changes: what they may differ in and who must have signed, whoever writes; and setting a draft aside."""

from django.db import migrations

# Before the approval of an edition is written: on the urgent basis, only the named sections may differ from the live
# edition, and who approves and somebody else have signed each of them. Interests and terms are judged in Python.
URGENT = """
CREATE OR REPLACE FUNCTION reviews_urgent_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := NEW.content::jsonb;
    base uuid := (SELECT based_on_id FROM articles_edition WHERE id = NEW.edition_id);
    the_version uuid;
BEGIN
    IF NEW.basis IS DISTINCT FROM coalesce(said ->> 'basis', 'quorum')
        OR NEW.reason IS DISTINCT FROM coalesce(said ->> 'reason', '') THEN
        RAISE EXCEPTION 'an approval must name its basis and its reason'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.basis <> 'urgent' THEN
        RETURN NEW;
    END IF;
    IF base IS NULL THEN
        RAISE EXCEPTION 'an urgent change starts from the live edition'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    FOR the_version IN
        SELECT p.version_id FROM articles_pin p WHERE p.edition_id = NEW.edition_id
            AND NOT EXISTS (SELECT 1 FROM articles_pin b WHERE b.edition_id = base AND b.version_id = p.version_id)
    LOOP
        IF NOT (said -> 'sections' ? (SELECT section_id::text FROM articles_sectionversion WHERE id = the_version)) THEN
            RAISE EXCEPTION 'an urgent change differs from the live edition only in the sections that it names'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM reviews_latest_approvers(the_version) AS u(id) WHERE u.id = NEW.by_id)
            OR NOT EXISTS (SELECT 1 FROM reviews_latest_approvers(the_version) AS u(id) WHERE u.id <> NEW.by_id) THEN
            RAISE EXCEPTION 'an urgent change is signed by who approves it and by one more member'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION reviews_latest_approvers(the_version uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT user_id FROM (
        SELECT DISTINCT ON (user_id) user_id, verdict FROM reviews_signoff
        WHERE version_id = the_version ORDER BY user_id, at DESC, id DESC) latest
    WHERE verdict = 'approve'
$$;
CREATE TRIGGER reviews_urgent_guard BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_urgent_guard();
"""

URGENT_BACK = """
DROP TRIGGER reviews_urgent_guard ON reviews_approval;
DROP FUNCTION reviews_urgent_guard();
DROP FUNCTION reviews_latest_approvers(uuid);
"""

# As in 0002, with one more pair: a draft that is set aside.
EDITION_MOVES = """
CREATE OR REPLACE FUNCTION reviews_edition_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('draft', 'discarded'), ('draft', 'submitted'), ('draft', 'taken_back'),
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
"""

EDITION_MOVES_BACK = """
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
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_comments_talk"), ("articles", "0004_set_aside")]

    operations = [
        migrations.RunSQL(URGENT, URGENT_BACK),
        migrations.RunSQL(EDITION_MOVES, EDITION_MOVES_BACK),
    ]
