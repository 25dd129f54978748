"""Cells that cover several rows or columns: they reach to the end of their group of rows and no further, in the text
and in the second reading, and no file makes either of them work without end."""

import re

import pytest

from articles.conservation import Arrived, missing_from
from articles.exchange import read_file
from articles.exchange.document import Document
from editorial.shared.issues import Refused

HEAD = "<thead><tr><th>Drug</th><th>Usual</th><th>Most</th></tr></thead>"


def page(table: str) -> Document:
    return read_file("page.html", f"<h1>A title of words</h1><p>Words of it here.</p><table>{table}</table>".encode())


def rows(document: Document) -> list[str]:
    html = re.sub(r' scope="\w+"', "", document.front.base.html)
    return re.findall(r"<tr>(.*?)</tr>", html)


@pytest.mark.parametrize("spanned", ['rowspan="0"', 'rowspan="2"', 'rowspan="9"', 'rowspan="70000"'])
def test_a_cell_reaches_to_the_end_of_its_group_of_rows_and_no_further(spanned):
    document = page(
        f"{HEAD}<tbody><tr><td {spanned}>A</td><td>1 mg</td><td>2 mg</td></tr><tr><td>5 mg</td><td>10 mg</td></tr>"
        "</tbody><tbody><tr><td>B</td><td>3 mg</td><td>4 mg</td></tr></tbody>"
    )

    assert rows(document)[1:] == [
        '<td rowspan="2">A</td><td>1 mg</td><td>2 mg</td>',
        "<td>5 mg</td><td>10 mg</td>",
        "<td>B</td><td>3 mg</td><td>4 mg</td>",
    ]
    assert document.unaccounted == []


def test_a_heading_that_reaches_into_the_values_is_in_one_group_with_them():
    document = page(
        '<tr><th rowspan="2">Drug</th><th>Usual</th></tr><tr><td>1 mg</td></tr><tr><td>A</td><td>2 mg</td></tr>'
    )

    assert "<thead>" not in document.front.base.html
    assert rows(document) == [
        '<th rowspan="2">Drug</th><th>Usual</th>',
        "<td>1 mg</td>",
        "<td>A</td><td>2 mg</td>",
    ]
    assert document.unaccounted == []


def test_a_row_in_which_no_cell_begins_moves_nothing():
    document = page(
        f'{HEAD}<tr><td rowspan="2">A</td><td rowspan="2">1 mg</td><td rowspan="2">2 mg</td></tr><tr></tr>'
        "<tr><td>B</td><td>3 mg</td><td>4 mg</td></tr>"
    )

    assert rows(document)[1:] == ["<td>A</td><td>1 mg</td><td>2 mg</td>", "<td>B</td><td>3 mg</td><td>4 mg</td>"]
    assert document.unaccounted == []


MOVED = "<table><tbody><tr><td>A</td><td>1 mg</td></tr><tr><td>5 mg</td><td></td></tr></tbody></table>"


@pytest.mark.parametrize("spanned", ["0", "2"])
def test_the_second_reading_sees_a_value_that_moved_under_another_heading(spanned):
    file = f'<table><tr><td rowspan="{spanned}">A</td><td>1 mg</td></tr><tr><td>5 mg</td></tr></table>'

    found = missing_from("html", file.encode(), Arrived((("lead", MOVED),)))

    assert {finding.code for finding in found} == {"cell"}


def test_spans_without_end_are_refused_by_the_name_of_their_table():
    bomb = "<tr><td colspan=1000 rowspan=65534>Quinine</td></tr>" * 40

    with pytest.raises(Refused, match=r"the table that begins “Quinine.* cover more than 200,000 places"):
        page(bomb)


def test_the_second_reading_does_not_compare_tables_without_end():
    bomb = "<table>" + "<tr><td colspan=1000 rowspan=65534>a</td></tr>" * 400 + "</table>"

    with pytest.raises(OverflowError):
        missing_from("html", bomb.encode(), Arrived((("lead", "<p>a</p>"),)))


# Tables of other elements


@pytest.mark.parametrize(
    "markup",
    [
        '<div role="table"><div role="row"><span role="cell">Age</span><span role="cell">Dose</span></div>'
        '<div role="row"><span role="cell">Old</span><span role="cell">5 mg</span></div></div>',
        '<style>.r{display:table-row}.c{display:table-cell}</style><div style="display:table">'
        '<div class="r"><div class="c">Age</div><div class="c">Dose</div></div>'
        '<div class="r"><div class="c">Old</div><div class="c">5 mg</div></div></div>',
    ],
    ids=["roles", "styles"],
)
def test_a_table_of_other_elements_keeps_its_cells_apart(markup):
    document = read_file(
        "page.html", f"<h1>A title of words</h1><p>Words of it here.</p>{markup}<p>It ends.</p>".encode()
    )

    assert rows(document) == ["<td>Age</td><td>Dose</td>", "<td>Old</td><td>5 mg</td>"]
    assert document.unaccounted == []


def test_the_second_reading_sees_cells_of_roles_that_ran_together():
    row = '<div role="table"><div role="row"><span role="cell">Age</span><span role="cell">Dose</span></div></div>'

    assert missing_from("html", row.encode(), Arrived((("lead", "<p>AgeDose</p>"),)))


def test_what_lays_out_a_page_is_no_table():
    cells = "".join(f'<div style="display:table-cell"><h2>Part {at}</h2><p>Words of it.</p></div>' for at in range(2))
    laid = f'<div style="display:table"><div style="display:table-row">{cells}</div></div>'

    document = read_file("page.html", f"<h1>A title of words</h1><p>Words of it here.</p>{laid}".encode())

    assert [section.base.heading for section in document.sections] == ["Part 0", "Part 1"]
