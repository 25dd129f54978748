"""Hands of people who are known by name."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_old_paths'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamedHand',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hands', to='articles.contributor')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_hands', to='articles.sectionversion')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('version', 'person'), name='named_hand_once')],
            },
        ),
    ]
