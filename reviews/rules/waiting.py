"""Which sections wait for a member: the same for the queue, the review page and reminders."""

from datetime import date, timedelta

from editorial.accounts.models import User
from reviews.enums import Verdict
from reviews.models import Assignment
from reviews.rules.assignments import verdict_of
from reviews.rules.case import Case, SectionProgress
from reviews.rules.quorum import Signed

SOON = timedelta(days=90)  # how long before they lapse signatures on a live page may be renewed


def is_asked(assignment: Assignment | None, place: SectionProgress) -> bool:
    """Whether an assignment that stands names this very section, or the whole article."""
    return assignment is not None and assignment.covers(place.part.section.pk)


def waits(place: SectionProgress, mine: Signed | None, *, asked: bool, leads: bool, live: bool, today: date) -> bool:
    """Whether a section that this member may sign waits for them.

    Before publication: undecided by them, and short of signatures or asked of them. On a live page: when its signatures
    lapse soon and theirs is not a fresh one. Who leads the board signs sections too, but is waited for only if asked.
    """
    standing = place.standing
    if leads and not asked:
        return False
    if not live:
        return mine is None and (asked or not standing.is_reached)
    due = standing.expires_on is None or standing.expires_on - today <= SOON
    return due and (mine is None or (mine.verdict == Verdict.APPROVE and today - mine.at.date() > SOON))


def waiting_sections(
    case: Case, user: User, assignment: Assignment | None, today: date, *, leads: bool
) -> list[SectionProgress]:
    """The sections that wait for this member; by the rule that the review page uses."""
    live = case.edition.published_at is not None
    return [
        place
        for place in case.sections
        if not case.eligibility.issues(user, place.part.version)
        and waits(
            place,
            verdict_of(place, user.pk, case.eligibility),
            asked=is_asked(assignment, place),
            leads=leads,
            live=live,
            today=today,
        )
    ]
