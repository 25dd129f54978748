"""The tamper-evident record: what happened, in order, chained by hashes."""

import uuid

from django.conf import settings
from django.db import models

from editorial.shared.immutable import ImmutableModel


class ChainHead(models.Model):
    """The end of one chain: the row to lock before appending. Mutable, and derived: the events themselves prove it."""

    chain = models.CharField(primary_key=True, max_length=60, help_text="“site”, or “article:<id>”.")
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "chain head"

    def __str__(self):
        return f"{self.chain} at {self.seq}"


class Event(ImmutableModel):
    """One line of the record: who did what to what, when. Immutable.

    Holds ids and digests, never prose, so that erasing words never breaks the chain. ``content`` is the canonical
    JSON that ``hash`` covers, together with ``prev_hash``; the other columns repeat parts of it for looking things up,
    and verification compares them.
    """

    id = models.BigAutoField(primary_key=True)
    chain = models.CharField(max_length=60)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, help_text="Kind and id: “edition:<id>”.")
    content = models.TextField()
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="event_once_per_place"),
            models.UniqueConstraint(fields=["hash"], name="event_hash_unique"),
        ]
        indexes = [models.Index(fields=["subject", "id"], name="event_by_subject")]

    def __str__(self):
        return f"{self.chain} {self.seq}: {self.verb}"


class Checkpoint(ImmutableModel):
    """The hash over all chain heads at one moment, to be published outside, so that a cut tail shows. Immutable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    content = models.TextField(help_text="Canonical JSON: every chain with its last number and hash.")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.digest[:12]}"


class Denial(models.Model):
    """The security log: somebody tried what they may not do. Kept apart from the record; never shown to readers."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=500)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.method} {self.path}"
