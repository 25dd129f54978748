"""Experts without an account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Edition
from editorial.shared.audit import audited


class Guest(models.Model):
    """Somebody without an account, asked for an opinion on one edition: mutable (it can be revoked), audited.

    They have a link that opens exactly this edition, to read and to comment, until a day. Of the link only a digest is
    kept, so nobody can read it here. ``person`` is an account that is never active: it signs in nowhere and holds no
    right; it is what comments and the record name as their author.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="guests")
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="guest")
    email = models.EmailField(max_length=254)
    link_digest = models.CharField(max_length=64, unique=True, editable=False)
    until = models.DateField(help_text="The last day on which the link opens anything.")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = audited()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="guest_revoked_by_and_at",
            )
        ]

    def __str__(self):
        return f"{self.person} on {self.edition}"

    @property
    def is_open(self) -> bool:
        """Whether the link opens the edition today."""
        return self.revoked_at is None and timezone.localdate() <= self.until
