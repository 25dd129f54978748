"""Which sentences rest on which references, in everything that readers get or may get; and what changed evidence keeps
from happening. What judges takes sentences already read.

A sentence is what stands around a citation, in one section and for one audience. The same words in the live edition
and in the next are one sentence, so what was decided of them holds for both.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from articles.enums import OPEN_STATES, EditionState
from articles.models import Article, Citation, Edition, Pin, Section, SectionVersion
from articles.words.content import content_from_text
from editorial.shared.canonical import sha256
from editorial.shared.compiled import compiled
from editorial.shared.issues import Issue
from references.enums import AT_RISK, Standing
from references.formatting import short_name
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
    def key(self) -> tuple[UUID, UUID, str, str]:
        return (self.reference.pk, self.section.pk, self.audience, self.digest)

    @property
    def article(self) -> Article:
        """To which the words belong: of a passage's, that is the passage, wherever they stand."""
        return self.section.article

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
        return self.is_settled and self.decision is not None and self.decision.by_board


def at_risk(prefix: str = "") -> Q:
    """References under a standing that wants decisions, or that are answered by such a one."""
    return Q(**{f"{prefix}standing__in": AT_RISK, f"{prefix}merged_into__isnull": True}) | Q(
        **{f"{prefix}merged_into__standing__in": AT_RISK}
    )


def current_editions() -> Q:
    """Editions whose words readers have or may get: live, open, or sent back while none has followed."""
    later = Edition.objects.filter(article=OuterRef("edition__article"), number__gt=OuterRef("edition__number"))
    mending = Q(edition__state__in=MENDING) & Q(~Exists(later))
    return Q(edition__state__in=[EditionState.PUBLISHED, *OPEN_STATES]) | mending


def references_to_watch() -> QuerySet[Reference]:
    """References at risk on which something rests now. One query."""
    pins = Pin.objects.filter(current_editions(), version=OuterRef("version"))
    cited = Citation.objects.filter(at_risk("reference__")).filter(Exists(pins))
    pairs = cited.values_list("reference_id", "reference__merged_into_id").distinct()
    return Reference.objects.filter(pk__in={merged or own for own, merged in pairs}).order_by("pk")


def sentences_on(references: Iterable[Reference]) -> list[Sentence]:
    """Every sentence that rests on these references now, by article and section; of a passage's, also those that
    readers have elsewhere, and no drafts in which it stands. Three queries."""
    wanted = {reference.pk: reference for reference in references}
    keys = _keys_of(wanted)
    here = Q(edition__article=F("section__article")) | Q(edition__state=EditionState.PUBLISHED)
    pins = Pin.objects.filter(here, current_editions(), version__citations__reference__key__in=keys)
    pins = pins.select_related("edition__article", "section__article", "version").distinct()
    pins = pins.order_by("edition__article__slug", "section__anchor", "edition__number")
    found = _collect(pins, keys)
    _with_decisions(found)
    return found


def sentences_at_risk_in(some: Iterable[Edition]) -> dict[Any, list[Sentence]]:
    """For each of these editions, its sentences that rest on a reference at risk. One query where there are none."""
    editions = {edition.pk: edition for edition in some}
    result: dict[Any, list[Sentence]] = {pk: [] for pk in editions}
    there = _cited_at_risk(editions)
    if not there:
        return result
    rows = Reference.objects.filter(pk__in=there).select_related("merged_into")
    keys = {row.key: row.merged_into or row for row in rows}
    pins = Pin.objects.filter(edition__in=editions, version__citations__reference__key__in=keys)
    found = []
    for pin in (
        pins.select_related("edition__article", "section__article", "version").distinct().order_by("section__anchor")
    ):
        here = _collect([pin], keys)
        result[pin.edition_id] += here
        found += here
    _with_decisions(found)
    return result


@compiled
def _cited_at_risk(editions: Iterable[Any]) -> QuerySet[Reference, Any]:
    cited = Citation.objects.filter(version__pins__edition__in=editions).values("reference")
    return Reference.objects.filter(at_risk(), pk__in=cited).order_by().values_list("pk", flat=True)


def _keys_of(wanted: dict[Any, Reference]) -> dict[str, Reference]:
    rows = Reference.objects.filter(Q(pk__in=wanted) | Q(merged_into__in=wanted))
    return {key: wanted[merged or pk] for pk, key, merged in rows.values_list("pk", "key", "merged_into_id")}


def _collect(pins: Iterable[Pin], keys: dict[str, Reference]) -> list[Sentence]:
    found: dict[tuple[UUID, UUID, str, str], Sentence] = {}
    for pin in pins:
        pin.version.section = pin.section
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


def suspended_since(sentences: Iterable[Sentence]) -> dict[Any, datetime]:
    """For each version, since when its sign-offs count for new approvals.

    Those given before the standing of a reference changed do not, until the board has decided that every sentence that
    rests on it is still right.
    """
    result: dict[Any, datetime] = {}
    for one in sentences:
        since = one.reference.standing_changed_at
        if since is not None and not one.is_settled_by_board:
            result[one.version.pk] = max(since, result.get(one.version.pk, since))
    return result


def approval_issues(sentences: Iterable[Sentence]) -> list[Issue]:
    """No alarm undecided, and nothing left as it was that is to be mended: one issue for each section and reference."""
    undecided, to_mend = {}, {}
    for one in sentences:
        place = (one.section.pk, one.reference.pk)
        if one.decision is None:
            undecided[place] = one
        elif not one.is_settled:
            to_mend[place] = one
    return [
        *(Issue("evidence-changed", _undecided(one), f"evidence:{one.reference.key}") for one in undecided.values()),
        *(Issue("evidence-to-mend", _to_mend(one), f"evidence:{one.reference.key}") for one in to_mend.values()),
    ]


def submission_issues(sentences: Iterable[Sentence]) -> list[Issue]:
    """The same before the board has it. A retracted reference may be cited only as retracted, with a reason."""
    issues = []
    for one, issue in _first_of_each(sentences):
        if one.decision is None and one.reference.standing == Standing.RETRACTED:
            message = gettext(
                "The reference “%(key)s” in “%(heading)s” was retracted: replace it, rewrite what "
                "rests on it, or say why it is cited as retracted."
            ) % {"key": one.reference.key, "heading": one.heading}
            issue = Issue("retracted-reference", message, f"evidence:{one.reference.key}")
        issues.append(issue)
    return issues


def _first_of_each(sentences: Iterable[Sentence]) -> Iterable[tuple[Sentence, Issue]]:
    seen = set()
    for one in sentences:
        place = (one.section.pk, one.reference.pk, one.decision is None)
        if not one.is_settled and place not in seen:
            seen.add(place)
            yield one, approval_issues([one])[0]


def _undecided(one: Sentence) -> str:
    return gettext(
        "A sentence in “%(heading)s” rests on %(short_name)s (%(key)s), which is now: %(standing)s. "
        "Decide what becomes of it."
    ) % {
        "heading": one.heading,
        "short_name": short_name(one.reference.csl),
        "key": one.reference.key,
        "standing": one.reference.get_standing_display(),
    }


def _to_mend(one: Sentence) -> str:
    verdict = one.decision.get_verdict_display().lower() if one.decision else ""
    return gettext("For a sentence in “%(heading)s” it was decided: %(verdict)s (%(key)s). It still stands there.") % {
        "heading": one.heading,
        "verdict": verdict,
        "key": one.reference.key,
    }
