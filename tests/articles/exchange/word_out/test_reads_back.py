"""What was written out is read back by our own reader of Word files as the same: words, types, headings, lists,
tables, links, citations, references."""

from collections.abc import Iterator
from itertools import takewhile
from unittest import mock

import pytest
from hypothesis import given

from articles.exchange import read_file
from articles.exchange.blocks import CELL, HEADING, ITEM, PARAGRAPH, Block
from articles.exchange.outgoing import Numbers, Outgoing, OutReference, OutWording, printed
from articles.exchange.word import read_word
from articles.exchange.word_out import write_word
from articles.text import CitationMark, clean
from articles.text.citations import mark_of
from articles.text.model import Block as Stored
from articles.text.model import Run, leaves
from articles.text.notes import Notes
from articles.text.reading import read
from tests.articles.exchange.strategies import documents
from tests.properties import examples

from .making import SITE, from_document, from_html

CALLOUTS = ("Note", "Tip", "Warning", "Danger")


def blocks_of(out: Outgoing) -> list[Block]:
    """The blocks as our reader finds them, without header, footer and what the file says about itself. What looks like
    a typed number ("1. one") stays what it is: that is a question of importing."""
    with mock.patch("articles.exchange.word.body.take_typed_marker"):
        found = read_word("out.docx", write_word(out), max_unpacked_bytes=50_000_000, tracked="accepted")
    return [block for block in found if not block.apart][2:]


def expected(out: Outgoing) -> Iterator[str]:
    """Every line of the file in its order, with its citations as they are printed; written down without the writer."""
    numbers = Numbers()
    for section in out.sections:
        base, *others = section.wordings
        yield base.heading
        yield from [base.label] * bool(others)
        yield from _wording(base, numbers)
        for wording in others:
            yield (
                f"{wording.label}: left out. These readers do not get this section."
                if wording.left_out
                else wording.label
            )
            yield wording.heading
            yield from _wording(wording, numbers)
    yield "References" if numbers.of else ""
    for key in numbers.of:
        yield f"{out.references[key].html} {out.references[key].kind}".replace("<i>", "").replace("</i>", "")


def _wording(wording: OutWording, numbers: Numbers) -> Iterator[str]:
    yield from (wording.question, wording.summary)
    for leaf in leaves(read(wording.html, Notes())):
        yield _line(leaf.runs, numbers)


def _line(runs: list[Run], numbers: Numbers) -> str:
    line, cites = "", []
    if not runs:  # an empty cell
        return line
    for one in [*runs, Run("text", "")]:
        if one.kind == "cite":
            cites.append(mark_of(one.text))
        elif one.text.strip() or one is runs[-1] or not cites:
            line += _shown(cites, numbers) + (" " if one.kind == "br" else one.text)
            cites = []
    return line + _shown(cites, numbers)


def _shown(cites: list[CitationMark], numbers: Numbers) -> str:
    return "".join(words for words, _ in printed(tuple(cites), numbers)) if cites else ""


def squeezed(lines: list[str]) -> str:
    return "".join("".join(lines).split())


@examples(40)
@given(documents())
def test_every_word_comes_back_in_its_order(document):
    out = from_document(document)

    found = [block.raw for block in blocks_of(out)]

    assert squeezed([line for line in found if line not in CALLOUTS]) == squeezed(
        [line for line in expected(out) if line not in CALLOUTS]
    )


@examples(40)
@given(documents())
def test_every_type_and_link_comes_back(document):
    """Which letters are strong, emphasised, raised, lowered or linked; headings are set apart by their style."""
    out = from_document(document)
    stored = [run for leaf in _texts(out) for run in leaf.runs if leaf.tag not in ("h3", "h4")]
    article = takewhile(lambda block: "_ImReferences" not in block.ids, blocks_of(out))
    found = [run for block in article if block.kind != HEADING for run in block.runs]

    for mark in ("em", "sub", "sup"):
        assert _letters((run.text, mark in run.marks) for run in found) == _letters(
            (run.text, f"<{mark}>" in run.marks) for run in stored if run.kind == "text"
        )
    assert {run.href for run in found if not run.href.startswith("#")} - {""} == {
        _address(mark) for run in stored if run.kind == "text" for mark in run.marks if mark.startswith("<a ")
    }


def _texts(out: Outgoing) -> list[Stored]:
    return [leaf for section in out.sections for one in section.wordings for leaf in leaves(read(one.html, Notes()))]


def _letters(runs) -> str:
    return squeezed([text for text, marked in runs if marked])


def _address(mark: str) -> str:
    target = mark.split('"')[1].replace("&amp;", "&")
    return f"{SITE}/articles/id/{target}/" if "data-article" in mark else target


def cite(key: str, locator: str = "") -> str:
    return f'<cite data-ref="{key}" data-locator="{locator}"></cite>'


def test_a_page_comes_back_as_the_same_text():
    """Through the whole import: headings, nested lists with their numbers, spans, types, citations and references."""
    html = (
        f"<p>Clearance below 30 ml/min/1.73 m<sup>2</sup> needs <strong>care</strong> {cite('lane1998')}.</p>"
        "<h3>Doses</h3>"
        "<ul><li>one<ol><li>first</li><li>second</li></ol></li><li>two</li></ul><p>Then:</p>"
        '<ol start="3"><li>three</li><li>four</li></ol>'
        '<table><thead><tr><th scope="col">Drug</th><th scope="col">Usual</th><th scope="col">Maximum</th></tr>'
        f'</thead><tbody><tr><td rowspan="2">Sertraline</td><td>50 mg {cite("boyer2005")}</td><td>200 mg</td></tr>'
        "<tr><td>25 mg<br>then 50 mg</td><td></td></tr>"
        '<tr><td>Citalopram</td><td colspan="2">20 mg</td></tr></tbody></table>'
        "<blockquote><p>Clonus is specific.</p></blockquote>"
    )
    titles = {"lane1998": "Akathisia and its treatment", "boyer2005": "The serotonin syndrome"}
    entries = {
        "lane1998": "Lane RM. Akathisia and its treatment. <i>J Psychopharmacol</i>. 1998;12(2):192-214.",
        "boyer2005": "Boyer EW, Shannon M. The serotonin syndrome. <i>N Engl J Med</i>. 2005;352(11):1112-1120.",
    }
    references = {key: OutReference(entry, "Research") for key, entry in entries.items()}
    out = from_html(html, "Twitches", references=references)

    document = read_file("out.docx", write_word(out))

    read_back = next(one for one in document.sections if one.base.heading == "Twitches").base.html
    keys = {entry.csl["title"]: entry.key for entry in document.references}
    for key, title in titles.items():
        read_back = read_back.replace(f'data-ref="{keys[title]}"', f'data-ref="{key}"')
    assert read_back == clean(html).html


@pytest.mark.parametrize("depth", [2, 8, 9])
def test_lists_in_lists_keep_their_depth(depth):
    """As far as Word knows levels; deeper ones are only indented."""
    html = '<ol start="2"><li>item' * depth + "</li></ol>" * depth

    found = [block for block in blocks_of(from_html(html)) if block.kind == ITEM]

    assert [(block.level, block.number, block.text) for block in found] == [(at, 2, "item") for at in range(depth)]


def test_two_lists_in_a_row_are_two():
    found = blocks_of(from_html("<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>"))

    assert [block.number for block in found if block.kind == ITEM] == [1, 2, 1]


def test_the_second_paragraph_of_an_item_is_no_item():
    found = blocks_of(from_html("<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"))

    assert [(block.kind, block.text) for block in found[1:]] == [(ITEM, "a"), (PARAGRAPH, "b"), (ITEM, "c")]


def test_every_cell_stands_at_its_place():
    html = (
        '<table><tr><th>A</th><th colspan="2">B</th></tr><tr><td rowspan="2">c</td><td>d</td><td>e</td></tr>'
        "<tr><td>f</td><td></td></tr><tr><td>g</td></tr></table>"
    )

    cells = [block for block in blocks_of(from_html(html)) if block.kind == CELL]

    assert [
        (one.cell.row, one.cell.column, one.cell.colspan, one.cell.rowspan, one.cell.head, one.text) for one in cells
    ] == [
        (0, 0, 1, 1, True, "A"),
        (0, 1, 2, 1, True, "B"),
        (1, 0, 1, 2, False, "c"),
        (1, 1, 1, 1, False, "d"),
        (1, 2, 1, 1, False, "e"),
        (2, 1, 1, 1, False, "f"),
        (2, 2, 1, 1, False, ""),
        (3, 0, 1, 1, False, "g"),
    ]


def test_a_table_wider_than_word_allows_loses_no_cell():
    row = "".join(f"<td>c{number}</td>" for number in range(70))
    found = blocks_of(from_html(f"<table><tr>{row}</tr><tr>{row}</tr></table>"))

    assert squeezed([one.raw for one in found[1:]]) == "".join(f"c{number}" for number in range(70)) * 2
    assert max(one.cell.column for one in found if one.cell) == 62


MARKS = [
    CitationMark("a"),
    CitationMark("b"),
    CitationMark("c"),
    CitationMark("d", "p. 4"),
    CitationMark(None, unresolved="[17]"),
]


@pytest.mark.parametrize(
    ("which", "shown"),
    [
        ([0], "[1]"),
        ([0, 1], "[1, 2]"),
        ([0, 1, 2], "[1–3]"),
        ([0, 1, 2, 3], "[1–3; 4, p. 4]"),
        ([0, 0], "[1]"),
        ([4], "[17?]"),
        ([0, 4], "[1, 17?]"),
    ],
)
def test_how_citations_are_printed(which, shown):
    pieces = printed(tuple(MARKS[place] for place in which), Numbers())

    assert "".join(words for words, _ in pieces) == shown
    assert all(words == str(number) for words, number in pieces if number)


def test_numbers_follow_the_order_of_mention_over_the_whole_file():
    numbers = Numbers()
    printed((CitationMark("b"), CitationMark("a")), numbers)
    printed((CitationMark("a"),), numbers)

    assert numbers.of == {"b": 1, "a": 2}
