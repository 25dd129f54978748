"""Plain text whose paragraphs were broken into lines: no line is torn out of its sentence."""

import textwrap

import pytest

from articles.exchange import read_file
from articles.exchange.commonmark import looks_like_markdown
from articles.exchange.document import Document

PARAGRAPHS = (
    "Paracetamol is a medicine that is used for mild to moderate pain and for fever in adults and in children over the"
    " age of twelve years.",
    "Do not take more than 4 g in a day. People who weigh less than 50 kg, or who drink a lot, should not take more"
    " than 2 g in a day unless a doctor says so.",
    "Children under 12 should not take the tablets. Ask a pharmacist for a liquid that is made for them.",
)


def read(*parts: str) -> Document:
    return read_file("a.txt", "\n\n".join(["Paracetamol for adults", *parts]).encode())


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


TABLE = "| Medicine | Usual | Most |\n|---|---|---|\n| Sertraline | 50 mg | 200 mg |\n| Citalopram | | 40 mg |"


def test_a_table_of_markdown_is_one_in_a_text_without_other_signs():
    document = read("Words that begin it are here.", TABLE, "And they end here, in a sentence.")

    assert "<tr><td>Citalopram</td><td></td><td>40 mg</td></tr>" in document.front.base.html
    assert document.unaccounted == []


@pytest.mark.parametrize("text", ["One | two\n\nThree", "A line\n---\n| a | b |", "a | b\nc | d"])
def test_bars_alone_make_no_table(text):
    assert not looks_like_markdown(text)
