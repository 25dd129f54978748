"""Pictures and sound that were brought to an article, and where its versions hold them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from editorial.files.models import StoredFile
from editorial.shared.immutable import ImmutableModel

from .article import Article
from .section import SectionVersion


class Medium(ImmutableModel):
    """A picture or a sound that somebody brought to an article: immutable.

    ``file`` is what is kept of it: without anything but what is seen or heard, and named by the SHA-256 of exactly
    those bytes, which is how contents name it. Who brought it has a hand in every version that holds it.
    """

    class Kind(models.TextChoices):
        """What it is for people."""

        PICTURE = "picture", gettext_lazy("Picture")
        AUDIO = "audio", gettext_lazy("Sound")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="media")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="media")
    kind = models.CharField(max_length=10, choices=Kind)
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True, help_text=gettext_lazy("Rounded up."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["article", "file"], name="medium_once_an_article"),
            models.CheckConstraint(
                condition=Q(kind="picture", width__isnull=False, width__gt=0, height__isnull=False, height__gt=0)
                & Q(seconds=None)
                | Q(kind="audio", width=None, height=None, seconds__isnull=False, seconds__gt=0),
                name="medium_measured",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file_id[:12]}"


class Rendition(ImmutableModel):
    """A picture drawn again at another size, before anybody signs it: immutable. Readers get one of these."""

    id = models.BigAutoField(primary_key=True)
    medium = models.ForeignKey(Medium, on_delete=models.PROTECT, related_name="renditions")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="renditions")
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["medium", "width", "media_type"]
        constraints = [
            models.UniqueConstraint(fields=["medium", "file"], name="rendition_once"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="rendition_measured"),
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"


class MediumPlace(models.Model):
    """Which pictures and sound a version holds: an index that can be rebuilt; the truth is in the version's content."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="media_places")
    position = models.PositiveIntegerField()
    medium = models.ForeignKey(Medium, on_delete=models.PROTECT, related_name="places")

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="medium_one_per_place")]

    def __str__(self) -> str:
        return f"{self.position}: {self.medium}"
