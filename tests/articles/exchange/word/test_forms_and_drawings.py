"""What Word shows by other means than words of the text: things in several forms, drawings, descriptions, colours; and
tracked changes of numbering and of merged cells. Each stands in the text or is named, in both readings."""

import pytest

from articles.exchange import read_file
from articles.exchange.accounting import accounted
from articles.exchange.document import Document
from tests.articles.exchange.word.files import SPACES, cell, p, row, run, table, word

DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
)
AUTHOR = 'w:author="Ann" w:date="2026-01-01T00:00:00Z"'
TITLE, END = p("A title of words"), p("The last words of this page stand here, so that it ends.")


def file(*body: str, **more) -> bytes:
    return word(TITLE, p("This is a lead of some words to begin with."), *body, END, **more)


def read(*body: str, tracked: str = "rejected", **more) -> Document:
    return read_file("a.docx", file(*body, **more), tracked=tracked)


def told(document: Document) -> list[tuple[str, str, bool]]:
    return [(remark.kind, remark.words, remark.serious) for remark in document.remarks]


def untold(document: Document, *body: str, **more) -> set[str]:
    """What the second reading says when nobody is told of anything."""
    document.remarks = []
    return {found.code for found in accounted(document, file(*body, **more)).unaccounted}


def forms(needs: str, choice: str, fallback: str) -> str:
    inner = f'<mc:Choice Requires="{needs}">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent {DRAWN}>{inner}</mc:AlternateContent></w:r>"


def test_of_two_forms_the_one_that_is_known_is_read():
    sign = forms("w16se", '<w16se:symEx w16se:char="2264"/>', "<w:t>≤</w:t>")
    document = read(p("Dose ", sign, " 50 mg a day."))

    assert "Dose ≤ 50 mg a day." in document.front.base.html
    assert document.unaccounted == []


def test_a_box_in_a_note_comes_once():
    box = f"<w:txbxContent>{p('Box 5 mg')}</w:txbxContent>"
    shape = f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
    both = forms("wps", shape, f"<w:pict><v:textbox>{box}</v:textbox></w:pict>")
    note = f"<w:footnotes {SPACES}><w:footnote w:id='1'>{p('Note words', both)}</w:footnote></w:footnotes>"
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    document = read(p("Take it.", mark, " And so on."), parts={"footnotes": note})

    assert [item.text.count("Box 5 mg") for item in document.set_apart] == [1]
    assert document.unaccounted == []


# Drawings and descriptions


def drawing(inner: str, described: str = "") -> str:
    named = f'<wp:docPr id="1" name="x" descr="{described}"/>'
    return f"<w:r><w:drawing {DRAWN}><wp:inline>{named}{inner}</wp:inline></w:drawing></w:r>"


INK = drawing('<a:graphic><a:graphicData uri="ink"/></a:graphic>')
LOCKED = drawing("<a:graphic><a:txBody><a:p><a:r><a:t>Canvas 5 mg</a:t></a:r></a:p></a:txBody></a:graphic>")
LINE = f'<w:r><w:pict {DRAWN}><v:line from="0,0" to="9,9"/></w:pict></w:r>'
RULE = f'<w:r><w:pict {DRAWN}><v:rect o:hr="t"/></w:pict></w:r>'


@pytest.mark.parametrize(
    ("drawn", "noticed", "missed"),
    [
        (INK, ("picture", "", True), "picture"),
        (LINE, ("picture", "", True), "picture"),
        (LOCKED, ("textbox", "Canvas 5 mg", True), "alternative text"),
    ],
    ids=["ink", "line", "canvas"],
)
def test_a_drawing_among_the_words_is_named(drawn, noticed, missed):
    body = p("Take ", drawn, " puffs a day of it.")
    document = read(body)

    assert noticed in told(document)
    assert document.unaccounted == []
    assert untold(document, body) == {missed}


def test_a_ruled_line_says_nothing():
    assert told(read(p("Take ", RULE, " puffs a day of it."))) == []


def test_the_description_of_a_table_is_named():
    described = '<w:tblCaption w:val="Doses"/><w:tblDescription w:val="Never above 200 mg a day"/>'
    rows = [row(cell(p("A")), cell(p("B"))), row(cell(p("1 mg")), cell(p("2 mg")))]
    body = table(*rows, properties=described)
    document = read(body)

    assert ("removed", "Never above 200 mg a day", True) in told(document)
    assert document.unaccounted == []
    assert untold(document, body) == {"alternative text"}


@pytest.mark.parametrize("ground", ['<w:highlight w:val="black"/>', '<w:shd w:val="clear" w:fill="000000"/>'])
def test_words_in_the_colour_of_their_ground_are_hidden(ground):
    body = p("Take ", run("20 mg", f'<w:color w:val="000000"/>{ground}'), " a day.")
    document = read(body)

    assert told(document) == [("hidden", "20 mg", True)]
    assert ("20 mg" in document.front.base.html, document.unaccounted) == (False, [])
    assert untold(document, body) == {"untold hidden"}


# Tracked changes of form

NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{}</w:numPr>'
ADDED = NUMBERED.format(f'<w:ins w:id="4" {AUTHOR}/>')
CHANGED = NUMBERED.format("") + f'<w:pPrChange w:id="5" {AUTHOR}><w:pPr/></w:pPrChange>'
STEPS = "<ol><li>Step of it all.</li></ol>"


@pytest.mark.parametrize("properties", [ADDED, CHANGED], ids=["added", "changed"])
@pytest.mark.parametrize(("tracked", "is_item"), [("accepted", True), ("rejected", False)])
def test_tracked_numbering_is_named_and_as_the_file_is_taken(properties, tracked, is_item):
    body = p("Step of it all.", properties=properties)
    document = read(body, tracked=tracked, numbering=NUMBERING)

    assert told(document) == [("form", "Step of it all.", True)]
    assert (STEPS in document.front.base.html, document.unaccounted) == (is_item, [])
    assert "tracked change of form" in untold(document, body, numbering=NUMBERING)


def test_a_tracked_merge_of_cells_is_named():
    merged = cell(p("1 mg"), properties=f'<w:cellMerge w:id="3" {AUTHOR} w:vMerge="rest"/>')
    body = table(row(cell(p("A")), cell(p("B"))), row(merged, cell(p("2 mg"))))
    document = read(body)

    assert told(document) == [("form", "1 mg", True)]
    assert document.unaccounted == []
    assert untold(document, body) == {"tracked change of form"}
