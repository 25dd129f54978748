"""Sets: editions that go live together, and their pages before that."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_media"),
        ("reviews", "0018_errata"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EditionSet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(help_text="As desk and boards speak of it.", max_length=200)),
                ("reason", models.TextField(help_text="Why these belong together, for desk and boards.")),
                ("made_at", models.DateTimeField()),
                (
                    "publish_at",
                    models.DateTimeField(
                        blank=True, help_text="When to publish once all are approved; empty: at once.", null=True
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, help_text="When everybody was told of it.", null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReadyPage",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("moment", models.DateTimeField(help_text="As of when it is written.")),
                ("slug", models.CharField(max_length=100)),
                ("audience", models.CharField(max_length=60)),
                ("is_default", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("live", "Published"),
                            ("pending", "Pending review"),
                            ("gone", "Retired"),
                            ("moved", "Moved"),
                        ],
                        max_length=10,
                    ),
                ),
                ("content", models.TextField(blank=True)),
                ("etag", models.CharField(blank=True, max_length=64)),
                ("location", models.CharField(blank=True, max_length=200)),
                ("card", models.JSONField(blank=True, default=dict)),
                (
                    "approval",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reviews.approval"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.publishedbody",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.edition"
                    ),
                ),
                (
                    "edition_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ready_pages", to="reviews.editionset"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SetMember",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("added_at", models.DateTimeField()),
                ("left_out_at", models.DateTimeField(blank=True, null=True)),
                ("left_out_reason", models.TextField(blank=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="set_members", to="articles.edition"
                    ),
                ),
                (
                    "edition_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="reviews.editionset"
                    ),
                ),
                (
                    "left_out_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SetWithdrawal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="withdrawals", to="reviews.editionset"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="editionset",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False), ("told_at__isnull", True)),
                fields=["published_at"],
                name="editionset_to_tell",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionset",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("reason", ""), _negated=True)),
                name="editionset_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionset",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_at__isnull", True), ("published_at__isnull", False), _connector="OR"),
                name="editionset_told_once_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="readypage",
            constraint=models.UniqueConstraint(fields=("slug", "audience"), name="readypage_once"),
        ),
        migrations.AddConstraint(
            model_name="setmember",
            constraint=models.UniqueConstraint(fields=("edition_set", "edition"), name="setmember_once"),
        ),
        migrations.AddConstraint(
            model_name="setmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_out_at__isnull", True)), fields=("edition",), name="setmember_in_one_set"
            ),
        ),
        migrations.AddConstraint(
            model_name="setmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_out_at__isnull", True), ("left_out_by__isnull", True), ("left_out_reason", "")),
                    models.Q(
                        ("left_out_at__isnull", False),
                        ("left_out_by__isnull", False),
                        models.Q(("left_out_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="setmember_left_out_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="setwithdrawal",
            constraint=models.UniqueConstraint(fields=("edition_set", "by"), name="setwithdrawal_once"),
        ),
        migrations.AddConstraint(
            model_name="setwithdrawal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("note", ""), _negated=True), fields=("edition_set",), name="setwithdrawal_one_note"
            ),
        ),
        # Names and reasons of people: what the record holds of the rows gives nothing away once they are erased.
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD COLUMN nonce uuid NOT NULL DEFAULT gen_random_uuid();",
                f"ALTER TABLE {table} DROP COLUMN nonce;",
            )
            for table in ("reviews_editionset", "reviews_setmember", "reviews_setwithdrawal")
        ),
    ]
