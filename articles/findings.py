"""What the checks find in an edition's words, and what people answered to it. Reads; decides nothing.

A dismissal answers a finding of the same section, audience, check and fingerprint: as long as the sentence and the
words pointed at stay, and no longer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from articles.checks import CHECKS, Check, Context, Finding, Place, Report, report_on
from articles.checks.abbreviations import explained_in
from articles.checks.findings import DEAD_LINK, is_lay
from articles.checks.outline import kind_of_article
from articles.checks.plain_words import AS_SHIPPED, OwnWords
from articles.checks.readability import is_judged, left_out_of, reading_of_wording
from articles.checks.text import text_of
from articles.kept_reports import reports_of
from articles.models import Dismissal, Edition
from articles.plain_terms import own_words
from articles.queries import Part, active_audiences
from articles.text import is_empty, keys_cited_in
from articles.words.audiences import AudiencePlan, as_mapping, grade_wanted
from articles.words.content import BASE, Wording
from editorial.shared.compiled import compiled
from references.enums import LinkFinding
from references.models import Reference

ASKING = tuple(check for check in CHECKS if check.asks or check.may_ask)

Key = tuple[UUID, str, str, str]
Audiences = Callable[[], Mapping[str, AudiencePlan]]
Own = Callable[[], OwnWords]
Reported = tuple[Part, str, Report]


@dataclass(frozen=True)
class Known:
    """What is known of a cited reference and bears on the words that cite it."""

    certainty: str = ""
    standing: str = ""
    is_dead: bool = False


@dataclass(frozen=True)
class StandingFinding:
    """A finding in a section that an edition pins; ``dismissal`` is the last answer to it, if there is any."""

    finding: Finding
    section: UUID
    dismissal: Dismissal | None = None

    @property
    def is_open(self) -> bool:
        return self.dismissal is None

    @property
    def holds_up(self) -> bool:
        """Whether the edition is not submitted before somebody has answered it."""
        return self.finding.asks and self.is_open

    @cached_property
    def key(self) -> Key:
        return (self.section, self.finding.audience, self.finding.check, self.finding.fingerprint)


@dataclass(frozen=True)
class Checked:
    """One text of a section with its findings; ``unchecked`` are the checks that know no rules for its language."""

    part: Part
    audience: str
    standing: tuple[StandingFinding, ...]
    unchecked: tuple[str, ...] = ()


def language_of(edition: Edition) -> str:
    """The language of an edition's words: the article's."""
    return edition.article.language


def references_known(keys: Iterable[str]) -> dict[str, Known]:
    """What is known of these references, or of those that answer for them. One query; none without keys."""
    return {key: known_of(row) for key, row in references_answering(keys).items()}


def references_answering(keys: Iterable[str]) -> dict[str, Reference]:
    """By key, the reference or the one that answers for it, with its link. One query; none without keys."""
    keys = set(keys)
    return {row.key: row.merged_into or row for row in (_named(keys) if keys else ())}


@compiled
def _named(keys: Iterable[str]) -> QuerySet[Reference]:
    return Reference.objects.filter(key__in=keys).select_related("link", "merged_into__link")


def known_of(reference: Reference) -> Known:
    """What is known of a reference that was read with its link."""
    link = getattr(reference, "link", None)
    dead = link is not None and link.finding == LinkFinding.DEAD
    return Known(reference.evidence_level, reference.standing, dead)


def checked_in(
    parts: Iterable[Part],
    *,
    language: str,
    known: Mapping[str, Known] | None = None,
    only: UUID | None = None,
    up_to: int | None = None,
) -> list[Checked]:
    """Every text of an edition's sections with what the checks find in it, and the answers. Two queries at most: the
    table of plain words, and the answers where something is found. ``known`` are the cited references
    (:func:`references_known`); ``only`` looks at one section alone, as it stands among the others; ``up_to`` leaves out
    what was answered in editions with a later number."""
    reported = list(
        _reported(parts, language=language, known=known or {}, audiences=offered(), only=only, own=cache(own_words))
    )
    return _answered(reported, _answers(_with_findings(reported), up_to))


def holding_up(drafts: Mapping[Any, tuple[list[Part], str]]) -> dict[Any, list[StandingFinding]]:
    """By draft, of its parts and their language: what keeps it from being submitted until somebody has said why it
    stays. One query for all, and only where something is found: what asks does not hang on the table of plain words."""
    audiences = offered()
    reported = {
        pk: list(_reported(parts, language=language, known={}, audiences=audiences, checks=ASKING))
        for pk, (parts, language) in drafts.items()
    }
    answers = _answers(set().union(*map(_with_findings, reported.values())))
    return {
        pk: [one for text in _answered(some, answers) for one in text.standing if one.holds_up]
        for pk, some in reported.items()
    }


def _reported(
    parts: Iterable[Part],
    *,
    language: str,
    known: Mapping[str, Known],
    audiences: Audiences,
    checks: tuple[Check, ...] | None = None,
    only: UUID | None = None,
    own: Own = lambda: AS_SHIPPED,
) -> Iterator[Reported]:
    texts = [
        (part, wording, context)
        for part, wording, context in contexts_of(parts, language=language, known=known, audiences=audiences, own=own)
        if only is None or part.section.pk == only
    ]
    asked = [(part.content, wording, context) for part, wording, context in texts]
    # While one section is written, each pause asks about words that nobody asks about again.
    reports = reports_of(asked, checks) if only is None else [report_on(*text, checks=checks) for text in asked]
    for (part, _, context), report in zip(texts, reports, strict=True):
        yield part, context.audience, report


def _with_findings(reported: Iterable[Reported]) -> set[UUID]:
    return {part.section.pk for part, _, report in reported if report.findings}


def _answered(reported: Iterable[Reported], answers: Mapping[Key, Dismissal]) -> list[Checked]:
    return [
        Checked(part, audience, tuple(_standing(part, one, answers) for one in report.findings), report.unchecked)
        for part, audience, report in reported
    ]


def contexts_of(
    parts: Iterable[Part],
    *,
    language: str,
    known: Mapping[str, Known],
    audiences: Audiences,
    own: Own = lambda: AS_SHIPPED,
) -> Iterator[tuple[Part, Wording, Context]]:
    """Every text of the sections with what a check may know beside it. Texts that are left out have none."""
    parts = list(parts)
    front = next((part for part in parts if part.content.is_front), None)
    title = front.content.base.heading if front else ""
    outline = tuple(
        Place(part.section.kind, part.content.base.heading, is_empty(part.content.base.html))
        for part in parts
        if part is not front
    )
    leave_out = left_out_of(title)
    explained: dict[str, frozenset[str]] = defaultdict(frozenset)
    for part in parts:
        base = part.content.as_read(BASE, part.content.base)
        here = explained_in(text_of(base))
        for audience, written in part.content.all_wordings():
            if written.left_out:
                continue
            wording = part.content.as_read(audience, written)
            context = Context(
                audience=audience,
                language=language,
                explained=explained[audience] | (explained[BASE] if audience else frozenset()),
                beside=base if audience else None,
                grade=_grade(part, audience, wording, leave_out, audiences) if is_judged(wording, language) else None,
                leave_out=leave_out,
                own_words=own() if is_lay(audience) else AS_SHIPPED,
                **_of_references(wording, known),
            )
            if part is front and not audience:
                said = part.section.article.about
                context = replace(
                    context, article=said or kind_of_article(title, outline), title=title, outline=outline
                )
            yield part, wording, context
            explained[audience] |= explained_in(text_of(wording))
        explained[BASE] |= here


def offered() -> Audiences:
    """The audiences that are offered, read once when they are first asked for."""
    return cache(lambda: as_mapping(active_audiences()))


def _grade(part: Part, audience: str, wording: Wording, leave_out: str, audiences: Audiences) -> int | None:
    """The highest grade for those who read these words. Asked only where there is a grade to judge."""
    if reading_of_wording(wording, leave_out).is_too_short:
        return None
    return grade_wanted(part.content, audience, audiences())


def _of_references(wording: Wording, known: Mapping[str, Known]) -> dict[str, Any]:
    cited = [(key, known[key]) for key in keys_cited_in(wording.html) if key in known]
    standing = [(key, one.standing) for key, one in cited] + [(key, DEAD_LINK) for key, one in cited if one.is_dead]
    return {
        "certainty": tuple((key, one.certainty) for key, one in cited if one.certainty),
        "standing": tuple(standing),
    }


def _standing(part: Part, finding: Finding, answers: Mapping[Key, Dismissal]) -> StandingFinding:
    found = StandingFinding(finding, part.section.pk)
    return replace(found, dismissal=answers.get(found.key))


def _answers(sections: set[UUID], up_to: int | None = None) -> dict[Key, Dismissal]:
    """The last answer to each finding in these sections. One query; none without sections."""
    rows = Dismissal.objects.filter(section__in=sections).select_related("edition").order_by("id") if sections else ()
    return {
        (row.section_id, row.audience, row.check_key, row.fingerprint): row
        for row in rows
        if up_to is None or row.edition.number <= up_to
    }
