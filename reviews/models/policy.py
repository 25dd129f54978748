"""What a review must consist of."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from articles.models import Article, Edition
from editorial.shared.audit import audited
from editorial.shared.immutable import ImmutableModel
from reviews.enums import Approvers

from .board import Board


class ReviewPolicy(models.Model):
    """A named way to review, kept by one board for ever: mutable name, audited; what it asks stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="policies")
    is_default = models.BooleanField(default=False, help_text=gettext_lazy("For articles that name no policy."))

    history = audited()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = gettext_lazy("review policies")
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="policy_one_default")
        ]

    def __str__(self):
        return self.name


class PolicyVersion(ImmutableModel):
    """What a policy asked from a moment on: immutable. An edition keeps the version that it was submitted under."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    policy = models.ForeignKey(ReviewPolicy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sign_offs = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1)], help_text=gettext_lazy("Signatures that each section needs.")
    )
    sign_offs_by_kind = models.JSONField(
        default=dict, blank=True, help_text=gettext_lazy("Other numbers for some kinds of section: {“dosing”: 3}.")
    )
    specialties_by_kind = models.JSONField(
        default=dict,
        blank=True,
        help_text=gettext_lazy("Specialties that must be among the signers: {“dosing”: [“pharmacology”]}."),
    )
    months = models.PositiveSmallIntegerField(
        default=36, validators=[MinValueValidator(1)], help_text=gettext_lazy("Months until a signature expires.")
    )
    months_by_kind = models.JSONField(
        default=dict, blank=True, help_text=gettext_lazy("Other numbers for some kinds of section: {“dosing”: 12}.")
    )
    approvers = models.CharField(
        max_length=12,
        choices=Approvers,
        default=Approvers.LEADERS,
        help_text=gettext_lazy("Who signs the edition as a whole."),
    )
    also_accepts = ArrayField(
        models.UUIDField(),
        default=list,
        blank=True,
        help_text=gettext_lazy("Other boards (their ids) whose signatures count as this board's own; usually none."),
    )
    checklist = models.JSONField(
        default=list,
        blank=True,
        help_text=gettext_lazy("Questions that who signs answers; see reviews.rules.checklist."),
    )
    independent_opinion = models.BooleanField(
        default=False, help_text=gettext_lazy("Whether members see others’ opinions only after giving their own.")
    )
    show_pending = models.BooleanField(
        default=False, help_text=gettext_lazy("Whether a first edition in review may be shown.")
    )
    show_returned = models.BooleanField(
        default=False, help_text=gettext_lazy("Whether it stays visible after it was returned.")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["policy", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_once"),
            models.CheckConstraint(condition=Q(sign_offs__gte=1), name="policy_at_least_one_sign_off"),
            models.CheckConstraint(condition=Q(months__gte=1), name="policy_at_least_one_month"),
            models.CheckConstraint(condition=Q(approvers__in=Approvers.values), name="policy_approvers_known"),
        ]

    def __str__(self):
        return f"{self.policy} ({self.number})"


class ArticlePolicy(models.Model):
    """Which policy an article follows: mutable, audited."""

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.PROTECT, related_name="review_policy")
    policy = models.ForeignKey(ReviewPolicy, on_delete=models.PROTECT, related_name="+")

    history = audited()

    class Meta:
        verbose_name_plural = gettext_lazy("article policies")

    def __str__(self):
        return f"{self.article}: {self.policy}"


class EditionPolicy(ImmutableModel):
    """That an edition is reviewed under a policy version from now on: immutable; the last row of an edition counts.

    The first is written by submitting. A later one is of a policy of the same board, or it hands the edition over:
    then ``handed_from`` is the board that judged it until now. Either says why.
    """

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="policies")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    handed_from = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return gettext("%(edition)s under %(version)s") % {"edition": self.edition, "version": self.version}
