"""Word files whose words arrived, or were told, in another form than the file has them: the second reading says
nothing; and where such words are lost, it names them."""

import json
from xml.sax.saxutils import escape

import pytest

from articles.exchange import read_file
from tests.articles.conservation.losing import findings_without
from tests.articles.exchange.word.files import SPACES, cell, field, p, row, run, table, word

LEAD = (p("A title of words"), p("This is a lead of some words to begin with."))
BY = 'w:author="The editor" w:date="2026-01-01T00:00:00Z"'
DRAWN = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
BOX = f"<w:r><w:drawing {DRAWN}><wps:txbx><w:txbxContent>{p('Box 5 mg')}</w:txbxContent></wps:txbx></w:drawing></w:r>"
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>mane</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>morning</w:t></w:r>"
    "</w:rubyBase></w:ruby></w:r>"
)
RAISED_BEFORE = f'<w:rPrChange w:id="1" {BY}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:rPrChange>'
STRUCK_NOW = f'<w:strike/><w:rPrChange w:id="1" {BY}><w:rPr/></w:rPrChange>'
DELETED_IN_INSERTED = (
    f'<w:ins w:id="1" {BY}>{run("10 mg")}<w:del w:id="2" w:author="Another editor"><w:r><w:delText>20 mg</w:delText>'
    "</w:r></w:del></w:ins>"
)
BODIES = {
    "a deletion in an insertion": p("Take ", DELETED_IN_INSERTED, " and more of it."),
    "a tracked change of look": p("Take 10", run("6", RAISED_BEFORE), " units a day."),
    "a tracked striking out": p("Take ", run("20 mg", STRUCK_NOW), " a day now."),
    "a box in a cell": table(row(cell(p("Drug")), cell(p("Dose"))), row(cell(p("A", BOX)), cell(p("9 mg")))),
    "a field for a sign": p("Take 25 ", field('SYMBOL 109 \\f "Symbol" \\s 10'), "g a day."),
    "a field for a letter": p("Take 25 ", field("SYMBOL 0x6D"), "g a day."),
    "a field that counts": p("Words and ", field("LISTNUM"), " more of it."),
    "a button": p("Words and ", field("MACROBUTTON Some press 5 times"), " more of it."),
    "an equation of the old form": p("Words and ", field("EQ \\f(1,2)"), " more of it."),
    "nearly white": p("Take ", run("70 mg", '<w:color w:val="FFFFFE"/>'), " a day."),
    "words above words": p("Take ", RUBY, " 5 mg."),
}


def read(*body: str, **more):
    data = word(*LEAD, *body, p("The last words of it stand here."), **more)
    return data, read_file("page.docx", data)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_arrived_in_another_form_is_no_finding(body):
    assert [one.message for one in read(body)[1].unaccounted] == []


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("a tracked change of look", "<sup>6</sup>"),
        ("a tracked striking out", "20 mg"),
        ("a box in a cell", "Box 5 mg"),
        ("a field for a sign", "μg"),
        ("words above words", "mane"),
        ("a button", "press 5"),
    ],
)
def test_what_is_lost_in_such_a_form_is_named(name, lost):
    data, document = read(BODIES[name])

    assert findings_without(lost, data, document) != []


# Notes that cite

BOYER = {"title": "The serotonin syndrome", "author": [{"family": "Boyer"}], "issued": {"date-parts": [[2005]]}}
LANE = {"title": "Akathisia of the many", "author": [{"family": "Lane"}], "issued": {"date-parts": [[1998]]}}


def cites(printed: str, *records: dict) -> str:
    items = [{"id": record["title"], "itemData": {"type": "article-journal", **record}} for record in records]
    return field("ADDIN ZOTERO_ITEM CSL_CITATION " + escape(json.dumps({"citationItems": items})), printed)


def noted(*notes: str):
    marks = [f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in range(1, len(notes) + 1)]
    inner = "".join(f"<w:footnote w:id='{number}'>{note}</w:footnote>" for number, note in enumerate(notes, start=1))
    body = p(*(part for mark in marks for part in ("More of it is so.", mark)))
    return read(body, parts={"footnotes": f"<w:footnotes {SPACES}>{inner}</w:footnotes>"})


NOTES = (
    p(cites("E. Boyer, “The Serotonin Syndrome,” 2005.", BOYER)),
    p(cites("Ibid., 5.", BOYER)),
    p("See ", cites("R. Lane, Akathisia, 1998; E. Boyer 2005", LANE, BOYER), ", for more."),
)


def test_notes_that_only_cite_are_citations_at_their_marks():
    _, document = noted(*NOTES)

    assert document.front.base.html.count("<cite data-ref") == 4
    assert [one.message for one in document.unaccounted] == []


@pytest.mark.parametrize("lost", ['<cite data-ref="boyer2005"></cite>', '<cite data-ref="lane1998"></cite>'])
def test_a_citation_of_a_note_that_is_lost_is_named_at_its_note(lost):
    data, document = noted(*NOTES)

    found = findings_without(lost, data, document)
    assert [one.code for one in found] == ["citation"]
    assert found[0].place.startswith("note ")
