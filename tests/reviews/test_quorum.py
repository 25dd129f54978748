"""Counting signatures: pure rules, on made-up signatures."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.enums import Verdict
from reviews.rules.quorum import Demand, Signed, add_months, latest_verdicts, standing_of

TWO = Demand(sign_offs=2, months=12)
TODAY = date(2026, 6, 1)


def signed(user, verdict=Verdict.APPROVE, day=date(2026, 5, 1), **parts):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Signed(id=f"{user}{day}", version="v", user=user, verdict=verdict, at=at, digest=f"{user}{day}", **parts)


def standing(*rows, demand=TWO, on=TODAY, counts=lambda one: True):
    return standing_of(rows, demand, on=on, aside=[one for one in rows if not counts(one)])


def test_two_members_make_a_quorum_of_two_and_one_does_not():
    assert standing(signed("a"), signed("b")).is_reached
    assert not standing(signed("a")).is_reached


def test_one_member_signing_twice_is_one_member():
    result = standing(signed("a"), signed("a", day=date(2026, 5, 2)))

    assert (result.signed, result.is_reached) == (1, False)


def test_an_approval_that_is_too_old_is_told_as_that_and_no_other():
    old, fresh = signed("a", day=date(2025, 6, 1)), signed("b", day=date(2025, 6, 2))
    asked, outside = signed("c", Verdict.REQUEST_CHANGES, old.at.date()), signed("d", Verdict.OUTSIDE_FIELD)

    assert standing(old, fresh, asked, outside).expired == [old]


def test_a_quorum_was_reached_by_approvals_of_those_whose_approvals_count():
    """Neither by what one of them had asked for before, nor by somebody who asks for changes since."""
    second, third = date(2026, 5, 2), date(2026, 5, 3)
    before = signed("a", Verdict.REQUEST_CHANGES)
    assert standing(before, signed("b", day=second), signed("a", day=third)).reached_on == third

    since = [signed("c"), signed("c", Verdict.OUTSIDE_FIELD, third)]
    assert standing(*since, signed("a", day=second), signed("b", day=third)).reached_on == third


def test_a_signature_that_had_lapsed_makes_no_quorum_with_a_newer_one():
    """Otherwise May's quorum would be reached before b signed anew, and a's signature, alone, would move the day."""
    lapsed, may, alone = signed("b", day=date(2025, 1, 1)), date(2026, 5, 1), date(2026, 5, 20)
    rows = [lapsed, signed("a", day=may), signed("b", day=date(2026, 5, 2))]

    assert standing(*rows).reached_on == date(2026, 5, 2)
    assert standing(*rows, signed("a", day=alone)).reached_on == date(2026, 5, 2)


def test_only_the_latest_verdict_of_a_member_counts():
    result = standing(signed("a"), signed("b"), signed("b", Verdict.OUTSIDE_FIELD, date(2026, 5, 3)))

    assert (result.signed, result.is_reached) == (1, False)


def test_a_request_for_changes_is_open_until_its_author_approves():
    asked = signed("a", Verdict.REQUEST_CHANGES, note="The dose.")

    assert standing(asked).requests == [asked]
    assert standing(asked, signed("a", day=date(2026, 5, 2))).requests == []


def test_a_request_for_changes_is_open_until_its_author_withdraws_it():
    rows = [signed("a", Verdict.REQUEST_CHANGES), signed("a", Verdict.WITHDRAWN, date(2026, 5, 2))]

    assert standing(*rows).requests == []
    assert standing(*rows).signed == 0


def test_a_request_for_changes_is_open_until_it_is_settled():
    assert standing(signed("a", Verdict.REQUEST_CHANGES, settled=True)).requests == []


def test_who_cannot_judge_asks_for_no_changes():
    assert standing(signed("a", Verdict.OUTSIDE_FIELD)).requests == []


def test_approvals_stand_in_the_order_in_which_they_were_given():
    first, second = signed("b", day=date(2026, 5, 1)), signed("a", day=date(2026, 5, 2))

    assert standing(second, first).approvals == [first, second]


def test_who_signs_afresh_stands_behind_those_who_signed_meanwhile():
    again = signed("a", day=date(2026, 5, 3))
    result = standing(signed("a", day=date(2026, 5, 1)), signed("b", day=date(2026, 5, 2)), again)

    assert [one.user for one in result.approvals] == ["b", "a"]
    assert result.approvals[1] == again


def test_who_withdrew_has_no_verdict_and_who_cannot_judge_has_one():
    rows = [signed("a"), signed("a", Verdict.WITHDRAWN, date(2026, 5, 2)), signed("b", Verdict.OUTSIDE_FIELD)]

    assert latest_verdicts(rows) == {"b": rows[2]}


def test_an_approval_that_does_not_count_makes_no_day_of_review():
    """The first of "a" was given before an interest of theirs ended; the second counts."""
    rows = [signed("a", day=date(2026, 1, 1)), signed("b", day=date(2026, 1, 5)), signed("a", day=date(2026, 1, 10))]

    assert standing(*rows, counts=lambda one: one != rows[0]).reached_on == date(2026, 1, 10)
    assert standing(*rows).reached_on == date(2026, 1, 5)


def test_approvals_from_before_the_evidence_changed_do_not_count_but_requests_still_stand():
    before, then = signed("a", day=date(2026, 5, 1)), signed("b", day=date(2026, 5, 2))
    asked = signed("c", Verdict.REQUEST_CHANGES, day=date(2026, 5, 1))
    result = standing_of([before, then, asked], TWO, on=TODAY, since=then.at)

    assert (result.approvals, result.requests) == ([then], [asked])


def test_the_day_of_review_is_counted_from_approvals_that_hold_of_those_who_approve_now():
    """ "c" left the board; "b" could not judge first, and then approved."""
    rows = [
        signed("a", day=date(2026, 1, 1)),
        signed("c", day=date(2026, 1, 2)),
        signed("b", Verdict.OUTSIDE_FIELD, date(2026, 1, 3)),
        signed("d", day=date(2026, 1, 4)),
        signed("d", Verdict.OUTSIDE_FIELD, date(2026, 1, 5)),
        signed("b", day=date(2026, 1, 6)),
    ]
    result = standing(*rows, counts=lambda one: one.user != "c")

    assert ([one.user for one in result.approvals], result.reached_on) == (["a", "b"], date(2026, 1, 6))


def test_signatures_lapse_one_by_one_until_they_no_longer_suffice():
    rows = [signed(user, day=date(2026, 1, day)) for day, user in enumerate("abcd", 1)]

    assert standing(*rows).expires_on == date(2027, 1, 3)  # "c" and "d" suffice until "c" lapses


def test_signatures_last_only_as_long_as_every_specialty_is_among_them():
    heart = signed("a", day=date(2026, 1, 1), specialties=("cardiology",))
    others = [signed(user, day=date(2026, 1, day)) for day, user in enumerate("bc", 2)]
    result = standing(heart, *others, demand=Demand(2, 12, ("cardiology",)))

    assert (result.is_reached, result.expires_on) == (True, date(2027, 1, 1))


def test_verdicts_of_those_who_may_not_sign_neither_count_nor_block():
    rows = [signed("a"), signed("b"), signed("c", Verdict.REQUEST_CHANGES)]

    assert standing(*rows, counts=lambda one: one.user != "b").signed == 1
    assert standing(*rows, counts=lambda one: one.user != "c").requests == []


def test_an_approval_expires_on_the_same_day_months_later():
    rows = [signed("a", day=date(2025, 6, 2)), signed("b", day=date(2026, 1, 1))]

    assert standing(*rows, on=date(2026, 6, 1)).is_reached
    assert not standing(*rows, on=date(2026, 6, 2)).is_reached
    assert standing(*rows, on=date(2026, 6, 1)).expires_on == date(2026, 6, 2)


def test_a_specialty_must_be_among_the_signers():
    demand = Demand(sign_offs=2, months=12, specialties=("cardiology",))
    without = standing(signed("a"), signed("b"), demand=demand)
    having = standing(signed("a"), signed("b", specialties=("cardiology",)), demand=demand)

    assert (without.is_reached, without.missing_specialties) == (False, ["cardiology"])
    assert (having.is_reached, having.missing_specialties) == (True, [])


def test_the_day_of_review_moves_only_when_a_whole_quorum_has_signed_afresh():
    first = [signed("a", day=date(2026, 1, 1)), signed("b", day=date(2026, 1, 5))]
    one_more = [*first, signed("a", day=date(2026, 4, 1))]
    both = [*one_more, signed("b", day=date(2026, 5, 1))]

    assert standing(*first).reached_on == date(2026, 1, 5)
    assert standing(*one_more).reached_on == date(2026, 1, 5)
    assert standing(*both).reached_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 22), 36, date(2029, 11, 22)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


rows = st.lists(
    st.builds(
        signed,
        st.sampled_from("abcd"),
        st.sampled_from(Verdict),
        st.dates(date(2025, 1, 1), date(2026, 5, 31)),
        settled=st.booleans(),
    ),
    max_size=12,
)


@given(rows, st.integers(1, 3))
def test_a_quorum_is_never_reached_with_fewer_distinct_approvers_than_asked(rows, needed):
    result = standing(*rows, demand=Demand(sign_offs=needed, months=36))

    assert len({one.user for one in result.approvals}) == result.signed
    assert result.is_reached == (result.signed >= needed)
    if result.is_reached:
        assert result.reached_on <= max(one.at.date() for one in rows)
        assert result.expires_on > TODAY
