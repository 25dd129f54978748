"""What Pandoc writes besides CommonMark: aligned tables, raised and lowered words, letters that count, notes beside
each other, titles of pictures; read by both readings."""

import re

import pytest

from articles.conservation import Arrived, missing_from
from articles.exchange import read_file
from articles.exchange.document import Document
from editorial.shared.issues import Refused


def page(inner: str) -> Document:
    text = (
        f"# A title of words\n\nThis is a lead of some words to begin with.\n\n{inner}\n\nIt ends with these words.\n"
    )
    return read_file("page.md", text.encode())


def rows(document: Document) -> list[str]:
    html = re.sub(r"<(/?)th[^>]*>", r"<\1td>", document.front.base.html)
    return [" | ".join(re.findall(r"<td>(.*?)</td>", row)) for row in re.findall(r"<tr>(.*?)</tr>", html)]


DASHES = "---------  ---------  ------"
VALUES = "Quinine               200 mg\nCitalopram 20 mg      40 mg"
SIMPLE = f"Drug       Usual      Most\n{DASHES}\n{VALUES}"
HEADLESS = f"{DASHES}\n{VALUES}\n{DASHES}"
LONG = (
    "-------------------------------\nDrug       Usual      Most\n           dose\n---------  ---------  ---------\n"
    "Quinine               200 mg\n                      a day\n\nCitalopram 20 mg      40 mg\n"
    "-------------------------------"
)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (SIMPLE, ["Drug | Usual | Most", "Quinine |  | 200 mg", "Citalopram | 20 mg | 40 mg"]),
        (HEADLESS, ["Quinine |  | 200 mg", "Citalopram | 20 mg | 40 mg"]),
        (LONG, ["Drug | Usual dose | Most", "Quinine |  | 200 mg a day", "Citalopram | 20 mg | 40 mg"]),
    ],
    ids=["simple", "without a head", "of several lines"],
)
def test_the_columns_of_an_aligned_table_stay_apart(table, expected):
    document = page(table)

    assert (rows(document), document.unaccounted) == (expected, [])


def test_the_second_reading_sees_a_value_under_another_heading():
    rows_of = (
        "<tr><td>Quinine</td><td>200 mg</td><td></td></tr><tr><td>Citalopram</td><td>20 mg</td><td>40 mg</td></tr>"
    )

    found = missing_from("markdown", HEADLESS.encode(), Arrived((("lead", f"<table>{rows_of}</table>"),)))

    assert {finding.code for finding in found} == {"cell"}


@pytest.mark.parametrize(
    "words", ["Words after it.\n\n---\n\nMore words.", "Words.\n\n- - -\n\nMore", "Head of it\n-----\n\nMore"]
)
def test_a_rule_is_no_table(words):
    assert "<table" not in page(words).front.base.html


def test_signs_of_pandoc_raise_and_lower():
    document = page("Give 10^9^ cells, ^14^C, H~2~O and Ca^2+^ for `a^b^`, about ~5 mg or ~6 mg.")

    assert (
        "Give 10<sup>9</sup> cells, <sup>14</sup>C, H<sub>2</sub>O and Ca<sup>2+</sup> for a^b^, about ~5 mg or ~6 mg."
        in document.front.base.html
    )
    assert document.unaccounted == []
    assert missing_from("markdown", b"Give 10^9^ cells.", Arrived((("lead", "<p>Give 109 cells.</p>"),)))


def test_letters_that_count_are_a_list_of_their_own():
    html = page("3. three words\n4. four words\n\na. alpha words\nb. beta words\n\n1. one word\n").front.base.html

    assert (
        '<ol start="3"><li>three words</li><li>four words</li></ol><ol><li>alpha words</li><li>beta words</li></ol>'
        "<ol><li>one word</li></ol>"
    ) in html


def test_two_notes_beside_each_other_are_two():
    document = page("It is so.[^1][^2]\n\n[^1]: Note one.\n\n[^2]: Note two.")

    assert (
        '<cite data-unresolved="[note 1]"></cite><cite data-unresolved="[note 2]"></cite>' in document.front.base.html
    )


def test_the_title_of_a_picture_is_named():
    document = page('See ![Glass](b.png "Never 7 mg") here now.')

    assert ("Never 7 mg", True) in [(remark.words, remark.serious) for remark in document.remarks]


def test_what_lies_below_an_item_that_is_set_apart_is_a_list_of_its_own():
    html = "<ol><li>alpha words</li></ol><ul><li>Print<ol><li>5 mg of words</li></ol></li></ul>"
    document = read_file("page.html", f"<h1>A title</h1><p>Words of it, here.</p>{html}<p>It ends.</p>".encode())

    assert "<ol><li>alpha words</li></ol><ol><li>5 mg of words</li></ol>" in document.front.base.html
    assert [item.text for item in document.set_apart] == ["Print"]


def test_too_many_sections_are_refused_by_the_name_of_the_file_and_the_place():
    parts = "".join(f"Heading number {at} here\n\nWords of the part {at}, and so on they go.\n\n" for at in range(320))

    with pytest.raises(Refused) as refused:
        read_file("big.txt", f"A title of words\n\n{parts}".encode())

    issue = refused.value.issues[0]
    assert "big.txt has more than 300 headings of sections" in issue.message
    assert issue.target.startswith("line:")
