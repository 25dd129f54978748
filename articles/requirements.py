"""What a draft must fulfil, at two strictnesses: to be saved, and to be submitted. (To publish: ``reviews``.)

Each rule is a small function that returns issues; :func:`to_submit` asks them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.audiences import AudiencePlan, as_mapping
from articles.content import SectionContent
from articles.models import Byline, Confirmation, Edition, PendingMerge, Pin, Removal, Section
from articles.queries import Part, active_audiences, parts_of_each
from articles.staleness import Pair, stale_audiences, unconfirmed_base_readers
from articles.text import is_empty
from editorial.shared.issues import Issue
from references.models import Reference


def section_target(content: SectionContent) -> str:
    return f"section:{content.anchor}"


def to_save(content: SectionContent, references: Mapping[str, Reference]) -> list[Issue]:
    """Drafts may be incomplete; only a citation of a reference that does not exist is refused."""
    unknown = sorted(content.cited_keys() - set(references))
    return [
        Issue("unknown-reference", f"There is no reference “{key}” in the library.", section_target(content))
        for key in unknown
    ]


@dataclass(frozen=True)
class DraftFacts:
    """What the rules look at in one draft. ``live`` are the sections of the edition that it is based on."""

    parts: list[Part] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    live: list[Section] = field(default_factory=list)
    explained: set = field(default_factory=set)
    unmerged: list[Section] = field(default_factory=list)


def to_submit(edition: Edition) -> list[Issue]:
    """Everything that keeps this draft from being submitted, in the order in which an editor would mend it."""
    return to_submit_each([edition])[edition.pk]


def to_submit_each(editions: Iterable[Edition]) -> dict[Any, list[Issue]]:
    """:func:`to_submit` for several drafts, by their ids. As many queries as for one."""
    drafts = draft_facts(editions)
    every = [part for facts in drafts.values() for part in facts.parts]
    audiences = as_mapping(active_audiences())
    confirmed = confirmed_pairs(every)
    references = references_cited(part.content for part in every)
    return {pk: _issues_of(facts, audiences, confirmed, references) for pk, facts in drafts.items()}


def _issues_of(facts: DraftFacts, audiences: Mapping, confirmed: set[Pair], references: Mapping) -> list[Issue]:
    contents = [part.content for part in facts.parts]
    return [
        *merge_issues(facts),
        *front_issues(contents),
        *outline_issues(contents),
        *text_issues(contents),
        *byline_issues(facts.bylines),
        *citation_issues(contents),
        *reference_issues(contents, references),
        *wording_issues(contents, audiences, confirmed),
        *removal_issues(facts),
    ]


def draft_facts(editions: Iterable[Edition]) -> dict[Any, DraftFacts]:
    """What the rules look at, for several drafts by their ids. Five queries."""
    editions = list(editions)
    facts = {
        edition.pk: DraftFacts(parts=parts) for edition, parts in zip(editions, parts_of_each(editions), strict=True)
    }
    bases = {edition.based_on_id: edition.pk for edition in editions if edition.based_on_id}
    for byline in Byline.objects.filter(edition__in=facts).select_related("contributor"):
        facts[byline.edition_id].bylines.append(byline)
    for pin in Pin.objects.filter(edition__in=bases).select_related("section").order_by("section__anchor"):
        facts[bases[pin.edition_id]].live.append(pin.section)
    for edition, section in (
        Removal.objects.filter(edition__in=facts).exclude(reason="").values_list("edition_id", "section_id")
    ):
        facts[edition].explained.add(section)
    for row in PendingMerge.objects.filter(edition__in=facts).select_related("section"):
        facts[row.edition_id].unmerged.append(row.section)
    return facts


def references_cited(contents: Iterable[SectionContent]) -> dict[str, Reference]:
    """The cited references that exist, by key. One query."""
    keys = set().union(*(content.cited_keys() for content in contents))
    return {row.key: row for row in Reference.objects.filter(key__in=keys)}


def confirmed_pairs(parts: Iterable[Part]) -> set[Pair]:
    """All confirmations of these sections. One query."""
    rows = Confirmation.objects.filter(
        section__in=[part.section.pk for part in parts],
        base_digest__in=[p.content.base.digest for p in parts],
    ).values_list("section_id", "audience", "base_digest", "wording_digest")
    return {Pair(str(section), *rest) for section, *rest in rows}


def merge_issues(facts: DraftFacts) -> list[Issue]:
    """Nothing of an urgent change and of the edition that it interrupted is lost unseen."""
    headings = {part.section.pk: part.content.base.heading for part in facts.parts}
    return [
        Issue(
            "merge-pending",
            f"“{headings.get(section.pk) or section.anchor}” was changed in the live edition and in the one that was "
            "set aside for it: decide what it says now.",
            "merges",
        )
        for section in facts.unmerged
    ]


def front_issues(contents: list[SectionContent]) -> list[Issue]:
    front = next((content for content in contents if content.is_front), None)
    if front is None:
        return [Issue("no-front", "The article has no front.", "section:front")]
    wanted = {"heading": "a title", "summary": "a summary"}
    return [
        Issue(f"no-{name}", f"Give the article {what}.", "section:front")
        for name, what in wanted.items()
        if not getattr(front.base, name).strip()
    ]


def outline_issues(contents: list[SectionContent]) -> list[Issue]:
    """The front's outline and the pinned sections are the same set: what the board reads is what readers get."""
    front = next((content for content in contents if content.is_front), None)
    sections = {content.section for content in contents if not content.is_front}
    if not sections:
        return [Issue("no-sections", "Add at least one section after the front.", "section:front")]
    if front and {entry.section for entry in front.outline} != sections:
        return [
            Issue(
                "outline-differs",
                "The outline does not name exactly the sections there are.",
                "section:front",
            )
        ]
    return []


def text_issues(contents: list[SectionContent]) -> list[Issue]:
    issues = []
    for content in contents:
        if not content.is_front and not content.base.heading.strip():
            issues.append(Issue("no-heading", "Give this section a heading.", section_target(content)))
        if not content.is_front and is_empty(content.base.html):
            message = f"“{content.base.heading or content.anchor}” has no text for everyone."
            issues.append(Issue("no-text", message, section_target(content)))
    return issues


def byline_issues(bylines: Iterable[Byline]) -> list[Issue]:
    bylines = list(bylines)
    issues = []
    if not any(byline.role == "author" for byline in bylines):
        issues.append(Issue("no-author", "Name at least one author.", "contributors"))
    for byline in bylines:
        if not byline.contributor.credentials.strip():
            message = f"Say which credentials {byline.contributor.name} has (or “no medical credentials”)."
            issues.append(Issue("no-credentials", message, "contributors"))
        if not byline.contributor.interests.strip():
            message = f"Say which interests {byline.contributor.name} declares; “none” is an answer."
            issues.append(Issue("no-interests", message, "contributors"))
    return issues


def citation_issues(contents: list[SectionContent]) -> list[Issue]:
    issues = []
    for content in contents:
        for _, _, mark in content.citations():
            if mark.key is None:
                message = f"The citation “{mark.unresolved}” in “{content.base.heading}” has no reference yet."
                issues.append(Issue("unresolved-citation", message, section_target(content)))
    return issues


def reference_issues(contents: list[SectionContent], found: Mapping[str, Reference]) -> list[Issue]:
    """Cited references must be identifiable. ``found`` are the cited ones that exist. (Whether they can still be relied
    on is a question for ``reviews.evidence``.)"""
    keys = set().union(*(content.cited_keys() for content in contents))
    issues = [
        Issue("unknown-reference", f"There is no reference “{key}” in the library.", f"reference:{key}")
        for key in sorted(keys - set(found))
    ]
    for key in sorted(keys & set(found)):
        row = found[key]
        if row.thin:
            message = f"The reference “{key}” cannot be identified: {row.thin_why or 'Too little is known of it.'}"
            issues.append(Issue("thin-reference", message, f"reference:{key}"))
    return issues


def wording_issues(
    contents: list[SectionContent], audiences: Mapping[str, AudiencePlan], confirmed: set[Pair]
) -> list[Issue]:
    """Wordings written beside an older base text, and audiences that would read the base text unasked."""
    issues = []
    for content in contents:
        name = content.base.heading or content.anchor
        for key in stale_audiences(content, confirmed):
            label = audiences[key].label if key in audiences else key
            message = f"The text of “{name}” changed after the wording for “{label}” was written: is it still right?"
            issues.append(Issue("stale-wording", message, f"wording:{content.anchor}:{key}"))
        for key in unconfirmed_base_readers(content, audiences, confirmed):
            message = (
                f"“{audiences[key].label}” would read the text for everyone in “{name}”: confirm it, or write theirs."
            )
            issues.append(Issue("reads-base", message, f"wording:{content.anchor}:{key}"))
    return issues


def removal_issues(facts: DraftFacts) -> list[Issue]:
    """Every section that the live edition has and this one lacks was removed with a reason."""
    here = {part.section.pk for part in facts.parts} | facts.explained
    return [
        Issue(
            "removal-unexplained", f"Say why the section “{section.anchor}” was removed.", f"removed:{section.anchor}"
        )
        for section in facts.live
        if section.pk not in here
    ]
