"""The model that every reader fills: grids with empty cells, blocks in cells, exact citations, and remarks."""

import json

from articles.exchange import report
from articles.exchange.blocks import CELL, HEADING, ITEM, PARAGRAPH, Block, Cell, FieldItem, Run
from articles.exchange.field_citations import locator_of
from articles.exchange.remarks import Remark
from articles.exchange.storage import from_json, to_json
from articles.exchange.structure import build_document

LANE = {
    "type": "article-journal",
    "title": "SSRI-induced extrapyramidal side-effects and akathisia: implications for treatment",
    "author": [{"family": "Lane", "given": "Roger M."}],
    "issued": {"date-parts": [[1998]]},
    "DOI": "10.1177/026988119801200212",
}


def document_of(*blocks):
    head = [
        Block(HEADING, [Run("Starting doses")], (), level=1, certain=True),
        Block(PARAGRAPH, [Run("This page is for adults who take this medicine at home.")], (), certain=True),
        Block(HEADING, [Run("Doses")], (), level=2, certain=True),
    ]
    whole = [*head, *blocks]
    for number, block in enumerate(whole, start=1):
        block.lines = (number,) if block.text else ()
    lines = [block.text for block in whole]
    return build_document(whole, source="a.docx", format="docx", lines=lines)


def cell(words, row, column, kind=CELL, **more):
    return Block(kind, [Run(words)] if words else [], (), cell=Cell(1, row, column=column), certain=True, **more)


def test_empty_cells_keep_their_place():
    document = document_of(cell("Drug", 0, 0), cell("Usual", 0, 1), cell("Most", 0, 2), cell("200 mg", 1, 2))
    assert document.sections[0].base.html == (
        "<table><tbody><tr><td>Drug</td><td>Usual</td><td>Most</td></tr>"
        "<tr><td></td><td></td><td>200 mg</td></tr></tbody></table>"
    )
    assert document.set_apart == []


def test_a_merged_cell_leaves_no_gap_below():
    tall = Block(CELL, [Run("Adults")], (), cell=Cell(1, 0, rowspan=2, column=0), certain=True)
    document = document_of(tall, cell("5 mg", 0, 1), cell("10 mg", 1, 1))
    assert document.sections[0].base.html == (
        '<table><tbody><tr><td rowspan="2">Adults</td><td>5 mg</td></tr><tr><td>10 mg</td></tr></tbody></table>'
    )


def test_a_list_in_a_cell_becomes_lines_and_is_remarked_on():
    first = cell("Take one", 0, 0, ITEM, ordered=True, number=3)
    document = document_of(first, cell("Wait", 0, 0, ITEM, ordered=True, number=4), cell("Morning", 0, 1))
    assert document.sections[0].base.html == (
        "<table><tbody><tr><td>3. Take one<br>4. Wait</td><td>Morning</td></tr></tbody></table>"
    )
    assert [(remark.kind, remark.words) for remark in document.remarks] == [("list", "Take one\nWait")]


def test_a_field_cites_its_record_exactly():
    item = FieldItem(LANE, locator="201-202", label="page", prefix="see ")
    document = document_of(
        Block(PARAGRAPH, [Run("It is common "), Run("(see Lane, 1998)", cites=(item,)), Run(".")], (), certain=True)
    )
    html = '<p>It is common <cite data-ref="lane1998" data-locator="see pp. 201–202"></cite>.</p>'
    assert document.sections[0].base.html == html
    assert [(entry.key, entry.csl) for entry in document.references] == [("lane1998", LANE)]
    assert "no printed list" in document.remarks[0].reason


def test_a_field_and_the_printed_list_are_one_reference():
    printed = (
        "Lane RM. SSRI-induced extrapyramidal side-effects and akathisia: implications for treatment. J. 1998;1:2."
    )
    document = document_of(
        Block(PARAGRAPH, [Run("It is common "), Run("[1]", cites=(FieldItem(LANE),)), Run(".")], (), certain=True),
        Block(HEADING, [Run("References")], (), level=2, certain=True),
        Block(ITEM, [Run(printed)], (), ordered=True, number=1, certain=True),
    )
    assert [entry.csl["DOI"] for entry in document.references] == [LANE["DOI"]]
    key = document.references[0].key
    assert document.sections[0].base.html == f'<p>It is common <cite data-ref="{key}"></cite>.</p>'


def test_a_field_whose_record_is_gone_stays_unresolved():
    gone = Run("Invalid source specified.", cites=(FieldItem({}, name="Gon99"),))
    document = document_of(Block(PARAGRAPH, [Run("One is gone "), gone, Run(".")], (), certain=True))
    assert [mark.marker for mark in document.unresolved] == ["Gon99"]
    assert [(remark.kind, remark.serious) for remark in document.remarks] == [("field", True)]
    assert "Invalid" not in document.sections[0].base.html


def test_a_locator_keeps_prefix_page_and_suffix():
    item = FieldItem(LANE, locator="1115", prefix="see ", suffix=", for the range")
    assert locator_of(item) == "see p. 1115, for the range"


def test_remarks_know_their_place_and_are_kept():
    struck = Remark("struck", "200", "These words are struck out in the file and were left out", serious=True)
    document = document_of(Block(PARAGRAPH, [Run("Take 50 mg.")], (), certain=True, remarks=[struck]))
    kept = document.remarks[0]
    assert (kept.line, kept.place, kept.sentence) == (4, "section:doses", "Take 50 mg.")
    assert from_json(json.loads(json.dumps(to_json(document)))) == document
    assert any("To decide, paragraph 1 under “Doses” (struck)" in line and "“200”" in line for line in report(document))


def test_works_that_are_alike_are_two_references():
    first = {**LANE, "title": "Doses of the tablets in the evening: part one", "DOI": ""}
    second = {**first, "title": "Doses of the tablets in the evening: part two"}
    later = {**first, "issued": {"date-parts": [[1999]]}}
    fields = [Run(f"[{number}]", cites=(FieldItem(csl),)) for number, csl in enumerate((first, second, later, first))]

    document = document_of(Block(PARAGRAPH, [Run("They say so "), *fields], (), certain=True))

    assert [entry.key for entry in document.references] == ["lane1998", "lane1998a", "lane1999"]
    html = document.sections[0].base.html
    assert html.count('data-ref="lane1998"') == 2


def test_a_record_and_a_printed_entry_that_differ_are_both_told():
    printed = f"Lane RM. {LANE['title']}. J Psychopharmacol. 1997;12(2):192-214."
    document = document_of(
        Block(PARAGRAPH, [Run("It is common "), Run("[1]", cites=(FieldItem(LANE),)), Run(".")], (), certain=True),
        Block(HEADING, [Run("References")], (), level=2, certain=True),
        Block(ITEM, [Run(printed)], (), ordered=True, number=1, certain=True),
    )

    assert len(document.references) == 1
    assert any("says 1998, the printed list 1997" in remark.reason for remark in document.remarks)
