"""What readers get, and what they ask."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.immutable import ImmutableModel
from editorial.shared.long_text import LongTextField

from .article import Article
from .edition import Edition


class PublishedBody(ImmutableModel):
    """The rendered words of an edition for one audience: immutable, made only while the edition is being approved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="bodies")
    audience = models.CharField(max_length=60)
    html = LongTextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "audience", "digest"], name="body_once"),
        ]
        indexes = [models.Index(fields=["digest"], name="body_by_code")]

    def __str__(self):
        return gettext("%(edition)s for %(audience)s") % {"edition": self.edition, "audience": self.audience}


class PublicPage(models.Model):
    """The final bytes at one public address: mutable, composed anew from an unchanging body.

    A page view reads exactly one row of this table. ``stale_since`` marks it for recomposing; the sweeper finds it.
    """

    class Kind(models.TextChoices):
        """What stands at the address."""

        LIVE = "live", gettext_lazy("Published")
        PENDING = "pending", gettext_lazy("Pending review")
        GONE = "gone", gettext_lazy("Retired")
        MOVED = "moved", gettext_lazy("Moved")

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="pages")
    slug = models.CharField(max_length=100)
    audience = models.CharField(max_length=60)
    is_default = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=Kind)
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(PublishedBody, null=True, blank=True, on_delete=models.PROTECT, related_name="pages")
    content = LongTextField(blank=True)
    etag = models.CharField(max_length=64, blank=True)
    location = models.CharField(max_length=200, blank=True)
    card = models.JSONField(
        default=dict, blank=True, help_text=gettext_lazy("What a list of articles says of the page.")
    )
    composed_at = models.DateTimeField()
    stale_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "audience"], name="page_once"),
            models.UniqueConstraint(fields=["slug"], condition=Q(is_default=True), name="page_one_default"),
            models.CheckConstraint(
                condition=~Q(kind="live") | Q(body__isnull=False, edition__isnull=False),
                name="page_live_has_body",
            ),
        ]
        indexes = [
            models.Index(fields=["stale_since"], condition=Q(stale_since__isnull=False), name="page_stale"),
        ]

    def __str__(self):
        return gettext("%(slug)s for %(audience)s") % {"slug": self.slug, "audience": self.audience}


class FollowUp(models.Model):
    """A reader's follow-up question, for the desk: mutable (it is marked as answered)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="follow_ups")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=60, blank=True)
    question = models.TextField(max_length=2000)
    reply_to = models.EmailField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self):
        return self.question[:60]
