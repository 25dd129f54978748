"""The people named on articles."""

import uuid

from django.conf import settings
from django.db import models

from editorial.shared.audit import audited


class Contributor(models.Model):
    """A person named on editions as author or editor, with or without an account: mutable, audited.

    What stood in an edition when it was submitted is frozen in its manifest; this row is for the next one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="contributor"
    )
    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=200, blank=True)
    interests = models.TextField(
        "declared interests",
        blank=True,
        help_text="Shown with the byline; “none” is an answer, empty is not.",
    )

    history = audited()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.credentials}" if self.credentials else self.name
