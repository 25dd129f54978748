"""Checkpoints that build on each other and are signed, the keys that sign them, and where they were sent."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0004_nonces")]

    operations = [
        migrations.AddField("checkpoint", "number", models.BigIntegerField(null=True, unique=True)),
        migrations.AddField("checkpoint", "note", models.TextField(blank=True, default="", db_default="")),
        migrations.CreateModel(
            name="CheckpointKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("line", models.CharField(max_length=300, unique=True)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="CheckpointedHead",
            fields=[
                ("chain", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="CheckpointPlace",
            fields=[
                ("place", models.CharField(max_length=300, primary_key=True, serialize=False)),
                ("sent", models.BigIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"ordering": ["place"]},
        ),
    ]
