"""Blocks of a read document set right: each action does its one thing, and no sequence of them loses anything."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange import read_file
from articles.exchange.arranging import ACTIONS, At, arrange, possible, splits_of
from articles.exchange.block_trees import blocks_of, letters, words_of
from articles.exchange.document import Document, SectionText, WordingText
from articles.exchange.doubts import doubts_of
from articles.exchange.editing import Pending, put_back, section_named
from articles.exchange.remarks import Remark
from articles.exchange.unresolved import sections_of
from articles.text import clean, plain_text
from tests.properties import examples

CITE = '<cite data-unresolved="[3]"></cite>'


def _pending(*sections: tuple[str, str], lead: str = "", title: str = "Aspirin") -> Pending:
    """A document of these sections (heading, HTML), whose lines are its blocks."""
    front = SectionText("front", "front", WordingText(heading=title, html=clean(lead).html))
    made = [SectionText(h.lower(), "body", WordingText(heading=h, html=clean(html).html)) for h, html in sections]
    document = Document("page.html", "text", front=front, sections=made)
    for section in sections_of(document):
        place = "front" if section is front else f"section:{section.anchor}"
        for node in blocks_of(section.base.html):
            document.lines.append(words_of(node).replace("\n", " "))
            document.places[len(document.lines)] = place
    return Pending(document)


def _html(pending: Pending, anchor: str) -> str:
    return section_named(pending.document, anchor).base.html


def test_a_paragraph_moves_past_its_neighbour_and_into_the_next_section():
    pending = _pending(("A", "<p>One.</p><p>Two.</p>"), ("B", "<p>Three.</p>"))
    assert arrange(pending, "down", "a", 0) == At("a", 1)
    assert _html(pending, "a") == "<p>Two.</p><p>One.</p>"
    assert arrange(pending, "down", "a", 1) == At("b", 0)
    assert (_html(pending, "a"), _html(pending, "b")) == ("<p>Two.</p>", "<p>One.</p><p>Three.</p>")
    assert pending.document.places == {1: "section:b", 2: "section:a", 3: "section:b"}
    assert arrange(pending, "up", "b", 0) == At("a", 1)


def test_what_stands_last_of_all_goes_no_further_down():
    pending = _pending(("A", "<p>One.</p>"))
    assert arrange(pending, "down", "a", 0) is None
    assert arrange(pending, "up", "front", 0) is None


def test_a_heading_is_raised_until_it_opens_a_section_with_all_below_it():
    pending = _pending(("A", "<p>One.</p><h4>Doses</h4><p>Two.</p>"))
    assert arrange(pending, "raise", "a", 1) == At("a", 1)
    assert arrange(pending, "raise", "a", 1) == At("doses", 0)
    assert [(s.anchor, s.kind, s.base.html) for s in pending.document.sections] == [
        ("a", "body", "<p>One.</p>"),
        ("doses", "dosing", "<p>Two.</p>"),
    ]
    assert pending.document.places == {1: "section:a", 2: "section:doses", 3: "section:doses"}


def test_a_heading_that_cites_opens_no_section_since_the_citation_would_be_lost():
    pending = _pending(("A", f"<h3>Doses {CITE}</h3><p>Two.</p>"))
    assert arrange(pending, "raise", "a", 0) is None
    assert arrange(pending, "lower", "a", 0) == At("a", 0)
    assert _html(pending, "a").startswith("<h4>")


def test_paragraphs_are_joined_with_what_they_cite():
    pending = _pending(("A", f"<p>Take <strong>25 mg</strong></p><p>at night.{CITE}</p>"))
    assert arrange(pending, "join", "a", 1) == At("a", 0)
    assert _html(pending, "a") == f"<p>Take <strong>25 mg</strong> at night.{CITE}</p>"


def test_lists_are_joined_only_where_no_number_changes():
    going_on = '<ol><li>a</li><li>b</li></ol><ol start="3"><li>c</li></ol>'
    pending = _pending(("A", going_on), ("B", going_on.replace(' start="3"', "")))
    assert arrange(pending, "join", "a", 1) == At("a", 0)
    assert _html(pending, "a") == "<ol><li>a</li><li>b</li><li>c</li></ol>"
    assert arrange(pending, "join", "b", 1) is None


def test_a_paragraph_is_split_at_a_sentence_and_citations_stay_with_theirs():
    pending = _pending(("A", f"<p>Give <em>25 mg.{CITE} Not</em> more than 2.5 mg at once. Stop then.</p>"))
    node = blocks_of(_html(pending, "a"))[0]
    assert [words for _, words in splits_of(node)] == ["Not more than 2.5 mg at once.", "Stop then."]
    assert arrange(pending, "split", "a", 0, splits_of(node)[0][0]) == At("a", 1)
    assert _html(pending, "a") == (
        f"<p>Give <em>25 mg.</em>{CITE}</p><p><em>Not</em> more than 2.5 mg at once. Stop then.</p>"
    )


@pytest.mark.parametrize("place", [0, 3, 999, -1])
def test_a_paragraph_is_split_nowhere_else(place):
    pending = _pending(("A", "<p>Give 25 mg. Not more.</p>"))
    assert arrange(pending, "split", "a", 0, place) is None
    assert _html(pending, "a") == "<p>Give 25 mg. Not more.</p>"


def test_a_list_is_split_at_an_item_and_its_numbers_go_on():
    pending = _pending(("A", "<ol><li>a</li><li>b</li></ol>"))
    assert arrange(pending, "split", "a", 0, 1) == At("a", 1)
    assert _html(pending, "a") == '<ol><li>a</li></ol><ol start="2"><li>b</li></ol>'


def test_a_list_that_becomes_text_keeps_its_numbers():
    pending = _pending(("A", '<ol start="4"><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>'))
    arrange(pending, "text", "a", 0)
    assert _html(pending, "a") == "<p>4. a</p><ul><li>b</li></ul><p>5. c</p><p>d</p>"


def test_text_becomes_a_heading_a_note_and_text_again():
    pending = _pending(("A", "<p>Warning</p>"))
    arrange(pending, "heading", "a", 0)
    assert _html(pending, "a") == "<h3>Warning</h3>"
    assert arrange(pending, "note", "a", 0) is None
    arrange(pending, "text", "a", 0)
    arrange(pending, "note", "a", 0)
    assert _html(pending, "a") == '<aside data-callout="note"><p>Warning</p></aside>'
    arrange(pending, "text", "a", 0)
    assert _html(pending, "a") == "<p>Warning</p>"


def test_a_line_becomes_a_reference_with_its_words():
    words = "Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12(2):192-214."
    pending = _pending(("A", f"<p>One.</p><p>{words}</p>"))
    arrange(pending, "reference", "a", 1)
    entry = pending.document.references[0]
    assert (entry.key, entry.text, entry.lines, entry.thin) == ("lane1998", words, (2,), False)
    assert _html(pending, "a") == "<p>One.</p>"


def test_what_cites_or_raises_signs_becomes_neither_reference_nor_title():
    pending = _pending(("A", f"<p>One {CITE}</p><p>10<sup>5</sup> units</p>"))
    assert arrange(pending, "reference", "a", 0) is None
    assert arrange(pending, "title", "a", 0) is None
    assert arrange(pending, "summary", "a", 1) is None


def test_a_line_becomes_the_title_and_the_former_one_is_set_apart():
    pending = _pending(("A", "<p>Aspirin after a stroke</p>"), title="Help us tailor")
    assert arrange(pending, "title", "a", 0).anchor == "front"
    assert pending.document.front.base.heading == "Aspirin after a stroke"
    assert [(item.text, item.reason) for item in pending.document.set_apart] == [("Help us tailor", "the title before")]
    put_back(pending, [0], form="paragraph")
    assert _html(pending, "front") == "<p>Help us tailor</p>"


def test_what_was_left_out_by_hand_comes_back_as_it_was():
    table = "<table><tbody><tr><td>25 mg</td><td></td></tr></tbody></table>"
    pending = _pending(("A", f"<p>One.{CITE}</p>{table}"))
    arrange(pending, "apart", "a", 1)
    arrange(pending, "apart", "a", 0)
    assert (_html(pending, "a"), pending.document.unresolved) == ("", [])
    put_back(pending, [0, 1], form="paragraph", anchor="a")
    assert sorted(re.findall(r"<cite[^>]*>|<table>|</td>", _html(pending, "a"))) == sorted(
        ['<cite data-unresolved="[3]">', "<table>", "</td>", "</td>"]
    )
    assert len(pending.document.unresolved) == 1


def test_doubts_stay_with_their_words_wherever_these_go():
    pending = _pending(("A", "<p>Give 25 mg.</p><p>Not more than 50 mg. Never 200 mg.</p>"), ("B", "<p>Other.</p>"))
    remark = Remark("struck", "200", "Left out", 2, "section:a", "Never 200 mg.", serious=True)
    pending.document.remarks.append(remark)
    start = splits_of(blocks_of(_html(pending, "a"))[1])[0][0]
    at = arrange(pending, "split", "a", 1, start)
    at = arrange(pending, "down", at.anchor, at.number)
    assert (at.anchor, doubts_of(pending.document)[0].anchor) == ("b", "b")
    assert doubts_of(pending.document)[0].stored == "Never 200 mg."


def test_nothing_is_done_to_blocks_that_are_not_there():
    pending = _pending(("A", "<p>One.</p>"))
    for anchor, number in (("a", 5), ("a", -1), ("b", 0)):
        for what in ACTIONS:
            assert arrange(pending, what, anchor, number) is None
    assert arrange(pending, "dance", "a", 0) is None


# Nothing is lost

WORDS = st.sampled_from(["Take 25 mg", "not 5.5 ml", "10<sup>5</sup> units", f"as shown{CITE}", "a &lt; b", "Stop"])
SENTENCES = st.lists(WORDS.map(lambda words: f"{words}."), min_size=1, max_size=3).map(" ".join)
BLOCKS = st.one_of(
    SENTENCES.map(lambda s: f"<p>{s}</p>"),
    WORDS.map(lambda s: f"<h3>{s}</h3>"),
    WORDS.map(lambda s: f"<h4>{s}</h4>"),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda i: f"<ul>{''.join(f'<li>{one}</li>' for one in i)}</ul>"),
    SENTENCES.map(lambda s: f"<blockquote><p>{s}</p></blockquote>"),
    WORDS.map(lambda s: f"<table><tbody><tr><td>{s}</td><td></td></tr></tbody></table>"),
)
TEXTS = st.lists(BLOCKS, max_size=4).map("".join)
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=12
)


def _everything(document: Document) -> list[str]:
    """What every place of a document says, as HTML."""
    base = document.front.base
    lines = [base.heading, base.summary, *(section.base.heading for section in document.sections)]
    apart = [item.html or f"<p>{_escaped(item.text)}</p>" for item in document.set_apart]
    entries = [f"<p>{_escaped(entry.text)}</p>" for entry in document.references]
    return [*map(_escaped, lines), *(section.base.html for section in sections_of(document)), *apart, *entries]


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _said(document: Document) -> Counter[str]:
    return Counter("".join(letters(plain_text(html)) for html in _everything(document)))


def _marks(document: Document) -> Counter[str]:
    return Counter(re.findall(r"<cite[^>]*>|<su[bp]>|<t[dh]>", "".join(_everything(document))))


def _pieces(document: Document) -> list[str]:
    """Whatever no action may tear apart: sentences, items, cells, headings."""
    parts = re.compile(r"</?(?:p|li|td|h3|h4)>|(?<=[.]) |(?<=>) ")
    return [letters(plain_text(one)) for html in _everything(document) for one in parts.split(html)]


@examples(40)
@given(
    st.lists(st.tuples(st.sampled_from("ABC"), TEXTS), min_size=1, max_size=3, unique_by=lambda s: s[0]), TEXTS, STEPS
)
def test_no_sequence_of_actions_loses_anything(sections, lead, steps):
    pending = _pending(*sections, lead=lead)
    document = pending.document
    said, marks, pieces = _said(document), _marks(document), _pieces(document)
    for what, section, number, place in steps:
        here = list(sections_of(document))[section % (len(document.sections) + 1)]
        blocks = blocks_of(here.base.html)
        if not blocks:
            continue
        number %= len(blocks)
        can = possible(document, here, blocks, number)
        starts = splits_of(blocks[number])
        start = starts[place % len(starts)][0] if starts else 0
        before = _everything(document)
        done = arrange(pending, what, here.anchor, number, start)
        assert (done is not None) == (what in can)
        assert done is not None or _everything(document) == before
        assert (_said(document), _marks(document)) == (said, marks)
    whole = [letters(plain_text(html)) for html in _everything(document)]
    assert [piece for piece in pieces if not any(piece in one for one in whole)] == []


@pytest.mark.parametrize("what", ["up", "down", "join", "apart", "lead"])
def test_every_block_of_a_page_can_be_arranged(what):
    page = read_file("page.txt", b"Aspirin\n\nUsual dose\n\nGive 25 mg.\n\nNot more.\n\nRisks\n\nBleeding is rare.\n")
    pending = Pending(page)
    for section in list(sections_of(page)):
        for number in range(len(blocks_of(section.base.html))):
            before = _said(page)
            arrange(pending, what, section.anchor, number)
            assert _said(page) == before
