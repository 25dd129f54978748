"""A wording as sentences: what cites what."""

import pytest

from articles.checks.text import text_of
from articles.words.content import Wording

CITE = '<cite data-ref="lee2020"></cite>'


def read(html: str) -> list[tuple[str, bool]]:
    return [(one.text, one.has_citation) for one in text_of(Wording(html=html)).sentences]


@pytest.mark.parametrize(
    ("html", "sentences"),
    [
        (f"<p>One in five.{CITE} Two in ten.</p>", [("One in five.", True), ("Two in ten.", False)]),
        (f"<p>One in five {CITE}. Two in ten.</p>", [("One in five.", True), ("Two in ten.", False)]),
        (f"<p>One in five. {CITE}Two in ten.</p>", [("One in five.", True), ("Two in ten.", False)]),
        (f"<p>One in five. Two in ten.{CITE}</p>", [("One in five.", False), ("Two in ten.", True)]),
        (f"<ul><li>One. Two.{CITE}</li><li>Three.</li></ul>", [("One.", True), ("Two.", True), ("Three.", False)]),
        (f"<table><tbody><tr><th>A</th><td>5{CITE}</td></tr><tr><th>B</th><td>6</td></tr></tbody></table>",
         [("A", True), ("5", True), ("B", False), ("6", False)]),
        ("<p>Give .5 mg.</p>", [("Give .5 mg.", False)]),
        ("<p>One line<br>another</p>", [("One line", False), ("another", False)]),
    ],
)  # fmt: skip
def test_a_citation_belongs_to_its_sentence_item_or_row(html, sentences):
    assert read(html) == sentences


def test_a_list_and_a_table_are_one_group_and_paragraphs_are_not():
    items = "<ul><li>C.</li><li>D.<ul><li>E.</li></ul></li></ul>"
    rows = "<table><tbody><tr><td>F</td><td>G</td></tr><tr><td>H</td></tr></tbody></table>"
    html = f"<p>A.</p><p>B.</p>{items}{rows}"

    groups = [[one.text for one in group] for group in text_of(Wording(html=html)).groups]

    assert groups == [["A."], ["B."], ["C.", "D.", "E."], ["F", "G", "H"]]


def test_the_lines_of_the_front_come_first_and_its_title_is_a_heading():
    wording = Wording(heading="Cough", question="Why?", summary="It passes.", html="<h3>More</h3><p>Rest.</p>")

    assert [(one.text, one.kind) for one in text_of(wording).sentences] == [
        ("Why?", "heading"),
        ("Cough", "heading"),
        ("It passes.", "paragraph"),
        ("More", "heading"),
        ("Rest.", "paragraph"),
    ]


def test_words_are_cut_as_they_stand_and_found_as_they_are_typed():
    sentence = text_of(Wording(html="<p>Take 5\u00a0μg now.</p>")).sentences[0]

    assert sentence.plain == "Take 5 µg now."
    assert sentence.cut((5, 9)) == ("5\u00a0μg",)
