"""What the checks find in the words under review, and what the desk answered: for the board, beside each section."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.checks import evidence
from articles.findings import StandingFinding, checked_in, references_known
from articles.models import Edition
from articles.queries import Part
from reviews.room.comparison import Frame


@dataclass(frozen=True)
class SectionChecks:
    """The findings in one section, each with the label of its audience: answered by the desk, and unanswered."""

    answered: tuple[tuple[str, StandingFinding], ...] = ()
    open: tuple[tuple[str, StandingFinding], ...] = ()

    @property
    def number(self) -> int:
        return len(self.answered) + len(self.open)


NO_CHECKS = SectionChecks()


def checks_in(edition: Edition, parts: Iterable[Part], frame: Frame) -> dict[Any, SectionChecks]:
    """By section. Answers of later drafts are not told. Evidence that changed stands with the references, and here
    only where the desk let it stand. Two queries at most."""
    parts = list(parts)
    known = references_known(set().union(*(part.content.cited_keys() for part in parts)))
    checked = checked_in(parts, language=frame.language, known=known, up_to=edition.number)
    found: dict[Any, list[tuple[str, StandingFinding]]] = defaultdict(list)
    for text in checked:
        label = frame.label(text.audience)
        found[text.part.section.pk] += [
            (label, one) for one in text.standing if one.finding.check != evidence.CHECK.key or not one.is_open
        ]
    return {
        section: SectionChecks(
            tuple(row for row in rows if not row[1].is_open), tuple(row for row in rows if row[1].is_open)
        )
        for section, rows in found.items()
    }
