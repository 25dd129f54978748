"""Articles that were read from a file and wait for a person's word."""

import uuid

from django.conf import settings
from django.db import models

from editorial.files.models import StoredFile


class ImportDraft(models.Model):
    """What a reader made of a source, as its importer has corrected it so far: mutable, seen by its owner alone.

    No part of any article: creating or updating the article takes it away, and whatever waits too long is swept.
    ``document`` is :func:`articles.exchange.storage.to_json`; ``dropped`` holds the sections that were dropped, so that
    they can be put back; ``offered`` the bibliography that came along; ``decided`` what was decided about doubts, by
    their places in the document's remarks, and ``steps`` everything that was done here. ``file`` is the source as it
    came. Every change raises ``revision``, and names the one that it started from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="import_drafts")
    source = models.CharField(max_length=200)
    document = models.JSONField()
    dropped = models.JSONField(default=list, blank=True)
    offered = models.JSONField(default=list, blank=True)
    decided = models.JSONField(default=dict, blank=True)
    steps = models.JSONField(default=list, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="import_drafts")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["owner", "created_at"], name="import_draft_by_owner")]

    def __str__(self):
        return self.source
