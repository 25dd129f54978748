"""Sentences and outlines of each kind, faulty and sound: the bar that every check has to reach."""

import pytest

from articles.checks import CHECKS_BY_KEY
from tests.articles.checks.judging import cases, is_right

MOST_MISSED, MOST_WARNED = 0.10, 0.05
OPEN = cases("open_cases")


def wrong(some: list[dict], *, faulty: bool) -> list[str]:
    return [one["id"] for one in some if one["faulty"] is faulty and not is_right(one)]


@pytest.mark.parametrize("lint", sorted({one["lint"] for one in OPEN} & set(CHECKS_BY_KEY)))
def test_the_faulty_are_found_and_the_sound_left_alone(lint):
    some = [one for one in OPEN if one["lint"] == lint]
    halves = len(some) / 2

    assert len(wrong(some, faulty=True)) <= MOST_MISSED * halves, wrong(some, faulty=True)
    assert len(wrong(some, faulty=False)) <= MOST_WARNED * halves, wrong(some, faulty=False)
