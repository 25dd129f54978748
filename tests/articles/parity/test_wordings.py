"""Wordings for patients beside the text for everyone: shorter and simpler is sound, other facts are not."""

import pytest

from articles.parity import compare_wording
from tests.articles.parity.judging import own_cases
from tests.articles.parity.test_languages import PARTS, enough, missed, reported


@pytest.mark.parametrize("name", [f"wordings{part}" for part in PARTS])
def test_planted_differences_are_found_and_plain_language_is_passed_over(name):
    cases = own_cases(name)

    assert enough(cases), (missed(cases), reported(cases))


def told(base: str, wording: str) -> list[tuple[str, str, str]]:
    found = compare_wording(f"<p>{base}</p>", f"<p>{wording}</p>", language="en").differences
    return [(one.kind, one.old, one.new) for one in found]


@pytest.mark.parametrize(
    ("base", "wording", "expected"),
    [
        # What a wording leaves out is no news.
        ("Take 500 mg twice a day. Do not drive. It may upset you.", "Take 500 mg twice a day.", []),
        ("Take 500 mg with food and at most 4 g a day.", "Take it with food.", []),
        # What stands in both must agree.
        ("Take 500 mg twice a day.", "Take 50 mg twice a day.", [("dose", "500 mg", "50 mg")]),
        ("Take 1 g.", "Take 1,000 mg.", []),
        ("Take 1 g.", "Take 1,000 micrograms.", [("dose", "1 g", "1,000 micrograms")]),
        # What stands in the wording alone has no source.
        ("Take it with food.", "Take 20 mg with food.", [("dose", "", "20 mg")]),
        ("Take it with food.", "Take it with food three times a day.", [("frequency", "", "three times a day")]),
        ("Ask about painkillers.", "Ask about ibuprofen.", [("medicine", "", "ibuprofen")]),
        # What stands with a kept amount must stay.
        ("Take at most 4 g a day.", "Take 4 g a day.", [("limit", "Take at most 4 g", "")]),
        ("Take 4 g a day.", "Take at most 4 g a day.", [("limit", "", "Take at most 4 g")]),
        ("Do not take it for 7 days.", "Take it for 7 days.", [("negation", "Do not take it", "")]),
        # Children's and adults' doses exchanged.
        (
            "Children take 250 mg. Adults take 500 mg.",
            "Adults take 250 mg. Children take 500 mg.",
            [("dose", "500 mg", "250 mg"), ("dose", "250 mg", "500 mg")],
        ),
    ],
)
def test_each_rule_has_its_neighbour(base, wording, expected):
    assert told(base, wording) == expected


def test_a_citation_goes_with_its_claim():
    base = 'Iron helps tired people.<cite data-ref="a1"></cite> Milk hinders it.<cite data-ref="b2"></cite>'

    assert told(base, 'Iron helps tired people.<cite data-ref="a1"></cite>') == []
    assert told(base, "Iron helps tired people.") == [("citation", "a1", "")]
    assert told(base, 'Iron helps tired people.<cite data-ref="c3"></cite>') == [
        ("citation", "", "c3"),
        ("citation", "a1", ""),
    ]


def test_nothing_stands_beside_nothing():
    assert compare_wording("", "<p>Take 5 mg.</p>", language="en").differences == ()
    assert compare_wording("<p>Take 5 mg.</p>", "", language="en").differences == ()


def test_wordings_in_other_languages_are_compared_too():
    found = compare_wording(
        "<p>Erwachsene nehmen höchstens 4 g Paracetamol am Tag.</p>",
        "<p>Nehmen Sie 4 g Paracetamol am Tag.</p>",
        language="de",
    )

    assert [(one.kind, one.new) for one in found.differences] == [("limit", "")]
    assert found.is_checked


def test_a_language_without_rules_is_said():
    assert compare_wording("<p>Ta 5 mg.</p>", "<p>Ta 5 mg.</p>", language="sv").is_checked is False
