"""Whose review is whose: which sections still want somebody, and what an asked member has left to decide. Reads."""

from collections.abc import Iterable
from typing import Any

from articles.models import Article, Edition
from editorial.shared.issues import Issue
from reviews.eligibility import Eligibility, is_leader
from reviews.enums import AssignmentStatus, BoardRole
from reviews.models import Assignment
from reviews.progress import EditionProgress, SectionProgress, progress_of
from reviews.quorum import latest_verdicts


def assignments_on(article: Article) -> list[Assignment]:
    """Everybody who was ever asked to review the article, with their answers. One query."""
    return list(article.assignments.select_related("user", "assigned_by"))


def undecided(place: SectionProgress, user_id: Any, eligibility: Eligibility) -> bool:
    """Whether a member has no verdict on these words that counts: one that they gave before keeping out does not."""
    verdict = latest_verdicts(place.sign_offs).get(user_id)
    return verdict is None or not eligibility.counts(user_id, place.part.version.pk, verdict.at)


def left_for(assignment: Assignment, progress: EditionProgress) -> list[SectionProgress]:
    """The sections that the member was asked to decide and has not decided in this edition."""
    return [
        place
        for place in progress.sections
        if assignment.covers(place.part.section.pk) and undecided(place, assignment.user_id, progress.eligibility)
    ]


def wanting(progress: EditionProgress, assignments: Iterable[Assignment]) -> list[SectionProgress]:
    """The sections for which fewer members are asked than signatures are missing: work that nobody has."""
    assignments = list(assignments)
    return [place for place in progress.sections if _missing(place) > len(_expected(place, assignments, progress))]


def _missing(place: SectionProgress) -> int:
    """How many signatures the section lacks; at least one where a specialty is missing."""
    standing = place.standing
    return max(standing.needed - standing.signed, 1 if standing.missing_specialties else 0)


def _expected(place: SectionProgress, assignments: list[Assignment], progress: EditionProgress) -> list[Assignment]:
    """The assignments by which the section may still be signed: not of those who decided it, or may not judge it."""
    return [
        row
        for row in assignments
        if row.covers(place.part.section.pk)
        and undecided(place, row.user_id, progress.eligibility)
        and not progress.eligibility.issues(row.user, place.part.version)
    ]


def claimable(progress: EditionProgress, assignments: Iterable[Assignment], user: Any) -> list[SectionProgress]:
    """The sections that a member may take: wanting somebody, theirs to judge, and not theirs already.

    Leaders do not claim: they assign.
    """
    term = progress.eligibility.members.get(user.pk)
    if term is None or term.role != BoardRole.MEMBER:
        return []
    assignments = list(assignments)
    mine = [row for row in assignments if row.user_id == user.pk]
    return [
        place
        for place in wanting(progress, assignments)
        if undecided(place, user.pk, progress.eligibility)
        and not any(row.covers(place.part.section.pk) for row in mine)
        and not progress.eligibility.issues(user, place.part.version)
    ]


def claim_issues(progress: EditionProgress | None, assignments: Iterable[Assignment], user: Any) -> list[Issue]:
    """Why a member cannot take the review now: what keeps them from it, or who has it. Without progress nothing is in
    review."""
    if progress is None:
        return [Issue("not-in-review", "Nothing of it is in review.")]
    assignments = list(assignments)
    if claimable(progress, assignments, user):
        return []
    left = wanting(progress, assignments)
    if left and is_leader(progress.eligibility.members.get(user.pk)):
        return [Issue("leads", "Whoever leads the board assigns: choose yourself under “Assign members”.")]
    if left and (kept_out := progress.eligibility.issues(user, left[0].part.version)):
        return kept_out
    names = sorted(row.user.display_name for row in assignments if row.stands and row.user_id != user.pk)
    if names and not left:
        message = f"Somebody has it already: {', '.join(names)}. You may still read, comment and sign."
        return [Issue("taken", message)]
    return [Issue("nothing-to-claim", "Nothing here waits for somebody to take it.")]


def taking_issues(edition: Edition, user: Any) -> list[Issue]:
    """Why a member may not say yes to reviewing this article now: empty if they were asked, or if they may take it."""
    rows = assignments_on(edition.article)
    if any(row.user_id == user.pk and row.status != AssignmentStatus.RELEASED for row in rows):
        return []
    return claim_issues(progress_of(edition), rows, user)


def giving_issues(assignment: Assignment, progress: EditionProgress | None) -> list[Issue]:
    """Why an assignment cannot be taken back or given to somebody else now."""
    name = assignment.user.display_name
    if not assignment.stands:
        return [Issue("not-theirs", f"It is no longer with {name}: {assignment.get_status_display().lower()}.")]
    if progress is not None and not left_for(assignment, progress):
        return [Issue("decided", f"{name} has decided all of it meanwhile: nothing is left to give away.")]
    return []
