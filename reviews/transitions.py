"""The life of an edition: one table, and the one function that assigns ``Edition.state``.

The diagram in docs/workflow.md is drawn from :data:`TRANSITIONS`, and a trigger in PostgreSQL accepts only these
moves; tests hold the three together.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from articles.enums import IN_REVIEW_STATES, EditionState
from articles.models import Edition
from editorial.record.actions import append_event, article_chain
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
    """Who may make a move; decided by ``reviews.permissions``."""

    AUTHORS = "owner or collaborator"
    BOARD = "chair, or a member who starts"
    CHAIR = "chair"
    LEADERS = "chair, or deputy"
    CHAIR_OR_SYSTEM = "chair, or the system"
    SYSTEM = "the system"


@dataclass(frozen=True)
class Transition:
    """One row of the table."""

    move: Move
    label: str
    sources: tuple[EditionState, ...]
    target: EditionState
    who: Who


S = EditionState
TRANSITIONS: dict[Move, Transition] = {
    row.move: row
    for row in (
        Transition(Move.DISCARD, "Discard", (S.DRAFT,), S.DISCARDED, Who.AUTHORS),
        Transition(Move.SUBMIT, "Submit", (S.DRAFT,), S.SUBMITTED, Who.AUTHORS),
        Transition(Move.BEGIN_REVIEW, "Begin review", (S.SUBMITTED,), S.UNDER_REVIEW, Who.BOARD),
        Transition(Move.TAKE_BACK, "Take back", IN_REVIEW_STATES, S.TAKEN_BACK, Who.AUTHORS),
        Transition(Move.SET_ASIDE, "Set aside", (S.DRAFT,), S.TAKEN_BACK, Who.AUTHORS),
        Transition(Move.RETURN, "Return to the editor", IN_REVIEW_STATES, S.RETURNED, Who.CHAIR),
        Transition(Move.APPROVE, "Approve", (S.UNDER_REVIEW,), S.APPROVED, Who.LEADERS),
        Transition(Move.REVOKE_APPROVAL, "Revoke approval", (S.APPROVED,), S.UNDER_REVIEW, Who.CHAIR_OR_SYSTEM),
        Transition(Move.PUBLISH, "Publish", (S.APPROVED,), S.PUBLISHED, Who.SYSTEM),
        Transition(Move.SUPERSEDE, "Supersede", (S.PUBLISHED,), S.SUPERSEDED, Who.SYSTEM),
        Transition(Move.RETIRE, "Retire", (S.PUBLISHED,), S.RETIRED, Who.CHAIR),
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
            f"“{row.label}” is possible only while the edition is {wanted}; it is “{EditionState(state).label}”.",
        )
    ]


def apply_transition(edition: Edition, move: Move, *, by: Any, **facts: Any) -> None:
    """Move a *locked* edition, save it, and record the event in the same transaction.

    Raises :class:`Refused` from a state that the table does not name. Nothing else may assign ``Edition.state``.
    """
    issues = state_issues(edition.state, move)
    if issues:
        raise Refused(issues)
    before = edition.state
    edition.state = TRANSITIONS[move].target
    edition.save()
    append_event(
        chain=article_chain(edition.article_id),
        verb=f"edition.{move}",
        subject=f"edition:{edition.pk}",
        by=by,
        **{"from": before, "to": str(edition.state), "number": edition.number, **facts},
    )
