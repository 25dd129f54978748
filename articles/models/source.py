"""What was brought in as a file or a paste, what was doubtful in it, and what people decided about that."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from editorial.files.models import StoredFile
from editorial.shared.immutable import ImmutableModel

from .edition import Edition
from .section import Section, SectionVersion


class SourceDocument(ImmutableModel):
    """What a draft was imported from: immutable, beside the edition that it made or changed.

    The file is kept as it came. ``content`` is canonical JSON (see :mod:`articles.exchange.sources`): the reader's
    report and what was decided at the preview; ``digest`` is its SHA-256. For those who may see the edition.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sources")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=200)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return self.name


class Doubt(ImmutableModel):
    """Something in a source that could be wrong in the words that came of it, for a person to decide: immutable.

    It stays with the section and with every later version made from ``version``, also in another section, until it is
    decided; an edition with an undecided one is not submitted. ``words`` are the source's own, ``sentence`` what
    stands around them, ``place`` where in the source, ``stored`` what the section said when it came in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(SourceDocument, on_delete=models.PROTECT, related_name="doubts")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="doubts")
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="doubts")
    position = models.PositiveIntegerField(help_text=gettext_lazy("Its place among the source’s doubts."))
    kind = models.CharField(max_length=30)
    words = models.TextField(blank=True)
    sentence = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    stored = models.TextField(blank=True)
    reason = models.TextField()
    who = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("Whose change or remark it was, as the source says.")
    )
    when = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["source", "position"]
        constraints = [models.UniqueConstraint(fields=["source", "position"], name="doubt_once")]

    def __str__(self):
        return self.reason


class DoubtDecision(ImmutableModel):
    """What somebody decided about a doubt, and why: immutable; the last one stands. Shown to the board."""

    class Verdict(models.TextChoices):
        """What is so of the words now."""

        RIGHT = "right", gettext_lazy("Right as it stands")
        MENDED = "mended", gettext_lazy("Mended")

    id = models.BigAutoField(primary_key=True)
    doubt = models.ForeignKey(Doubt, on_delete=models.PROTECT, related_name="decisions")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="doubt_decisions")
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    printed_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["right", "mended"]), name="doubt_decision_verdict_known")
        ]

    def __str__(self):
        return self.get_verdict_display()
