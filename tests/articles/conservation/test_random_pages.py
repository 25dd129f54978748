"""Random pages, and the clipboards of word processors: reader, stored text and second reading agree on all of it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from articles.exchange import read_file, read_pasted
from articles.exchange.accounting import arrived_of
from articles.exchange.document import Document
from tests.properties import examples

from .clipboards import WRITERS
from .losing import findings_without
from .pages import CONTENT

NAMED = re.compile(r"z[a-j]+q")


def read(kind: str, html: str) -> Document:
    """As a file is read, or as a paste."""
    return read_file("page.html", html.encode()) if kind == "page" else read_pasted("", html)


def kept_words(document: Document) -> set[str]:
    """The words that are stored or told, wherever that is."""
    arrived = arrived_of(document)
    kept = [html for _, html in arrived.stored] + [one.words for one in arrived.said]
    return set(NAMED.findall(" ".join(kept).lower()))


@examples(75)
@given(st.sampled_from(sorted(WRITERS)), CONTENT)
def test_nothing_is_lost_in_silence_and_nothing_false_is_said(kind, content):
    writer = WRITERS[kind]()
    document = read(kind, writer.page(content))

    assert [one.message for one in document.unaccounted] == []
    assert [word for word in writer.words if word not in kept_words(document)] == []


@examples(25)
@given(st.sampled_from(sorted(WRITERS)), CONTENT, st.data())
def test_any_word_that_is_lost_on_the_way_is_named(kind, content, data):
    html = WRITERS[kind]().page(content)
    document = read(kind, html)
    stored = "".join(html for _, html in arrived_of(document).stored)
    once = [word for word in NAMED.findall(stored) if stored.count(word) == 1 and html.count(word) == 1]
    once = [word for word in once if f'alt="{word}' not in html]  # a remark tells what a picture was
    lost = data.draw(st.sampled_from(once))

    assert any(lost in one.message for one in findings_without(lost, html.encode(), document))
