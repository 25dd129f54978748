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


@pytest.mark.parametrize("lint", LINTS)
def test_so_are_our_own_fifty_and_fifty(lint):
    """Each written after what the check is for, before its rules were tried on it; no two alike."""
    some = own_cases(lint)
    said = {str([one["text"], one["audience"], one.get("context")]) for one in some}

    assert len(said) == len(some)
    assert_reached(some, least=50)


def test_so_are_those_that_no_rule_was_made_after():
    """A third of each, all together: a single one would be too much of them."""
    some = [one for lint in LINTS for one in own_cases(lint) if is_held_back(one)]

    assert_reached(some, least=140)


def assert_reached(some: list[dict], *, least: int) -> None:
    faulty, sound = ([one for one in some if one["faulty"] is which] for which in (True, False))

    assert len(faulty) >= least
    assert len(sound) >= least
    assert len(wrong(some, faulty=True)) <= MOST_MISSED * len(faulty), wrong(some, faulty=True)
    assert len(wrong(some, faulty=False)) <= MOST_WARNED * len(sound), wrong(some, faulty=False)


def test_a_case_is_missed_where_nothing_is_found():
    """This bar can fail."""
    (case,) = [one for one in OPEN if one["id"] == "units-f01"]

    assert is_right(case)
    assert not is_right({**case, "must_name": ["lorazepam"]})
    assert not is_right({**case, "faulty": False})
