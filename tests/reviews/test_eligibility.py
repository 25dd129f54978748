"""Who may sign and whose signature counts, on made-up people: each refusal beside the one who is not refused."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from reviews.enums import BoardRole, Verdict
from reviews.rules.eligibility import Difference, Eligibility, is_leader, leading_terms, promotion_issues
from tests.reviews.made_up import BOARD, signed, term

VERSION = SimpleNamespace(pk="v1")
ENDED = datetime(2026, 5, 1, 12, tzinfo=UTC)


def people(**parts: Any) -> Eligibility:
    members = dict([term("a", BoardRole.CHAIR), term("b", BoardRole.MEMBER), term("c", BoardRole.DEPUTY)])
    parts = {"conflicted": frozenset(), "contributors": {}, "boards": frozenset({BOARD}), **parts}
    return Eligibility(members=members, **parts)


def user(name: str) -> Any:
    return SimpleNamespace(pk=name, credentials_expire_on=None)


def codes(issues: list) -> list[str]:
    return [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"conflicted": frozenset({"a"})}, "conflict"),
        ({"contributors": {"v1": {"a"}}}, "contributor"),
        ({"named": frozenset({"a"})}, "contributor"),
        ({"conflicted": frozenset({"a"}), "contributors": {"v1": {"a"}}}, "conflict"),
    ],
)
def test_who_has_a_part_in_the_words_signs_them_not_and_another_does(parts, code):
    asked = people(**parts)

    assert codes(asked.issues(user("a"), VERSION)) == [code]
    assert asked.issues(user("b"), VERSION) == []
    assert codes(asked.relation(user("a")).deciding_issues()) == [code]
    assert asked.relation(user("c")).deciding_issues() == []
    assert (asked.relation(user("a")).is_impartial, asked.relation(user("c")).is_impartial) == (False, True)


def test_a_hand_in_other_words_bars_from_deciding_and_not_from_signing():
    asked = people(contributors={"v2": {"a"}})

    assert asked.issues(user("a"), VERSION) == []
    assert codes(asked.relation(user("a")).deciding_issues()) == ["contributor"]


def test_who_is_not_on_the_board_signs_and_decides_nothing():
    relation = people().relation(user("z"))

    assert codes(people().issues(user("z"), VERSION)) == ["not-on-board"]
    assert (relation.is_member, relation.leads, relation.role, relation.specialties) == (False, False, "", [])
    assert codes(relation.deciding_issues()) == ["not-leading"]


def test_a_member_signs_and_decides_nothing_a_leader_does():
    asked = people()

    assert [asked.relation(user(name)).leads for name in "abc"] == [True, False, True]
    assert [asked.relation(user(name)).is_member for name in "abc"] == [True, True, True]
    assert asked.relation(user("c")).role == BoardRole.DEPUTY
    assert codes(asked.relation(user("b")).deciding_issues()) == ["not-leading"]
    assert (is_leader(None), is_leader(asked.members["b"]), is_leader(asked.members["c"])) == (False, False, True)


def test_without_a_declaration_or_credentials_that_hold_nobody_signs_or_decides():
    asked = people()
    asked.members["a"].declared_on = None
    asked.members["b"].user.credentials_expire_on = date(2020, 1, 1)

    assert codes(asked.issues(user("a"), VERSION)) == ["not-declared"]
    assert codes(asked.relation(user("a")).deciding_issues()) == ["not-declared"]
    assert codes(asked.issues(user("b"), VERSION)) == ["credentials-expired"]
    assert asked.issues(user("c"), VERSION) == []


def differing(part: str) -> Difference:
    return Difference(signed("a").id, part, "n", 1, 2, is_carried=False)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"boards": frozenset({"another"})}, "for a board that does not judge"),
        ({"conflicted": frozenset({"a"})}, "has an interest here"),
        ({"void_until": {"a": ENDED}}, "before the member’s interest or keeping out here ended"),
        ({"contributors": {"v1": {"a"}}}, "contributed to these words"),
        ({"differences": (differing("audiences"),)}, "other readers get these words"),
        ({"differences": (differing("evidence"),)}, "the record of a work"),
        ({"differences": (differing("evidence"), differing("audiences"))}, "other readers get these words"),
    ],
)
def test_a_verdict_that_does_not_count_says_why_and_another_members_counts(parts, words):
    asked = people(**parts)

    assert words in asked.aside(signed("a"))
    assert not asked.counts(signed("a"))
    assert asked.counts(signed("b")) == ("boards" not in parts)


def test_a_verdict_counts_again_that_was_given_after_the_interest_ended_and_a_carried_correction_leaves_it():
    after = signed("a", day=date(2026, 5, 2), verdict=Verdict.APPROVE)
    carried = Difference(signed("a").id, "evidence", "n", 1, 2, is_carried=True)

    assert people(void_until={"a": ENDED}).counts(after)
    assert people(differences=(carried,)).aside(signed("a")) == ""
    assert people(void_until={"a": ENDED}).is_void("a", ENDED)
    assert not people(void_until={"a": ENDED}).is_void("a", ENDED + timedelta(seconds=1))
    assert not people(void_until={"a": ENDED}).is_void("b", ENDED)


def test_of_several_terms_the_highest_role_leads():
    rows = [SimpleNamespace(board="x", role=role) for role in (BoardRole.MEMBER, BoardRole.CHAIR, BoardRole.DEPUTY)]

    assert leading_terms(rows, by="board")["x"].role == BoardRole.CHAIR
    assert leading_terms([rows[0], rows[2]], by="board")["x"].role == BoardRole.DEPUTY


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [(0, None, []), (0, 0, []), (1, None, ["no-term-then"]), (-9, -1, ["no-term-then"]), (-9, 0, [])],
)
def test_a_promotion_is_on_a_day_on_which_the_term_runs(starts, ends, expected):
    day = timezone.localdate()
    row = SimpleNamespace(
        starts_on=day + timedelta(days=starts), ends_on=None if ends is None else day + timedelta(days=ends)
    )

    assert codes(promotion_issues(row, day)) == expected
