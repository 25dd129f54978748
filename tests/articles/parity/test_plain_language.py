"""Paragraphs in plain language: honest ones are passed over, and planted differences of every kind are found."""

import pytest

from tests.articles.parity.plain_language import Pair, pairs

KINDS = {
    "dose", "unit", "route", "frequency", "duration", "maximum", "person", "pregnancy", "negation",
    "condition", "certainty", "urgency", "side", "drug", "number", "phone", "citation",
}  # fmt: skip
LEAST_FOUND, MOST_REPORTED = 0.95, 0.02
LEAST_FOUND_HELD, MOST_REPORTED_HELD = 0.85, 0.07
"""Where the rules stand on what they have not seen: to be raised with them, never lowered."""
LEAST_OF_A_KIND = 0.8


def wrong(some: list[Pair]) -> list[tuple[str, str, str]]:
    return [(one.name, one.kind, one.planted) for one in some if not one.is_right]


def drawn(*, held: bool, planted: bool) -> list[Pair]:
    return [one for one in pairs() if one.held is held and bool(one.kind) is planted]


@pytest.mark.parametrize(
    ("held", "least", "most"),
    [(False, LEAST_FOUND, MOST_REPORTED), (True, LEAST_FOUND_HELD, MOST_REPORTED_HELD)],
    ids=["rules", "held back"],
)
def test_planted_differences_are_found_and_honest_rewordings_passed_over(held, least, most):
    planted, honest = drawn(held=held, planted=True), drawn(held=held, planted=False)

    assert len(wrong(planted)) <= (1 - least) * len(planted), wrong(planted)
    assert len(wrong(honest)) <= most * len(honest), wrong(honest)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_of_every_kind_most_are_found(kind):
    planted = [one for one in drawn(held=False, planted=True) if one.kind == kind]

    assert len(planted) >= 10
    assert len(wrong(planted)) <= (1 - LEAST_OF_A_KIND) * len(planted), wrong(planted)


def test_there_are_several_hundred_pairs_and_no_other_kinds():
    assert len(drawn(held=False, planted=False)) >= 400
    assert {one.kind for one in pairs() if one.kind} == KINDS


def test_the_judge_can_say_no():
    planted = next(one for one in pairs() if one.kind == "dose")

    assert planted.is_right
    assert not Pair("", planted.base, planted.base, held=False, kind="dose", planted="7 mg", answers="70 mg").is_right
    assert not Pair("", planted.base, planted.wording, held=False).is_right
