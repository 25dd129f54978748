"""Tables and lists: every value in its column, every number as Word prints it."""

import pytest

from articles.exchange.blocks import CELL, HEADING, ITEM
from articles.exchange.word.numbering import written

from .files import blocks_of, cell, noticed, p, row, run, table


def grid(blocks) -> list[tuple]:
    return [
        (block.cell.row, block.cell.column, block.cell.colspan, block.cell.rowspan, block.text)
        for block in blocks
        if block.cell is not None
    ]


def tc(words: str, properties: str = "") -> str:
    return cell(p(words), properties=properties) if words else cell(properties=properties)


def test_skipped_spanning_merged_and_late_cells_keep_their_columns():
    blocks = blocks_of(
        table(
            row(tc("Drug", '<w:vMerge w:val="restart"/>'), tc("Dose", '<w:gridSpan w:val="2"/>')),
            row(tc("", "<w:vMerge/>"), tc("Usual"), tc("Most")),
            row(tc("200 mg"), properties='<w:gridBefore w:val="2"/>'),
            row(tc("A"), tc("5 mg")),
        )
    )

    assert grid(blocks) == [
        (0, 0, 1, 2, "Drug"),
        (0, 1, 2, 1, "Dose"),
        (1, 1, 1, 1, "Usual"),
        (1, 2, 1, 1, "Most"),
        (2, 2, 1, 1, "200 mg"),
        (3, 0, 1, 1, "A"),
        (3, 1, 1, 1, "5 mg"),
    ]
    assert noticed(blocks) == []


def test_words_that_a_merge_covers_are_named():
    blocks = blocks_of(
        table(row(tc("Adults", '<w:vMerge w:val="restart"/>'), tc("1")), row(tc("Children", "<w:vMerge/>"), tc("2")))
    )

    assert noticed(blocks) == [("hidden", "Children")]


def test_header_rows_are_heads():
    blocks = blocks_of(table(row(tc("Age"), tc("Dose"), properties="<w:tblHeader/>"), row(tc("Adult"), tc("5 mg"))))

    assert [block.cell.head for block in blocks] == [True, True, False, False]


def test_lists_and_tables_in_cells_become_lines_in_their_cell():
    inner = table(row(tc("Morning"), tc("1")), row(tc("Night"), tc("2")))
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    blocks = blocks_of(
        table(row(cell(p("Take:"), p("one", properties=item), p("two", properties=item)), cell(inner, p("daily")))),
        numbering=NUMBERS,
    )

    assert {block.cell.column for block in blocks} == {0, 1}
    assert [block.text for block in blocks if block.cell.column == 0] == ["Take:", "one", "two"]
    assert [block.number for block in blocks if block.kind == ITEM] == [1, 2]
    assert [block.text for block in blocks if block.cell.column == 1] == ["Morning | 1", "Night | 2", "daily"]
    assert ("list", "Morning | 1\nNight | 2") in noticed(blocks)


def test_a_frame_of_one_cell_is_a_callout():
    blocks = blocks_of(p("Before."), table(row(cell(p("Keep it dry."), p("And cool.")))), p("After."))

    assert [(block.text, bool(block.inside), block.kind == CELL) for block in blocks] == [
        ("Before.", False, False),
        ("Keep it dry.", True, False),
        ("And cool.", True, False),
        ("After.", False, False),
    ]


@pytest.mark.parametrize(
    ("tracked", "words"),
    [("rejected", ["A", "B"]), ("accepted", ["A", "C"])],
    ids=["rejected", "accepted"],
)
def test_tracked_cells_are_in_one_state(tracked, words):
    gone, new = '<w:cellDel w:author="Ann"/>', '<w:cellIns w:author="Ann"/>'

    blocks = blocks_of(table(row(tc("A"), tc("B", gone), tc("C", new))), tracked=tracked)

    assert [text for *_, text in grid(blocks)] == words
    assert sorted(noticed(blocks)) == [("deleted", "B"), ("inserted", "C")]


def level(number: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERS = (
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.", 3)}{level(1, "decimal", "%1.%2")}'
    f"{level(2, 'bullet', 'o')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{level(0, "lowerLetter", "%1)")}</w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>"
    '<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num>'
    f'<w:abstractNum w:abstractNumId="9">{level(0, "decimal", "%1.")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>'
)


def item(words: str, number: int, at: int = 0, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return p(words, properties=f'{named}<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_start_go_on_and_restart_as_word_counts_them():
    blocks = blocks_of(
        item("a", 3), item("b", 3), item("c", 3, 1), item("d", 3, 2), p("Text."), item("e", 3), item("f", 4),
        numbering=NUMBERS,
    )  # fmt: skip

    found = [(block.text, block.level, block.number) for block in blocks if block.kind == ITEM]
    assert found == [("a", 0, 3), ("b", 0, 4), ("c", 1, 1), ("d", 2, None), ("e", 0, 5), ("f", 0, 7)]


def test_a_list_that_counts_with_letters_says_so_once():
    blocks = blocks_of(item("first", 5), item("second", 5), numbering=NUMBERS)

    assert [(block.number, block.marker) for block in blocks] == [(1, "a)"), (2, "b)")]
    assert noticed(blocks) == [("list", "a)")]


def test_a_numbered_heading_keeps_its_number():
    style = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'

    blocks = blocks_of(item("Doses", 1, style="H"), item("Risks", 1, style="H"), styles=style, numbering=NUMBERS)

    assert [(block.kind, block.level, block.text) for block in blocks] == [
        (HEADING, 2, "1. Doses"),
        (HEADING, 2, "2. Risks"),
    ]


def test_a_heading_may_be_one_by_its_outline_level_alone():
    (block,) = blocks_of(p(run("Doses", "<w:b/>"), properties='<w:outlineLvl w:val="1"/>'))

    assert (block.kind, block.level) == (HEADING, 2)


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (1, "decimal", "1"),
        (28, "lowerLetter", "bb"),
        (4, "upperLetter", "D"),
        (1994, "upperRoman", "MCMXCIV"),
        (49, "lowerRoman", "xlix"),
        (7, "decimalZero", "07"),
    ],
)
def test_numbers_are_written_as_the_list_writes_them(number, form, said):
    assert written(number, form) == said


def test_a_level_may_be_told_by_the_style_that_the_list_names():
    own = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>{own}</w:style>'
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2").replace(
        "<w:numFmt", '<w:pStyle w:val="H2"/><w:numFmt'
    )
    lists = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
    numbers = f'{lists}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'

    blocks = blocks_of(p("Doses", properties='<w:pStyle w:val="H2"/>'), styles=style, numbering=numbers)

    assert blocks[0].text == "1.1 Doses"


def test_a_hidden_paragraph_is_not_counted():
    hidden = '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>'

    blocks = blocks_of(p(run("secret", "<w:vanish/>"), properties=hidden), item("first", 1), numbering=NUMBERS)

    assert [(block.number, block.text) for block in blocks] == [(1, "first")]
