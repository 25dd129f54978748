"""Whose review is whose: which sections still want somebody, and what an asked member has left to decide. Reads."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Edition
from editorial.accounts.models import User
from editorial.shared.compiled import compiled
from editorial.shared.issues import Issue
from reviews.enums import AssignmentStatus, BoardRole
from reviews.models import Assignment, BoardMember
from reviews.rules.case import Case, SectionProgress, case_of
from reviews.rules.eligibility import Eligibility, is_leader
from reviews.rules.quorum import Signed, latest_verdicts

LONGEST_EXTENSION = timedelta(days=90)  # how far ahead a later day may lie


def assignments_on(article: Article) -> list[Assignment]:
    """Everybody who was ever asked to review the article, with their answers. One query."""
    rows = _assigned(article.pk)
    for row in rows:
        row.article = article
    return rows


@compiled
def _assigned(article: UUID) -> QuerySet[Assignment]:
    return Assignment.objects.filter(article=article).select_related("user", "assigned_by")


def to_answer(article: Article, user: User) -> Assignment | None:
    """The review that this member was asked for and may say yes or no to, also if they have answered before: whatever
    was not taken back."""
    row = Assignment.objects.filter(article=article, user=user).first()
    return row if row is not None and not answering_issues(row) else None


def verdict_of(place: SectionProgress, user_id: Any, eligibility: Eligibility) -> Signed | None:
    """A member's verdict on these words as far as it holds: none that they gave before keeping out, and no approval
    that has expired, which they may give again."""
    verdict = latest_verdicts(place.sign_offs).get(user_id)
    holds = verdict is not None and eligibility.counts(verdict) and verdict not in place.standing.expired
    return verdict if holds else None


def undecided(place: SectionProgress, user_id: Any, eligibility: Eligibility) -> bool:
    """Whether a member has no verdict on these words that holds."""
    return verdict_of(place, user_id, eligibility) is None


def left_for(assignment: Assignment, case: Case) -> list[SectionProgress]:
    """The sections that the member was asked to decide and has not decided in this edition."""
    return [
        place
        for place in case.sections
        if case.is_own(place)
        and assignment.covers(place.part.section.pk)
        and undecided(place, assignment.user_id, case.eligibility)
    ]


def left_to_decide(assignment: Assignment, case: Case) -> list[SectionProgress]:
    """Of :func:`left_for`, the sections that the member may judge: what they can still do, and are waited for."""
    return [
        place
        for place in left_for(assignment, case)
        if not case.eligibility.issues(assignment.user, place.part.version)
    ]


def wanting(case: Case, assignments: Iterable[Assignment]) -> list[SectionProgress]:
    """The sections for which fewer members are asked than signatures are missing: work that nobody has."""
    assignments = list(assignments)
    own = (place for place in case.sections if case.is_own(place))  # a passage is signed by whom its own board asks
    return [place for place in own if _missing(place) > len(_expected(place, assignments, case))]


def _missing(place: SectionProgress) -> int:
    """How many signatures the section lacks; at least one where a specialty is missing."""
    standing = place.standing
    return max(standing.needed - standing.signed, 1 if standing.missing_specialties else 0)


def _expected(place: SectionProgress, assignments: list[Assignment], case: Case) -> list[Assignment]:
    """The assignments by which the section may still be signed: not of those who decided it, or may not judge it."""
    return [
        row
        for row in assignments
        if row.covers(place.part.section.pk)
        and undecided(place, row.user_id, case.eligibility)
        and not case.eligibility.issues(row.user, place.part.version)
    ]


def to_ask(case: Case, assignments: Iterable[Assignment]) -> list[tuple[BoardMember, list[SectionProgress]]]:
    """Whom the chair can ask for the signatures that nobody is asked for, and about which sections: members who may
    judge these words, have not, and are not asked already. Those who can sign most stand first."""
    assignments = list(assignments)
    short = wanting(case, assignments)
    found = []
    for user, term in case.eligibility.members.items():
        mine = [row for row in assignments if row.user_id == user and row.stands]
        theirs = [
            place
            for place in short
            if undecided(place, user, case.eligibility)
            and not any(row.covers(place.part.section.pk) for row in mine)
            and not case.eligibility.issues(term.user, place.part.version)
        ]
        if theirs:
            found.append((term, theirs))
    return sorted(found, key=lambda one: (-len(one[1]), one[0].user.display_name))


def claimable(case: Case, assignments: Iterable[Assignment], user: User) -> list[SectionProgress]:
    """The sections that a member may take: wanting somebody, theirs to judge, and not theirs already.

    Leaders do not claim: they assign.
    """
    term = case.eligibility.members.get(user.pk)
    if term is None or term.role != BoardRole.MEMBER:
        return []
    assignments = list(assignments)
    mine = [row for row in assignments if row.user_id == user.pk]
    return [
        place
        for place in wanting(case, assignments)
        if undecided(place, user.pk, case.eligibility)
        and not any(row.covers(place.part.section.pk) for row in mine)
        and not case.eligibility.issues(user, place.part.version)
    ]


def claim_issues(case: Case | None, assignments: Iterable[Assignment], user: User) -> list[Issue]:
    """Why a member cannot take the review now: what keeps them from it, or who has it. Without case nothing is in
    review."""
    if case is None:
        return [Issue("not-in-review", gettext("Nothing of it is in review."))]
    assignments = list(assignments)
    if claimable(case, assignments, user):
        return []
    left = wanting(case, assignments)
    if left and is_leader(case.eligibility.members.get(user.pk)):
        return [Issue("leads", gettext("Whoever leads the board assigns: choose yourself under “Assign members”."))]
    if left and (kept_out := case.eligibility.issues(user, left[0].part.version)):
        return kept_out
    names = sorted(row.user.display_name for row in assignments if row.stands and row.user_id != user.pk)
    if names and not left:
        message = gettext("Somebody has it already: %(names)s. You may still read, comment and sign.") % {
            "names": ", ".join(names)
        }
        return [Issue("taken", message)]
    return [Issue("nothing-to-claim", gettext("Nothing here waits for somebody to take it."))]


def taking_issues(edition: Edition, user: User) -> list[Issue]:
    """Why a member may not say yes to reviewing this article now: empty if they were asked, or if they may take it."""
    if to_answer(edition.article, user):
        return []
    return claim_issues(case_of(edition), assignments_on(edition.article), user)


def answering_issues(assignment: Assignment) -> list[Issue]:
    """Why a member cannot say now whether they review: it was taken back, perhaps given to somebody else."""
    if assignment.status != AssignmentStatus.RELEASED:
        return []
    return [
        Issue(
            "taken-back", gettext("The chair no longer asks you for this review. You may still read, comment and sign.")
        )
    ]


def giving_issues(assignment: Assignment, case: Case | None) -> list[Issue]:
    """Why an assignment cannot be taken back or given to somebody else now."""
    name = assignment.user.display_name
    if not assignment.stands:
        closed = gettext("their account is closed")
        why = assignment.get_status_display().lower() if assignment.user.is_active else closed
        return [
            Issue("not-theirs", gettext("It is no longer with %(name)s: %(why)s.") % {"name": name, "why": why}),
        ]
    if case is not None and not left_for(assignment, case):
        return [
            Issue(
                "decided",
                gettext("%(name)s has decided all of it meanwhile: nothing is left to give away.") % {"name": name},
            )
        ]
    return []


def due_day_issues(due_on: date | None, today: date | None = None) -> list[Issue]:
    """Why members cannot be asked to review by that day. (A review that is given to somebody else keeps its day.)"""
    if due_on is None or due_on >= (today or timezone.localdate()):
        return []
    return [Issue("day-passed", gettext("This day has passed: choose today or a later one, or none."), "due_on")]


def asking_time_issues(assignment: Assignment, until: date | None = None, today: date | None = None) -> list[Issue]:
    """Why a member cannot ask for a later day, or not for this one."""
    today = today or timezone.localdate()
    if not assignment.stands:
        return answering_issues(assignment) or [
            Issue("declined", gettext("You declined this review: accept it first, if you need more time for it."))
        ]
    if assignment.due_on is None:
        return [Issue("no-day", gettext("No day was set for this review: take the time that you need."))]
    if until is None:
        return []
    if until <= max(assignment.due_on, today):
        return [Issue("not-later", gettext("Choose a day after the one that was set, and after today."), "until")]
    if until > today + LONGEST_EXTENSION:
        return [Issue("too-late", gettext("Choose a day within the next three months."), "until")]
    return []


def answering_time_issues(assignment: Assignment, until: date | None = None, today: date | None = None) -> list[Issue]:
    """Why whoever leads the board cannot answer now who asked for a later day, or not with this one."""
    if assignment.wanted_until is None or not assignment.stands:
        name = assignment.user.display_name
        return [Issue("nobody-asks", gettext("%(name)s does not ask for more time any more.") % {"name": name})]
    if until is not None and until < (today or timezone.localdate()):
        return [Issue("past", gettext("Choose a day from today on."), "until")]
    return []
