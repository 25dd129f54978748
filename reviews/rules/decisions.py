"""What leaders of a board decide, and which of it asks their relation to the edition: one table.

Whatever gives readers words, or settles what stands against them, asks it: an interest, a recusal, a hand in the words,
a lapsed declaration. Two moves only ever take words away (retire) or hold them back (revoke an approval): those stay
open to every leader of the board, because a danger must not wait for a colleague. Whom one asks to review decides
nothing: any member may sign. (What members do who lead nothing is asked of ``eligibility``.)
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext, gettext_noop

from articles.models import Article, Edition
from articles.permissions import may_edit
from articles.queries import latest_edition_of
from editorial.accounts.models import User
from editorial.shared.issues import Issue, require
from reviews.rules.case import Case, case_of, cases_of
from reviews.rules.eligibility import Relation
from reviews.rules.signoffs import current_editions


class Decision(StrEnum):
    """What a leader does that other members do not."""

    APPROVE = "approve"
    RETURN = "return"
    SETTLE = "settle"
    SET_POLICY = "set_policy"
    HAND_OVER = "hand_over"
    CARRY = "carry"
    SCHEDULE = "schedule"
    RESOLVE = "resolve"
    END_INTEREST = "end_interest"
    END_RECUSAL = "end_recusal"
    NAME_SUCCESSOR = "name_successor"
    REVOKE = "revoke"
    LEAVE_OUT = "leave_out"
    WITHDRAW = "withdraw"
    RETIRE = "retire"
    CORRECT = "correct"
    ASSIGN = "assign"
    RELEASE = "release"
    ANSWER_TIME = "answer_time"
    INVITE_GUEST = "invite_guest"
    CLOSE_GUEST = "close_guest"


@dataclass(frozen=True)
class Ruling:
    """One row: whether the decision asks the relation of who makes it, and why so."""

    decision: Decision
    asks: bool
    because: str


D = Decision
RULINGS: dict[Decision, Ruling] = {
    row.decision: row
    for row in (
        Ruling(D.APPROVE, True, gettext_noop("It gives readers the words.")),
        Ruling(D.RETURN, True, gettext_noop("It ends the attempt, and tells the editor what to write.")),
        Ruling(D.SETTLE, True, gettext_noop("It sets a colleague's request aside.")),
        Ruling(D.SET_POLICY, True, gettext_noop("It says how many signatures are enough.")),
        Ruling(D.HAND_OVER, True, gettext_noop("It says who judges.")),
        Ruling(D.CARRY, True, gettext_noop("It lets signatures count.")),
        Ruling(
            D.SCHEDULE,
            True,
            gettext_noop("It says when readers get the words. The article's editors say it in their own right."),
        ),
        Ruling(D.RESOLVE, True, "It sets aside what must be answered."),
        Ruling(D.END_INTEREST, True, "It lets somebody sign again."),
        Ruling(D.END_RECUSAL, True, "It lets somebody sign again."),
        Ruling(D.NAME_SUCCESSOR, True, "It sends the readers of a retired page elsewhere."),
        Ruling(D.CORRECT, True, "It changes what readers are told."),
        Ruling(D.REVOKE, False, "It only holds words back, until somebody impartial approves again."),
        Ruling(D.LEAVE_OUT, True, "It lets the others of a set go live without it."),
        Ruling(D.WITHDRAW, False, "It only takes words away, of all of a set whose boards agree."),
        Ruling(D.RETIRE, False, "It only takes words away; the address stays and gives the reason."),
        Ruling(D.ASSIGN, False, "Being asked opens nothing: any member may sign."),
        Ruling(D.RELEASE, False, "Not being asked closes nothing: any member may sign."),
        Ruling(D.ANSWER_TIME, False, "It says by when somebody is waited for: any member may sign before and after."),
        Ruling(D.INVITE_GUEST, False, "A guest's opinion counts for nothing."),
        Ruling(D.CLOSE_GUEST, False, "It only takes away; what the guest wrote stays."),
    )
}


def decision_issues(decision: Decision, relation: Relation) -> list[Issue]:
    """Why a leader of the board does not decide this about the edition: empty if it is theirs to decide, or asks
    nothing. That they lead the board is asked before, as a question about the person (403)."""
    if not RULINGS[decision].asks:
        return []
    # Who retires an article may lead the board of its next edition, and be nobody on the one that judges this one.
    return relation.partial_issues() if decision == Decision.NAME_SUCCESSOR else relation.deciding_issues()


def cases_at_hand(article: Article) -> list[Case]:
    """The cases that an article's talk and people concern: of the edition submitted last, then of the live one, where
    that is another; before there is any, the prospect of the draft."""
    editions = current_editions(article)
    if not editions:
        draft = latest_edition_of(article)
        editions = [draft] if draft else []
    return list(cases_of(editions).values())


def deciding_issues_on(decision: Decision, article: Article, by: User, message: str) -> list[Issue]:
    """Why this person does not decide this about the article's comments, interests and recusals, as who leads the board
    of the first case in which they lead one. ``PermissionDenied`` with the message to who leads none."""
    led = [relation for relation in (case.relation(by) for case in cases_at_hand(article)) if relation.leads]
    require(bool(led), message)
    return decision_issues(decision, led[0])


def scheduling_issues(edition: Edition, by: User, case: Case | None = None) -> list[Issue]:
    """Why this person does not say when the edition is published: its editors do in their own right, also while it has
    no policy by which there would be a case."""
    if may_edit(by, edition.article):
        return []
    return decision_issues(Decision.SCHEDULE, (case or case_of(edition)).relation(by))


def publishing_time_issues(publish_at: datetime | None, now: datetime) -> list[Issue]:
    """Why an edition cannot be set to be published at that time. A time that has come since it was set is no mistake:
    it is published as soon as it is approved."""
    if publish_at is None or publish_at > now:
        return []
    message = gettext("This time has passed: choose a later one, or none to publish at once.")
    return [Issue("time-passed", message, "publish_at")]
