"""An edition is judged by its own policy's board: sign-offs name theirs, policies keep theirs, terms do not overlap."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Signatures from before named no board. The column says that of the policy under which their edition was when they were
# given, and the board that kept this policy then (a policy could change its board until now). Which of a member's
# verdicts on the same words follows which was told by their times alone.
NAME_BOARDS = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE reviews_signoff DISABLE TRIGGER reviews_signoff_immutable;
UPDATE reviews_signoff s SET
    board_id = coalesce(
        (SELECT h.board_id FROM reviews_historicalreviewpolicy h
            WHERE h.id = under.policy_id AND h.history_date <= s.at ORDER BY h.history_date DESC, h.history_id DESC LIMIT 1),
        (SELECT p.board_id FROM reviews_reviewpolicy p WHERE p.id = under.policy_id)),
    follows_id = (SELECT b.id FROM reviews_signoff b
        WHERE b.version_id = s.version_id AND b.user_id = s.user_id AND (b.at, b.id) < (s.at, s.id)
        ORDER BY b.at DESC, b.id DESC LIMIT 1)
FROM (SELECT o.id, (SELECT v.policy_id FROM reviews_editionpolicy e JOIN reviews_policyversion v ON v.id = e.version_id
        WHERE e.edition_id = o.edition_id ORDER BY e.at <= o.at DESC, CASE WHEN e.at <= o.at THEN -e.id ELSE e.id END
        LIMIT 1) AS policy_id
    FROM reviews_signoff o) under
WHERE under.id = s.id;
ALTER TABLE reviews_signoff ENABLE TRIGGER reviews_signoff_immutable;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_set_aside"),
        ("references", "0007_notice_indexes"),
        ("reviews", "0010_guests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="editionpolicy",
            name="handed_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reviews.board",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="also_accepts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(),
                blank=True,
                default=list,
                help_text="Other boards (their ids) whose signatures count as this board's own; usually none.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="board",
            field=models.ForeignKey(
                help_text="For which it was given.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sign_offs",
                to="reviews.board",
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="follows",
            field=models.OneToOneField(
                blank=True,
                help_text="The member's verdict on these words before this one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="reviews.signoff",
            ),
        ),
        migrations.RunSQL(NAME_BOARDS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="signoff",
            name="board",
            field=models.ForeignKey(
                help_text="For which it was given.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sign_offs",
                to="reviews.board",
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows__isnull", True)),
                fields=("version", "user"),
                name="signoff_one_first_of_a_member",
            ),
        ),
        migrations.CreateModel(
            name="CarriedCorrection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(help_text="The reference's, as the words cite it.", max_length=120)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_corrections",
                        to="articles.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="carried_correction_says_why"
                    )
                ],
            },
        ),
    ]
