"""Numbered attempts to publish."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from articles.enums import OPEN_STATES, AiUse, EditionState, Significance
from articles.statement import Statement
from editorial.shared.immutable import ImmutableModel

from .article import Article
from .contributor import Contributor
from .section import Section, SectionVersion


class Edition(models.Model):
    """A numbered attempt to publish an article: the row moves through its states, everything else about it is fixed.

    What it contains are its pins, mutable only while it is a draft. PostgreSQL guards the states, the fixed columns,
    one open and one live edition per article, and that only what is based on the live edition is approved or published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=EditionState, default=EditionState.DRAFT)
    based_on = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=gettext_lazy("The edition that was live when this one was opened."),
    )
    continues = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=gettext_lazy("The edition whose contents this one was opened with."),
    )
    interrupts = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=gettext_lazy(
            "The edition that was set aside to make room for this one; work on it goes on afterwards."
        ),
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    change_note = models.TextField(blank=True, help_text=gettext_lazy("What changed, for the board and for readers."))
    significance = models.CharField(
        max_length=20,
        choices=Significance,
        blank=True,
        help_text=gettext_lazy("What kind of change it is, for readers of the one before."),
    )
    funding = models.TextField(blank=True, help_text=gettext_lazy("Who paid for the work."))
    ai_use = models.CharField(
        max_length=20, choices=AiUse, blank=True, help_text=gettext_lazy("What part AI had in the writing.")
    )
    ai_tool = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("Which AI tool was used."))
    publish_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("When to publish once approved; empty: at once.")
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["article"], condition=Q(state__in=OPEN_STATES), name="edition_one_open"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(state=EditionState.PUBLISHED), name="edition_one_live"
            ),
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="edition_state_known"),
            models.CheckConstraint(
                condition=Q(significance__in=["", *Significance.values]), name="edition_significance_known"
            ),
            models.CheckConstraint(
                condition=(Q(ai_use__in=["", AiUse.NONE], ai_tool=""))
                | (Q(ai_use__in=[AiUse.WORDING, AiUse.DRAFTED]) & ~Q(ai_tool="")),
                name="edition_ai_use_with_its_tool",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="edition_submitted_by_and_at",
            ),
        ]
        indexes = [models.Index(fields=["state", "publish_at"], name="edition_by_state")]

    def __str__(self):
        return gettext("edition %(number)s") % {"number": self.number}

    @property
    def statement(self) -> Statement:
        """What it says of itself."""
        return Statement(self.change_note, self.significance, self.funding, self.ai_use, self.ai_tool)

    @statement.setter
    def statement(self, said: Statement) -> None:
        self.change_note, self.significance, self.funding = said.note, said.significance, said.funding
        self.ai_use, self.ai_tool = said.ai_use, said.ai_tool


class Pin(models.Model):
    """That an edition contains exactly this version of a section: mutable only while the edition is a draft."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pins")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="pins")
    version = models.ForeignKey(SectionVersion, on_delete=models.PROTECT, related_name="pins")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "section"], name="pin_one_version_per_section")]

    def __str__(self):
        return gettext("%(section)s at %(version)s") % {"section": self.section, "version": self.version}


class Removal(models.Model):
    """That a draft leaves out a section of the edition it is based on, and why: shown to the board as a removal."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="removals")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "section"], name="removal_once")]

    def __str__(self):
        return gettext("%(section)s removed") % {"section": self.section}


class PendingMerge(models.Model):
    """That a section of a draft was changed twice, in the live edition and in the one set aside before it: mutable only
    while the edition is a draft, and gone once a person has merged the two.

    The live words are pinned meanwhile; without a pin, the live edition has removed the section. ``waiting`` is what
    the edition that was set aside says, empty if it had removed the section; ``base`` is what both were made from.
    """

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pending_merges")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    base = models.ForeignKey(SectionVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    waiting = models.ForeignKey(SectionVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edition", "section"], name="pending_merge_once")]

    def __str__(self):
        return gettext("%(section)s to be merged") % {"section": self.section}


class Byline(models.Model):
    """A contributor named on an edition: mutable only while the edition is a draft."""

    class Role(models.TextChoices):
        """What the byline says the person did."""

        AUTHOR = "author", gettext_lazy("Author")
        EDITOR = "editor", gettext_lazy("Editor")

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="bylines")
    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="bylines")
    role = models.CharField(max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "contributor", "role"], name="byline_once"),
            models.CheckConstraint(condition=Q(role__in=["author", "editor"]), name="byline_role_known"),
        ]

    def __str__(self):
        return f"{self.contributor} ({self.role})"


class Manifest(ImmutableModel):
    """What an edition was when it was submitted: immutable, and written only by submitting.

    ``content`` is canonical JSON (see :mod:`articles.site.manifest`); ``digest`` its SHA-256, checked by PostgreSQL.
    """

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="manifest")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["digest"], name="manifest_by_code")]

    def __str__(self):
        return gettext("manifest of %(edition)s") % {"edition": self.edition}
