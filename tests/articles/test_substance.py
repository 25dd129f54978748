"""What differs in substance between two wordings."""

import pytest
from hypothesis import given

from articles.words.substance import facts_in, missing_from
from tests.articles.html_strategies import documents
from tests.properties import examples

NAMES = {"lane1998": "Lane 1998"}


def missing(html: str, other: str) -> list[tuple[str, str]]:
    return [(fact.label, fact.shown) for fact in missing_from(html, other, lambda key: NAMES.get(key, key))]


@pytest.mark.parametrize(
    ("html", "other", "expected"),
    [
        ("<p>Take it.</p>", "<p>Take 0.5 mg.</p>", [("Dose", "0.5 mg")]),
        ("<p>Take 5 mg.</p>", "<p>Take 0.5 mg.</p>", [("Dose", "0.5 mg")]),
        ("<p>Take 0.5 mg.</p>", "<p>Take 0.5 mg/kg.</p>", [("Dose", "0.5 mg/kg")]),
        ("<p>Some people.</p>", "<p>About 12% of people.</p>", [("Number", "12%")]),
        ("<p>1 in 10.</p>", "<p>1 in 100.</p>", [("Number", "100")]),
        ("<p>So it is.</p>", '<p>So it is<cite data-ref="lane1998"></cite>.</p>', [("Citation", "Lane 1998")]),
        (
            "<p>So it is.</p>",
            '<p>So it is<cite data-ref="lane1998" data-locator="p. 4"></cite>.</p>',
            [("Citation", "Lane 1998, p. 4")],
        ),
    ],
)
def test_what_the_other_wording_says_alone_is_listed(html, other, expected):
    assert missing(html, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>Take 5mg.</p>", "<ul><li>5 milligrams</li></ul>"),
        ("<p>50 mcg</p>", "<p>50 micrograms</p>"),
        ("<p>1,000 people</p>", "<p>1000 persons</p>"),
        ("<p>5% of them</p>", "<p>5 per cent</p>"),
        ("<p>24 h</p>", "<p>24 hours</p>"),
        ('<p>x<cite data-ref="lane1998" data-locator="p. 4"></cite></p>', '<p>y<cite data-ref="lane1998"></cite></p>'),
        ("<p>Every word differs here.</p>", "<p>Nothing of it is the same.</p>"),
    ],
)
def test_what_means_the_same_is_no_difference(one, other):
    assert (missing(one, other), missing(other, one)) == ([], [])


def test_a_number_in_words_says_the_same_but_asks_for_nothing():
    words, digits = "<p>After two weeks, one of them.</p>", "<p>After 2 weeks.</p>"

    assert (missing(words, digits), missing(digits, words)) == ([], [])


def test_each_fact_is_listed_once_with_its_sentence():
    [fact] = facts_in("<p>Take 5 mg. Rest.</p><p>Then 5 mg again.</p>")

    assert (fact.shown, fact.context) == ("5 mg", "Take 5 mg.")


@examples(100)
@given(documents)
def test_a_text_differs_in_nothing_from_itself_and_in_everything_from_an_empty_one(html):
    assert missing(html, html) == []
    assert len(missing("", html)) == len(facts_in(html))


@examples(100)
@given(documents, documents)
def test_what_is_missing_is_nothing_once_both_are_said(one, other):
    assert missing(one + other, one) == missing(one + other, other) == []
