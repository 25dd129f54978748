"""From which words of another language the words of a section were made."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.immutable import ImmutableModel

from .section import SectionVersion


class TranslatedFrom(ImmutableModel):
    """That a version of a translation's section was made from this version of its source, or is still right beside it:
    immutable. A version without a row for what its source says now is *behind* (:mod:`articles.words.translating`).

    What was made from words carries the hands of those words (a contribution with ``came_from``).
    """

    class How(models.TextChoices):
        """What was done."""

        MADE = "made", gettext_lazy("Translated from it")
        STILL_RIGHT = "still_right", gettext_lazy("Still right beside it")

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="translated_from")
    source = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="translated_into")
    how = models.CharField(max_length=20, choices=How)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "source", "how"], name="translated_from_once"),
            models.CheckConstraint(
                condition=models.Q(how__in=["made", "still_right"]), name="translated_from_how_known"
            ),
        ]

    def __str__(self):
        return gettext("%(version)s from %(source)s") % {"version": self.version, "source": self.source}
