"""Pictures and sound."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_dismissals"),
        ("files", "0002_nonce"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="contribution",
            name="part",
            field=models.CharField(
                choices=[
                    ("wrote", "wrote it"),
                    ("restored", "restored it"),
                    ("imported", "imported it"),
                    ("submitted", "submitted it"),
                    ("named", "is named on it"),
                    ("proposed", "proposed its words"),
                    ("pictured", "brought a picture or sound in it"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Medium",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("picture", "Picture"), ("audio", "Sound")], max_length=10)),
                ("media_type", models.CharField(max_length=100)),
                ("width", models.PositiveIntegerField(blank=True, null=True)),
                ("height", models.PositiveIntegerField(blank=True, null=True)),
                ("seconds", models.PositiveIntegerField(blank=True, help_text="Rounded up.", null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="media", to="articles.article"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="media", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="MediumPlace",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField()),
                (
                    "medium",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="articles.medium"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="media_places",
                        to="articles.sectionversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "position"],
            },
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("media_type", models.CharField(max_length=100)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="renditions", to="files.storedfile"
                    ),
                ),
                (
                    "medium",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="renditions", to="articles.medium"
                    ),
                ),
            ],
            options={
                "ordering": ["medium", "width", "media_type"],
            },
        ),
        migrations.AddConstraint(
            model_name="medium",
            constraint=models.UniqueConstraint(fields=("article", "file"), name="medium_once_an_article"),
        ),
        migrations.AddConstraint(
            model_name="medium",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("height__gt", 0),
                        ("height__isnull", False),
                        ("kind", "picture"),
                        ("width__gt", 0),
                        ("width__isnull", False),
                        ("seconds", None),
                    ),
                    models.Q(
                        ("height", None),
                        ("kind", "audio"),
                        ("seconds__gt", 0),
                        ("seconds__isnull", False),
                        ("width", None),
                    ),
                    _connector="OR",
                ),
                name="medium_measured",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediumplace",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="medium_one_per_place"),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.UniqueConstraint(fields=("medium", "file"), name="rendition_once"),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.CheckConstraint(
                condition=models.Q(("height__gt", 0), ("width__gt", 0)), name="rendition_measured"
            ),
        ),
    ]
