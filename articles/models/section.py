"""Parts of an article, what they said at each moment, and what follows from that."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from articles.enums import SectionKind
from editorial.shared.immutable import ImmutableModel

from .article import Article
from .audience import KEY_PATTERN
from .contributor import Contributor


class Section(ImmutableModel):
    """Identity of one part of an article, so that versions, comments and sign-offs line up: immutable.

    The anchor is never reused, also after the section was removed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="sections")
    anchor = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=SectionKind)

    class Meta:
        ordering = ["article", "anchor"]
        constraints = [
            models.UniqueConstraint(fields=["article", "anchor"], name="section_anchor_once"),
            models.UniqueConstraint(fields=["article"], condition=Q(kind="front"), name="section_one_front"),
            models.CheckConstraint(condition=Q(anchor__regex=KEY_PATTERN), name="section_anchor_syntax"),
            models.CheckConstraint(condition=Q(kind__in=SectionKind.values), name="section_kind_known"),
        ]

    def __str__(self):
        return self.anchor


class SectionVersion(ImmutableModel):
    """Everything a section says at one moment, for every audience: immutable.

    ``content`` is canonical JSON (see :mod:`articles.words.content`) and ``digest`` the SHA-256 of exactly those bytes,
    which PostgreSQL checks on insert. The content names its section and kind, so the digest is bound to them. Restoring
    old words finds the old row again, with its signatures.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(help_text=gettext_lazy("1, 2, 3… within the section, without gaps."))
    content = models.TextField()
    digest = models.CharField(max_length=64)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["section", "number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "digest"], name="version_no_change_no_version"),
            models.UniqueConstraint(fields=["section", "number"], name="version_number_once"),
        ]
        indexes = [models.Index(fields=["digest"], name="version_by_code")]

    def __str__(self):
        return gettext("version %(number)s") % {"number": self.number}


class Contribution(ImmutableModel):
    """That a person had a hand in a version: immutable. From these rows follows who may not sign it (promise 4).

    ``came_from`` is the version that the person started from: the edge back to its ancestor. Words that were moved from
    one section to another bring all hands of the version they stood in, also if it was approved.
    """

    class Part(models.TextChoices):
        """How somebody contributed; every one of them counts."""

        WROTE = "wrote", gettext_lazy("wrote it")
        RESTORED = "restored", gettext_lazy("restored it")
        IMPORTED = "imported", gettext_lazy("imported it")
        SUBMITTED = "submitted", gettext_lazy("submitted it")
        NAMED = "named", gettext_lazy("is named on it")
        PROPOSED = "proposed", gettext_lazy("proposed its words")
        PICTURED = "pictured", gettext_lazy("brought a picture or sound in it")
        MOVED = "moved", gettext_lazy("moved its words")

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="contributions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contributions")
    part = models.CharField(max_length=10, choices=Part)
    came_from = models.ForeignKey(
        SectionVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="led_to"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user", "part", "came_from"],
                nulls_distinct=False,
                name="contribution_once",
            )
        ]

    def __str__(self):
        return f"{self.user} {self.get_part_display()}"


class NamedHand(ImmutableModel):
    """That words of a version are somebody's who is known by name: immutable. If that person has an account, now or
    later, it counts as a contributor's (promise 4)."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="named_hands")
    person = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="hands")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="named_hand_once")]

    def __str__(self):
        return f"{self.person}: {self.version}"


class Citation(models.Model):
    """Where a wording cites a reference: an index that can be rebuilt; the truth is in the version's text."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="citations")
    audience = models.CharField(max_length=60, blank=True, help_text=gettext_lazy("Empty for the text for everyone."))
    position = models.PositiveIntegerField()
    reference = models.ForeignKey("references.Reference", on_delete=models.PROTECT, related_name="citations")
    locator = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["version", "audience", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "audience", "position"], name="citation_one_per_place")
        ]

    def __str__(self):
        return gettext("%(reference)s in %(version)s") % {"reference": self.reference, "version": self.version}


class BroughtWords(models.Model):
    """Marks of the runs of words that a version brought, by which words that move to another article are found again:
    an index that can be rebuilt (see :mod:`articles.words.moved`)."""

    version = models.OneToOneField(
        SectionVersion, on_delete=models.PROTECT, related_name="brought_words", primary_key=True
    )
    marks = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = [GinIndex(fields=["marks"], name="brought_words_by_mark")]

    def __str__(self):
        return gettext("%(number)s marks of %(version)s") % {"number": len(self.marks), "version": self.version}


class Confirmation(ImmutableModel):
    """That a wording is right beside a base text: immutable; makes no version.

    Written when a wording is saved together with a base text, and when an editor confirms "still right" after the base
    changed. A wording whose pair of digests has no row is *stale*. With an empty ``wording_digest`` it says that this
    audience may read the base text.
    """

    id = models.BigAutoField(primary_key=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="confirmations")
    audience = models.CharField(max_length=60)
    base_digest = models.CharField(max_length=64)
    wording_digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "audience", "base_digest", "wording_digest"], name="confirmation_once"
            )
        ]

    def __str__(self):
        return gettext("%(section)s for %(audience)s") % {"section": self.section, "audience": self.audience}
