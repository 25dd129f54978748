"""Remarks on the text."""

import uuid
from typing import cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Section, SectionVersion
from editorial.shared.audit import audited

from .returned import ReturnedRemark


class Comment(models.Model):
    """A remark on a section, perhaps on a quotation of it: mutable, audited; seen by board and desk, or by the board.

    ``audience`` says in whose wording the quotation stands (empty: the text for everyone); where it is now is looked
    for anew each time (:mod:`articles.words.quotations`). A ``proposal`` is what the quoted words should become; the
    editor accepts it (``led_to`` is the version that came of it) or declines it and says why. What came in a Word file
    (``returned``) has whoever brought it as its author until the person who wrote it confirms it, signed in.
    """

    class Outcome(models.TextChoices):
        """What became of a proposal."""

        ACCEPTED = "accepted", gettext_lazy("Accepted")
        DECLINED = "declined", gettext_lazy("Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="comments")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=60, blank=True)
    quote = models.TextField(blank=True)
    text = models.TextField()
    must_be_answered = models.BooleanField(
        default=False, help_text=gettext_lazy("Blocks approval until it is resolved.")
    )
    board_only = models.BooleanField(
        default=False, help_text=gettext_lazy("Read by the board, never by who wrote the article.")
    )
    mentioned = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text=gettext_lazy("The people it mentions.")
    )
    proposal = models.TextField(blank=True, help_text=gettext_lazy("What should stand in the quotation’s place."))
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_reason = models.TextField(blank=True, help_text=gettext_lazy("Why the proposal was declined."))
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    led_to = models.ForeignKey(SectionVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    returned = models.OneToOneField(
        ReturnedRemark, null=True, blank=True, on_delete=models.PROTECT, related_name="comment"
    )
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

    @property
    def remark(self) -> ReturnedRemark:
        """The remark of a file that this is: only where ``returned_id`` is set."""
        return cast(ReturnedRemark, self.returned)

    @property
    def is_somebodys(self) -> bool:
        """Whether its author stands for it, not a name in a file alone."""
        return self.returned_id is None or hasattr(self.remark, "confirmation")

    @property
    def called(self) -> str:
        """Whose it is, within a sentence: where nobody confirmed a remark of a file, never whoever brought it."""
        if self.is_somebodys:
            return self.author.display_name
        if self.remark.name:
            return _("%(name)s (so named in a file)") % {"name": self.remark.name}
        return _("somebody whom the file does not name")

    @property
    def said_by(self) -> str:
        """Who it is by: an account; or, as long as nobody confirmed it, a name in a file and who brought it."""
        if self.is_somebodys:
            return self.author.printed_name
        said = _("without a name in the file, brought by %(who)s")
        if self.remark.name:
            said = _("named %(name)s in the file, brought by %(who)s")
        return said % {"name": self.remark.name, "who": self.author.printed_name}
