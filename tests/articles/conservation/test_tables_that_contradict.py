"""Tables whose cells overlap: spans of pages that reach into each other, merges of Word files that contradict. Both
readings put them where the standard of each puts them, and no false word is said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.exchange import assembling, read_file
from tests.articles.exchange.word.files import cell, p, row, table, word
from tests.properties import examples

DOWN, ACROSS = (1, 1, 1, 2, 3, 9, 0), (1, 1, 2, 3, 4)
MERGES = ("", "", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:hMerge w:val="restart"/>', "<w:hMerge/>")
SPANS = st.tuples(st.sampled_from(DOWN), st.sampled_from(ACROSS), st.booleans())
CELLS = st.tuples(st.sampled_from(MERGES), st.sampled_from(ACROSS), st.booleans())


def tables(cells):
    return st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5)


def words(number: tuple[int, int], said: bool) -> str:
    return f"w{number[0]}x{number[1]} takes {number[0]}.{number[1]} mg" if said else ""


def page(rows) -> bytes:
    cells = (
        "".join(
            f'<td rowspan="{down}" colspan="{across}">{words((at, place), said)}</td>'
            for place, (down, across, said) in enumerate(one)
        )
        for at, one in enumerate(rows)
    )
    body = "".join(f"<tr>{one}</tr>" for one in cells)
    return f"<h1>What to take</h1><p>Before it.</p><table>{body}</table><p>After it.</p>".encode()


def file(rows) -> bytes:
    cells = (
        [
            cell(p(words((at, place), said)), properties=f'<w:gridSpan w:val="{across}"/>{merge}')
            for place, (merge, across, said) in enumerate(one)
        ]
        for at, one in enumerate(rows)
    )
    return word(p("What to take"), p("Before it."), table(*(row(*one) for one in cells)), p("After it."))


@given(tables(SPANS))
@example([[(1, 4, True), (9, 4, True), (1, 1, True)], [(1, 2, False), (1, 1, True), (1, 4, True)], [(1, 1, True)]])
@examples(60)
def test_cells_of_a_page_that_overlap_are_where_browsers_show_them(rows):
    assert read_file("a.html", page(rows)).unaccounted == []


@given(tables(CELLS))
@example([[("<w:vMerge/>", 2, True)], [("<w:hMerge/>", 1, True), ("", 3, True)]])
@examples(60)
def test_merges_of_a_word_file_that_contradict_are_read_alike_twice(rows):
    assert read_file("a.docx", file(rows)).unaccounted == []


OVERLAPPING = [[(1, 2, True), (3, 2, True), (1, 1, True)], [(1, 3, True), (1, 1, True)], [(1, 1, True), (1, 1, True)]]


@pytest.mark.parametrize("lost", [words((1, 1), True), words((2, 1), True)])
def test_what_is_lost_of_such_a_table_is_named(lost, monkeypatch):
    whole = assembling._table_cell
    monkeypatch.setattr(
        assembling, "_table_cell", lambda block: whole(block).replace(lost, "") if lost in block.text else whole(block)
    )

    found = read_file("a.html", page(OVERLAPPING)).unaccounted

    assert lost in " ".join(one.message for one in found)
