"""Who is asked to review, and who must not sign."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from articles.models import Article
from editorial.shared.audit import audited
from reviews.enums import STANDING_ASSIGNMENTS, AssignmentStatus

from .declaration import Declaration


class Assignment(models.Model):
    """A member asked to review an article, or some of its sections, by a date: mutable, audited.

    It belongs to the article, so it goes on with the article's next edition.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    sections = ArrayField(models.UUIDField(), default=list, blank=True, help_text="Empty: the whole article.")
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=AssignmentStatus, default=AssignmentStatus.ASKED)
    reason = models.TextField(blank=True, help_text="Why it was declined, or taken back.")
    declaration = models.ForeignKey(
        Declaration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="What the member looked at when asked whether an interest bears on the article.",
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(auto_now_add=True)

    history = audited()

    class Meta:
        ordering = ["due_on", "assigned_at"]
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="assignment_once")]

    def __str__(self):
        return f"{self.user} for {self.article}"

    @property
    def stands(self) -> bool:
        """Whether the review is still the member's: asked or accepted, not declined or taken back."""
        return self.status in STANDING_ASSIGNMENTS

    def covers(self, section_id: Any) -> bool:
        """Whether it stands, and names this section or the whole article."""
        return self.stands and (not self.sections or section_id in self.sections)


class Interest(models.Model):
    """A member's interest that bears on an article: they may comment there, not sign. Mutable, audited.

    What was signed before it ended never counts again, whatever becomes of the interest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interests")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="interests")
    statement = models.TextField(help_text="What the interest is. For its member and the chair only.")
    declared_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    history = audited()

    class Meta:
        ordering = ["-declared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "article"], condition=Q(ended_at__isnull=True), name="interest_one_open"
            )
        ]

    def __str__(self):
        return f"{self.user} on {self.article}"


class Recusal(models.Model):
    """A member keeps out of signing an article: mutable (it can be ended), audited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="recusals")
    reason = models.TextField()
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    history = audited()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "article"], condition=Q(ended_at__isnull=True), name="recusal_one_open"
            )
        ]

    def __str__(self):
        return f"{self.user} on {self.article}"
