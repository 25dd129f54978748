"""Patients and carers need plain language, unless an administrator has said something else."""

from django.db import migrations, models
from django.utils import timezone

PLAIN = ("patient", "carer")
GRADE = 10


def ask_for_plain_language(apps, schema_editor):
    history = apps.get_model("articles", "HistoricalAudience")
    for row in apps.get_model("articles", "Audience").objects.filter(key__in=PLAIN, reading_level_target=None):
        row.reading_level_target = GRADE
        row.save()
        history.objects.create(
            **{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields},
            history_date=timezone.now(),
            history_type="~",
            history_change_reason="Plain language is asked for since this version",
        )


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_plain_terms'),
    ]

    operations = [
        migrations.RunPython(ask_for_plain_language, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='audience',
            name='reading_level_target',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Highest SMOG grade to aim at, for readers who need plain language: what is above it is pointed at, and above 14 somebody has to say why. Empty for readers who need none.', null=True),
        ),
        migrations.AlterField(
            model_name='historicalaudience',
            name='reading_level_target',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Highest SMOG grade to aim at, for readers who need plain language: what is above it is pointed at, and above 14 somebody has to say why. Empty for readers who need none.', null=True),
        ),
    ]
