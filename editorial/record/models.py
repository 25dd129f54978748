"""The tamper-evident record: what happened, in order, chained by hashes."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from editorial.shared.immutable import ImmutableModel


class ChainHead(models.Model):
    """The end of one chain: the row to lock before appending. Mutable, and derived: the events themselves prove it."""

    chain = models.CharField(primary_key=True, max_length=60, help_text="“site”, “references”, or “article:<id>”.")
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "chain head"

    def __str__(self) -> str:
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

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}: {self.verb}"


class Shape(models.Model):
    """The columns of a table as they were when rows of it were named: what the digests in the index cover. Derived."""

    id = models.AutoField(primary_key=True)
    columns = ArrayField(models.TextField(), unique=True)

    def __str__(self) -> str:
        return ", ".join(self.columns)


class NamedRow(models.Model):
    """That an event names a row of a watched table as it was then: an index of what the events say, written with them
    by PostgreSQL (``record_append``); ``rebuild_record`` builds it anew.

    The last event that names a row counts. An empty digest says that the row went. How a digest is made stands in
    docs/adr (the record, both ways) and in ``sql/naming.sql``.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="rows")
    relation = models.CharField(max_length=63)
    key = models.CharField(max_length=200)
    shape = models.ForeignKey(Shape, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["event", "relation", "key"]
        indexes = [models.Index(fields=["relation", "key", "-event"], name="namedrow_latest")]

    def __str__(self) -> str:
        return f"{self.relation} {self.key}"


class Checkpoint(ImmutableModel):
    """What all chains were at one moment, to be kept outside, so that a cut tail shows: immutable.

    ``content`` is canonical JSON. Since its scheme 2 checkpoints are numbered and build on each other: the content
    names the digest of the one before, and only the chains that have moved since. ``note`` is the signed note that is
    sent out (:mod:`editorial.record.notes`). Those of scheme 1 name every chain, and have neither number nor note.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(null=True, unique=True)
    at = models.DateTimeField()
    content = models.TextField(help_text="Canonical JSON: chains with their last number and hash.")
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True, default="", db_default="")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.digest[:12]}"


class CheckpointedHead(models.Model):
    """How far the checkpoints have written down a chain: derived from them, so that the next one says what moved."""

    chain = models.CharField(primary_key=True, max_length=60)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain} at {self.seq}"


class CheckpointKey(ImmutableModel):
    """A key that signs checkpoints from a moment on: immutable. ``line`` is its public line.

    ``note`` says so, signed by the key itself and, but for the first, by the one before: so whoever trusts an old key
    can follow to the new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    line = models.CharField(max_length=300, unique=True)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.line


class CheckpointPlace(models.Model):
    """How far checkpoints were sent to one place: mutable; what was not sent yet is sent the next time."""

    place = models.CharField(primary_key=True, max_length=300, help_text="“mail:…”, “directory:…” or “https:…”.")
    sent = models.BigIntegerField(default=0, help_text="The number of the last checkpoint that arrived there.")
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True, help_text="Why the last attempt failed.")
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.place


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

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
