"""Every dangerous change is named, and what is harmless is passed over: whole sections as the board reads them."""

import pytest

from tests.articles.clinical.judging import cases, is_named, looks_of
from tests.articles.clinical.sentences import lines

CASES = cases("changes.json")


def named(case: dict) -> str:
    return case["id"]


@pytest.mark.parametrize("case", [case for case in CASES if case["must_name"]], ids=named)
def test_a_dangerous_change_is_named(case):
    looks = looks_of(case)

    assert is_named(case, looks), looks


@pytest.mark.parametrize("case", [case for case in CASES if not case["must_name"]], ids=named)
def test_a_harmless_change_is_not(case):
    assert looks_of(case) == []


def test_dangerous_sentences_are_named():
    missed = [case["id"] for case in lines("dangerous.txt") if not is_named(case, looks_of(case))]

    assert missed == []


def test_harmless_sentences_are_passed_over():
    flagged = {case["id"]: looks for case in lines("harmless.txt") if (looks := looks_of(case))}

    assert flagged == {}


def test_the_judge_can_say_no():
    case = {"must_name": [["5", "50"]]}
    look = looks_of({"field": "text", "old": "<p>Take 5 mg.</p>", "new": "<p>Take 50 mg.</p>"})

    assert is_named(case, look)
    assert not is_named(case, [])
    assert not is_named({"must_name": [["7", "70"]]}, look)
