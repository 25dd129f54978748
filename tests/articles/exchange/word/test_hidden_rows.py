"""Rows of a table that the file hides, and documents that it puts in: left out, and told."""

import pytest

from articles.conservation import Arrived, Said, missing_from
from articles.exchange import read_file
from articles.exchange.word.tables import HIDDEN_START

from ..docx import docx, paragraph

HIDDEN = "<w:trPr><w:hidden/></w:trPr>"
BEGIN = (paragraph("A title", style="Title"), paragraph("Words that begin it are here."))


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def test_a_hidden_row_is_left_out_and_told_whole():
    rows = (row("Medicine", "Dose"), row("Old", "99 mg", properties=HIDDEN), row("New", "5 mg"))
    document = read_file("a.docx", docx(*BEGIN, f"<w:tbl>{''.join(rows)}</w:tbl>"))

    assert "99 mg" not in document.front.base.html
    assert "<tr><td>New</td><td>5 mg</td></tr>" in document.front.base.html
    told = [(remark.words, remark.serious) for remark in document.remarks if remark.kind == "hidden"]
    assert (told, document.unaccounted) == ([("Old, 99 mg", True)], [])


@pytest.mark.parametrize("properties", ["", '<w:trPr><w:hidden w:val="0"/></w:trPr>'])
def test_a_row_that_is_not_hidden_stays(properties):
    document = read_file(
        "a.docx", docx(*BEGIN, f"<w:tbl>{row('A', '1 mg')}{row('B', '2 mg', properties=properties)}</w:tbl>")
    )

    assert "<tr><td>B</td><td>2 mg</td></tr>" in document.front.base.html
    assert (document.unaccounted, [one for one in document.remarks if one.kind == "hidden"]) == ([], [])


def test_a_hidden_row_of_a_table_in_a_cell_is_told_too():
    inner = f"<w:tbl>{row('a', 'b')}{row('gone', '7 mg', properties=HIDDEN)}</w:tbl>"
    document = read_file(
        "a.docx",
        docx(*BEGIN, f"<w:tbl>{row('A', 'B')}<w:tr><w:tc>{paragraph('C')}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"),
    )

    assert "7 mg" not in document.front.base.html
    assert [one.words for one in document.remarks if one.kind == "hidden"] == ["gone, 7 mg"]
    assert document.unaccounted == []


@pytest.mark.parametrize("name", ["altChunk", "subDoc"])
def test_a_document_that_is_put_in_is_told(name):
    put = f'<w:{name} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>'
    around = put if name == "altChunk" else f"<w:p>{put}</w:p>"
    document = read_file("a.docx", docx(*BEGIN, around, paragraph("And it ends.")))

    assert [one.serious for one in document.remarks if "put in here as a whole" in one.reason] == [True]


def merged(words: str, merge: str, dose: str, properties: str = "") -> str:
    cell = f'<w:tc><w:tcPr><w:vMerge w:val="{merge}"/></w:tcPr>{paragraph(words)}</w:tc>'
    return f"<w:tr>{properties}{cell}<w:tc>{paragraph(dose)}</w:tc></w:tr>"


@pytest.mark.parametrize("is_inner", [False, True])
def test_what_goes_on_from_a_hidden_row_does_not_belong_to_the_row_above_it(is_inner):
    rows = (
        merged("Adults", "restart", "50 mg"),
        merged("Children", "restart", "12 mg", HIDDEN),
        merged("", "continue", "25 mg"),
    )
    table = f"<w:tbl>{''.join(rows)}</w:tbl>"
    around = f"<w:tbl>{row('A', 'B')}<w:tr><w:tc>{paragraph('C')}</w:tc><w:tc>{table}</w:tc></w:tr></w:tbl>"
    document = read_file("a.docx", docx(*BEGIN, around if is_inner else table))

    html = document.front.base.html
    assert "rowspan" not in html
    assert ("Adults | 50 mg" in html and "| 25 mg" in html) if is_inner else "<tr><td></td><td>25 mg</td></tr>" in html
    told = [one.words for one in document.remarks if one.reason == HIDDEN_START and one.serious]
    assert (told, document.unaccounted) == (["Children"], [])


def test_what_goes_on_through_a_hidden_row_spans_the_rows_that_are_shown():
    rows = (
        merged("Adults", "restart", "50 mg"),
        merged("", "continue", "60 mg", HIDDEN),
        merged("", "continue", "25 mg"),
    )
    document = read_file("a.docx", docx(*BEGIN, f"<w:tbl>{''.join(rows)}</w:tbl>"))

    assert '<td rowspan="2">Adults</td><td>50 mg</td></tr><tr><td>25 mg</td></tr>' in document.front.base.html
    assert [one for one in document.remarks if one.reason == HIDDEN_START] == []
    assert document.unaccounted == []


def test_the_second_reading_finds_a_cell_that_hangs_down_over_what_a_hidden_row_began():
    rows = (
        merged("Adults", "restart", "50 mg"),
        merged("Children", "restart", "12 mg", HIDDEN),
        merged("", "continue", "25 mg"),
    )
    data = docx(f"<w:tbl>{''.join(rows)}</w:tbl>")

    def missed(rows: str) -> list[str]:
        stored = (("lead", f"<table><tbody>{rows}</tbody></table>"),)
        return [one.code for one in missing_from("docx", data, Arrived(stored, (Said("hidden", "Children, 12 mg"),)))]

    assert missed("<tr><td>Adults</td><td>50 mg</td></tr><tr><td></td><td>25 mg</td></tr>") == []
    assert missed('<tr><td rowspan="2">Adults</td><td>50 mg</td></tr><tr><td>25 mg</td></tr>') != []
