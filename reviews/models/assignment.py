"""Who is asked to review and answers how, by which link, and who must not sign."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from articles.models import Article
from editorial.shared.audit import audited
from editorial.shared.immutable import ImmutableModel
from reviews.enums import STANDING_ASSIGNMENTS, AssignmentStatus

from .declaration import Declaration


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments, many at a time."""

    def standing(self) -> "AssignmentQuerySet":
        """Those of which :attr:`Assignment.stands` is true: lists of who is asked, and of what is late, begin here."""
        return self.filter(status__in=STANDING_ASSIGNMENTS, user__is_active=True)


class Assignment(models.Model):
    """A member asked to review an article, or some of its sections, by a date: mutable, audited.

    It belongs to the article, so it goes on with the article's next edition. A member may ask for a later day
    (``wanted_until``, ``wanted_because``): that waits until whoever leads the board gives one or lets the day stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    sections = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text=gettext_lazy("Empty: the whole article.")
    )
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=AssignmentStatus, default=AssignmentStatus.ASKED)
    reason = models.TextField(blank=True, help_text=gettext_lazy("Why it was declined, or taken back."))
    given_away = models.BooleanField(
        default=False, help_text=gettext_lazy("Taken back in order to be given to another member.")
    )
    wanted_until = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The later day that the member asks for.")
    )
    wanted_because = models.TextField(blank=True, help_text=gettext_lazy("Why the member asks for a later day."))
    kept_because = models.TextField(
        blank=True, help_text=gettext_lazy("Why the day stays, where a later one was asked for last.")
    )
    declaration = models.ForeignKey(
        Declaration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=gettext_lazy("What the member looked at when asked whether an interest bears on the article."),
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()
    history = audited()

    class Meta:
        ordering = ["due_on", "assigned_at"]
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(wanted_until__isnull=True, wanted_because="")
                | Q(wanted_until__isnull=False) & ~Q(wanted_because=""),
                name="assignment_more_time_with_a_reason",
            ),
        ]

    def __str__(self):
        return gettext("%(user)s for %(article)s") % {"user": self.user, "article": self.article}

    @property
    def stands(self) -> bool:
        """Whether the review is still the member's: asked or accepted, not declined or taken back, and they have an
        account. :meth:`AssignmentQuerySet.standing` reads those of which it is so."""
        return self.status in STANDING_ASSIGNMENTS and self.user.is_active

    def covers(self, section_id: Any) -> bool:
        """Whether it stands, and names this section or the whole article."""
        return self.stands and (not self.sections or section_id in self.sections)


class RequestLink(ImmutableModel):
    """The link in the mails about one request to review: immutable.

    It answers for the member without a sign-in, for this assignment only. Of the link only a digest is kept, so nobody
    can read it here. What it opens today follows from the assignment (:mod:`reviews.rules.request_links`); asked anew
    after the review was taken back or published, the member gets another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="links")
    link_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return gettext("link of %(assignment)s") % {"assignment": self.assignment}


class Interest(models.Model):
    """A member's interest that bears on an article: they may comment there, not sign. Mutable, audited.

    What was signed before it ended never counts again, whatever becomes of the interest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interests")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="interests")
    statement = models.TextField(help_text=gettext_lazy("What the interest is. For its member and the chair only."))
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
        return gettext("%(user)s on %(article)s") % {"user": self.user, "article": self.article}


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
        return gettext("%(user)s on %(article)s") % {"user": self.user, "article": self.article}
