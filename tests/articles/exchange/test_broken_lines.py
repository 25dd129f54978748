"""Plain text whose paragraphs were broken into lines: no line is torn out of its sentence."""

import textwrap

import pytest

from articles.exchange import read_file
from articles.exchange.blocks import CELL, HEADING, PARAGRAPH, Block
from articles.exchange.commonmark import looks_like_markdown
from articles.exchange.document import Document
from articles.exchange.plain import read_plain

PARAGRAPHS = (
    "Paracetamol is a medicine that is used for mild to moderate pain and for fever in adults and in children over the"
    " age of twelve years.",
    "Do not take more than 4 g in a day. People who weigh less than 50 kg, or who drink a lot, should not take more"
    " than 2 g in a day unless a doctor says so.",
    "Children under 12 should not take the tablets. Ask a pharmacist for a liquid that is made for them.",
)


def read(*parts: str) -> Document:
    return read_file("a.txt", "\n\n".join(["Paracetamol for adults", *parts]).encode())


def blocks_of(text: str) -> list[Block]:
    return read_plain(text)[0]


@pytest.mark.parametrize("width", [36, 40, 50, 60, 72, 100])
def test_paragraphs_are_whole_whatever_the_width_at_which_they_were_broken(width):
    document = read(*("\n".join(textwrap.wrap(one, width)) for one in PARAGRAPHS))

    assert document.front.base.html == "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    assert (document.sections, document.set_apart, document.unaccounted) == ([], [], [])


def test_a_line_that_goes_on_in_small_letters_is_no_label():
    document = read(
        "Take one tablet in the morning and one at\nnight; do\nnot take three.", "Ask a doctor before you do."
    )

    assert document.front.base.html.startswith("<p>Take one tablet in the morning and one at night; do")
    assert "not take three." in document.front.base.html
    assert document.set_apart == []


def test_lines_below_the_words_of_an_item_belong_to_it():
    document = read("It is taken so.", "- Take one tablet with\n  a glass of water.\n- Do not\n  take more.")

    assert (
        "<ul><li>Take one tablet with a glass of water.</li><li>Do not take more.</li></ul>" in document.front.base.html
    )


def test_short_lines_without_a_stop_stay_lines():
    document = read("It may cause these.", "feeling sick\nheadache\nstomach pain", "Ask a doctor if it does.")

    assert "feeling sick headache" not in document.front.base.html


BEFORE = "These are the doses that we use for adults"  # long, without a stop: what follows could go on with it


@pytest.mark.parametrize(
    "rows",
    [
        "drug\tusual\tmost\nsertraline\t50 mg\t200 mg\ncitalopram\t\t40 mg",
        "drug          usual    most\nsertraline    50 mg    200 mg\ncitalopram             40 mg",
        "drug        usual  most\nsertraline  50 mg  200 mg\ncitalopram         40 mg",
        "drug        usual  most\nsertraline  50 mg  60 mg\ncitalopram         40 mg",
    ],
)
@pytest.mark.parametrize("before", [BEFORE, f"- {BEFORE}"])
def test_rows_in_small_letters_below_an_unstopped_line_are_a_table(rows, before):
    indent = "  " if before[0] == "-" else ""
    blocks = blocks_of(f"{before}\n" + "\n".join(indent + row for row in rows.split("\n")))

    assert [block.text for block in blocks[:4]] == [BEFORE, "drug", "usual", "most"]
    assert [block.text for block in blocks[-3:]] == ["citalopram", "", "40 mg"]
    assert {block.kind for block in blocks[1:]} == {CELL}


def test_a_line_of_columns_that_stands_alone_joins_nothing():
    assert [block.text for block in blocks_of(f"{BEFORE}\nsertraline\t\t200 mg")] == [BEFORE, "sertraline 200 mg"]


@pytest.mark.parametrize("line", ["=====", "------------------"])
def test_an_underlined_line_in_small_letters_is_a_heading(line):
    blocks = blocks_of(f"{BEFORE}\nwhat to do at once\n{line}\n\nAsk a doctor before you do.")

    assert [(block.kind, block.text) for block in blocks[:2]] == [(PARAGRAPH, BEFORE), (HEADING, "what to do at once")]


LIST = "you are pregnant or may be pregnant now\nyou have had a bleed in the stomach"
EVEN = (
    "you are pregnant or may be pregnant soon\nyour stomach has bled once or ever before\n"
    "your heart does not beat as it does for"
)
INTRO = "Do not take ibuprofen if any of these is true"


@pytest.mark.parametrize("items", [LIST, LIST + "\nyou are a child", LIST + "\nyou are a child.", EVEN])
@pytest.mark.parametrize("mark", ["", ":"])
def test_a_list_without_bullets_stays_lines(items, mark):
    blocks = blocks_of(f"{INTRO}{mark}\n{items}\n\nAsk a doctor before you do.")

    assert [block.text for block in blocks[:-1]] == [INTRO + mark, *items.split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        f"{INTRO}\nyou are pregnant",
        f"{INTRO}\nyou are pregnant\nyou have had a bleed.",
        "Take one tablet in the morning and one at\nnight; do\nnot take three.",
        f"- {INTRO}\n  you are pregnant or ill\n  you have had a bleed\n  you are a child",
    ],
)
def test_lines_joined_without_a_width_that_shows_it_are_put_before_a_person(text):
    (block,) = blocks_of(text)

    assert block.text == " ".join(text.removeprefix("- ").split())
    assert [(one.words, one.serious) for one in block.remarks] == [("\n".join(map(str.strip, text.split("\n"))), True)]


def test_a_text_whose_lines_are_all_full_is_joined_without_a_doubt():
    blocks = blocks_of("\n\n".join("\n".join(textwrap.wrap(one, 36)) for one in PARAGRAPHS))

    assert [block.text for block in blocks] == [*PARAGRAPHS]
    assert [block.remarks for block in blocks] == [[], [], []]


def test_two_spaces_after_a_stop_tear_no_sentence():
    document = read(
        "It is taken so.", "Take one tablet in the morning and one at\nnight.  Do not take three.", "Ask now."
    )

    assert "<p>Take one tablet in the morning and one at night. Do not take three.</p>" in document.front.base.html


TABLE = "| Medicine | Usual | Most |\n|---|---|---|\n| Sertraline | 50 mg | 200 mg |\n| Citalopram | | 40 mg |"


def test_a_table_of_markdown_is_one_in_a_text_without_other_signs():
    document = read("Words that begin it are here.", TABLE, "And they end here, in a sentence.")

    assert "<tr><td>Citalopram</td><td></td><td>40 mg</td></tr>" in document.front.base.html
    assert document.unaccounted == []


@pytest.mark.parametrize("text", ["One | two\n\nThree", "A line\n---\n| a | b |", "a | b\nc | d"])
def test_bars_alone_make_no_table(text):
    assert not looks_like_markdown(text)
