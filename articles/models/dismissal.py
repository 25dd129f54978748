"""What somebody answered to a finding of a check."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from editorial.shared.immutable import ImmutableModel

from .edition import Edition
from .section import Section


class Dismissal(ImmutableModel):
    """That somebody let words stand at which a check points, and why: immutable; the last one stands. The
    board reads it.

    It answers what the check finds as long as its ``fingerprint`` is found in the section's words for that audience,
    in this edition and in later ones. ``words`` and ``sentence`` are kept as they were.
    """

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="dismissals")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="dismissals")
    audience = models.CharField(max_length=60, blank=True, help_text=gettext_lazy("Empty for the text for everyone."))
    check_key = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    words = models.TextField(blank=True)
    sentence = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    printed_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["section", "fingerprint"], name="dismissal_by_finding")]
        constraints = [models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="dismissal_has_reason")]

    def __str__(self):
        return self.reason
