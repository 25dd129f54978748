"""New paragraphs of a file: proposals where typed words can say them, and named for somebody to make elsewhere."""

import pytest

from articles.returned.base import Base
from articles.returned.found import NAMED, PROPOSAL, Found
from articles.words.content import Wording
from articles.words.quotations import Place, letters_of, with_words

from .files import base, found, inserted, marked, paragraph

FIRST, SECOND = "Never more than 25 mg.", "Ask again after a week."


def below(bases: list[Base], number: int, *new: str, body: str = "") -> list[Found]:
    """What is found where paragraphs stand below one of the leaves."""
    leaf = bases[0].leaves[number]
    return found(bases, {number: lambda words: paragraph(marked(leaf, words)) + "".join(map(paragraph, new))})


def said(remarks: list[Found]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.name, one.proposal or one.words) for one in remarks]


def test_a_new_paragraph_is_a_proposal_below_the_one_before():
    remarks = below([base("<p>Take 10 mg.</p><p>Rest.</p>")], 0, inserted(FIRST, "A"))

    assert said(remarks) == [(PROPOSAL, "A", f"mg.\n\n{FIRST}")]


def test_paragraphs_of_one_person_come_together_and_of_two_do_not():
    bases = [base("<p>Take 10 mg.</p>")]

    assert said(below(bases, 0, inserted(FIRST, "A"), inserted(SECOND, "A"))) == [
        (PROPOSAL, "A", f"mg.\n\n{FIRST}\n\n{SECOND}")
    ]
    assert said(below(bases, 0, inserted(FIRST, "A"), inserted(SECOND, "B"))) == [
        (PROPOSAL, "A", f"mg.\n\n{FIRST}"),
        (NAMED, "B", SECOND),
    ]


@pytest.mark.parametrize(
    "html",
    ["<ul><li>Take 10 mg.</li></ul>", '<aside data-callout="warning"><p>Take 10 mg.</p></aside>'],
)
def test_below_an_item_or_in_a_box_it_is_for_somebody_to_make(html):
    assert said(below([base(html)], 0, inserted(FIRST, "A"))) == [(NAMED, "A", FIRST)]


def test_a_paragraph_in_which_two_had_a_hand_is_named_for_both():
    remarks = below([base("<p>Take 10 mg.</p>")], 0, inserted(FIRST, "A") + inserted(SECOND, "B"))

    assert [(one.kind, one.what, one.name) for one in remarks] == [
        (NAMED, "new-paragraph", "A"),
        (NAMED, "hand-in-new", "B"),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>A 1 mg.</p><p>B</p>", "<p>A 1 mg.</p><p>X &lt; 1</p><p>Y</p><p>B</p>"),
        (
            '<p>A <strong>1 mg.</strong><cite data-ref="lane1998"></cite></p>',
            '<p>A <strong>1 mg.</strong><cite data-ref="lane1998"></cite></p><p>X &lt; 1</p><p>Y</p>',
        ),
        (
            "<ul><li>A 1 mg.</li><li>C</li></ul><p>B</p>",
            "<ul><li>A 1 mg.</li><li>C</li></ul><p>X &lt; 1</p><p>Y</p><p>B</p>",
        ),
    ],
)
def test_paragraphs_are_put_below_the_block_and_change_no_letter_of_it(html, expected):
    end = letters_of(html).text.index("mg.") + 3
    place = Place("", "html", end - 3, end, "", "mg.", "")

    assert with_words(Wording(html=html), place, "mg.\n\nX < 1\n\nY") == {"html": expected}
