"""Signatures on section versions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from articles.models import Edition, SectionVersion
from editorial.shared.immutable import ImmutableModel
from editorial.shared.long_text import LongTextField
from reviews.enums import Verdict

from .board import Board


class SignOff(ImmutableModel):
    """A member's signed verdict on one section version: immutable. The latest of a member on a version counts.

    ``content`` is canonical JSON naming the version by its digest, the member as printed, the meaning and the time;
    since scheme 2 also how the member had proved who they are, what was on the screen (``reviews.rules.signoffs``), the
    checklist as it was asked and answered, and the references confirmed; since scheme 3 the board for which it was
    given and the member's own verdict on these words that it follows. ``digest`` is its SHA-256. PostgreSQL checks the
    digest, that the version is the one named, that what the scheme asks is said, that the board is the one that judges
    the edition, and that nobody who contributed to the version approves it.

    Rows of schemes 1 and 2 name no board in what was signed: the column has that of the policy under which their
    edition was when they were given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="sign_offs")
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="sign_offs", help_text=gettext_lazy("In which it was read.")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_offs")
    board = models.ForeignKey(
        Board, on_delete=models.PROTECT, related_name="sign_offs", help_text=gettext_lazy("For which it was given.")
    )
    follows = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text=gettext_lazy("The member's verdict on these words before this one."),
    )
    verdict = models.CharField(max_length=20, choices=Verdict)
    note = models.TextField(blank=True, help_text=gettext_lazy("What should change, or why."))
    printed_name = models.CharField(max_length=410)
    specialties = models.JSONField(default=list)
    at = models.DateTimeField()
    content = LongTextField()
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="signoff_verdict_known"),
            models.CheckConstraint(
                condition=~Q(verdict="request_changes") | ~Q(note=""), name="signoff_request_says_what"
            ),
            models.UniqueConstraint(
                fields=["version", "user"], condition=Q(follows__isnull=True), name="signoff_one_first_of_a_member"
            ),
        ]
        indexes = [models.Index(fields=["version", "user", "at"], name="signoff_latest")]

    def __str__(self):
        return f"{self.printed_name}: {self.get_verdict_display()}"


class Settlement(ImmutableModel):
    """The chair closes a member's change request with a reason: immutable; the dissent stays on record."""

    sign_off = models.OneToOneField(SignOff, primary_key=True, on_delete=models.PROTECT, related_name="settlement")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return gettext("settled by %(by)s") % {"by": self.by}


class KeptDecision(models.Model):
    """What a member ticked and typed on a section version and has not signed yet: mutable, seen by that member alone.

    No part of the record, so without a history: signing the version takes it away. ``data`` has the verdict, the note,
    the checklist's answers and the references ticked, as the form of the review page has them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField()
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="kept_decision_once")]

    def __str__(self):
        return gettext("%(user)s on %(version)s") % {"user": self.user, "version": self.version}
