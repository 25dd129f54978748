"""What approving an edition signs for: shown to the chair before, and the same as the act covers. Reads."""

from dataclasses import dataclass

from articles.words.audiences import LEFT_OUT
from references.enums import Standing
from reviews.room.page import ReviewPage
from reviews.room.sections import SectionReview, SignatureLine


@dataclass(frozen=True)
class CoveredAudience:
    """One audience's page: how much of it there is, and what it leaves out."""

    key: str
    label: str
    sections: int
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class CoveredSection:
    """One section with the signatures that the approval counts."""

    section: SectionReview
    signers: tuple[str, ...]


@dataclass(frozen=True)
class Dissent:
    """A member's request for changes that the chair settled: what was asked stays beside why it was not followed."""

    section: SectionReview
    line: SignatureLine


@dataclass(frozen=True)
class CoveredReference:
    """One cited reference; its standing is today's."""

    name: str
    kind: str
    standing: str
    standing_label: str
    note: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """Everything that an approval covers, and everything that was said against it."""

    audiences: list[CoveredAudience]
    sections: list[CoveredSection]
    references: list[CoveredReference]
    dissent: list[Dissent]
    named: tuple[dict, ...]  # authors and editors, with the interests that they declared

    @property
    def reached(self) -> int:
        return sum(one.section.standing.is_reached for one in self.sections)


def coverage_of(page: ReviewPage) -> Coverage:
    """What the approval of this edition would cover now."""
    return Coverage(
        audiences=_audiences(page),
        sections=[
            CoveredSection(one, tuple(f"{signed.name} ({signed.at:%d %b %Y})" for signed in one.standing.approvals))
            for one in page.sections
        ],
        references=_references(page),
        dissent=[Dissent(one, line) for one in page.sections for line in one.signatures if line.settlement],
        named=page.manifest.bylines,
    )


def _audiences(page: ReviewPage) -> list[CoveredAudience]:
    headings = {section.key: section.heading for section in page.sections}
    covered = []
    for audience in page.manifest.audiences:
        plan = page.manifest.plan[audience.key]
        left_out = tuple(headings[key] for key in headings if plan[key] == LEFT_OUT)
        covered.append(CoveredAudience(audience.key, audience.label, len(headings) - len(left_out), left_out))
    return covered


def _references(page: ReviewPage) -> list[CoveredReference]:
    """Each once, those that are not in good standing first."""
    found: dict[str, CoveredReference] = {}
    for section in page.sections:
        for one in section.references:
            where = (*(found[one.key].sections if one.key in found else ()), section.heading)
            found[one.key] = CoveredReference(one.name, one.kind, one.standing, one.standing_label, one.note, where)
    return sorted(found.values(), key=lambda one: (one.standing == Standing.GOOD, one.name))
