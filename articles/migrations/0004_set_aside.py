"""An edition may be set aside for an urgent one; what both changed waits to be merged by a person."""

import django.db.models.deletion
from django.db import migrations, models

from editorial.shared.immutable import only_while_draft

INTERRUPTS_FIXED = """
CREATE OR REPLACE FUNCTION articles_edition_interrupts_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.interrupts_id IS DISTINCT FROM OLD.interrupts_id THEN
        RAISE EXCEPTION 'what an edition is never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.interrupts_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM articles_edition
        WHERE id = NEW.interrupts_id AND article_id = NEW.article_id AND state IN ('taken_back', 'returned')) THEN
        RAISE EXCEPTION 'only what was taken back or returned waits for an urgent edition'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER articles_edition_interrupts_fixed BEFORE INSERT OR UPDATE OF interrupts_id ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION articles_edition_interrupts_fixed();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_import_draft'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='interrupts',
            field=models.ForeignKey(blank=True, help_text='The edition that was set aside to make room for this one; work on it goes on afterwards.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition'),
        ),
        migrations.CreateModel(
            name='PendingMerge',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.sectionversion')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pending_merges', to='articles.edition')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section')),
                ('waiting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.sectionversion')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'section'), name='pending_merge_once')],
            },
        ),
        only_while_draft("articles_pendingmerge"),
        migrations.RunSQL(
            INTERRUPTS_FIXED, "DROP TRIGGER articles_edition_interrupts_fixed ON articles_edition;"
        ),
    ]
