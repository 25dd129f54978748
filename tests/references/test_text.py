"""Strings of a record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.text import clean_text, fold, hidden_character


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a  b\n c", "a b c"),
        ("non\u00a0breaking", "non breaking"),
        ("cafe\u0301", "café"),
        ("AT&amp;amp;T", "AT&T"),
        ("<em>E. coli</em> and H<sub>2</sub>O", "<i>E. coli</i> and H<sub>2</sub>O"),
        ('<span class="x">kept</span>', "kept"),
        ("<jats:italic>in vitro</jats:italic>", "<i>in vitro</i>"),
        ("<i><b>crossed</i></b>", "<b>crossed</b>"),
        ("never <i>closed", "never closed"),
        ("</i>never opened", "never opened"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<img src=x onerror=alert(1)>seen", "seen"),
        ("&lt;img src=x onerror=alert(1)&gt;seen", "seen"),
        ("p<0.05 and q>3", "p<0.05 and q>3"),
        ("if a<b and c>d", "if a<b and c>d"),
    ],
)
def test_only_four_kinds_of_markup_stay(text, clean):
    assert clean_text(text, rich=True) == clean


def test_without_markup_nothing_of_it_stays():
    assert clean_text("H<sub>2</sub>O", rich=False) == "H2O"


def test_markup_hidden_in_markup_many_times_over_is_refused():
    with pytest.raises(ValueError, match="Markup is hidden"):
        clean_text("<b" * 40 + "<br>" + "r>" * 40, rich=True)


@given(st.text(st.sampled_from("ab<>/&;i=\"' ltgamp#60x3c"), max_size=80))
def test_cleaning_is_a_fixed_point(text):
    for rich in (True, False):
        try:
            once = clean_text(text, rich=rich)
        except ValueError:
            continue
        assert clean_text(once, rich=rich) == once


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain, é, 王, ع, 😀", None),
        ("a\tb\nc\u00a0d", None),
        ("ab\u200bc", (2, "U+200B")),
        ("\u202eabc", (0, "U+202E")),
        ("a\u00adb", (1, "U+00AD")),
        ("a\U000e0041", (1, "U+E0041")),
        ("a\ufe0f", (1, "U+FE0F")),
        ("a\x00", (1, "U+0000")),
        ("\ud800", (0, "U+D800")),
        ("\ue000", (0, "U+E000")),
    ],
)
def test_hidden_characters_are_named(text, found):
    assert hidden_character(text) == found


def test_folding_leaves_bare_words():
    assert fold("Møller’s <i>H</i><sub>2</sub>O — TEST_ing, Straße") == "moller s h2o test ing strasse"
