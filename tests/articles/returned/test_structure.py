"""Changes that typed words cannot say: paragraphs taken out, split, joined and moved, rows put in and taken out,
citations changed. Each is listed with its words and its place, for somebody to make; none is lost."""

import pytest

from articles.returned.base import Base, Leaf
from articles.returned.found import Found
from tests.articles.exchange.word.files import cell, row, run, table

from .files import base, deleted, found, inserted, marked, paragraph, written

BY = 'w:id="9" w:author="A. Reviewer" w:date="2026-03-04T05:06:00Z"'
TEXT = "<p>Take 10 mg.</p><p>Rest for a week.</p><p>Then ask again.</p>"
WORDS = "Rest for a week."


def whole(leaf: Leaf) -> str:
    return paragraph(marked(leaf, written(leaf)))


def moving(kind: str, words: str) -> str:
    return f"<w:{kind} {BY}>{run(words)}</w:{kind}>"


def listed(remarks: list[Found]) -> list[tuple[str, str, str, str]]:
    return [(one.what, one.words, one.spot.quote if one.spot else "", one.name) for one in remarks]


def three() -> tuple[list[Base], list[Leaf]]:
    one = base(TEXT)
    return [one], list(one.leaves)


def test_a_paragraph_that_is_taken_out():
    bases, (first, second, third) = three()
    tracked = paragraph(marked(second, deleted(WORDS)), f"<w:del {BY}/>")

    taken = found(bases, body=whole(first) + tracked + whole(third))
    gone = found(bases, body=whole(first) + whole(third))

    assert listed(taken) == [("paragraph-deleted", WORDS, WORDS, "A. Reviewer")]
    assert listed(gone) == [("paragraph-missing", WORDS, WORDS, "")]


@pytest.mark.parametrize("mark", ["", f"<w:ins {BY}/>"], ids=["untracked", "tracked"])
def test_a_paragraph_that_is_split(mark):
    bases, (first, second, third) = three()
    split = paragraph(marked(second, run("Rest for ")), mark) + paragraph(run("a week."))

    remarks = found(bases, body=whole(first) + split + whole(third))

    assert [(one.what, one.words, one.proposal) for one in remarks] == [
        ("deleted", "a week.", "for"),
        ("new-paragraph", "a week.", "week.\n\na week."),
    ]


def test_paragraphs_that_are_joined():
    bases, (first, second, third) = three()
    tracked = paragraph(marked(second, run(WORDS)), f"<w:del {BY}/>") + whole(third)
    together = paragraph(marked(second, run(WORDS)) + marked(third, run(f" {third.text}")))

    assert listed(found(bases, body=whole(first) + tracked)) == [("joined", "week.", "week.", "A. Reviewer")]
    assert listed(found(bases, body=whole(first) + together)) == [("joined", "week.", "week.", "")]


def test_a_paragraph_that_is_moved():
    bases, (first, second, third) = three()
    away = paragraph(marked(second, moving("moveFrom", WORDS)), f"<w:moveFrom {BY}/>")
    here = paragraph(moving("moveTo", WORDS), f"<w:moveTo {BY}/>")

    tracked = found(bases, body=whole(first) + away + whole(third) + here)
    untracked = found(bases, body=whole(first) + whole(third) + whole(second))

    assert listed(tracked) == [
        ("moved-away", WORDS, WORDS, "A. Reviewer"),
        ("new-paragraph", WORDS, "again.", "A. Reviewer"),
    ]
    assert listed(untracked) == [("moved", third.text, third.text, "")]


ROWS = "<table><tbody><tr><td>Adults</td><td>10 mg</td></tr><tr><td>Children</td><td>5 mg</td></tr></tbody></table>"
NEW = ("Over 65", "2 mg")


def row_of(*leaves: Leaf, properties: str = "", how=None) -> str:
    return row(
        *(cell(paragraph(marked(one, how(one.text) if how else run(one.text)))) for one in leaves),
        properties=properties,
    )


def grid() -> tuple[list[Base], str, str, list[Leaf]]:
    one = base(ROWS)
    leaves = list(one.leaves)
    return [one], row_of(*leaves[:2]), row_of(*leaves[2:]), leaves


def test_a_row_that_is_taken_out():
    bases, first, _, leaves = grid()
    tracked = table(first, row_of(*leaves[2:], properties=f"<w:del {BY}/>", how=deleted))

    assert listed(found(bases, body=tracked)) == [("row-deleted", "Children | 5 mg", "Children", "A. Reviewer")]
    assert listed(found(bases, body=table(first))) == [
        ("paragraph-missing", "Children", "Children", ""),
        ("paragraph-missing", "5 mg", "5 mg", ""),
    ]


@pytest.mark.parametrize("name", ["", "A. Reviewer"])
def test_a_row_that_is_put_in(name):
    bases, first, second, _ = grid()
    new = row(
        *(cell(paragraph(inserted(words) if name else run(words))) for words in NEW),
        properties=f"<w:ins {BY}/>" if name else "",
    )

    remarks = found(bases, body=table(first, new, second))

    assert listed(remarks) == [("new-cell", words, "mg", name) for words in NEW]


def test_a_cell_that_is_changed_is_a_proposal():
    bases, first, _, leaves = grid()
    second = row_of(leaves[2]).removesuffix("</w:tr>") + cell(
        paragraph(marked(leaves[3], deleted("5") + inserted("4") + run(" mg")))
    )

    [remark] = found(bases, body=table(first, f"{second}</w:tr>"))

    assert (remark.kind, remark.spot.quote, remark.proposal) == ("proposal", "5", "4")


CITED = '<p>It is mild.<cite data-ref="lane1998"></cite> Most rest.</p>'


def test_a_citation_that_is_taken_out_or_written_over():
    one = base(CITED)
    [leaf] = one.leaves
    mark = written(leaf)[written(leaf).index("<w:sdt>") : written(leaf).index("</w:sdt>") + len("</w:sdt>")]
    gone = f"<w:del {BY}>{mark.replace('w:t ', 'w:delText ').replace('w:t>', 'w:delText>')}</w:del>"

    taken = found([one], {0: written(leaf).replace(mark, gone)})
    lost = found([one], {0: written(leaf).replace(mark, "")})

    assert [(remark.kind, remark.what, remark.words, remark.name) for remark in taken] == [
        ("named", "citation", "[@lane1998]", "A. Reviewer")
    ]
    assert [(remark.kind, remark.what, remark.words) for remark in lost] == [("named", "citation", "[@lane1998]")]
