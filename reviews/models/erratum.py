"""Misprints in what readers are told beside the signed words, and what it should say."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy

from articles.models import Edition
from editorial.shared.immutable import ImmutableModel
from reviews.enums import ToldReaders


class Erratum(ImmutableModel):
    """A correction of an edition's change note, or of the reason why its page is gone: immutable, shown to readers.

    What was told stays where it stands, under its approval; the newest row of a kind says what it should have said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="errata")
    of = models.CharField(max_length=10, choices=ToldReaders)
    before = models.TextField(help_text=gettext_lazy("What readers were told until then."))
    text = models.TextField(help_text=gettext_lazy("What it should have said."))
    reason = models.TextField(help_text=gettext_lazy("For the board; readers see only both texts."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(before=""), name="erratum_corrects_words"),
            models.CheckConstraint(condition=~Q(reason=""), name="erratum_says_why"),
            models.CheckConstraint(condition=~Q(text=F("before")), name="erratum_changes_words"),
            models.CheckConstraint(condition=Q(of__in=ToldReaders.values), name="erratum_of_known_words"),
        ]

    def __str__(self):
        return gettext("correction of what readers were told of %(edition)s") % {"edition": self.edition}
