"""Declarations of interest; and the moment at which an interest ended, since what was signed before it is void for ever."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from editorial.shared.immutable import forbid_changes

DIGEST = """
ALTER TABLE reviews_declaration ADD CONSTRAINT declaration_digest_of_content
    CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'));
"""
DIGEST_BACK = "ALTER TABLE reviews_declaration DROP CONSTRAINT declaration_digest_of_content;"

# An interest that had ended on a day had ended when that day began.
ENDED = """
UPDATE reviews_interest SET ended_at = ended_on::timestamptz WHERE ended_on IS NOT NULL;
UPDATE reviews_historicalinterest SET ended_at = ended_on::timestamptz WHERE ended_on IS NOT NULL;
"""
ENDED_BACK = """
UPDATE reviews_interest SET ended_on = ended_at::date WHERE ended_at IS NOT NULL;
UPDATE reviews_historicalinterest SET ended_on = ended_at::date WHERE ended_at IS NOT NULL;
"""

# After the guard of 0002 by its name. Whether a declaration still holds is counted in Python, in the site's own days; that there is one is certain.
DECLARED = """
CREATE OR REPLACE FUNCTION reviews_signoff_declared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.verdict = 'approve' AND NOT EXISTS (SELECT 1 FROM reviews_declaration d WHERE d.user_id = NEW.user_id
        AND d.digest = NEW.content::jsonb ->> 'declaration') THEN
        RAISE EXCEPTION 'who approves has declared their interests, and the signature names what was declared'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviews_signoff_has_declared BEFORE INSERT ON reviews_signoff
    FOR EACH ROW EXECUTE FUNCTION reviews_signoff_declared();
"""
DECLARED_BACK = "DROP TRIGGER reviews_signoff_has_declared ON reviews_signoff;"


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_import_draft'),
        ('reviews', '0006_urgent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('items', models.JSONField(default=list)),
                ('public_line', models.TextField()),
                ('declared_on', models.DateField(help_text='From this day it holds for a year.')),
                ('at', models.DateTimeField()),
                ('content', models.TextField()),
                ('digest', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='interest',
            name='interest_one_open',
        ),
        migrations.AddField(
            model_name='historicalinterest',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='interest',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(ENDED, ENDED_BACK),
        migrations.RemoveField(
            model_name='historicalinterest',
            name='ended_on',
        ),
        migrations.RemoveField(
            model_name='interest',
            name='ended_on',
        ),
        migrations.AlterField(
            model_name='historicalinterest',
            name='statement',
            field=models.TextField(help_text='What the interest is. For its member and the chair only.'),
        ),
        migrations.AlterField(
            model_name='interest',
            name='statement',
            field=models.TextField(help_text='What the interest is. For its member and the chair only.'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user', 'article'), name='interest_one_open'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='declaration',
            field=models.ForeignKey(blank=True, help_text='What the member looked at when asked whether an interest bears on the article.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.declaration'),
        ),
        migrations.AddField(
            model_name='historicalassignment',
            name='declaration',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='What the member looked at when asked whether an interest bears on the article.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.declaration'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(fields=['user', '-at'], name='declaration_latest'),
        ),
        forbid_changes("reviews_declaration"),
        migrations.RunSQL(DIGEST, DIGEST_BACK),
        migrations.RunSQL(DECLARED, DECLARED_BACK),
    ]
