"""The life of an edition: one table, and the one function that assigns ``Edition.state``.

The diagram in docs/workflow.md is drawn from :data:`TRANSITIONS`, and a trigger in PostgreSQL accepts only these
moves; tests hold the three together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext, gettext_noop

from articles.enums import IN_REVIEW_STATES, EditionState
from articles.models import Edition
from editorial.accounts.models import User
from editorial.record.actions import NewEvent, append_event, article_chain
from editorial.shared.issues import Issue, Refused


class Move(StrEnum):
    """What can be done to an edition as a whole. ("Open", which makes one, is ``articles.actions.open_edition``.)"""

    DISCARD = "discard"
    SUBMIT = "submit"
    BEGIN_REVIEW = "begin_review"
    TAKE_BACK = "take_back"
    SET_ASIDE = "set_aside"
    RETURN = "return"
    APPROVE = "approve"
    REVOKE_APPROVAL = "revoke_approval"
    PUBLISH = "publish"
    SUPERSEDE = "supersede"
    RETIRE = "retire"


class Who(StrEnum):
    """Who may make a move; decided by ``reviews.rules.permissions``. One value for one right.

    The board is the one that judges the edition.
    """

    AUTHORS = gettext_noop("owner or collaborator")
    MEMBERS = gettext_noop("any member of the board")
    LEADERS = gettext_noop("chair or deputy")
    LEADERS_NOW_OR_NEXT = gettext_noop("chair or deputy, also of the board to which the article’s next edition will go")
    SYSTEM = gettext_noop("the system")


@dataclass(frozen=True)
class Transition:
    """One row of the table."""

    move: Move
    label: str
    sources: tuple[EditionState, ...]
    target: EditionState
    who: Who
    also_system: bool = False
    """Whether the system makes it too, when a check fails."""


S = EditionState
TRANSITIONS: dict[Move, Transition] = {
    row.move: row
    for row in (
        Transition(Move.DISCARD, gettext_noop("Discard"), (S.DRAFT,), S.DISCARDED, Who.AUTHORS),
        Transition(Move.SUBMIT, gettext_noop("Submit"), (S.DRAFT,), S.SUBMITTED, Who.AUTHORS),
        Transition(Move.BEGIN_REVIEW, gettext_noop("Begin review"), (S.SUBMITTED,), S.UNDER_REVIEW, Who.MEMBERS),
        Transition(Move.TAKE_BACK, gettext_noop("Take back"), IN_REVIEW_STATES, S.TAKEN_BACK, Who.AUTHORS),
        Transition(Move.SET_ASIDE, gettext_noop("Set aside"), (S.DRAFT,), S.TAKEN_BACK, Who.AUTHORS),
        Transition(Move.RETURN, gettext_noop("Return to the editor"), IN_REVIEW_STATES, S.RETURNED, Who.LEADERS),
        Transition(Move.APPROVE, gettext_noop("Approve"), (S.UNDER_REVIEW,), S.APPROVED, Who.LEADERS),
        Transition(
            Move.REVOKE_APPROVAL, gettext_noop("Revoke approval"), (S.APPROVED,), S.UNDER_REVIEW, Who.LEADERS, True
        ),
        Transition(Move.PUBLISH, gettext_noop("Publish"), (S.APPROVED,), S.PUBLISHED, Who.SYSTEM),
        Transition(Move.SUPERSEDE, gettext_noop("Supersede"), (S.PUBLISHED,), S.SUPERSEDED, Who.SYSTEM),
        Transition(Move.RETIRE, gettext_noop("Retire"), (S.PUBLISHED,), S.RETIRED, Who.LEADERS_NOW_OR_NEXT),
    )
}


def pairs() -> set[tuple[str, str]]:
    """Every (from, to) that the table allows."""
    return {(str(source), str(row.target)) for row in TRANSITIONS.values() for source in row.sources}


def state_issues(state: str, move: Move) -> list[Issue]:
    """Why ``move`` cannot be made from ``state``: empty if it can."""
    row = TRANSITIONS[move]
    if state in row.sources:
        return []
    wanted = " or ".join(f"“{EditionState(source).label}”" for source in row.sources)
    return [
        Issue(
            "wrong-state",
            gettext("“%(label)s” is possible only while the edition is %(wanted)s; it is “%(label_2)s”.")
            % {"label": gettext(row.label), "wanted": wanted, "label_2": EditionState(state).label},
        )
    ]


def apply_transition(edition: Edition, move: Move, *, by: User | None, **facts: Any) -> None:
    """Move a *locked* edition, save it, and record the event in the same transaction.

    Raises :class:`Refused` from a state that the table does not name.
    """
    event = _moved(edition, move, facts)
    edition.save()
    append_event(chain=article_chain(edition.article_id), verb=event.verb, subject=event.subject, by=by, **event.facts)


def apply_transitions(
    editions: Sequence[Edition], move: Move, facts: Mapping[Any, Mapping[str, Any]]
) -> list[tuple[str, NewEvent]]:
    """Move several *locked* editions, for an action that saves them in one statement. ``facts`` are by edition.

    Returns their events, each with the chain that it belongs to, for the action to append beside its own
    (``append_beside``): one event of the action names all rows.
    """
    return [(article_chain(one.article_id), _moved(one, move, facts.get(one.pk, {}))) for one in editions]


def _moved(edition: Edition, move: Move, facts: Mapping[str, Any]) -> NewEvent:
    """Nothing else may assign ``Edition.state``."""
    issues = state_issues(edition.state, move)
    if issues:
        raise Refused(issues)
    before = edition.state
    edition.state = TRANSITIONS[move].target
    said = {"from": before, "to": str(edition.state), "number": edition.number, **facts}
    return NewEvent(f"edition.{move}", f"edition:{edition.pk}", said)
