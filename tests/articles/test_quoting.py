"""Quotations found again in a text, marked on a page, and replaced."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.redline import redline
from articles.text import clean, plain_text
from articles.words.content import SectionContent, Wording
from articles.words.quotations import Sign, find_quote, letters_of, mark, occurrences, quoted_letters, with_words
from tests.articles.html_strategies import documents, edited_pairs
from tests.properties import examples


def section(html: str, heading: str = "Dosing", **wordings: Wording) -> SectionContent:
    return SectionContent("s", "dosing", "body", Wording(heading, clean(html).html), wordings)


TEXT = (
    '<p>Take <strong>0.5 mg</strong> each day<cite data-ref="lane1998"></cite>. Do not “stop” at once.</p><p>Rest.</p>'
)


@pytest.mark.parametrize(
    "now",
    [
        "<p>Take 0.5 mg each <em>day</em>. Do not “stop” at once.</p>",
        "<p>Rest.</p><p>First. Take  0.5 mg\n each day. More.</p>",
        '<p>Take<cite data-ref="boyer2005"></cite> 0.5\u00a0mg each day<cite data-ref="x1"></cite> too.</p>',
        "<ul><li>Take 0.5 mg each day</li></ul>",
    ],
    ids=["other marks", "moved", "other citations", "another kind of block"],
)
def test_a_quotation_is_found_again_although_what_surrounds_its_letters_changed(now):
    assert find_quote(section(now), "Take 0.5 mg each day", origin=section(TEXT)).words == "Take 0.5 mg each day"


@pytest.mark.parametrize(
    "now",
    [
        "<p>Take 5 mg each day.</p>",
        "<p>Take 0.5 mg each Monday.</p>",
        "<p>Take 0.5 mg each days.</p>",
        "<p>Take 10.5 mg each day.</p>",
        "<p>Do not take 0.5 mg each day.</p>",
    ],
)
def test_a_quotation_whose_words_changed_is_gone(now):
    assert find_quote(section(now), "Take 0.5 mg each day", origin=section(TEXT)) is None


@pytest.mark.parametrize("now", ["<p>15 mg</p>", "<p>0.5 mg</p>", "<p>5 mg/kg</p>", "<p>5 mgs</p>", "<p>1–5 mg</p>"])
def test_a_number_is_not_found_inside_another(now):
    assert find_quote(section(now), "5 mg") is None


@pytest.mark.parametrize(
    "quote", ["“0.5 mg each day”", "0.5 mg each day [@lane1998].", '0.5 mg each day [3]. Do not "stop"', "…each day…"]
)
def test_a_quotation_is_looked_for_without_its_own_marks_and_citations(quote):
    assert find_quote(section(TEXT), quote) is not None


def test_a_quotation_says_what_stands_around_it():
    place = find_quote(section(TEXT), "each day")

    assert (place.before, place.words, place.after) == ("Take 0.5 mg", "each day", ". Do not “stop” at once. Rest.")


def test_of_several_places_the_one_with_the_same_surroundings_is_meant():
    before = section("<p>At night take one tablet. Then sleep.</p>")
    now = section("<p>In the morning take one tablet. Then eat.</p><p>At night take one tablet. Then sleep.</p>")

    assert find_quote(now, "take one tablet", origin=before).before.endswith("At night")


def test_the_wording_that_was_meant_comes_first():
    now = section("<p>Same words.</p>", patient=Wording(html="<p>Here: same words. Same words.</p>"))

    assert find_quote(now, "Same words", audience="patient").audience == "patient"
    assert find_quote(now, "Same words").audience == ""
    assert find_quote(now, "Here: same words").audience == "patient"


def test_a_heading_is_quoted_too():
    assert find_quote(section("<p>x</p>", heading="Risks & benefits"), "Risks & benefits").part == "heading"


def test_a_wording_that_is_left_out_has_no_words():
    assert find_quote(section("<p>x</p>", patient=Wording(left_out=True)), "Dosing", audience="patient").audience == ""


# ── Marked ──────────────────────────────────────────────────────────────────────────────────────────────────


def signed(html: str, quote: str) -> str:
    [place] = occurrences(letters_of(html), quote)
    return mark(html, [Sign(*place, "quote-1", "#comment-1", "Comment by <A>")])


def test_a_mark_never_breaks_the_markup():
    html = signed(clean(TEXT).html, "0.5 mg each day. Do")

    assert html.startswith(
        '<p>Take <strong><mark class="quoted">0.5 mg</mark></strong> <mark class="quoted">each day</mark>'
    )
    assert 'id="quote-1" href="#comment-1"><span class="redline-spoken">Comment by &lt;A&gt;</span>' in html


def test_in_a_redline_the_new_words_are_marked():
    found = redline("<p>Take 5 mg each day.</p>", "<p>Take 10 mg each day.</p>").html

    html = signed(found, "10 mg each")

    assert '<mark class="quoted">10 mg</mark>' in html
    assert "<mark" not in html[html.index("<del>") : html.index("</del>")]


def test_overlapping_quotations_are_both_marked():
    html = clean("<p>one two three four</p>").html
    letters = letters_of(html)
    signs = [
        Sign(*occurrences(letters, quote)[0], f"q{n}", "#c", "x")
        for n, quote in enumerate(["one two three", "two three four"])
    ]

    marked = mark(html, signs)

    assert plain_text(unescape(marked).replace("x</span>", "</span>")) == "one two three four"
    assert marked.count('class="quoted-sign"') == 2


@examples(100)
@given(documents, st.data())
def test_whatever_is_marked_the_words_stay(html, data):
    letters = letters_of(html)
    if not letters.text:
        return
    start = data.draw(st.integers(0, len(letters.text) - 1))
    end = data.draw(st.integers(start + 1, len(letters.text)))

    marked = mark(html, [Sign(start, end, "q", "#c", "")])

    assert letters_of(marked).text == letters.text


@examples(100)
@given(edited_pairs())
def test_a_redline_has_the_letters_of_the_new_text(pair):
    old, new = pair

    assert letters_of(redline(old, new).html).text == letters_of(new).text


@examples(100)
@given(documents)
def test_every_text_is_found_in_itself(html):
    words = letters_of(html).words(0, len(letters_of(html).text))
    if quoted_letters(words):
        assert find_quote(SectionContent("s", "a", "body", Wording("", html)), words) is not None


# ── Replaced ────────────────────────────────────────────────────────────────────────────────────────────────


def replaced(html: str, quote: str, words: str) -> str:
    content = section(html)
    return clean(with_words(content.base, find_quote(content, quote), words)["html"]).html


def test_other_words_take_the_place_and_citations_stay():
    assert replaced(TEXT, "0.5 mg each day.", "1 mg < 2 a week.") == (
        '<p>Take <strong>1 mg &lt; 2 a week.</strong><cite data-ref="lane1998"></cite> Do not “stop” at once.</p>'
        "<p>Rest.</p>"
    )


def test_words_can_cite_and_move_a_citation():
    assert replaced(
        "<p>It twitches<cite data-ref='lane1998'></cite> often.</p>",
        "twitches often",
        "twitches often [@lane1998, p. 4] [@boyer2005]",
    ) == (
        '<p>It twitches often <cite data-ref="lane1998" data-locator="p. 4"></cite> '
        '<cite data-ref="boyer2005"></cite>.</p>'
    )


def test_a_heading_stays_plain_text():
    content = section("<p>x</p>", heading="Risks & dangers")

    assert with_words(content.base, find_quote(content, "& dangers"), "< benefits") == {"heading": "Risks < benefits"}
