"""Remarks on the text."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Article, Section, SectionVersion
from editorial.shared.audit import audited


class Comment(models.Model):
    """A remark on a section, perhaps on a quotation of it: mutable, audited; seen by board and desk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="comments")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=60, blank=True)
    quote = models.TextField(blank=True)
    text = models.TextField()
    must_be_answered = models.BooleanField(default=False, help_text="Blocks approval until it is resolved.")
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
            )
        ]

    def __str__(self):
        return self.text[:60]
