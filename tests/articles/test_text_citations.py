"""The citations of a text, and its plain words."""

import pytest
from hypothesis import given

from articles.text import (
    CitationMark,
    citations_in,
    keys_cited_in,
    plain_text,
    replace_citation_groups,
    replace_citations,
)
from articles.text.sentences import sentence_ends
from tests.articles.html_strategies import documents

TEXT = (
    '<p>One thing, e.g. this. Two is 0.5 mg here.<cite data-ref="a1" data-locator="p. &lt;4&gt;"></cite> '
    '<cite data-ref="b2"></cite> Three<cite data-unresolved="[3]"></cite>. Four.</p>'
    '<ul><li>Item <strong>five</strong><cite data-ref="a1"></cite></li></ul>'
)


def test_citations_in_order_with_their_sentences():
    assert citations_in(TEXT) == [
        CitationMark("a1", "p. <4>", "", "Two is 0.5 mg here."),
        CitationMark("b2", "", "", "Two is 0.5 mg here."),
        CitationMark(None, "", "[3]", "Three."),
        CitationMark("a1", "", "", "Item five"),
    ]
    assert citations_in("<p>None.</p>") == []


def test_replace_citations_one_by_one():
    assert replace_citations(TEXT, lambda mark: f"[{mark.key or mark.unresolved}]").count("[a1]") == 2
    assert replace_citations("<p>x</p>", lambda mark: "y") == "<p>x</p>"


def test_replace_citation_groups_takes_neighbours_together():
    groups = []

    def render(marks):
        groups.append([mark.key or mark.unresolved for mark in marks])
        return "<sup>*</sup>"

    html = replace_citation_groups(TEXT, render)
    assert groups == [["a1", "b2"], ["[3]"], ["a1"]]
    assert html.count("<cite") == 0
    assert html.startswith("<p>One thing, e.g. this. Two is 0.5 mg here.<sup>*</sup> Three<sup>*</sup>. Four.</p>")


def test_plain_text_has_a_line_for_each_block_and_no_citations():
    assert plain_text(TEXT) == "One thing, e.g. this. Two is 0.5 mg here. Three. Four.\nItem five"
    assert plain_text("<p>a<br>b &lt; c</p><h3>d</h3>") == "a\nb < c\nd"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("A b. C d.", 2),
        ("Use 0.5 mg. Then stop!", 2),
        ("Some, e.g. Prozac, help. Dr. Lane says so.", 2),
        ("As of 6.5% or so", 1),
        ("Really?! Yes (quite.) No", 3),
        ("and so on. of course", 1),
    ],
)
def test_sentences_end_where_a_reader_says(text, sentences):
    assert len(sentence_ends(text)) == sentences


def test_keys_cited_each_once_in_the_order_of_their_first_mention():
    assert keys_cited_in(TEXT) == ["a1", "b2"]
    assert keys_cited_in('<p><cite data-unresolved="[3]"></cite></p>') == []


@given(documents)
def test_keys_cited_are_those_of_the_citations(html):
    assert keys_cited_in(html) == list(dict.fromkeys(mark.key for mark in citations_in(html) if mark.key))
