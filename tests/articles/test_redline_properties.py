"""A redline never lies: both texts can be had back from it, and no change goes unsaid."""

import html as htmllib
import re

import nh3
from hypothesis import given
from hypothesis import strategies as st

from articles.redline import accept, accept_line, redline, redline_line, reject, reject_line
from articles.text import clean_line
from articles.text.allowed import ALLOWED
from editorial.shared.issues import Refused
from tests.articles.html_strategies import documents, edited_pairs
from tests.properties import examples

NAMES = {"lane1998": "Lane 1998", "roe2001": 'Roe & <Doe> "2001"'}


def name(key: str) -> str:
    return NAMES.get(key, key)


def assert_exact(old: str, new: str) -> None:
    result = redline(old, new, name_citation=name)
    assert accept(result.html) == new
    assert reject(result.html) == old
    assert result.changed == (old != new)
    marked = re.search(r"<ins>|<del>|data-was=|data-change=", result.html)
    assert bool(marked) == result.changed


@examples(500)
@given(edited_pairs())
def test_accepting_gives_the_new_and_rejecting_the_old_text_after_edits(pair):
    assert_exact(*pair)


@examples(300)
@given(documents, documents)
def test_accepting_gives_the_new_and_rejecting_the_old_text_of_any_two(old, new):
    assert_exact(old, new)


@examples(100)
@given(documents)
def test_a_text_against_itself_says_nothing(html):
    result = redline(html, html)
    assert not result.changed
    assert accept(result.html) == reject(result.html) == html


@examples(200)
@given(edited_pairs())
def test_redline_holds_nothing_but_the_allow_list_and_its_own_marks(pair):
    html = redline(*pair, name_citation=name).html
    ours = {"ins": set(), "del": set(), "caption": {"class"}, "span": {"class", "data-was"}}
    blocks = {"data-change", "data-move", "data-was", "class"}
    attributes = {tag: set(names) | blocks for tag, names in ALLOWED.items()} | ours
    attributes = {tag: names for tag, names in attributes.items() if names}
    again = nh3.clean(html, tags=set(ALLOWED) | set(ours), attributes=attributes, link_rel=None)
    assert sorted(htmllib.unescape(again)) == sorted(htmllib.unescape(html))


@examples(300)
@given(st.text(max_size=30), st.text(max_size=30))
def test_a_line_can_be_had_back(old, new):
    old, new = _line(old), _line(new)
    result = redline_line(old, new)
    assert accept_line(result.html) == new
    assert reject_line(result.html) == old
    assert result.changed == (old != new)


def _line(text: str) -> str:
    try:
        return clean_line(text)
    except Refused:
        return "a line"
