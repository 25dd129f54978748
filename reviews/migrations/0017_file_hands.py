"""Versions that do by hand what a remark in a Word file says."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_named_hands'),
        ('reviews', '0016_returned_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileHand',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hands', to='reviews.returnedfile')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='file_hands', to='articles.sectionversion')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='filehand',
            constraint=models.UniqueConstraint(fields=('version', 'file', 'name'), name='file_hand_once'),
        ),
        # A name of a person: what the record holds of the row gives nothing away once it is erased.
        migrations.RunSQL(
            "ALTER TABLE reviews_filehand ADD COLUMN nonce uuid NOT NULL DEFAULT gen_random_uuid();",
            "ALTER TABLE reviews_filehand DROP COLUMN nonce;",
        ),
    ]
