"""Which sentences rest on which references, in everything that readers get or may get. Reads only.

A sentence is what stands around a citation, in one section and for one audience. The same words in the live edition
and in the next are one sentence, so what was decided of them holds for both.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.content import content_from_text
from articles.enums import OPEN_STATES, EditionState
from articles.models import Article, Citation, Edition, Pin, Section, SectionVersion
from editorial.shared.canonical import sha256
from references.enums import AT_RISK
from references.models import Reference
from reviews.enums import EvidenceVerdict
from reviews.models import EvidenceDecision

MENDING = (EditionState.TAKEN_BACK, EditionState.RETURNED)


@dataclass
class Sentence:
    """One sentence that rests on a reference, with the editions in which it stands and the last word on it."""

    reference: Reference
    section: Section
    version: SectionVersion
    audience: str
    heading: str
    text: str
    editions: list[Edition] = field(default_factory=list)
    decision: EvidenceDecision | None = None

    @property
    def digest(self) -> str:
        return sha256(self.text)

    @property
    def key(self) -> tuple:
        return (self.reference.pk, self.section.pk, self.audience, self.digest)

    @property
    def article(self) -> Article:
        return self.editions[0].article

    @property
    def is_boards(self) -> bool:
        """Whether the board has (or readers have) these words, so that the board decides; else the desk does."""
        return any(edition.state != EditionState.DRAFT for edition in self.editions)

    @property
    def is_settled(self) -> bool:
        """It was decided that it stays as it is."""
        return self.decision is not None and self.decision.verdict == EvidenceVerdict.STILL_RIGHT

    @property
    def is_settled_by_board(self) -> bool:
        return self.is_settled and self.decision.by_board


def at_risk(prefix: str = "") -> Q:
    """References under a standing that wants decisions, or that are answered by such a one."""
    return Q(**{f"{prefix}standing__in": AT_RISK, f"{prefix}merged_into__isnull": True}) | Q(
        **{f"{prefix}merged_into__standing__in": AT_RISK}
    )


def current_editions() -> Q:
    """Editions whose words readers have or may get: live, open, or sent back while none has followed."""
    later = Edition.objects.filter(article=OuterRef("edition__article"), number__gt=OuterRef("edition__number"))
    mending = Q(edition__state__in=MENDING) & ~Exists(later)
    return Q(edition__state__in=[EditionState.PUBLISHED, *OPEN_STATES]) | mending


def references_to_watch() -> QuerySet[Reference]:
    """References at risk on which something rests now. One query."""
    pins = Pin.objects.filter(current_editions(), version=OuterRef("version"))
    cited = Citation.objects.filter(at_risk("reference__")).filter(Exists(pins))
    pairs = cited.values_list("reference_id", "reference__merged_into_id").distinct()
    return Reference.objects.filter(pk__in={merged or own for own, merged in pairs}).order_by("pk")


def sentences_on(references: Iterable[Reference]) -> list[Sentence]:
    """Every sentence that rests on these references now, by article and section. Three queries."""
    wanted = {reference.pk: reference for reference in references}
    keys = _keys_of(wanted)
    pins = Pin.objects.filter(current_editions(), version__citations__reference__key__in=keys)
    pins = pins.select_related("edition__article", "section", "version").distinct()
    pins = pins.order_by("edition__article__slug", "section__anchor", "edition__number")
    found = _collect(pins, keys)
    _with_decisions(found)
    return found


def sentences_at_risk_in(editions: Iterable[Edition]) -> dict[Any, list[Sentence]]:
    """For each of these editions, its sentences that rest on a reference at risk. One query where there are none."""
    editions = {edition.pk: edition for edition in editions}
    result: dict[Any, list[Sentence]] = {pk: [] for pk in editions}
    cited = Citation.objects.filter(at_risk("reference__"), version__pins__edition__in=editions)
    rows = (
        {row.reference_id: row.reference for row in cited.select_related("reference__merged_into")} if editions else {}
    )
    if not rows:
        return result
    keys = {row.key: row.merged_into or row for row in rows.values()}
    pins = Pin.objects.filter(edition__in=editions, version__citations__reference__key__in=keys)
    found = []
    for pin in pins.select_related("edition__article", "section", "version").distinct().order_by("section__anchor"):
        here = _collect([pin], keys)
        result[pin.edition_id] += here
        found += here
    _with_decisions(found)
    return result


def _keys_of(wanted: dict[Any, Reference]) -> dict[str, Reference]:
    rows = Reference.objects.filter(Q(pk__in=wanted) | Q(merged_into__in=wanted))
    return {key: wanted[merged or pk] for pk, key, merged in rows.values_list("pk", "key", "merged_into_id")}


def _collect(pins: Iterable[Pin], keys: dict[str, Reference]) -> list[Sentence]:
    found: dict[tuple, Sentence] = {}
    for pin in pins:
        content = content_from_text(pin.version.content)
        for audience, _, mark in content.citations():
            if mark.key not in keys:
                continue
            heading = content.base.heading or pin.section.anchor
            one = Sentence(keys[mark.key], pin.section, pin.version, audience, heading, mark.sentence)
            one = found.setdefault(one.key, one)
            if pin.edition not in one.editions:
                one.editions.append(pin.edition)
    return list(found.values())


def _with_decisions(sentences: list[Sentence]) -> None:
    """Give each sentence the last decision on it that is about the reference's present standing."""
    if not sentences:
        return
    rows = EvidenceDecision.objects.filter(
        section__in={one.section.pk for one in sentences}, digest__in={one.digest for one in sentences}
    ).select_related("alarm", "replacement")
    last = {
        (row.alarm.reference_id, row.section_id, row.audience, row.digest): row for row in rows.order_by("at", "id")
    }
    for one in sentences:
        row, since = last.get(one.key), one.reference.standing_changed_at
        if row and row.standing == one.reference.standing and since is not None and row.at >= since:
            one.decision = row


def by_article(sentences: Iterable[Sentence]) -> dict[Any, list[Sentence]]:
    """The sentences of each article, by its id."""
    result = defaultdict(list)
    for one in sentences:
        result[one.article.pk].append(one)
    return result
