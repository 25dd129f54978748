"""Evidence that changed, and what was decided of the sentences that rest on it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from articles.models import Section, SectionVersion
from editorial.shared.audit import audited
from editorial.shared.immutable import ImmutableModel
from references.models import Reference, StandingChange
from reviews.enums import EvidenceVerdict


class Alarm(models.Model):
    """That a reference can no longer be relied on while sentences rest on it: mutable, audited. At most one is open for
    a reference: later changes of its standing join it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="alarms")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    history = audited()

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=Q(closed_at__isnull=True), name="alarm_one_open_for_reference"
            )
        ]

    def __str__(self):
        return gettext("alarm about %(reference)s") % {"reference": self.reference}


class AlarmChange(ImmutableModel):
    """A change of standing that an alarm is about: immutable."""

    change = models.OneToOneField(StandingChange, primary_key=True, on_delete=models.PROTECT, related_name="alarmed")
    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="changes")

    def __str__(self):
        return f"{self.alarm_id}: {self.change_id}"


class EvidenceDecision(ImmutableModel):
    """What was decided of one sentence that rests on a reference: immutable. The last one on the same words counts.

    ``digest`` is that of the sentence, ``version`` one in which it stood then. It is about one ``standing``: when
    that changes, the sentence is to be decided anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="decisions")
    standing = models.CharField(max_length=12)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="evidence_decisions")
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="evidence_decisions")
    audience = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=12, choices=EvidenceVerdict)
    reason = models.TextField()
    replacement = models.ForeignKey(Reference, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_board = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence_decisions")
    printed_name = models.CharField(max_length=410)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=EvidenceVerdict.values), name="evidencedecision_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="evidencedecision_says_why"),
            models.CheckConstraint(
                condition=Q(verdict="replace", replacement__isnull=False)
                | (~Q(verdict="replace") & Q(replacement__isnull=True)),
                name="evidencedecision_replace_names_one",
            ),
        ]
        indexes = [models.Index(fields=["section", "digest"], name="evidencedecision_by_sentence")]

    def __str__(self):
        return gettext("%(verdict)s by %(name)s") % {"verdict": self.get_verdict_display(), "name": self.printed_name}
