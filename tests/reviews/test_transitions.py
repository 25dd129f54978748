"""The table of moves: every cell of state × move, and PostgreSQL saying the same."""

import json
import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from articles.enums import EditionState
from articles.models import Edition
from editorial.record.chains import article_chain
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.rules.transitions import TRANSITIONS, Move, Who, apply_transition, pairs, state_issues
from tests.builders import make_draft, make_editor

CELLS = list(product(EditionState, Move))


@pytest.mark.parametrize(("state", "move"), CELLS)
def test_a_move_is_refused_from_every_state_that_the_table_does_not_name(state, move):
    issues = state_issues(state, move)

    assert bool(issues) == (state not in TRANSITIONS[move].sources)
    assert {issue.code for issue in issues} <= {"wrong-state"}


@pytest.mark.parametrize("state", EditionState)
def test_every_state_has_a_label(state):
    assert state.label


def test_every_move_has_a_row_and_every_state_but_draft_is_reached():
    assert set(TRANSITIONS) == set(Move)
    assert {row.target for row in TRANSITIONS.values()} == set(EditionState) - {EditionState.DRAFT}


WHOSE = {
    Move.DISCARD: Who.AUTHORS,
    Move.SUBMIT: Who.AUTHORS,
    Move.BEGIN_REVIEW: Who.MEMBERS,
    Move.TAKE_BACK: Who.AUTHORS,
    Move.SET_ASIDE: Who.AUTHORS,
    Move.RETURN: Who.LEADERS,
    Move.APPROVE: Who.LEADERS,
    Move.REVOKE_APPROVAL: Who.LEADERS,
    Move.PUBLISH: Who.SYSTEM,
    Move.SUPERSEDE: Who.SYSTEM,
    Move.RETIRE: Who.LEADERS_NOW_OR_NEXT,
}


def test_whose_each_move_is_and_which_one_the_system_makes_too():
    assert {move: row.who for move, row in TRANSITIONS.items()} == WHOSE
    assert [move for move, row in TRANSITIONS.items() if row.also_system] == [Move.REVOKE_APPROVAL]


def test_the_trigger_in_postgresql_knows_the_same_pairs():
    sql = (Path(settings.BASE_DIR) / "reviews" / "sql" / "edition_moves.sql").read_text(encoding="utf-8")
    start = sql.index("(OLD.state, NEW.state) NOT IN (")
    said = set(re.findall(r"\('(\w+)', '(\w+)'\)", sql[start : sql.index("THEN", start)]))

    assert said == pairs()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state", [state for state in EditionState if ("draft", state) not in pairs() and state != "draft"]
)
def test_postgresql_refuses_a_move_that_is_not_in_the_table(state):
    edition = make_draft()

    with pytest.raises(IntegrityError, match="does not go from"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(state=state)

    edition.refresh_from_db()
    assert edition.state == "draft"


@pytest.mark.django_db
def test_a_refused_move_changes_nothing_and_says_why():
    edition, editor = make_draft(), make_editor()

    with pytest.raises(Refused) as refused:
        apply_transition(edition, Move.PUBLISH, by=editor)

    edition.refresh_from_db()
    assert edition.state == EditionState.DRAFT
    assert [issue.message for issue in refused.value.issues] == [
        "“Publish” is possible only while the edition is “Approved”; it is “Draft”."
    ]


@pytest.mark.django_db
def test_a_move_is_kept_with_its_event_which_says_from_where_to_where_and_what_else():
    editor = make_editor()
    edition = make_draft(by=editor)

    apply_transition(edition, Move.DISCARD, by=editor, because="tried")

    assert Edition.objects.get(pk=edition.pk).state == EditionState.DISCARDED
    event = Event.objects.filter(chain=article_chain(edition.article_id)).latest("seq")
    said = json.loads(event.content)
    assert (event.verb, event.subject, event.actor_id) == ("edition.discard", f"edition:{edition.pk}", editor.pk)
    assert said["facts"] == {"because": "tried", "from": "draft", "to": "discarded", "number": 1}
