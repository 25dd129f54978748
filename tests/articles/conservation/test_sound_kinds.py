"""Kinds of sound Word files that were once found fault with: links, tables in cells, sums, marks of notes, short rows.
Beside each success stands what the second reading must still find."""

import pytest

from articles.exchange import read_file
from articles.exchange.accounting import accounted
from tests.articles.exchange.word.files import OFFICE, SPACES, cell, field, p, row, run, table, word

LEAD = (p("A title of words"), p("This is a lead of some words to begin with, all right."))
NUMBERS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
LANE = "Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12(2):192-214."


def read(*body: str, **more):
    return read_file("page.docx", word(*LEAD, *body, **more))


def link(words: str) -> str:
    return f'<w:hyperlink r:id="rl1">{run(words)}</w:hyperlink>'


def leads_to(address: str) -> str:
    return f'<Relationship Id="rl1" Type="{OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'


def linked(address: str, words: str = "this page"):
    return read(p("See ", link(words), " for more of it all today."), relations=leads_to(address))


@pytest.mark.parametrize(
    "address",
    ["other/page.html", "../page.docx", "file:///C:/x.docx", "www.example.org/a", "tel:+4420", "ftp://a.org/x"],
)
def test_links_that_no_text_keeps_are_told(address):
    document = linked(address)

    assert [remark.words for remark in document.remarks if remark.kind == "link"] == ["this page"]
    assert address in document.remarks[0].reason
    assert document.unaccounted == []


@pytest.mark.parametrize("address", ["https://example.org/a%20b c", "https://example.org/a?b=1#c", "mailto:a@b.org"])
def test_links_of_other_sites_are_kept(address):
    document = linked(address)

    assert "<a href=" in document.front.base.html
    assert document.unaccounted == []


@pytest.mark.parametrize("words", ["", " "])
def test_a_link_without_words_is_nothing(words):
    assert linked("https://example.org/x", words).unaccounted == []


def test_a_link_that_is_lost_in_silence_is_found():
    document = linked("other/page.html")
    document.remarks = []
    data = word(
        *LEAD, p("See ", link("this page"), " for more of it all today."), relations=leads_to("other/page.html")
    )

    assert [one.code for one in accounted(document, data).unaccounted] == ["link"]


def test_a_place_in_a_linked_page_is_part_of_the_link():
    document = read(p("See ", field('HYPERLINK "https://example.org/x" \\l "top"', "it"), " for more of it today."))

    assert 'href="https://example.org/x#top"' in document.front.base.html
    assert document.unaccounted == []


@pytest.mark.parametrize(
    "body",
    [
        (p("Words of the text and so on it goes."), p("© 2024 Site ", link("Terms"))),
        (p("It is mild [1] in all."), p("References"), p(f"1. {LANE} ", link("Full text"))),
    ],
    ids=["set apart", "reference"],
)
def test_links_of_lines_beside_the_text_are_told_once(body):
    document = read(*body, relations=leads_to("https://example.org/terms"))

    assert [one.words for one in document.remarks if one.kind == "link"] == ["https://example.org/terms"]
    assert document.unaccounted == []


def inner(*rows: str) -> tuple[str, ...]:
    return (row(cell(p("Drug")), cell(p("Dose"))), row(cell(p("Aspirin")), cell(table(*rows), p())))


def test_a_table_in_a_cell_keeps_its_empty_cells():
    document = read(
        table(*inner(row(cell(), cell(p("Usual")), cell(p("Most"))), row(cell(p("Old")), cell(), cell(p("9")))))
    )

    assert "<td>| Usual | Most<br>Old | | 9</td>" in document.front.base.html
    assert document.unaccounted == []


def test_tables_in_tables_in_cells_are_read_once():
    deep = cell(table(row(cell(p("x")), cell(p("y")))), p("z"))
    document = read(table(*inner(row(cell(p("75")), deep), row(cell(p("100")), cell(p("ml"))))))

    assert "<td>75 | x | y / z<br>100 | ml</td>" in document.front.base.html
    assert document.unaccounted == []


def test_numbers_of_a_list_in_a_table_in_a_cell_are_printed():
    document = read(
        table(*inner(row(cell(p("one", properties=ITEM), p("two", properties=ITEM)), cell(p("mg"))))), numbering=NUMBERS
    )

    assert "<td>1. one / 2. two | mg</td>" in document.front.base.html
    assert document.unaccounted == []


def test_a_table_of_one_cell_is_a_box_around_what_is_in_it():
    document = read(table(row(cell(table(row(cell(p("A")), cell(p("B"))), row(cell(p("1")), cell(p("2")))), p()))))

    assert "<tr><td>1</td><td>2</td></tr>" in document.front.base.html
    assert document.unaccounted == []


def of(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def total(sub: str, sup: str, inside: str) -> str:
    limits = f"<m:sub>{of(sub)}</m:sub><m:sup>{of(sup)}</m:sup>"
    return f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{limits}<m:e>{inside}</m:e></m:nary>'


SUMS = {
    "one": total("i=1", "n", of("x")),
    "in one another": total("i=1", "n", total("j=1", "m", of("x"))),
    "beside one another": total("i=1", "n", of("x")) + of("+") + total("j=1", "m", of("y")),
}


@pytest.mark.parametrize("formula", SUMS.values(), ids=SUMS)
def test_the_words_that_a_line_needs_for_sums_are_no_words_from_nowhere(formula):
    body = p("The sum is ", f"<m:oMath>{formula}</m:oMath>", " in all of the cases seen.")
    document = read(body)
    assert "∑ from i=1 to n of" in document.front.base.html
    assert document.unaccounted == []

    document.front.base.html = document.front.base.html.replace("in all of the", "in none of all of the")
    assert [one.code for one in accounted(document, word(*LEAD, body)).unaccounted][:1] == ["from nowhere"]


def notes(*said: str) -> dict[str, str]:
    inside = "".join(f'<w:footnote w:id="{at}">{p(one)}</w:footnote>' for at, one in enumerate(said, start=1))
    return {"footnotes": f"<w:footnotes {SPACES}>{inside}</w:footnotes>"}


def marked(at: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{at}"/></w:r>'


def test_marks_of_notes_in_cells_become_citations_there():
    rows = (row(cell(p("Drug")), cell(p("Dose"))), row(cell(p("Aspirin", marked(1))), cell(p("75 mg", marked(2)))))
    document = read(table(*rows), parts=notes(LANE, "Only at night, never with milk."))

    assert 'Aspirin<cite data-ref="lane1998"></cite></td>' in document.front.base.html
    assert document.unaccounted == []

    document.front.base.html = document.front.base.html.replace("75 mg", "57 mg")
    again = accounted(document, word(*LEAD, table(*rows), parts=notes(LANE, "Only at night, never with milk.")))
    assert any("75" in one.words for one in again.unaccounted)


MERGED, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
ROWS = {
    "short": [row(cell(p("A")), cell(p("B")), cell(p("C"))), row(cell(p("1")), properties='<w:gridAfter w:val="2"/>')],
    "short, and a merge that ends there": [
        row(cell(p("A")), cell(p("B")), cell(p("C"), properties=MERGED)),
        row(cell(p("1")), properties='<w:gridAfter w:val="2"/>'),
        row(cell(p("2")), cell(p("3")), cell(properties=GOES_ON)),
    ],
    "merged as old files do": [
        row(cell(p("A"), properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), cell(p("C"))),
        row(cell(p("1")), cell(p("2")), cell(p("3"))),
    ],
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_rows_that_end_early_and_merged_cells_are_where_they_were(rows):
    document = read(table(*rows))
    assert document.unaccounted == []

    document.front.base.html = document.front.base.html.replace("<td>1</td>", "<td></td>")
    assert accounted(document, word(*LEAD, table(*rows))).unaccounted != []
