"""Words of notes stay, whatever cites in them and whether anything refers to them."""

from articles.exchange import read_file
from articles.exchange.document import Document

from ..docx import docx, footnote_mark, paragraph

BEGIN = (paragraph("A title", style="Title"), paragraph("Words that begin it are here."))


def read(*body: str, notes: str) -> Document:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {"word__footnotes_xml": f"<w:footnotes {space}>{notes}</w:footnotes>"}
    return read_file("a.docx", docx(*BEGIN, *body, footnotes={1: "Never read."}, **parts))


def note(number: int, inner: str, kind: str = "") -> str:
    of_kind = f' w:type="{kind}"' if kind else ""
    return f'<w:footnote w:id="{number}"{of_kind}><w:p>{inner}</w:p></w:footnote>'


def unknown_field(words: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>ADDIN CitaviPlaceholder{eyJ9}</w:instrText></w:r>"
    said = f"<w:r><w:t>{words}</w:t></w:r>"
    return mark.format("begin") + code + mark.format("separate") + said + mark.format("end")


def test_a_note_that_is_a_field_of_an_unknown_program_keeps_its_words():
    words = "See Bitzios: Dissonance in the rules, not more than 40 mg."
    document = read(paragraph("A claim stands here.", footnote_mark(1)), notes=note(1, unknown_field(words)))

    assert [one.text for one in document.set_apart if one.reason == "footnote"] == [f"1 {words}"]
    assert [one.marker for one in document.unresolved] == ["[note 1]"]
    assert document.unaccounted == []


def test_a_note_that_is_a_whole_reference_printed_by_an_unknown_program_is_a_reference():
    words = "Lane A. Sertraline in adults. Lancet. 1998;352:11-20."
    document = read(paragraph("A claim stands here.", footnote_mark(1)), notes=note(1, unknown_field(words)))

    assert [one.csl["title"] for one in document.references] == ["Sertraline in adults"]
    assert (document.unresolved, document.unaccounted) == ([], [])


def test_a_note_to_which_nothing_refers_is_told():
    document = read(paragraph("It ends."), notes=note(1, "<w:r><w:t>Not more than 7 mg.</w:t></w:r>"))

    assert [one.text for one in document.set_apart if one.reason == "footnote"] == ["Not more than 7 mg."]
    told = [(one.words, one.serious) for one in document.remarks if one.kind == "note"]
    assert (told, document.unaccounted) == ([("Not more than 7 mg.", True)], [])


def test_the_line_that_parts_notes_from_text_is_no_note():
    document = read(paragraph("It ends."), notes=note(1, "<w:r><w:t>_____</w:t></w:r>", kind="separator"))

    assert ([one for one in document.remarks if one.kind == "note"], document.set_apart) == ([], [])


def test_a_change_of_style_of_a_paragraph_that_is_itself_proposed_is_told():
    inserted = (
        '<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="A"/></w:rPr><w:pPrChange w:id="2" w:author="A"><w:pPr>'
        '<w:pStyle w:val="Heading2"/></w:pPr></w:pPrChange></w:pPr><w:ins w:id="3" w:author="A"><w:r>'
        "<w:t>Nobody has these words yet.</w:t></w:r></w:ins></w:p>"
    )
    document = read_file("a.docx", docx(*BEGIN, inserted, paragraph("It ends.")))

    assert [one.kind for one in document.remarks if one.words == "Nobody has these words yet."] == ["inserted", "form"]
    assert document.unaccounted == []
