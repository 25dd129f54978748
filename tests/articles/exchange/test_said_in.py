"""What stands beside a doubt: its own section and block; and thousands of doubts are listed soon."""

import time

from articles.conservation import Finding
from articles.exchange import read_file
from articles.exchange.doubts import doubts_of
from articles.exchange.remarks import Remark
from articles.exchange.said_in import SaidIn, is_said_in
from tests.articles.exchange.word.files import cell, p, row, run, table, word

TEXT = """A title of words

Some words to begin with, as a lead of it.

Dosing

Take 5 mg in the evening with water.

Take 7 mg in the morning with milk.

Dangers

Never take it with wine, whatever they say.
"""


def inserted(words: str) -> str:
    return f'<w:ins w:author="Ann" w:date="2026-01-01T00:00:00Z">{run(words)}</w:ins>'


def test_a_remark_is_in_the_section_of_its_line_beside_the_block_that_says_most_of_it():
    document = read_file("page.txt", TEXT.encode())
    said = SaidIn(document)
    remark = Remark("struck", "7 mg", "Struck out", line=9, sentence="Take 7 mg in the morning with milk.")

    section = said.section_of(remark)

    assert section.base.heading == "Dosing"
    assert said.beside(section, remark) == "Take 7 mg in the morning with milk."
    assert is_said_in(section, remark)
    assert not is_said_in(document.front, remark)


def test_a_line_that_is_nowhere_belongs_to_what_stood_before_it():
    document = read_file("page.txt", TEXT.encode())
    del document.places[9]

    assert SaidIn(document).section_of(Remark("struck", "x", "", line=9)).base.heading == "Dosing"
    assert SaidIn(document).section_of(Remark("struck", "x", "", line=1)) is document.front


def test_a_doubt_about_a_reference_hangs_where_it_is_cited_beside_its_entry():
    entry = "Lane RM. Akathisia. J Psychopharmacol. 1998;12(2):192-214."
    text = f"{TEXT}\nIt is mild in most [1].\n\nAdvice\n\nRest for a day.\n\nReferences\n\n1. {entry}\n"
    document = read_file("page.txt", text.encode())
    line = document.references[0].lines[0]
    document.remarks = [Remark("unseen", "214", "Compare", line=line, serious=True)]

    [cited] = doubts_of(document)
    document.sections[1].base.html = "<p>Nothing is cited.</p>"
    [uncited] = doubts_of(document)

    assert (cited.anchor, cited.beside, cited.stored) == ("dangers", "reference 1", entry)
    assert (uncited.anchor, uncited.beside) == ("front", "reference 1")


def test_a_doubt_about_what_is_set_apart_says_so_and_nothing_stands_beside_it():
    document = read_file("page.txt", TEXT.encode())
    remark = Remark(
        "struck", "7 mg", "Struck out", line=9, sentence="Take 7 mg in the morning with milk.", serious=True
    )
    document.remarks, document.places[9] = [remark], "set apart"

    [doubt] = doubts_of(document)

    assert (doubt.anchor, doubt.beside, doubt.stored) == ("dosing", "set apart", "")


def test_what_the_second_reading_found_is_said_at_its_words_or_in_the_section_that_says_it():
    document = read_file("page.docx", word(p("A title of words"), p("Some words."), p("Take 5 mg of it, not 7 mg.")))
    message = "“7 mg” has not arrived (paragraph 9: “it, not 7 mg.”)."
    nowhere = "“9 mg” stands in the text (dosing: “9 mg”), and the file does not say it there."
    typed = read_file("page.txt", TEXT.encode())
    document.unaccounted = [Finding("missing", "paragraph 9", "7 mg", message)]
    typed.unaccounted = [Finding("from nowhere", "dosing", "9 mg", nowhere)]

    [missing], [made] = doubts_of(document), doubts_of(typed)

    assert (missing.remark.line, missing.remark.sentence) == (3, "it, not 7 mg.")
    assert missing.place == document.spots[3]
    assert "paragraph 9" not in missing.remark.reason
    assert (made.anchor, made.heading, made.place) == ("dosing", "Dosing", "")


def test_what_was_dropped_is_in_no_section():
    document = read_file("page.txt", TEXT.encode())
    document.places[9] = "dropped:9"

    assert SaidIn(document).section_of(Remark("struck", "x", "", line=9)) is None


def test_two_thousand_doubts_are_found_and_placed_soon():
    changes = [p(f"Case {number} takes ", inserted(f"{number} mg "), "of it today.") for number in range(2_000)]
    start = time.process_time()

    doubts = doubts_of(read_file("page.docx", word(p("A title of words"), *changes)))

    assert time.process_time() - start < 12
    assert len(doubts) == 2_000
    assert doubts[7].stored == "Case 7 takes of it today."


def test_two_thousand_changes_of_one_paragraph_are_found_and_placed_soon():
    changes = p(*(inserted(f"{number} mg ") + run("x ") for number in range(2_000)))
    start = time.process_time()

    doubts = doubts_of(read_file("page.docx", word(p("A title of words"), changes)))

    assert time.process_time() - start < 12
    assert len(doubts) == 2_000


def test_doubts_of_all_cells_of_a_long_table_are_placed_soon():
    rows = [row(*(cell(p(f"r{at}c{place} ", inserted("5 mg "))) for place in range(4))) for at in range(500)]
    document = read_file("page.docx", word(p("A title of words"), table(*rows)))
    start = time.process_time()

    doubts = doubts_of(document)

    assert time.process_time() - start < 3
    assert len(doubts) == 2_000
    assert doubts[-1].stored == "r0c0 | r0c1 | r0c2 | r0c3\nr499c0 | r499c1 | r499c2 | r499c3"


def test_what_is_stored_beside_a_doubt_has_its_powers_and_indexes():
    struck = (
        "<p>A lead for all of it, in some words.</p><p>Up to 10<sup>9</sup> <s>or 40</s> cells of CO<sub>2</sub>.</p>"
    )
    [doubt] = doubts_of(read_file("a.html", f"<h1>A title of words</h1>{struck}".encode()))

    assert doubt.stored == "Up to 10⁹ cells of CO₂."
