"""Rows of a table that the file hides, and documents that it puts in: left out, and told."""

import pytest

from articles.exchange import read_file

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
