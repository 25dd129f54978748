"""What stands beside a doubt: its own section and block; and thousands of doubts are listed soon."""

import time

from articles.exchange import read_file
from articles.exchange.doubts import doubts_of
from articles.exchange.remarks import Remark
from articles.exchange.said_in import SaidIn, is_said_in
from tests.articles.exchange.word.files import p, run, word

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
