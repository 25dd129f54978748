"""What the desk shows of an edition: its sections with what is new, stale or missing. Reads; decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from articles.enums import EditionState
from articles.models import Audience, Contribution, Contributor, Edition, Pin, Removal, Section, SectionVersion
from articles.passages import own_parts
from articles.queries import Part, active_audiences, parts_of
from articles.requirements import confirmed_pairs
from articles.words.audiences import LEFT_OUT, AudiencePlan, as_mapping, source_of
from articles.words.content import content_from_text
from articles.words.staleness import stale_audiences, unconfirmed_base_readers
from editorial.accounts.models import User
from editorial.desk.reading import Read, reads_in

MOST_TAKEN_OUT = 50
STEPS = {
    EditionState.SUBMITTED: "submitted",
    EditionState.UNDER_REVIEW: "under_review",
    EditionState.APPROVED: "approved",
    EditionState.PUBLISHED: "approved",
}
"""At which step of the stepper an edition stands."""
CHANGED_LABELS = {"new": gettext_lazy("New in this edition"), "changed": gettext_lazy("Changed in this edition")}


@dataclass(frozen=True)
class SectionRow:
    """One section as the list shows it. ``changed`` compares with what it was opened from: "", "new" or "changed"."""

    part: Part
    number: int
    changed: str
    unresolved: int
    stale: list[AudiencePlan]
    base_readers: list[AudiencePlan]
    left_out: list[AudiencePlan]
    reads: list[Read]
    by: str
    at: datetime
    is_first: bool = False
    is_last: bool = False

    @property
    def anchor(self) -> str:
        return self.part.section.anchor

    @property
    def heading(self) -> str:
        return self.part.content.base.heading or ("Front" if self.part.content.is_front else self.anchor)

    @property
    def kind(self) -> str:
        return self.part.section.get_kind_display()

    @property
    def changed_label(self) -> str:
        return CHANGED_LABELS.get(self.changed, "")


@dataclass(frozen=True)
class RemovedSection:
    """A section that readers have and this draft leaves out."""

    section: Section
    heading: str
    reason: str


@dataclass(frozen=True)
class Question:
    """Something to confirm: that a wording is still right, or that an audience may read the text for everyone."""

    anchor: str
    heading: str
    audience: AudiencePlan
    stale: bool


@dataclass(frozen=True)
class Overview:
    """An edition as the desk shows it."""

    edition: Edition
    rows: list[SectionRow]
    removed: list[RemovedSection]
    audiences: list[AudiencePlan]
    bylines: list = field(default_factory=list)

    @property
    def front(self) -> SectionRow:
        return self.rows[0]

    @property
    def title(self) -> str:
        return self.front.part.content.base.heading or self.edition.article.slug

    @property
    def questions(self) -> list[tuple[AudiencePlan, list[Question]]]:
        """What is to be confirmed, audience by audience; only audiences with something to confirm."""
        asked: dict[str, tuple[AudiencePlan, list[Question]]] = {plan.key: (plan, []) for plan in self.audiences}
        for row in self.rows:
            for audience in (*row.stale, *row.base_readers):
                question = Question(row.anchor, row.heading, audience, stale=audience in row.stale)
                asked.setdefault(audience.key, (audience, []))[1].append(question)
        return [(audience, questions) for audience, questions in asked.values() if questions]


def overview_of(edition: Edition) -> Overview:
    """Read the edition in a constant number of queries."""
    parts = parts_of(edition)
    audiences = active_audiences()
    labels = _labels(audiences)
    confirmed = confirmed_pairs(parts)
    live = dict(Pin.objects.filter(edition=edition.based_on_id).values_list("section_id", "version_id"))
    writers = _writers(parts)
    title = next((part.content.base.heading for part in parts if part.content.is_front), "")
    own = {part.section.pk for part in own_parts(edition.article_id, parts)}  # a passage is mended where it is kept
    rows = [
        SectionRow(
            part=part,
            number=number,
            changed=_changed(part, live) if edition.based_on_id else "",
            unresolved=sum(mark.key is None for _, _, mark in part.content.citations()),
            stale=[labels(key) for key in stale_audiences(part.content, confirmed) if part.section.pk in own],
            base_readers=[
                labels(key)
                for key in unconfirmed_base_readers(part.content, as_mapping(audiences), confirmed)
                if part.section.pk in own
            ],
            left_out=_left_out(part, audiences),
            reads=reads_in(part, as_mapping(audiences), title, edition.article.language),
            by=writers[part.version.pk],
            at=part.version.created_at,
            is_first=number == 1,
            is_last=number == len(parts) - 1,
        )
        for number, part in enumerate(parts)
    ]
    removed = _removed(edition, parts, live)
    bylines = list(edition.bylines.select_related("contributor"))
    return Overview(edition, rows, removed, audiences, bylines)


def _labels(audiences: list[AudiencePlan]):
    """Finds an audience by its key; a wording may be for one that is no longer offered. One query."""
    known = {row.key: AudiencePlan(key=row.key, label=row.label) for row in Audience.objects.all()}
    known |= as_mapping(audiences)
    return lambda key: known.get(key) or AudiencePlan(key=key, label=key)


def _changed(part: Part, live: Mapping) -> str:
    if part.section.pk not in live:
        return "new"
    return "" if live[part.section.pk] == part.version.pk else "changed"


def _left_out(part: Part, audiences: list[AudiencePlan]) -> list[AudiencePlan]:
    by_key = as_mapping(audiences)
    return [audience for audience in audiences if source_of(part.content, audience.key, by_key) == LEFT_OUT]


def _writers(parts: list[Part]) -> dict:
    """Who made each version, as named now. One query."""
    versions = SectionVersion.objects.filter(pk__in=[part.version.pk for part in parts])
    return dict(versions.values_list("pk", "created_by__display_name"))


def _removed(edition: Edition, parts: list[Part], live: Mapping) -> list[RemovedSection]:
    gone = set(live) - {part.section.pk for part in parts}
    if not gone:
        return []
    reasons = dict(Removal.objects.filter(edition=edition).values_list("section_id", "reason"))
    return [
        RemovedSection(part.section, part.content.base.heading, reasons.get(part.section.pk, ""))
        for part in parts_of(edition.based_on)
        if part.section.pk in gone
    ]


def taken_out_of(edition: Edition) -> list[RemovedSection]:
    """Sections that were taken out before readers ever had them: the newest first. What became a section of another
    kind is there under that one. One query."""
    here = Pin.objects.filter(edition__in=[edition.pk, edition.based_on_id]).values("section")
    moved = Contribution.objects.filter(part=Contribution.Part.MOVED, came_from__section=OuterRef("section"))
    newest = (
        SectionVersion.objects.filter(section__article=edition.article_id)
        .exclude(section__in=here)
        .exclude(Exists(moved.exclude(version__section__kind=OuterRef("section__kind"))))
        .select_related("section")
        .order_by("section_id", "-number")
        .distinct("section_id")
    )
    rows = sorted(newest, key=lambda row: row.created_at, reverse=True)[:MOST_TAKEN_OUT]
    return [RemovedSection(row.section, content_from_text(row.content).base.heading, "") for row in rows]


def contributors_to_choose(edition: Edition, user: User) -> QuerySet[Contributor]:
    """Whom this editor may name without typing: who has an account, or is named on something published or on an article
    of theirs. What other desks have not published tells them no names."""
    mine = Q(bylines__edition__article__owner=user) | Q(bylines__edition__article__collaborators__user=user)
    seen = Q(user__isnull=False) | Q(bylines__edition__published_at__isnull=False) | mine
    offered = Contributor.objects.filter(seen).values("pk")
    return Contributor.objects.filter(pk__in=offered).exclude(bylines__edition=edition)


def may_change(edition: Edition | None) -> bool:
    """Whether the edition's contents may still change."""
    return edition is not None and edition.state == EditionState.DRAFT
