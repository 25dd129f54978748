"""The index by which words that move between articles are found, with what every version brought until now."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from articles.words.content import content_from_text
from articles.words.moved import marks_of


def fill(apps, schema_editor):
    """Each version beside the one that it came from, else the one before it."""
    version_model = apps.get_model("articles", "SectionVersion")
    brought = apps.get_model("articles", "BroughtWords")
    before, section, rows = None, None, []
    for row in version_model.objects.order_by("section_id", "number").iterator():
        content = content_from_text(row.content)
        source = before if row.section_id == section else None
        rows.append(brought(version_id=row.pk, marks=marks_of(content, source)))
        before, section = content, row.section_id
        if len(rows) == 500:
            brought.objects.bulk_create(rows)
            rows = []
    brought.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_known_contributors")]

    operations = [
        migrations.CreateModel(
            name="BroughtWords",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="brought_words",
                        serialize=False,
                        to="articles.sectionversion",
                    ),
                ),
                ("marks", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.AddIndex(
            model_name="broughtwords",
            index=django.contrib.postgres.indexes.GinIndex(fields=["marks"], name="brought_words_by_mark"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
