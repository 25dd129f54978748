"""Remarks on the text."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from articles.models import Article, Section, SectionVersion
from editorial.shared.audit import audited


class Comment(models.Model):
    """A remark on a section, perhaps on a quotation of it: mutable, audited; seen by board and desk, or by the board.

    ``audience`` says in whose wording the quotation stands (empty: the text for everyone); where it is now is looked
    for anew each time (:mod:`articles.quoting`). A ``proposal`` is what the quoted words should become; the editor
    accepts it (``led_to`` is the version that came of it) or declines it and says why.
    """

    class Outcome(models.TextChoices):
        """What became of a proposal."""

        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="comments")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=60, blank=True)
    quote = models.TextField(blank=True)
    text = models.TextField()
    must_be_answered = models.BooleanField(default=False, help_text="Blocks approval until it is resolved.")
    board_only = models.BooleanField(default=False, help_text="Read by the board, never by who wrote the article.")
    mentioned = ArrayField(models.UUIDField(), default=list, blank=True, help_text="The people it mentions.")
    proposal = models.TextField(blank=True, help_text="What should stand in the quotation’s place.")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_reason = models.TextField(blank=True, help_text="Why the proposal was declined.")
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    led_to = models.ForeignKey(SectionVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = audited()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at__isnull=True, outcome_by__isnull=True, led_to__isnull=True)
                | Q(outcome="accepted", outcome_at__isnull=False, outcome_by__isnull=False, led_to__isnull=False)
                | Q(outcome="declined", outcome_at__isnull=False, outcome_by__isnull=False, led_to__isnull=True)
                & ~Q(outcome_reason=""),
                name="comment_outcome_by_and_at",
            ),
            models.CheckConstraint(condition=Q(outcome="") | ~Q(proposal=""), name="comment_outcome_of_a_proposal"),
            models.CheckConstraint(
                condition=Q(board_only=False) | Q(must_be_answered=False, proposal=""),
                name="comment_board_only_asks_nothing_of_the_desk",
            ),
        ]

    def __str__(self):
        return self.text[:60]
