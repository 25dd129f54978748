"""Answers to what the checks find."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0013_reading_level'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('audience', models.CharField(blank=True, help_text='Empty for the text for everyone.', max_length=60)),
                ('check_key', models.CharField(max_length=40)),
                ('fingerprint', models.CharField(max_length=64)),
                ('words', models.TextField(blank=True)),
                ('sentence', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('printed_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dismissals', to='articles.edition')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dismissals', to='articles.section')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['section', 'fingerprint'], name='dismissal_by_finding')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__regex', '\\S')), name='dismissal_has_reason')],
            },
        ),
        # Words and names of people: what the record holds of the row gives nothing away once they are erased.
        migrations.RunSQL(
            "ALTER TABLE articles_dismissal ADD COLUMN nonce uuid NOT NULL DEFAULT gen_random_uuid();",
            "ALTER TABLE articles_dismissal DROP COLUMN nonce;",
        ),
    ]
