"""Markdown with HTML, remarks and links by reference: the second reading takes them as the page shows them, and still
names what is lost."""

import pytest

from articles.exchange import read_file
from tests.articles.conservation.losing import findings_without

PAGE = "# A title of words\n\nThis is a lead of some words to begin with.\n\n{}\n\nThe last words of it stand here.\n"


def read(inner: str):
    data = PAGE.format(inner).encode()
    return data, read_file("page.md", data)


@pytest.mark.parametrize(
    "inner",
    [
        "See <https://example.org/a_b_c> and <person@example.org> for more of it.",
        "See [the page][r] for more of it.\n\n[r]: https://example.org/b",
        '[the page] and [that *one*][] now.\n\n[the page]: https://e.org/b "A title"\n[that *one*]: <https://e.org>',
        "Words of it here.\n\n<!-- a remark -->\n\nMore words of it.",
        "Words of it <!-- a remark\nover lines --> here, and more.",
        "Give it now<br>and more of it<br/>then.",
        "| A | B |\n|---|---|\n| x<br>y | 5 mg |",
        "| Drug | Usual | Max |\n|:--|--:|:-:|\n| A | | 5 mg |",
        "<table>\n<tr><td>A<td>B\n<tr><td><td>7 mg</table>\n\n| C | D |\n|-|-|\n| 1 | 2 |",
        "Take <del>20 mg</del> 5 mg now, and <s>never</s> more.",
        'See <a href="https://e.org">this</a> now, and <ins>more</ins> of it.',
        '<div class="warning">\nNever 5 mg of it.\n</div>',
        '<div class="warning">\n\nNever *5 mg* of it.\n\n</div>',
        "<p>Take 10<sup>6</sup> of <b>it</b>.</p>",
        "<span style='display:none'>Never 5 mg</span>",
        "```\n<!-- is code -->\n<div>[r]: x</div>\n```",
        "1. one\n2. two\n\n<ol start='3'><li>three</li></ol>",
        "It is [1] and `<br>` so, with x < 5 and y > 3.",
    ],
)  # fmt: skip
def test_what_arrived_in_another_form_is_no_finding(inner):
    assert [one.message for one in read(inner)[1].unaccounted] == []


@pytest.mark.parametrize(
    ("lost", "inner"),
    [
        (">https://example.org/a<", "See <https://example.org/a> for more of it."),
        ("the page", "See [the page][r] for more of it.\n\n[r]: https://example.org/b"),
        ("7 mg", "<table><tr><th>A</th><th>B</th></tr><tr><td></td><td>7 mg</td></tr></table>"),
        ("Never 5 mg", '<div class="warning"><p>\nNever 5 mg of it.\n</div>'),
        ("this", 'See <a href="https://e.org">this</a> now, and more.'),
        ("<sup>6</sup>", "<p>Take 10<sup>6</sup> of it.</p>"),
    ],
)
def test_what_is_lost_of_such_a_form_is_named_with_its_line(lost, inner):
    data, document = read(inner)

    found = findings_without(lost, data, document)
    assert found != []
    assert {one.place for one in found if one.code != "from nowhere"} <= {"line 5", "line 6"}


def test_what_looks_like_a_tag_and_is_none_is_no_tag():
    _, document = read("Keep it at <max and then> all the time.")

    assert "max and then" in document.front.base.html or document.unaccounted != []
