"""The shared library: what articles rest on. A reference exists without any article."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from editorial.shared.audit import audited
from editorial.shared.immutable import ImmutableModel

from .enums import EvidenceLevel, Identifier, Kind, LinkFinding, Nature, Progress, Source, Standing, StudyType

KEY_PATTERN = r"^[a-z0-9][a-z0-9_:.-]{0,79}$"
ANSWERING = Q(merged_into__isnull=True)
DOI_PATTERN = r"^10\.[0-9]{4,9}(\.[0-9]+)*/[^[:space:]]+$"


class Reference(models.Model):
    """One bibliographic record. Mutable and audited, except its key, which is cited in signed words: the
    database refuses to change it. Never deleted; a duplicate is merged into another and goes on answering to
    its key.

    ``csl`` is the truth. The columns from ``title`` to ``fingerprint`` are parsed from it by the actions, for
    finding and matching. ``revision`` counts changes: edit forms carry it, so that nobody overwrites unseen
    work.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(
        max_length=80,
        validators=[RegexValidator(KEY_PATTERN, _("A key has only a–z, 0–9 and “_ : . -”, like “lane1998”."))],
        help_text=_("What citations in texts say. Never changes."),
    )
    kind = models.CharField(max_length=20, choices=Kind)
    study_type = models.CharField(
        max_length=20, choices=StudyType, blank=True, help_text=_("Of research, where it is known.")
    )
    evidence_level = models.CharField(
        max_length=10, choices=EvidenceLevel, blank=True, help_text=_("How certain the evidence is (GRADE).")
    )
    csl = models.JSONField("CSL-JSON", help_text=_("As references.formats.csl.clean_csl gives it; without “id”."))
    title = models.TextField(blank=True)
    year = models.IntegerField(null=True, blank=True)
    doi = models.CharField("DOI", max_length=300, blank=True, help_text=_("In lower case, without “https://doi.org/”."))
    pmid = models.CharField("PMID", max_length=12, blank=True)
    first_author = models.CharField(max_length=300, blank=True)
    search_text = models.TextField(blank=True, help_text=_("All that a search looks in, in plain lower case."))
    fingerprint = models.CharField(max_length=300, blank=True, help_text=_("Equal when probably the same work."))
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.GOOD)
    standing_note = models.TextField(blank=True, help_text=_("What readers are told about it."))
    standing_changed_at = models.DateTimeField(null=True, blank=True)
    thin = models.BooleanField(default=False, help_text=_("Too little is known to identify the work."))
    thin_why = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="references_added",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = audited()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="reference_key_unique"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="reference_key_syntax"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="reference_kind_known"),
            models.CheckConstraint(
                condition=Q(study_type="") | (Q(study_type__in=StudyType.values) & Q(kind=Kind.RESEARCH)),
                name="reference_study_type_known",
            ),
            models.CheckConstraint(
                condition=Q(evidence_level="") | Q(evidence_level__in=EvidenceLevel.values),
                name="reference_evidence_level_known",
            ),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="reference_standing_known"),
            models.CheckConstraint(
                condition=Q(standing=Standing.GOOD) | Q(standing_changed_at__isnull=False),
                name="reference_standing_has_date",
            ),
            models.CheckConstraint(
                condition=Exact(
                    Func(F("csl"), function="jsonb_typeof", output_field=models.TextField()), Value("object")
                ),
                name="reference_csl_is_object",
            ),
            models.CheckConstraint(
                condition=Q(doi="") | (Q(doi__regex=DOI_PATTERN) & Q(doi=Lower("doi"))),
                name="reference_doi_syntax",
            ),
            models.CheckConstraint(
                condition=Q(pmid="") | Q(pmid__regex=r"^[1-9][0-9]{0,8}$"), name="reference_pmid_syntax"
            ),
            models.UniqueConstraint(
                fields=["doi"],
                condition=~Q(doi="") & Q(merged_into__isnull=True),
                name="reference_doi_unique",
            ),
            models.UniqueConstraint(
                fields=["pmid"],
                condition=~Q(pmid="") & Q(merged_into__isnull=True),
                name="reference_pmid_unique",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1, 2999)), name="reference_year_range"
            ),
            models.CheckConstraint(
                condition=Q(thin=True) & ~Q(thin_why="") | Q(thin=False, thin_why=""),
                name="reference_thin_has_why",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="reference_not_merged_into_self",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="reference_not_replaced_by_self",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="reference_search_trigrams"),
            models.Index(fields=["fingerprint"], condition=~Q(fingerprint=""), name="reference_by_fingerprint"),
            models.Index(fields=["standing"], condition=~Q(standing="good"), name="reference_at_risk"),
            models.Index("key", condition=ANSWERING, name="reference_sorted_by_key"),
            models.Index(Lower("first_author"), "key", condition=ANSWERING, name="reference_sorted_by_author"),
            models.Index(Coalesce("year", 0), "key", condition=ANSWERING, name="reference_sorted_by_year"),
            models.Index("created_at", "key", condition=ANSWERING, name="reference_sorted_by_age"),
            models.Index("kind", "key", condition=ANSWERING, name="reference_by_kind"),
            models.Index("year", condition=ANSWERING, name="reference_by_year"),
            models.Index("fingerprint", condition=ANSWERING, name="reference_alike"),
        ]

    def __str__(self):
        return self.key


class StandingChange(ImmutableModel):
    """What was learned about a reference's standing, from whom and when. Immutable: one row a change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="standing_changes")
    old = models.CharField(max_length=12, choices=Standing)
    new = models.CharField(max_length=12, choices=Standing)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="standing_changes",
    )
    note = models.TextField(blank=True)
    source = models.CharField(max_length=60, help_text=_("Where it was learned: “desk”, or a data source."))
    record = models.CharField(max_length=700, blank=True, help_text=_("The source's name for what it reported."))

    class Meta:
        ordering = ["reference", "at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(old__in=Standing.values), name="standingchange_old_known"),
            models.CheckConstraint(condition=Q(new__in=Standing.values), name="standingchange_new_known"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="standingchange_is_a_change"),
        ]
        indexes = [models.Index(fields=["at", "id"], name="standingchange_by_time")]

    def __str__(self):
        return f"{self.reference_id}: {self.old} → {self.new}"


class ReferenceImport(models.Model):
    """What was read from a file of references and waits for its importer's word: mutable, seen by its owner alone.

    No part of the library: confirming adds what was accepted and takes this away, and whatever waits too long is swept.
    ``entries`` are :class:`references.formats.entries.ReadEntry` as JSON, each with what was decided. Every change
    raises ``revision``, and names the one that it started from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reference_imports")
    source = models.CharField(max_length=200)
    format = models.CharField(max_length=20)
    entries = models.JSONField()
    notes = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["owner", "created_at"], name="reference_import_by_owner")]

    def __str__(self):
        return self.source


class StandingNotice(ImmutableModel):
    """What a source says of works, whether the library has them or not: immutable.

    If the source later says something else under the same record, that is another row; the last one counts. So a
    reference that is added tomorrow is compared with what was read today.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=30, choices=Source)
    record = models.CharField(max_length=700)
    nature = models.CharField(max_length=20, choices=Nature)
    on = models.DateField(null=True, blank=True)
    dois = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    pmids = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    notice = models.CharField(max_length=300, blank=True, help_text=_("The DOI of the journal's own notice."))
    why = models.TextField(blank=True, help_text=_("For the desk; never shown to readers."))
    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "record", "digest"], name="standingnotice_once"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="standingnotice_source_known"),
            models.CheckConstraint(condition=Q(nature__in=Nature.values), name="standingnotice_nature_known"),
        ]
        indexes = [
            models.Index(fields=["source", "record", "-id"], name="standingnotice_latest"),
            GinIndex(fields=["dois"], fastupdate=False, name="standingnotice_by_doi"),
            GinIndex(fields=["pmids"], fastupdate=False, name="standingnotice_by_pmid"),
        ]

    def __str__(self):
        return f"{self.get_source_display()} {self.record}: {self.get_nature_display()}"


class Finding(ImmutableModel):
    """That a notice was found to be about a reference, and weighed: immutable. What was weighed once changes the
    reference's standing no more, so repeating a source changes nothing."""

    id = models.BigAutoField(primary_key=True)
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="findings")
    notice = models.ForeignKey(StandingNotice, on_delete=models.PROTECT, related_name="findings")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["reference", "notice"], name="finding_once")]

    def __str__(self):
        return f"{self.reference_id}: {self.notice_id}"


class StandingSource(models.Model):
    """When a source was last read, and when it last could not be: mutable, audited.

    While the last attempt failed, what happened since the last success is unknown; nobody may take it for "nothing".
    """

    source = models.CharField(primary_key=True, max_length=30, choices=Source)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_failure_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)

    history = audited()

    class Meta:
        ordering = ["-source"]
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="standingsource_known"),
        ]

    def __str__(self):
        return self.get_source_display()

    @property
    def is_failing(self) -> bool:
        """Whether the last attempt failed: standings are unknown since the last success."""
        failed, read = self.last_failure_at, self.last_success_at
        return failed is not None and (read is None or failed > read)


class StandingLoad(models.Model):
    """One file of a source on its way in: mutable, until it is finished. The file is kept only until then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=30, choices=Source)
    name = models.CharField(max_length=200)
    stored = models.CharField(max_length=200, blank=True, help_text=_("Where the file waits, in the site's storage."))
    size = models.BigIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="standing_loads"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    read = models.BigIntegerField(default=0, help_text=_("Bytes read so far."))
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    concerned = models.PositiveIntegerField(default=0, help_text=_("References of the library that it was news about."))
    changed = models.PositiveIntegerField(default=0, help_text=_("References whose standing changed."))
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(finished_at__isnull=True), name="standingload_waiting")
        ]

    def __str__(self):
        return self.name

    @property
    def percent(self) -> int:
        """How much of the file has been read."""
        return 100 if self.finished_at else min(99, self.read * 100 // self.size) if self.size else 0


class Lookup(models.Model):
    """A work that somebody asked for by an identifier, and what was answered: mutable, seen by all who use the library.

    No part of the library: the answer fills in a form that a person confirms. While it waits, ``due_at`` says when to
    ask (again), and a sweeper finds it if the message to the worker was lost. Swept after some days.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sort = models.CharField(max_length=10, choices=Identifier)
    value = models.CharField(max_length=2000)
    progress = models.CharField(max_length=10, choices=Progress, default=Progress.WAITING)
    csl = models.JSONField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)
    message = models.CharField(max_length=300, blank=True, help_text=_("Why there is no answer."))
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lookups")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress="found", csl__isnull=False) | ~Q(progress="found"), name="lookup_found_has_record"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(progress="waiting"), name="lookup_due"),
            models.Index(fields=["created_at"], name="lookup_by_time"),
        ]

    def __str__(self):
        return f"{self.get_sort_display()} {self.value}"


class Link(models.Model):
    """What the last check of a reference's link found: mutable, written by the checker alone, no part of the record."""

    reference = models.OneToOneField(Reference, primary_key=True, on_delete=models.PROTECT, related_name="link")
    url = models.CharField(max_length=2000, help_text=_("What was checked."))
    revision = models.PositiveIntegerField(help_text=_("Of the record whose link it was."))
    finding = models.CharField(max_length=10, choices=LinkFinding)
    status = models.PositiveIntegerField(null=True, blank=True, help_text=_("The server's answer, if there was one."))
    leads_to = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True, help_text=_("The page's title at the last check."))
    first_title = models.CharField(max_length=500, blank=True, help_text=_("Its title when it was checked first."))
    note = models.CharField(max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text=_("How often in a row nobody answered."))
    since = models.DateTimeField(help_text=_("Since when it has been found so."))
    checked_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text=_("When it is checked again."))

    class Meta:
        ordering = ["reference"]
        constraints = [models.CheckConstraint(condition=Q(finding__in=LinkFinding.values), name="link_finding_known")]
        indexes = [
            models.Index(fields=["due_at"], name="link_due"),
            models.Index(fields=["finding"], condition=~Q(finding="works"), name="link_found_wanting"),
        ]

    def __str__(self):
        return f"{self.reference_id}: {self.finding}"
