"""What leaders decide, and which of it asks their relation to the edition: the whole table, against the actions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.accounts.models import User
from editorial.shared.issues import Issue, Refused
from reviews.actions import (
    declare_interest,
    recuse,
    retire,
    return_to_editor,
    revoke_approval,
    schedule,
)
from reviews.enums import BoardRole
from reviews.models import BoardMember
from reviews.rules.decisions import RULINGS, Decision, decision_issues
from reviews.rules.eligibility import Relation
from tests.builders import (
    approve,
    article_of,
    codes,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    sign_all,
)
from tests.security.who_may import ACTIONS, ROLES

LAPSED = Issue("declaration-lapsed", "Declare your interests anew.")
# What keeps a leader from deciding, and what they are told.
PARTIAL = {
    "interest": ({"keeps_out": True}, "conflict"),
    "own-words": ({"had_a_hand": True}, "contributor"),
    "declaration": ({"readiness": (LAPSED,)}, "declaration-lapsed"),
    "no-term": ({"term": None}, "not-leading"),
}
# The rows of who may do what that are these decisions.
IN_WHO_MAY = {
    "approve": Decision.APPROVE,
    "return": Decision.RETURN,
    "settle": Decision.SETTLE,
    "edition_policy": Decision.SET_POLICY,
    "hand_over": Decision.HAND_OVER,
    "schedule": Decision.SCHEDULE,
    "end_interest": Decision.END_INTEREST,
    "end_recusal": Decision.END_RECUSAL,
    "revoke": Decision.REVOKE,
    "retire": Decision.RETIRE,
    "correct_told": Decision.CORRECT,
    "assign": Decision.ASSIGN,
    "reassign": Decision.RELEASE,
    "release": Decision.RELEASE,
    "answer_time": Decision.ANSWER_TIME,
    "invite_guest": Decision.INVITE_GUEST,
    "close_guest": Decision.CLOSE_GUEST,
}


def relation(**but) -> Relation:
    """A chair who may decide, but for what is said."""
    asked = {"term": BoardMember(role=BoardRole.CHAIR), "keeps_out": False, "had_a_hand": False, "readiness": ()}
    return Relation(user=User(), **asked | but)


@pytest.mark.parametrize("decision", Decision)
def test_who_is_impartial_decides_everything(decision):
    assert decision_issues(decision, relation()) == []


@pytest.mark.parametrize("what", PARTIAL)
@pytest.mark.parametrize("decision", [one for one, row in RULINGS.items() if row.asks])
def test_what_gives_readers_words_asks_the_relation(decision, what):
    but, code = PARTIAL[what]
    told = [issue.code for issue in decision_issues(decision, relation(**but))]

    # Naming what to read instead of a retired page is also for leaders of the board of its next edition.
    free = decision == Decision.NAME_SUCCESSOR and what in ("declaration", "no-term")
    assert told == ([] if free else [code])


@pytest.mark.parametrize("what", PARTIAL)
@pytest.mark.parametrize("decision", [one for one, row in RULINGS.items() if not row.asks])
def test_what_only_takes_words_away_or_asks_somebody_asks_nothing(decision, what):
    assert decision_issues(decision, relation(**PARTIAL[what][0])) == []


def test_every_decision_has_one_row_with_its_reason():
    assert set(RULINGS) == set(Decision)
    assert all(row.decision == key and row.because for key, row in RULINGS.items())


@pytest.mark.parametrize("key", IN_WHO_MAY)
def test_the_table_of_roles_answers_a_chair_with_an_interest_as_the_rule_says(key):
    places = {role: place for place, role in enumerate(ROLES)}
    lines = [line for _, line in ACTIONS[key].by_state() if line[places["chair"]] == "y"]

    wanted = "w" if RULINGS[IN_WHO_MAY[key]].asks else "y"
    assert {line[places["interested_chair"]] for line in lines} == {wanted}


def test_only_what_is_no_leaders_own_or_has_no_row_is_not_in_the_table_of_roles():
    # A correction needs a changed record, a comment one that must be answered, a successor a second live article, and
    # a set several.
    without = {Decision.CARRY, Decision.RESOLVE, Decision.NAME_SUCCESSOR, Decision.LEAVE_OUT, Decision.WITHDRAW}
    assert set(Decision) - set(IN_WHO_MAY.values()) == without


# Through the actions


@pytest.fixture
def board(db):
    return make_board()


def tomorrow():
    return timezone.now() + timedelta(days=1)


def keeping_out(board, edition):
    chair = make_chair(board)
    recuse(article=article_of(edition), reason="A friend wrote it.", by=chair)
    return chair, make_member(board, "Deputy", role=BoardRole.DEPUTY)


def test_a_chair_who_keeps_out_sends_nothing_back_and_sets_no_time(board):
    edition = make_submitted()
    chair, deputy = keeping_out(board, edition)

    with pytest.raises(Refused) as returning:
        return_to_editor(edition=edition, text="Mend it.", by=chair)
    with pytest.raises(Refused) as scheduling:
        schedule(edition=edition, publish_at=tomorrow(), by=chair)

    assert (codes(returning), codes(scheduling)) == (["conflict"], ["conflict"])
    assert schedule(edition=edition, publish_at=tomorrow(), by=deputy).publish_at is not None
    assert return_to_editor(edition=edition, text="Mend it.", by=deputy).by == deputy


def test_an_editor_who_leads_the_board_sets_the_time_as_an_editor(board):
    chair = make_editor("Chair And Editor")
    BoardMember.objects.create(board=board, user=chair, role=BoardRole.CHAIR, starts_on=timezone.localdate())
    edition = make_submitted(by=chair)

    assert schedule(edition=edition, publish_at=tomorrow(), by=chair).publish_at is not None
    with pytest.raises(Refused) as returning:
        return_to_editor(edition=edition, text="Mend it.", by=chair)
    assert "contributor" in codes(returning)


def test_a_chair_with_an_interest_holds_back_what_was_approved(board):
    edition = make_submitted()
    chair, deputy = keeping_out(board, edition)
    sign_all(edition, make_member(board), make_member(board))
    approve(edition=edition, by=deputy)
    edition.refresh_from_db()

    revoke_approval(edition=edition, reason="A dose looks wrong.", by=chair)

    edition.refresh_from_db()
    assert edition.state == "under_review"


def test_a_chair_with_an_interest_takes_a_page_down_and_sends_readers_nowhere(board):
    other, edition = make_published(slug="other"), make_published(slug="this")
    chair = make_chair(board, "Second Chair")
    declare_interest(article=article_of(edition), statement="Shares.", by=chair)

    with pytest.raises(Refused) as naming:
        retire(edition=edition, reason="Dangerous.", successor=article_of(other), by=chair)
    retire(edition=edition, reason="Dangerous.", by=chair)

    assert codes(naming) == ["conflict"]
    edition.refresh_from_db()
    assert edition.state == "retired"
