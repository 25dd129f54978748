"""How far an edition is: each section's signatures, what blocks approval, and the dates. Reads; decides nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from articles.enums import OPEN_STATES
from articles.models import Edition, SectionVersion
from articles.queries import Part, parts_of_each
from reviews.eligibility import Eligibility, eligibility_for_each
from reviews.evidence import suspended_since
from reviews.models import Comment, PolicyVersion, SignOff
from reviews.policies import demand_of, policy_versions_for
from reviews.quorum import Signed, Standing, standing_of
from reviews.resting import Sentence, sentences_at_risk_in

WITHOUT_EXPIRY = date.min  # on this day no signature has expired: where things stood, even if it is past


@dataclass(frozen=True)
class SectionProgress:
    """One section of an edition with where its pinned version stands."""

    part: Part
    standing: Standing
    sign_offs: tuple[Signed, ...]


@dataclass(frozen=True)
class EditionProgress:
    """Where an edition stands as a whole."""

    edition: Edition
    policy: PolicyVersion
    eligibility: Eligibility
    sections: tuple[SectionProgress, ...]
    open_comments: tuple[Comment, ...]
    resting: tuple[Sentence, ...] = ()
    """The sentences that rest on a reference at risk; only while the edition may still be approved or published."""

    @property
    def reached(self) -> int:
        """How many sections have their signatures."""
        return sum(section.standing.is_reached for section in self.sections)

    @property
    def is_reached(self) -> bool:
        """Whether every section has its signatures."""
        return self.reached == len(self.sections)

    @property
    def last_reviewed(self) -> date | None:
        """The oldest day on which a section's version reached its quorum; None while one has not."""
        days = [section.standing.reached_on for section in self.sections]
        return min(days) if days and all(days) else None

    @property
    def next_review_due(self) -> date | None:
        """The earliest day on which a section's signatures no longer suffice."""
        days = [section.standing.expires_on for section in self.sections if section.standing.expires_on]
        return min(days) if days else None


def signed_rows(versions: Iterable[SectionVersion]) -> dict:
    """All sign-offs on these versions, by version id. One query."""
    rows = SignOff.objects.filter(version__in=[version.pk for version in versions]).select_related("settlement")
    result = defaultdict(list)
    for row in rows.order_by("at", "id"):
        result[row.version_id].append(
            Signed(
                id=row.pk,
                version=row.version_id,
                user=row.user_id,
                verdict=row.verdict,
                at=timezone.localtime(row.at),  # days are counted in the site's zone
                digest=row.digest,
                name=row.printed_name,
                note=row.note,
                specialties=tuple(row.specialties),
                settled=hasattr(row, "settlement"),
            )
        )
    return result


def progress_of(edition: Edition, *, on: date | None = None) -> EditionProgress:
    """Read where the edition stands, in a constant number of queries."""
    return progress_of_each([edition], on=on)[edition.pk]


def progress_of_each(editions: Iterable[Edition], *, on: date | None = None) -> dict[Any, EditionProgress]:
    """:func:`progress_of` for several editions, by their ids. As many queries as for one, if they were submitted."""
    editions = list(editions)
    if not editions:
        return {}
    on = on or timezone.localdate()
    parts = dict(zip((edition.pk for edition in editions), parts_of_each(editions), strict=True))
    every = [part for some in parts.values() for part in some]
    policies = policy_versions_for(editions)
    eligibilities = eligibility_for_each(
        (edition.article, policies[edition.pk].policy.board, [part.version for part in parts[edition.pk]])
        for edition in editions
    )
    signed, musts = signed_rows(part.version for part in every), list(open_musts(every))
    resting = sentences_at_risk_in(edition for edition in editions if edition.state in OPEN_STATES)
    return {
        edition.pk: _progress(
            edition,
            parts[edition.pk],
            policies[edition.pk],
            eligibility,
            signed,
            musts,
            on,
            resting.get(edition.pk, []),
        )
        for edition, eligibility in zip(editions, eligibilities, strict=True)
    }


def _progress(
    edition: Edition,
    parts: list[Part],
    policy: PolicyVersion,
    eligibility: Eligibility,
    signed,
    musts,
    on: date,
    resting,
) -> EditionProgress:
    since = suspended_since(resting)
    sections = tuple(
        section_progress(part, policy, eligibility, signed[part.version.pk], on, since.get(part.version.pk))
        for part in parts
    )
    here = {part.section.pk for part in parts}
    comments = tuple(comment for comment in musts if comment.section_id in here)
    return EditionProgress(edition, policy, eligibility, sections, comments, tuple(resting))


def section_progress(
    part: Part, policy: PolicyVersion, eligibility: Eligibility, signed: Iterable[Signed], on: date, since=None
) -> SectionProgress:
    """Where one section's pinned version stands, from sign-offs already read."""
    signed, version = tuple(signed), part.version.pk
    standing = standing_of(
        signed,
        demand_of(policy, part.section.kind),
        on=on,
        counts=lambda one: eligibility.counts(one.user, version, one.at),
        since=since,
    )
    return SectionProgress(part, standing, signed)


def open_musts(parts: Iterable[Part]):
    """Unresolved comments on these sections that must be answered before approval."""
    return Comment.objects.filter(
        section__in=[part.section.pk for part in parts], must_be_answered=True, resolved_at__isnull=True
    ).select_related("section", "author")
