"""Who may sign."""

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from editorial.shared.audit import audited
from reviews.enums import BoardRole


class Board(models.Model):
    """A medical advisory board: mutable, audited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(
        max_length=80,
        unique=True,
        editable=False,
        help_text=gettext_lazy("Of its public page; made from its first name for ever."),
    )
    about = models.TextField(blank=True)

    history = audited()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class TermQuerySet(models.QuerySet["BoardMember"]):
    """Terms, many at a time."""

    def running(self, on: date | None = None) -> "TermQuerySet":
        """Those that run on this day (today, if none is named), of people who have an account; both ends are
        inclusive."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, user__is_active=True)


class BoardMember(models.Model):
    """A person's term on a board: mutable, audited. Past terms stay, since signatures were given under them.

    Chair and deputy are roles of a term. Days are inclusive; an open end means "until further notice".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="board_terms")
    role = models.CharField(max_length=10, choices=BoardRole, default=BoardRole.MEMBER)
    specialties = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = TermQuerySet.as_manager()
    history = audited()

    class Meta:
        ordering = ["board", "role", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["board", "user", "starts_on"], name="member_one_term_per_start"),
            models.CheckConstraint(condition=Q(role__in=BoardRole.values), name="member_role_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="member_term_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display().lower()}"
