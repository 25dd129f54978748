"""Links by which people without an account look at what is not published yet."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.audit import audited

from .edition import Edition


class PreviewLink(models.Model):
    """Who has the link reads one edition until it is published or given up: mutable (it can be closed), audited.

    Of the link only a digest is kept, so nobody can read it here, and it is shown once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="preview_links")
    link_digest = models.CharField(max_length=64, unique=True, editable=False)
    until = models.DateField(help_text=gettext_lazy("The last day on which the link opens anything."))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = audited()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="preview_closed_by_and_at",
            )
        ]

    def __str__(self):
        return gettext("preview of %(edition)s") % {"edition": self.edition}
