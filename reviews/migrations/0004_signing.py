"""Checklists and independent opinions in policies, what a member has not signed yet, and what a signature must say."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# From now on a signature says how its member had proved who they are and what was on the screen (scheme 2). Rows of
# scheme 1 stay; the trigger only looks at new ones.
SIGNATURES_SAY = """
CREATE OR REPLACE FUNCTION reviews_signature_says() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := NEW.content::jsonb;
    proved timestamptz := (said -> 'authentication' ->> 'at')::timestamptz;
BEGIN
    IF COALESCE((said ->> 'scheme')::int, 0) < 2
        OR COALESCE(said -> 'authentication' ->> 'method', '') = ''
        OR proved IS NULL OR proved > NEW.at OR proved < NEW.at - interval '1 day' THEN
        RAISE EXCEPTION 'a signature says how and when its signer had proved who they are'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_says BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signature_says();
CREATE TRIGGER reviews_approval_says BEFORE INSERT ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION reviews_signature_says();

CREATE OR REPLACE FUNCTION reviews_signoff_screen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.content::jsonb -> 'screen' ->> 'words'
        IS DISTINCT FROM (SELECT digest FROM articles_sectionversion WHERE id = NEW.version_id) THEN
        RAISE EXCEPTION 'a sign-off is on the words that were on the screen'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_screen BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signoff_screen();
"""

SIGNATURES_SAY_BACK = """
DROP TRIGGER reviews_signoff_screen ON reviews_signoff;
DROP TRIGGER reviews_signoff_says ON reviews_signoff;
DROP TRIGGER reviews_approval_says ON reviews_approval;
DROP FUNCTION reviews_signoff_screen();
DROP FUNCTION reviews_signature_says();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_import_draft"),
        ("reviews", "0003_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="policyversion",
            name="checklist",
            field=models.JSONField(
                blank=True, default=list, help_text="Questions that who signs answers; see reviews.rules.checklist."
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="independent_opinion",
            field=models.BooleanField(
                default=False, help_text="Whether members see others’ opinions only after giving their own."
            ),
        ),
        migrations.CreateModel(
            name="KeptDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("data", models.JSONField()),
                ("kept_at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.sectionversion",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "version"), name="kept_decision_once")],
            },
        ),
        migrations.RunSQL(SIGNATURES_SAY, SIGNATURES_SAY_BACK),
    ]
