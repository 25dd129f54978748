"""Under which policy an edition may be put, and how it goes to another board. Reads.

An edition stays with the board to which it was submitted. That board's leaders may have it judged by another policy of
theirs while it is in review, and hand it over, in review or live, to another board. Where nobody leads the board who
may decide about the edition (it was dissolved, or its only leader wrote the words), an administrator hands it over."""

from django.utils.translation import gettext

from articles.enums import IN_REVIEW_STATES, EditionState
from articles.models import Article, Edition
from articles.queries import live_edition_of, open_edition_of
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from editorial.shared.issues import Issue
from reviews.enums import LEADING_ROLES
from reviews.models import BoardMember, PolicyVersion, ReviewPolicy
from reviews.rules.case import Case
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.policies import policy_version_for

OWN_STATES = (*IN_REVIEW_STATES, EditionState.PUBLISHED)


def policy_change_issues(case: Case) -> list[Issue]:
    """Whether the edition's policy can be changed within its board now."""
    if case.edition.state in IN_REVIEW_STATES:
        return []
    return [Issue("wrong-state", gettext("The policy can be changed only while the edition is in review."))]


def same_board_issues(case: Case, version: PolicyVersion) -> list[Issue]:
    """A policy of the board that judges the edition, and no other's."""
    if version.policy.board_id == case.board.pk:
        return []
    message = gettext("“%(name)s” is kept by %(board)s: to let it judge the edition, hand it over.") % {
        "name": version.policy.name,
        "board": version.policy.board,
    }
    return [Issue("other-board", message, "version")]


def hand_over_issues(case: Case, by: User, version: PolicyVersion) -> list[Issue]:
    """Why this person does not give the edition to the board that keeps this policy now."""
    return [*handing_issues(case, by), *_receiver_issues(case, version)]


def handing_issues(case: Case, by: User) -> list[Issue]:
    """The same, whichever board is to have it."""
    if case.edition.state not in OWN_STATES:
        message = gettext(
            "An edition is handed over while it is in review or live; an approved one once its approval is revoked."
        )
        return [Issue("wrong-state", message)]
    relation = case.relation(by)
    if relation.leads and relation.is_impartial:
        return decision_issues(Decision.HAND_OVER, relation)
    if not is_administrator(by):
        return decision_issues(Decision.HAND_OVER, relation)
    if not relation.is_impartial:
        return [
            Issue(
                "contributor",
                gettext("You had a hand in this edition, or an interest: another administrator must do this."),
            )
        ]
    if names := sorted(person.display_name for person in case.deciders()):
        return [
            Issue(
                "board-decides",
                gettext("%(board)s has somebody who decides this: %(names)s.")
                % {"board": case.board, "names": ", ".join(names)},
            )
        ]
    return []


def _receiver_issues(case: Case, version: PolicyVersion) -> list[Issue]:
    board = version.policy.board
    if board.pk == case.board.pk:
        return [
            Issue(
                "same-board",
                gettext("%(board)s judges the edition already: choose another board's policy.") % {"board": board},
                "version",
            )
        ]
    running = BoardMember.objects.running().filter(board=board)
    if not running.filter(role__in=LEADING_ROLES).exists():
        return [
            Issue(
                "no-leader",
                gettext("Nobody leads %(board)s today: it could not judge the edition.") % {"board": board},
                "version",
            )
        ]
    return []


def carrying_state_issues(case: Case) -> list[Issue]:
    """Whether corrections can be carried now."""
    if case.edition.state == EditionState.UNDER_REVIEW:
        return []
    return [Issue("wrong-state", gettext("Corrections are carried while the edition is under review."))]


def untouched_by_policy(article: Article, policy: ReviewPolicy) -> str:
    """What choosing this policy for the article does not change, as sentences: the edition that a board has, and the
    one that readers have, stay where they are. "" where neither is, or both are under this policy."""
    rows = [edition for edition in (open_edition_of(article), live_edition_of(article)) if edition is not None]
    said = [_stays(edition, policy) for edition in rows if edition.submitted_at is not None]
    return " ".join(one for one in said if one)


def _stays(edition: Edition, policy: ReviewPolicy) -> str:
    now = policy_version_for(edition).policy
    if now.pk == policy.pk:
        return ""
    stays = (
        gettext("Edition %(edition)s, which readers have, stays with %(board)s under “%(name)s”.")
        if edition.state == EditionState.PUBLISHED
        else gettext("Edition %(edition)s, which is with %(board)s, stays under “%(name)s”.")
    )
    return stays % {"edition": edition.number, "board": now.board, "name": now.name}
