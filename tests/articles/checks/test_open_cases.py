"""Sentences and outlines of each kind, faulty and sound: the bar that every check has to reach."""

import pytest

from tests.articles.checks.judging import cases, is_held_back, is_right, own_cases

MOST_MISSED, MOST_WARNED = 0.10, 0.05
OPEN = cases("open_cases")
LINTS = sorted({one["lint"] for one in OPEN})


def wrong(some: list[dict], *, faulty: bool) -> list[str]:
    return [one["id"] for one in some if one["faulty"] is faulty and not is_right(one)]


@pytest.mark.parametrize("lint", LINTS)
def test_the_faulty_are_found_and_the_sound_left_alone(lint):
    some = [one for one in OPEN if one["lint"] == lint]
    halves = len(some) / 2

    assert len(wrong(some, faulty=True)) <= MOST_MISSED * halves, wrong(some, faulty=True)
    assert len(wrong(some, faulty=False)) <= MOST_WARNED * halves, wrong(some, faulty=False)


@pytest.mark.parametrize("held", [False, True], ids=["rules", "held back"])
@pytest.mark.parametrize("lint", LINTS)
def test_so_are_our_own_and_those_that_no_rule_was_made_after(lint, held):
    some = [one for one in own_cases(lint) if is_held_back(one) is held]
    faulty = [one for one in some if one["faulty"]]

    assert len(wrong(some, faulty=True)) <= MOST_MISSED * len(faulty), wrong(some, faulty=True)
    assert len(wrong(some, faulty=False)) <= 1, wrong(some, faulty=False)


def test_a_case_is_missed_where_nothing_is_found():
    """This bar can fail."""
    (case,) = [one for one in OPEN if one["id"] == "units-f01"]

    assert is_right(case)
    assert not is_right({**case, "must_name": ["lorazepam"]})
    assert not is_right({**case, "faulty": False})
