"""What the database holds of authoring: promises 2, 3 and 6 of the product, whoever writes to it."""

from django.db import migrations

from editorial.shared.immutable import forbid_changes, insert_only_while, only_while_draft

DIGESTS = """
ALTER TABLE articles_sectionversion
    ADD CONSTRAINT version_digest_of_content
        CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    ADD CONSTRAINT version_content_names_section
        CHECK (content::jsonb ->> 'section' = section_id::text),
    ADD CONSTRAINT version_of_section UNIQUE (id, section_id);
ALTER TABLE articles_manifest
    ADD CONSTRAINT manifest_digest_of_content
        CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'));
ALTER TABLE articles_publishedbody
    ADD CONSTRAINT body_digest_of_html
        CHECK (digest = encode(sha256(convert_to(html, 'UTF8')), 'hex'));
ALTER TABLE articles_pin
    ADD CONSTRAINT pin_version_of_its_section
        FOREIGN KEY (version_id, section_id) REFERENCES articles_sectionversion (id, section_id);
"""

DIGESTS_BACK = """
ALTER TABLE articles_pin DROP CONSTRAINT pin_version_of_its_section;
ALTER TABLE articles_publishedbody DROP CONSTRAINT body_digest_of_html;
ALTER TABLE articles_manifest DROP CONSTRAINT manifest_digest_of_content;
ALTER TABLE articles_sectionversion
    DROP CONSTRAINT version_of_section,
    DROP CONSTRAINT version_content_names_section,
    DROP CONSTRAINT version_digest_of_content;
"""

PIN_SAME_ARTICLE = """
CREATE OR REPLACE FUNCTION articles_pin_same_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT article_id FROM articles_section WHERE id = NEW.section_id)
        IS DISTINCT FROM (SELECT article_id FROM articles_edition WHERE id = NEW.edition_id) THEN
        RAISE EXCEPTION 'a pin of a section of another article'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_pin_same_article BEFORE INSERT OR UPDATE ON articles_pin
    FOR EACH ROW EXECUTE FUNCTION articles_pin_same_article();
"""

EDITION_FIXED = """
CREATE OR REPLACE FUNCTION articles_edition_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'editions are never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.submitted_at IS NOT NULL OR NEW.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'an edition begins as a draft' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.based_on_id IS DISTINCT FROM (SELECT id FROM articles_edition
            WHERE article_id = NEW.article_id AND state = 'published') THEN
            RAISE EXCEPTION 'an edition is based on the one that is live when it is opened'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.article_id, NEW.number, NEW.opened_by_id, NEW.opened_at)
        IS DISTINCT FROM (OLD.id, OLD.article_id, OLD.number, OLD.opened_by_id, OLD.opened_at)
        OR NEW.based_on_id IS DISTINCT FROM OLD.based_on_id
        OR NEW.continues_id IS DISTINCT FROM OLD.continues_id
        OR (OLD.submitted_at IS NOT NULL AND (NEW.submitted_at, NEW.submitted_by_id)
            IS DISTINCT FROM (OLD.submitted_at, OLD.submitted_by_id))
        OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
        OR (OLD.state <> 'draft' AND NEW.change_note IS DISTINCT FROM OLD.change_note) THEN
        RAISE EXCEPTION 'what an edition is never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_edition_fixed BEFORE INSERT OR UPDATE OR DELETE ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION articles_edition_fixed();
CREATE TRIGGER articles_edition_no_truncate BEFORE TRUNCATE ON articles_edition
    FOR EACH STATEMENT EXECUTE FUNCTION imprimatur_refuse_change();
"""

AUDIENCE_KEY = """
CREATE OR REPLACE FUNCTION articles_audience_keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.key <> OLD.key THEN
        RAISE EXCEPTION 'the key of an audience never changes or goes: signed words are kept under it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_audience_keep_key BEFORE UPDATE OR DELETE ON articles_audience
    FOR EACH ROW EXECUTE FUNCTION articles_audience_keep_key();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        forbid_changes("articles_articleslug"),
        forbid_changes("articles_section"),
        forbid_changes("articles_sectionversion"),
        forbid_changes("articles_contribution"),
        forbid_changes("articles_confirmation"),
        forbid_changes("articles_manifest"),
        forbid_changes("articles_publishedbody"),
        only_while_draft("articles_pin"),
        only_while_draft("articles_removal"),
        only_while_draft("articles_byline"),
        insert_only_while("articles_manifest", "draft"),
        insert_only_while("articles_publishedbody", "under_review"),
        migrations.RunSQL(DIGESTS, DIGESTS_BACK),
        migrations.RunSQL(PIN_SAME_ARTICLE, "DROP TRIGGER articles_pin_same_article ON articles_pin;"),
        migrations.RunSQL(
            EDITION_FIXED,
            "DROP TRIGGER articles_edition_fixed ON articles_edition;"
            "DROP TRIGGER articles_edition_no_truncate ON articles_edition;",
        ),
        migrations.RunSQL(AUDIENCE_KEY, "DROP TRIGGER articles_audience_keep_key ON articles_audience;"),
    ]
