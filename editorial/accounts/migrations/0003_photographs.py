"""Portraits, named by their content."""

import django.db.models.deletion
from django.db import migrations, models

NAMED = """
ALTER TABLE accounts_photograph ADD CONSTRAINT photograph_named_by_content
    CHECK (sha256 = encode(sha256(content), 'hex'));
"""
NAMED_BACK = "ALTER TABLE accounts_photograph DROP CONSTRAINT photograph_named_by_content;"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_credentials_expire'),
    ]

    operations = [
        migrations.CreateModel(
            name='Photograph',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('content', models.BinaryField()),
                ('added_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.RunSQL(NAMED, NAMED_BACK),
        migrations.AddField(
            model_name='historicaluser',
            name='photograph',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.photograph'),
        ),
        migrations.AddField(
            model_name='user',
            name='photograph',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='accounts.photograph'),
        ),
    ]
