"""Kinds of faults found by trying: signs that mean nothing without their font in a text that names no font, fields of
forms, charts, diagrams and boxes, and rows that a tracked change moves. Each stands in the text or is named, whole, at
its place."""

import pytest

from articles.exchange import read_file
from articles.exchange.accounting import accounted
from articles.exchange.document import Document
from articles.exchange.doubts import Weight, doubts_of
from articles.exchange.reading import read_pasted
from tests.articles.exchange.word.files import OFFICE, SPACES, cell, p, packed, parts_of, row, run, table, word

TITLE = p("A title of words")
DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def lead(document: Document) -> str:
    return "".join(section.base.html for section in [document.front, *document.sections])


def told(document: Document) -> list[tuple[str, str, bool]]:
    return [(remark.kind, remark.words, remark.serious) for remark in document.remarks]


# B4

UNKNOWN = [("sign", "[unknown sign F06D]", True)]
DOSE = "Take 25 \uf06dg a day with water, and never more."


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("page.txt", f"A title of words\n\n{DOSE}\n"),
        ("page.md", f"# A title of words\n\n{DOSE}\n"),
        ("page.html", f"<h1>A title of words</h1><p>{DOSE}</p>"),
    ],
)
def test_a_sign_without_its_font_is_visible_and_a_doubt_once(name, page):
    document = read_file(name, page.encode())

    assert lead(document) == "<p>Take 25 [unknown sign F06D]g a day with water, and never more.</p>"
    assert told(document) == UNKNOWN
    assert document.unaccounted == []
    assert len(doubts_of(document)) == 1


def test_a_sign_without_its_font_in_pasted_text_is_named_at_its_line():
    document = read_pasted(f"A title of words\n\n{DOSE}\n")

    [doubt] = doubts_of(document)
    assert (doubt.remark.words, doubt.place, doubt.stored) == (
        "[unknown sign F06D]",
        "line 3",
        "Take 25 [unknown sign F06D]g a day with water, and never more.",
    )


def test_the_bullets_of_words_lists_are_bullets_in_a_text():
    document = read_file(
        "page.txt", "A title of words\n\nTake it so:\n\n\uf0b7\tIn water.\n\uf0a7\tAt night.\n".encode()
    )

    assert "<ul><li>In water.</li><li>At night.</li></ul>" in lead(document)
    assert (told(document), document.unaccounted) == ([], [])


def test_a_sign_at_the_beginning_of_a_line_is_no_bullet():
    document = read_file("page.txt", "A title of words\n\n\uf0b3 65 years of age: take half, and rest.\n".encode())

    assert "[unknown sign F0B3] 65 years of age: take half, and rest." in lead(document)
    assert told(document) == [("sign", "[unknown sign F0B3]", True)]


# M10: fields of forms


def form(code: str, data: str, printed: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    result = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(printed)}' if printed else ""
    return f'{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


DOSES = '<w:listEntry w:val="5 mg"/><w:listEntry w:val="10 mg"/>'
CHOICES = ("field", "5 mg; 10 mg", False)
EMPTY = ("gap", "", True)


@pytest.mark.parametrize(
    ("field", "said", "noticed"),
    [
        (form("FORMDROPDOWN", f'<w:ddList><w:result w:val="1"/>{DOSES}</w:ddList>'), "10 mg ", [CHOICES]),
        (form("FORMDROPDOWN", f'<w:ddList><w:default w:val="1"/>{DOSES}</w:ddList>'), "10 mg ", [CHOICES]),
        (form("FORMDROPDOWN", f"<w:ddList>{DOSES}</w:ddList>"), "5 mg ", [CHOICES]),
        (form("FORMTEXT", '<w:textInput><w:default w:val="5 mg"/></w:textInput>', "7 mg"), "7 mg ", []),
        (form("FORMTEXT", "<w:textInput/>", "\u2002\u2002\u2002"), "", [EMPTY]),
    ],
    ids=["chosen", "chosen before", "first", "typed", "empty"],
)
def test_what_a_field_of_a_form_shows_is_in_the_text_and_a_gap_is_named(field, said, noticed):
    document = read_file("page.docx", word(TITLE, p("Take ", field, " at bedtime with water.")))

    assert lead(document) == f"<p>Take {said}at bedtime with water.</p>"
    assert told(document) == noticed
    assert document.unaccounted == []


def test_a_field_that_nobody_filled_in_may_be_a_dose():
    page = word(TITLE, p("Take ", form("FORMTEXT", "<w:textInput/>", "\u2002"), " at bedtime with water."))

    [doubt] = doubts_of(read_file("page.docx", page))
    assert (doubt.weight, doubt.remark.sentence) == (Weight.DOSE, "Take at bedtime with water.")


def test_the_second_reading_misses_what_was_chosen_in_a_form():
    page = word(TITLE, p("Take ", form("FORMDROPDOWN", f"<w:ddList>{DOSES}</w:ddList>"), " at bedtime with water."))
    document = read_file("page.docx", page)
    document.front.base.html = "<p>Take at bedtime with water.</p>"
    document.remarks.clear()

    assert [finding.words for finding in accounted(document, page).unaccounted] == ["5 mg"]


# M10: what is drawn


def drawing(inner: str, alt: str = "") -> str:
    graphic = f'<a:graphic><a:graphicData uri="x">{inner}</a:graphicData></a:graphic>'
    described = f'<wp:docPr id="1" name="Drawing" descr="{alt}"/>'
    return f"<w:r><w:drawing {DRAWN}><wp:inline>{described}{graphic}</wp:inline></w:drawing></w:r>"


A_T = "<a:t>{}</a:t>"
PARTS = {
    "chart": (
        '<c:chart r:id="drawn"/>',
        "<c:chartSpace {}>{}<c:v>250</c:v></c:chartSpace>",
        "Doses by age At most 250",
    ),
    "diagram": ('<dgm:relIds r:dm="drawn"/>', "<dgm:dataModel {}>{}</dgm:dataModel>", "Doses by age At most"),
}


@pytest.mark.parametrize("kind", PARTS)
def test_a_chart_or_a_diagram_is_a_doubt_with_its_words_at_its_place(kind):
    inner, part, words = PARTS[kind]
    relation = f'<Relationship Id="drawn" Type="{OFFICE}/{kind}" Target="drawn/data.xml"/>'
    parts = parts_of(TITLE, p("See here ", drawing(inner, "Doses by age"), " for more of it."), relations=relation)
    parts["word/drawn/data.xml"] = part.format(f"{SPACES} {DRAWN}", A_T.format("At most"))
    document = read_file("page.docx", packed(parts))

    assert told(document) == [("picture", words, True)]
    assert [doubt.place for doubt in doubts_of(document)] == ["paragraph 2 before the first heading"]
    assert document.remarks[0].sentence == "See here for more of it."


BOX = f"<w:txbxContent>{p('Never more than 40 mg.')}</w:txbxContent>"
SHAPE = f"<wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>"
CHOICE = f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing(SHAPE)[5:-6]}</mc:Choice></mc:AlternateContent>'


@pytest.mark.parametrize(
    "box",
    [
        drawing(SHAPE),
        f"<w:r>{CHOICE}</w:r>",
        f"<w:r><w:pict {DRAWN}><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>",
    ],
    ids=["alone", "without fallback", "old form"],
)
def test_a_text_box_that_is_saved_once_comes_once(box):
    document = read_file("page.docx", word(TITLE, p("Take one tablet ", box, "at bedtime.")))

    assert "Take one tablet at bedtime." in (document.front.base.summary, lead(document))
    assert lead(document).count("<p>Never more than 40 mg.</p>") == 1
    assert told(document) == [("textbox", "Never more than 40 mg.", False)]
    assert document.unaccounted == []


# B6: a row that a tracked change moves


def moved_row(way: str, *cells: str) -> str:
    who = 'w:id="1" w:author="A. Reviewer" w:date="2024-05-06T07:08:09Z"'
    mark = f"<w:rPr><w:{way} {who}/></w:rPr>"
    inside = [cell(p(f"<w:{way} {who}>{run(words)}</w:{way}>", properties=mark)) for words in cells]
    return row(*inside, properties=f"<w:{'del' if way == 'moveFrom' else 'ins'} {who}/>")


def plain_row(*cells: str) -> str:
    return row(*(cell(p(words)) for words in cells))


@pytest.mark.parametrize(
    ("tracked", "first", "second", "moved"),
    [
        ("accepted", "Over 65", "Under 65", "Words were moved here"),
        ("rejected", "Under 65", "Over 65", "Words that are marked as moved away from here were kept here"),
    ],
)
def test_a_moved_row_is_in_one_place_and_named_whole(tracked, first, second, moved):
    rows = table(
        plain_row("Age", "Dose"),
        moved_row("moveTo", "Over 65", "5 mg"),
        plain_row("Under 65", "10 mg"),
        moved_row("moveFrom", "Over 65", "5 mg"),
    )
    page = word(TITLE, p("Take it with plenty of water, and ask if unsure."), rows)
    document = read_file("page.docx", page, tracked=tracked)

    doses = {"Over 65": "5 mg", "Under 65": "10 mg"}
    shown = "".join(f"<tr><td>{age}</td><td>{doses[age]}</td></tr>" for age in (first, second))
    assert f"<tr><td>Age</td><td>Dose</td></tr>{shown}</tbody>" in lead(document)
    whole = [one for one in document.remarks if one.words == "Over 65, 5 mg"]
    assert [(one.kind, one.who, one.when[:10]) for one in whole] == [
        ("inserted", "A. Reviewer", "2024-05-06"),
        ("deleted", "A. Reviewer", "2024-05-06"),
    ]
    assert {one.words for one in document.remarks if one.reason == moved} == {"Over 65", "5 mg"}
    assert document.unaccounted == []


# m: remarks in plain words


JARGON = ("w:", "xml", "schemas", "http://", "moveFrom", "txbx", "sdt", "fldChar", "docPr", "element", "namespace")


def test_no_remark_speaks_of_the_files_insides():
    drawn = drawing('<c:chart r:id="nowhere"/>')
    odd = "<w:r><w:object/></w:r><m:oMath><m:r><m:t>30</m:t></m:r></m:oMath>"
    page = word(TITLE, p("Take it. ", drawn, odd, form("FORMTEXT", "<w:textInput/>"), " Then rest for an hour."))
    document = read_file("page.docx", page)

    said = " ".join([*(one.message for one in document.remarks), *(one.message for one in document.issues)])
    assert len(document.remarks) >= 4
    assert [word for word in JARGON if word in said] == []
