"""What approving an edition signs for: shown to the chair before, and the same as the act covers. Reads."""

from dataclasses import dataclass

from articles.audiences import LEFT_OUT
from reviews.reading import ReviewPage
from reviews.reading_sections import SectionReview


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
class Coverage:
    """Everything that an approval covers."""

    audiences: list[CoveredAudience]
    sections: list[CoveredSection]
    references: int


def coverage_of(page: ReviewPage) -> Coverage:
    """What the approval of this edition would cover now."""
    headings = {section.key: section.heading for section in page.sections}
    audiences = []
    for audience in page.manifest.audiences:
        plan = page.manifest.plan[audience.key]
        left_out = tuple(headings[key] for key in headings if plan[key] == LEFT_OUT)
        audiences.append(CoveredAudience(audience.key, audience.label, len(headings) - len(left_out), left_out))
    return Coverage(
        audiences=audiences,
        sections=[
            CoveredSection(one, tuple(f"{signed.name} ({signed.at:%d %b %Y})" for signed in one.standing.approvals))
            for one in page.sections
        ],
        references=len(page.manifest.references),
    )
