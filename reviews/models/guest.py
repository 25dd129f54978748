"""Experts without an account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from articles.models import Edition
from editorial.shared.audit import audited
from editorial.shared.outbox import Outgoing


class Guest(models.Model):
    """Somebody without an account, asked for an opinion on one edition: mutable (it can be revoked), audited.

    They have a link that opens exactly this edition, to read, to comment and to propose words, until a day. Of the link
    only a digest is kept, so nobody can read it here. ``person`` is an account that is never active: it signs in
    nowhere and holds no right; it is what comments and the record name as their author.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="guests")
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="guest")
    email = models.EmailField(max_length=254)
    link_digest = models.CharField(max_length=64, unique=True, editable=False)
    question = models.TextField(
        blank=True, help_text=gettext_lazy("What whoever invited them wants to know: stands on top.")
    )
    until = models.DateField(help_text=gettext_lazy("The last day on which the link opens anything."))
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
        return gettext("%(person)s on %(edition)s") % {"person": self.person, "edition": self.edition}

    @property
    def is_open(self) -> bool:
        """Whether the link opens the edition today."""
        return self.revoked_at is None and timezone.localdate() <= self.until


class GuestMail(Outgoing):
    """The message that brings a guest their link. The link is no part of it: it is made again when it is sent."""

    guest = models.OneToOneField(Guest, on_delete=models.PROTECT, related_name="mail")

    class Meta(Outgoing.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(was_sent=False) | Q(finished_at__isnull=False), name="guestmail_sent_is_finished"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(finished_at__isnull=True), name="guestmail_waiting")]

    def __str__(self):
        return gettext("invitation of %(guest)s") % {"guest": self.guest}

    @property
    def state(self) -> str:
        """What became of it, for who invited."""
        if self.was_sent:
            return gettext("link mailed")
        if self.finished_at:
            return gettext("the mail could not be sent")
        return gettext("the mail is tried again") if self.attempts else gettext("the mail is on its way")
