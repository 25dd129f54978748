"""Places of a Word file, and of a pasted page, are said in words by which an editor finds them."""

from articles.exchange import read_file, read_pasted
from articles.exchange.doubts import doubts_of
from articles.exchange.storage import from_json, to_json
from tests.articles.exchange.word.files import SPACES, cell, p, row, run, table, word

TYPED = b"""# A title of words

A lead for all of it.

## Dosing

It is mild [7].

## References

1. Lane RM. Akathisia. J Psychopharmacol. 1998;12(2):192-214.
"""
STRUCK = "<w:strike/>"
HEADING = '<w:outlineLvl w:val="{}"/>'
HEADINGS = p("A title of words", properties=HEADING.format(0)) + p("Dosing", properties=HEADING.format(1))
FILE = word(
    HEADINGS,
    p("Take it in the evening with water."),
    p("Take 5 mg ", run("or 9 mg ", STRUCK), "at once."),
    table(
        row(cell(p("Age")), cell(p("Usual")), cell(p("Maximum"))),
        row(cell(p("Adults")), cell(p("10 mg")), cell(p(run("40 mg", STRUCK)))),
        row(cell(p("Children")), cell(p("5 mg")), cell(p("20 mg"))),
    ),
    p(run("Never 7 mg.", STRUCK), "Call a doctor."),
)


def test_a_doubt_says_the_heading_above_it_and_the_names_of_row_and_column():
    document = from_json(to_json(read_file("page.docx", FILE)))

    places = {one.remark.words: one.place for one in doubts_of(document)}

    assert places == {
        "or 9 mg": "paragraph 2 under “Dosing”",
        "40 mg": "table 1, row 2 (“Adults”), column 3 (“Maximum”)",
        "Never 7 mg.": "paragraph 3 under “Dosing”",
    }


def test_a_doubt_of_a_cell_stands_beside_the_row_as_it_is_stored():
    document = read_file("page.docx", FILE)

    stored = {one.remark.words: one.stored for one in doubts_of(document)}

    assert stored["40 mg"] == "Age | Usual | Maximum\nAdults | 10 mg | –"
    assert stored["or 9 mg"] == "Take 5 mg at once."


def test_remarks_on_a_pasted_page_name_no_line_and_those_on_a_text_do():
    said = "<h1>A title of words</h1><p>A lead for all of it.</p><h2>Dosing</h2><p>It is mild [7].</p>"
    said += "<h2>References</h2><ol><li>Lane RM. Akathisia. J Psychopharmacol. 1998;12(2):192-214.</li></ol>"
    pasted = read_pasted("", said)
    typed = read_file("page.md", TYPED)

    assert "Paragraph 1 under “Dosing”: [7] is cited" in " ".join(issue.message for issue in pasted.issues)
    assert "Line 7: [7] is cited" in " ".join(issue.message for issue in typed.issues)


def test_words_that_were_moved_up_or_down_by_hand_are_powers_and_indexes():
    """LibreOffice writes so what a page calls sup and sub."""
    up, down = '<w:position w:val="8"/><w:sz w:val="15"/>', '<w:position w:val="-2"/><w:sz w:val="15"/>'
    large = '<w:position w:val="-6"/><w:sz w:val="96"/>'
    body = p("Count 10", run("9", up), "/L and H", run("2", down), "O.") + p(
        run("T", large), "ake 1", run("0", '<w:position w:val="0"/>'), " mg."
    )
    document = from_json(to_json(read_file("page.docx", word(HEADINGS, body))))

    assert document.looks == {3: "Count 10⁹/L and H₂O."}
    text = document.sections[0].base.html
    assert text == "<p>Count 10<sup>9</sup>/L and H<sub>2</sub>O.</p><p>Take 10 mg.</p>"
    assert document.unaccounted == []


def test_struck_words_of_a_page_header_are_of_the_header_not_of_the_first_line():
    header = f"<w:hdr {SPACES}>{p(run('at most 90 mg', STRUCK))}</w:hdr>"
    [doubt] = doubts_of(read_file("page.docx", word(HEADINGS, p("Take 5 mg."), parts={"header": header})))

    assert (doubt.place, doubt.anchor, doubt.beside) == ("page header", "front", "set apart")
    assert (doubt.remark.words, doubt.remark.sentence, doubt.stored) == ("at most 90 mg", "", "")


def test_the_sentence_around_struck_words_keeps_its_note_raised():
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    body = p("Take 5 mg ", run("twice ", STRUCK), "a day, at most 1200 mg", raised, " in all. Then rest.")

    [doubt] = doubts_of(read_file("page.docx", word(HEADINGS, body)))

    assert doubt.remark.sentence == "Take 5 mg a day, at most 1200 mg² in all."
    assert doubt.remark.sentence[: doubt.remark.at].rstrip() == "Take 5 mg"


def test_a_doubt_of_a_saved_page_says_its_row_where_a_line_holds_the_whole_table():
    rows = "<tr><th>INR<th>Change</tr><tr><td>&lt; 1.5<td>+10 %</tr><tr><td>&gt; 4<td><del>stop</del> −10 %</tr>"
    page = f"<h1>A title of words</h1><p>A lead.</p><h2>Dosing</h2><table>{rows}</table>"

    document = read_file("page.html", page.encode())
    [doubt] = doubts_of(document)

    assert doubt.place == "table 1, row 3 (“> 4”), column 2 (“Change”)"
    assert document.unaccounted == []  # HTML ends cells and rows by itself
    assert doubt.stored == "INR | Change\n> 4 | −10 %"
