"""Words that stand in columns made with tabs or spaces: no value moves under another heading in silence."""

import pytest

from articles.conservation import Arrived, missing_from
from articles.exchange import read_file
from articles.exchange.columns import fixed_columns
from articles.exchange.document import Document
from articles.exchange.fragment import read_fragment

from .docx import docx, paragraph

BEGIN = "Words that begin it are here."
GRID = "<tr><td>Citalopram</td><td></td><td>40 mg</td></tr>"
DRAWN = "Medicine      Usual     Most\nSertraline    50 mg     200 mg\nCitalopram              40 mg\n"


def parted(*cells: str) -> str:
    return paragraph("<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{cell}</w:t></w:r>" for cell in cells))


def word(*lines: str) -> Document:
    return read_file("a.docx", docx(paragraph("A title", style="Title"), paragraph(BEGIN), *lines))


def page(inner: str) -> Document:
    return read_file("a.html", f"<html><body><h1>A title</h1><p>{BEGIN}</p>{inner}</body></html>".encode())


def doubts(document: Document) -> list[str]:
    return [remark.words for remark in document.remarks if remark.serious and "columns" in remark.reason]


ROWS = (("Medicine", "Usual", "Most"), ("Sertraline", "50 mg", "200 mg"), ("Citalopram", "", "40 mg"))


def test_lines_of_a_word_file_with_as_many_tabs_each_become_a_table_with_a_doubt():
    document = word(*(parted(*row) for row in ROWS))

    assert GRID in document.front.base.html
    assert doubts(document) == ["Medicine | Usual | Most\nSertraline | 50 mg | 200 mg\nCitalopram |  | 40 mg"]
    assert document.unaccounted == []


def test_lines_with_other_numbers_of_tabs_stay_lines_with_a_doubt_on_each():
    document = word(parted("Medicine", "Usual", "Most"), parted("Citalopram", "40 mg"))

    assert "<table>" not in document.front.base.html
    assert doubts(document) == ["Medicine | Usual | Most", "Citalopram | 40 mg"]


def test_columns_made_with_spaces_in_letters_of_unequal_width_stay_lines_with_a_doubt_on_each():
    document = word(paragraph("Medicine     Usual     Most"), paragraph("Citalopram                40 mg"))

    assert "<table>" not in document.front.base.html
    assert doubts(document) == ["Medicine | Usual | Most", "Citalopram | 40 mg"]


@pytest.mark.parametrize(
    "lines",
    [
        (parted("Adults", "5 mg"), parted("Children", "2 mg")),  # two columns: nothing can change places
        (parted("", "", "Words far from the edge"), parted("", "", "And others")),
        (parted("One", "line", "alone"), paragraph("And words.")),
    ],
)
def test_what_could_not_be_mistaken_is_no_doubt(lines):
    document = word(*lines)

    assert (doubts(document), "<table>" in document.front.base.html) == ([], False)


NUMBERED = (("1.", "Sertraline", "50 mg", "200 mg"), ("2.", "Citalopram", "", "40 mg"))
SAID = ["Sertraline | 50 mg | 200 mg", "Citalopram |  | 40 mg"]


def test_items_with_typed_numbers_in_columns_have_a_doubt_on_each():
    document = word(*(parted(*row) for row in NUMBERED))

    assert "<li>Citalopram 40 mg</li>" in document.front.base.html
    assert doubts(document) == SAID


def test_items_that_the_file_counts_in_columns_have_a_doubt_on_each():
    cells = ("<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{cell}</w:t></w:r>" for cell in row[1:]) for row in NUMBERED)

    assert doubts(word(*(paragraph(one, list_id=2) for one in cells))) == SAID


def test_items_of_a_plain_text_in_columns_have_a_doubt_on_each():
    lines = "\n".join("\t".join(row) for row in NUMBERED)
    document = read_file("a.txt", f"A title of words\n\n{BEGIN}\n\n{lines}\n\nAnd words at the end.\n".encode())

    assert [words.replace("|  |", "|") for words in doubts(document)] == [one.replace("|  |", "|") for one in SAID]


@pytest.mark.parametrize("marker", ["1.", "•"])
def test_items_with_a_tab_after_their_marker_are_no_columns(marker):
    document = word(parted(marker, "Take one", "in the morning"), parted(marker, "Take two", "at night"))

    assert (doubts(document), document.front.base.html.count("<li>")) == ([], 2)


def test_numbered_lines_that_a_page_draws_in_columns_are_a_table():
    document = page("<pre>1. Sertraline    50 mg     200 mg\n2. Citalopram              40 mg</pre>")

    assert "<td>2. Citalopram</td><td></td><td>40 mg</td>" in document.front.base.html
    assert len(doubts(document)) == 1
    assert document.unaccounted == []


@pytest.mark.parametrize(
    "inner", [f"<dt><pre>{DRAWN}</pre></dt><dd>Never for children</dd>", f"<dt>Doses</dt><dd><pre>{DRAWN}</pre></dd>"]
)
def test_columns_in_a_list_of_terms_lose_no_meaning_and_have_a_doubt(inner):
    document = page(f"<dl>{inner}</dl>")

    assert "40 mg" in document.front.base.html
    assert ("Never for children" in document.front.base.html) == ("Never" in inner)
    assert len(doubts(document)) == 1
    assert document.unaccounted == []


def test_what_a_page_draws_in_letters_of_one_width_becomes_a_table_with_a_doubt():
    document = page(f"<pre>{DRAWN.replace('Citalopram', '<b>Citalopram</b>')}</pre>")

    assert "<td><strong>Citalopram</strong></td><td></td><td>40 mg</td>" in document.front.base.html
    assert len(doubts(document)) == 1
    assert document.unaccounted == []


def test_a_sign_that_is_a_picture_stays_before_its_dose_in_columns():
    sign = '<img alt="&lt;" width="8" height="8">'
    document = page(f"<pre>{DRAWN.replace('40 mg', f'{sign}40 mg')}</pre>")

    assert "<td>Citalopram</td><td></td><td>&lt;40 mg</td>" in document.front.base.html


def test_code_and_sentences_with_two_spaces_between_them_are_no_columns():
    document = page("<pre>One ends here.  Another does there.\nTwo ends here.  Another does too.</pre>")

    assert (doubts(document), "<table>" in document.front.base.html) == ([], False)


def test_spaces_that_do_not_fold_are_columns_to_look_at():
    gap = "&nbsp;" * 6
    inner = f"<p>Medicine{gap}Usual{gap}Most</p><p>Citalopram{gap}{gap}40 mg</p>"

    assert doubts(page(inner)) == ["Medicine | Usual | Most", "Citalopram | 40 mg"]
    told = [remark.words for remark in read_fragment(inner, "", known=lambda keys: []).remarks if remark.serious]
    assert told == ["Medicine | Usual | Most", "Citalopram | 40 mg"]


def test_a_plain_text_with_words_below_each_other_is_a_table_with_a_doubt():
    document = read_file("a.txt", f"A title of words\n\n{BEGIN}\n\n{DRAWN}\nAnd words at the end.\n".encode())

    assert GRID in document.front.base.html
    assert len(doubts(document)) == 1
    assert document.unaccounted == []


def test_columns_are_where_no_line_has_a_letter():
    assert fixed_columns(["a    b    c", "d         e"]) == [[(0, 1), (5, 6), (10, 11)]] * 2
    assert fixed_columns(["aaa  bbb  ccc", "aaaaaa  b  c"]) == []  # no place that all leave free
    assert fixed_columns(["a  b", "c  d"]) == []


def test_the_second_reading_finds_a_value_of_tabs_in_another_column():
    data = docx(*(parted(*row) for row in ROWS))
    rows = [[*row] for row in ROWS]
    right, wrong = rows, [*rows[:2], ["Citalopram", "40 mg", ""]]

    def missed(cells: list[list[str]]) -> set[str]:
        inner = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
        html = f"<table><tbody>{inner}</tbody></table>"
        return {finding.code for finding in missing_from("docx", data, Arrived((("lead", html),)))}

    assert missed(right) == set()
    assert missed(wrong) == {"cell"}
