"""What files of other people have and ours had not: each arrives, and no false word is said of it."""

import pytest

from articles.exchange import Document, read_file
from tests.articles.exchange.docx import W, docx, footnote_mark, paragraph, run, table

TITLE = paragraph("All about tablets", style="Title")
LEAD = paragraph("This page says what the tablets are good for, and how they are taken by most people.")
HEADING = paragraph("Doses", style="Heading1")
END = paragraph("The words go on here, so that the page has an end.")
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def read(*body: str, **parts) -> Document:
    return read_file("page.docx", docx(TITLE, LEAD, HEADING, *body, END, **parts))


def stored(document: Document) -> str:
    return document.front.base.html + "".join(section.base.html for section in document.sections)


def box(value: str) -> str:
    field = f'<w:ffData><w:checkBox><w:default w:val="{value}"/></w:checkBox></w:ffData>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{field}</w:fldChar></w:r>'
    return f'{begin}<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def equation(inner: str) -> str:
    return f"<m:oMath {M}>{inner}</m:oMath>"


def said(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


def numbered_cell(words: str = "") -> str:
    return f"<w:tc>{paragraph(words, list_id=2)}</w:tc>"


SINE = f"<m:func><m:fName>{said('sin')}{said(chr(0x2061))}</m:fName><m:e>{said('x')}</m:e></m:func>"
RAISED = f"<m:sSup><m:e>{said('a')}</m:e><m:sup>{said('2')}</m:sup></m:sSup>"
POWER = f"<m:f><m:num>{RAISED}</m:num><m:den>{said('b+4')}</m:den></m:f>"
CAP = f'<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>{run("T")}</w:p>'
SOUND = {  # what stands in the file, and what of it must be stored
    "form boxes": (f"<w:p>{box('1')}{run(' once a day')}</w:p>", "☒ once a day"),
    "a form box in a cell": (table(["Fever", "Rash"], ["Yes", "No"]).replace("<w:r>", box("0") + "<w:r>", 1), "☐"),
    "a table without a word": (table(["", ""], ["", ""]), ""),
    "a large first letter": (CAP + paragraph("ake two tablets a day."), "Take two tablets a day."),
    "a list in a cell": (
        f"<w:tbl><w:tr>{numbered_cell('Sit up')}<w:tc>{paragraph('Slowly')}</w:tc></w:tr></w:tbl>", "1. Sit up"),
    "numbers that are counted in empty cells": (
        "<w:tbl>" + "".join(
            f"<w:tr>{numbered_cell()}<w:tc>{paragraph(words)}</w:tc></w:tr>" for words in ("Sit up", "Drink")
        ) + "</w:tbl>", "<td>2.</td><td>Drink</td>"),
    "numbers that were typed": (
        paragraph("1. Sit up.") + paragraph("2. Drink a glass of water.") + paragraph("3. Wait."), "<li>Sit up.</li>"),
    "letters that were typed": (
        paragraph("a) Sit up.") + paragraph("b) Drink a glass of water.") + paragraph("c) Wait."), "Sit up."),
    "a fraction with a power": (
        f"<w:p>{run('It is ')}{equation(POWER)}</w:p>", "It is a²/(b+4)"),
    "white words on a dark row": (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill='203864'/></w:tcPr><w:p><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr>"
        f"<w:t>Dose</w:t></w:r></w:p></w:tc><w:tc>{paragraph('Age')}</w:tc></w:tr></w:tbl>", "<td>Dose</td>"),
    "two equations": (f"<w:p>{equation(said('a=2'))}{equation(said('b=4'))}</w:p>", "a=2 b=4"),
    "what Word writes into functions": (f"<w:p>{run('It is ')}{equation(SINE)}</w:p>", "sin(x)"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_it_arrives_and_nothing_false_is_said(name):
    body, wanted = SOUND[name]

    document = read(body)

    assert wanted in stored(document)
    assert [finding.message for finding in document.unaccounted] == []


def test_a_power_in_a_title_and_a_heading_stays_a_power():
    title = paragraph(
        "Up to 30 mg/m", run("2", "sup") + run(" and 10") + run("9", "sup") + run(" cells"), style="Title"
    )
    heading = paragraph("The area in m", run("2", "sup") + run(" and H") + run("2", "sub") + run("O"), style="Heading1")

    document = read_file("page.docx", docx(title, LEAD, heading, END))

    assert document.front.base.heading == "Up to 30 mg/m² and 10⁹ cells"
    assert document.sections[0].base.heading == "The area in m² and H₂O"
    assert document.unaccounted == []


def test_marks_of_notes_in_a_title_are_found_below_it():
    title = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{run("About tablets")}{footnote_mark(2)}</w:p>'

    document = read_file("page.docx", docx(title, LEAD, HEADING, END, footnotes={2: "Only a remark on the title."}))

    assert document.front.base.html.count("<cite") == 1
    assert document.unaccounted == []


def test_a_link_of_a_heading_is_named():
    page = (
        "<html><body><h1>About tablets</h1><p>They are taken by most people, as this page says at length.</p>"
        '<h2><a href="https://example.org/doses">Doses</a></h2><p>The words go on here, to an end.</p></body></html>'
    )

    document = read_file("page.html", page.encode())

    assert [remark.words for remark in document.remarks if remark.kind == "link"] == ["https://example.org/doses"]
    assert document.unaccounted == []


def test_a_header_that_every_kind_of_page_has_is_kept_once():
    again = f"<w:hdr {W}>{paragraph('Leaflet of the ward')}</w:hdr>"
    first = docx(TITLE, LEAD, HEADING, END, header="Leaflet of the ward", word__header2_xml=again)

    document = read_file("page.docx", first)

    assert [item.text for item in document.set_apart].count("Leaflet of the ward") == 1
    assert document.unaccounted == []


def test_a_break_among_hidden_words_parts_them():
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    one = f"<w:p><w:r>{hidden}<w:t>Sign 26.</w:t><w:br/><w:t>2. Stop.</w:t></w:r>{run('Seen words stand here.')}</w:p>"

    document = read(one)

    assert [remark.words for remark in document.remarks if remark.kind == "hidden"] == ["Sign 26. 2. Stop."]
    assert document.unaccounted == []
