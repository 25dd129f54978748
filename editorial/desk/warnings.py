"""What an editor should know before submitting, though it keeps nothing back. Answers with issues."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, ngettext

from articles.checks import evidence
from articles.findings import (
    StandingFinding,
    checked_in,
    known_of,
    language_of,
    references_answering,
)
from articles.models import Edition
from articles.queries import Part
from articles.statement import unstated
from editorial.shared.issues import Issue
from references.models import Reference

SAID_ELSEWHERE = frozenset({evidence.CHECK.key})  # dead links below, and what was retracted among what keeps it back


def to_mind(edition: Edition, parts: Iterable[Part]) -> list[Issue]:
    """Everything to be minded before these sections are submitted. Two queries at most."""
    parts = list(parts)
    references = references_answering(set().union(*(part.content.cited_keys() for part in parts)))
    return [*dead_link_issues(references), *finding_issues(edition, parts, references)]


def statement_warnings(edition: Edition) -> list[Issue]:
    """What the edition leaves unsaid of itself. No query."""
    return unstated(edition.statement, follows=edition.based_on_id is not None)


def dead_link_issues(references: Mapping[str, Reference]) -> list[Issue]:
    """Cited references (or those that answer for them) whose link was dead at its last check."""
    dead = sorted({row.key for row in references.values() if known_of(row).is_dead})
    return [
        Issue(
            "dead-link",
            gettext("The link of the reference “%(key)s” is dead: readers cannot follow it.") % {"key": key},
            f"reference:{key}",
        )
        for key in dead
    ]


def finding_issues(edition: Edition, parts: list[Part], references: Mapping[str, Reference]) -> list[Issue]:
    """For each section, how many points of which checks nobody has answered; those that hold the edition up are said
    elsewhere. Leads to the first of them."""
    known = {key: known_of(row) for key, row in references.items()}
    checked = checked_in(parts, language=language_of(edition), known=known)
    issues = []
    for part in parts:
        texts = [text for text in checked if text.part is part]
        waits = [one for text in texts for one in text.standing if _is_to_mind(one)]
        if waits:
            issues.append(Issue("findings", _counted(part, waits), _place(waits[0])))
    return issues


def _is_to_mind(one: StandingFinding) -> bool:
    return one.is_open and not one.finding.asks and one.finding.check not in SAID_ELSEWHERE


def _place(one: StandingFinding) -> str:
    return f"finding:{one.finding.anchor}:{one.finding.audience}:{one.finding.fingerprint}"


def _counted(part: Part, waits: list[StandingFinding]) -> str:
    said = ngettext(
        "“%(section)s”: %(number)s point to look at (%(checks)s)",
        "“%(section)s”: %(number)s points to look at (%(checks)s)",
        len(waits),
    )
    counts = Counter(one.finding.label for one in waits)
    checks = ", ".join(f"{label} {number}" if number > 1 else label for label, number in counts.items())
    heading = part.content.base.heading or part.content.anchor
    return said % {"section": heading, "number": len(waits), "checks": checks}
