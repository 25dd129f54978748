"""Faults of the reader of Word files: each is planted in a function of the reader's own, alone, and does to
:mod:`.whole_file` what such a fault would do to any file."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from articles.exchange.word import body, equations, notes, numbering, reader, surroundings, tables
from articles.exchange.word.inline import Inline
from articles.exchange.word.line import Line
from articles.exchange.word.names import tag_of
from articles.exchange.word.revisions import Change
from articles.exchange.word.styles import Look
from articles.exchange.word.words import Words

Patch = pytest.MonkeyPatch
Fault = Callable[[Patch], None]


def around(owner: Any, name: str, new: Callable) -> Fault:
    """A function of the reader is replaced by one that is given the function itself first."""

    def plant(patch: Patch) -> None:
        old = getattr(owner, name)
        patch.setattr(owner, name, lambda *given, **named: new(old, *given, **named))

    return plant


def constant(owner: Any, name: str, value: Any) -> Fault:
    return lambda patch: patch.setattr(owner, name, property(lambda _: value))


def said(right: str, wrong: str) -> Fault:
    """Words of a run arrive as others."""
    return around(Words, "words", lambda old, self, words: old(self, words.replace(right, wrong)))


def passed_over(tag: str) -> Fault:
    """An element within a paragraph is not read."""
    return lambda patch: patch.setitem(Inline.handlers, tag, lambda self, node: None)


def untold(kind: str, words: str = "") -> Fault:
    """Nobody is told of what was noticed."""

    def plant(old: Callable, self: Line, remark: Any, *given: Any, **named: Any) -> None:
        if remark.kind != kind or words not in remark.words:
            old(self, remark, *given, **named)

    return around(Line, "notice", plant)


def block_lost(words: str) -> Fault:
    """A finished paragraph or cell is not kept."""
    return around(body.Body, "_keep", lambda old, self, block: None if words in block.text else old(self, block))


def of_blocks(change: Callable[[list], list]) -> Fault:
    """The paragraphs of the whole body come out otherwise."""

    def plant(old: Callable, blocks: list) -> None:
        old(blocks)
        blocks[:] = change(blocks)

    return around(reader, "place_captions", plant)


def at(blocks: list, words: str) -> int:
    return next(index for index, block in enumerate(blocks) if words in block.text)


def swapped(one: str, other: str) -> Fault:
    def change(blocks: list) -> list:
        low, high = at(blocks, one), at(blocks, other)
        blocks[low], blocks[high] = blocks[high], blocks[low]
        return blocks

    return of_blocks(change)


def to_the_end(words: str) -> Fault:
    def change(blocks: list) -> list:
        moved = blocks.pop(at(blocks, words))
        return [*blocks, moved]

    return of_blocks(change)


def twice(words: str) -> Fault:
    def change(blocks: list) -> list:
        return [
            *blocks[: at(blocks, words)],
            replace(blocks[at(blocks, words)], remarks=[]),
            *blocks[at(blocks, words) :],
        ]

    return of_blocks(change)


def of_block(words: str, **changes: Any) -> Fault:
    def change(blocks: list) -> list:
        return [replace(block, **changes) if words in block.text else block for block in blocks]

    return of_blocks(change)


def of_cells(change: Callable[[list], list]) -> Fault:
    """The cells of the table come out otherwise."""

    def plant(old: Callable, *given: Any) -> Any:
        table = old(*given)
        if len(table.cells) > 10:
            table.cells = change(table.cells)
        return table

    return around(body, "table_of", plant)


def in_row(row: int, **changes: Any) -> Fault:
    return of_cells(lambda cells: [replace(cell, **changes) if cell.row == row else cell for cell in cells])


def row_lost(row: int) -> Fault:
    return of_cells(lambda cells: [cell for cell in cells if cell.row != row])


def rows_swapped(one: int, other: int) -> Fault:
    def change(cells: list) -> list:
        rows = {one: other, other: one}
        moved = [replace(cell, row=rows.get(cell.row, cell.row)) for cell in cells]
        return sorted(moved, key=lambda cell: (cell.row, cell.column))

    return of_cells(change)


def cell_emptied(row: int, column: int) -> Fault:
    def change(cells: list) -> list:
        for cell in cells:
            for node in [*cell.node] if (cell.row, cell.column) == (row, column) else ():
                cell.node.remove(node)
        return cells

    return of_cells(change)


def cells_swapped(row: int) -> Fault:
    def change(cells: list) -> list:
        one, other = [cell for cell in cells if cell.row == row][-2:]
        one.node, other.node = other.node, one.node
        return cells

    return of_cells(change)


def shifted(row: int) -> Fault:
    """A row's empty cell is dropped, so that those behind it move."""
    return of_cells(
        lambda cells: [
            replace(cell, column=max(cell.column - 1, 0)) if cell.row == row else cell
            for cell in cells
            if cell.row != row or cell.column != 1
        ]
    )


def merge_forgotten(old: Callable, rows: list, table: Any) -> None:
    table.cells += [cell for row in rows for cell in row]


def marker_as(change: Callable[[Any], Any]) -> Fault:
    def plant(old: Callable, *given: Any) -> Any:
        marker = old(*given)
        return change(marker) if marker is not None else None

    return around(numbering.Numbering, "next", plant)


def field_result_lost(old: Callable, self: Any, words: str) -> None:
    if not any(one.in_result for one in self.source.fields.open):
        old(self, words)


def without_height(height: str) -> Fault:
    def plant(patch: Patch) -> None:
        marks = Words.marks.fget
        patch.setattr(Words, "marks", property(lambda self: tuple(one for one in marks(self) if one != height)))

    return plant


def without_locators(old: Callable, self: Line, words: str, items: tuple) -> None:
    old(self, words, tuple(replace(one, locator="") for one in items))


def no_comments(patch: Patch) -> None:
    patch.setattr("articles.exchange.word.source.comments_of", lambda package: {})
    patch.setattr(surroundings, "_comments", lambda source: [])


def part_lost(kind: str) -> Fault:
    return lambda patch: patch.setattr(
        surroundings, "_ASIDE", tuple(one for one in surroundings._ASIDE if one[0] != kind)
    )


def note_cut(old: Callable, source: Any, kind: str, node: Any) -> Line:
    line = old(source, kind, node)
    line.runs = [replace(run, text=run.text.replace(", ever", "").replace(", mostly", "")) for run in line.runs]
    return line


def pictures_as(change: Callable[[str], str]) -> Fault:
    return around(Inline, "_picture", lambda old, self, alt, key: old(self, change(alt), key))


def vanish_forgotten(old: Callable, self: Words) -> str:
    return "" if self.look.vanish else old(self)


def fraction_as(change: Callable[[str], str]) -> Fault:
    old = equations._WRITERS["m:f"]
    return lambda patch: patch.setitem(equations._WRITERS, "m:f", lambda node: change(old(node)))


def linked_lost(patch: Patch) -> None:
    patch.setattr(Words, "href", property(lambda self: ""))


def last_run_lost(old: Callable, self: Inline, nodes: Any) -> Line:
    kept = [*nodes]
    runs = [one for one in kept if tag_of(one) == "w:r"]
    return old(self, kept[:-1] if len(runs) > 2 and runs[-1] is kept[-1] else kept)


def level_zero(marker: Any) -> Any:
    return replace(marker, level=0, indent=None)


# Each fault with the paragraph, cell or note where it has to be named.
FAULTS: dict[str, tuple[Fault, str]] = {
    # Words and signs
    "decimal point lost": (said("2.5", "25"), "dose"),
    "decimal point moved": (said("2.5", ".25"), "dose"),
    "decimal comma": (said("2.5", "2,5"), "dose"),
    "number grown": (said("2.5", "2.50"), "dose"),
    "micro becomes milli": (said("µ", "m"), "dose"),
    "minus lost": (said("−", ""), "dose"),
    "minus becomes plus": (said("−", "+"), "dose"),
    "at most becomes less": (said("≤", "<"), "dose"),
    "at most lost": (said("≤", ""), "dose"),
    "percent lost": (said(" %", ""), "dose"),
    "range becomes a number": (said("5–10", "510"), "dose"),
    "degree lost": (said("°", ""), "dose"),
    "doses change places": (said("2.5 mg, or 25", "25 mg, or 2.5"), "dose"),
    "words change places": (said("Shake the", "the Shake"), "step"),
    "not lost": (said("not ", ""), "dose"),
    "accents lost": (said("é", "e"), "dose"),
    "soft hyphen becomes a space": (said("\u00ad", " "), "dose"),
    "last run lost": (around(Inline, "read", last_run_lost), "dose"),
    "words joined": (said("Shake the", "Shakethe"), "step"),
    "letter lost": (said("bottle", "botle"), "step"),
    "first word lost": (said("Another of", "of"), "second"),
    "power becomes a factor": (without_height("sup"), "heights"),
    "index becomes a number": (without_height("sub"), "heights"),
    "font of signs forgotten": (around(Words, "_translated", lambda old, self, words: [(words, words)]), "symbol"),
    "sign passed over": (passed_over("w:sym"), "symbol"),
    "tab passed over": (passed_over("w:tab"), "parted"),
    "break passed over": (passed_over("w:br"), "parted"),
    "hyphen passed over": (passed_over("w:noBreakHyphen"), "parted"),
    # What is no live word
    "struck words are live": (constant(Look, "is_struck", False), "struck"),
    "struck words untold": (untold("struck"), "struck"),
    "hidden words are live": (around(Words, "_hidden_because", vanish_forgotten), "hidden"),
    "hidden words untold": (untold("hidden", "fifty"), "hidden"),
    "tiny words are live": (constant(Look, "is_tiny", False), "tiny"),
    "tiny words untold": (untold("hidden", "sixty"), "tiny"),
    "white words are live": (constant(Look, "is_white", False), "white"),
    "white words untold": (untold("hidden", "ninety"), "white"),
    "insertion untold": (untold("inserted"), "inserted"),
    "deletion untold": (untold("deleted"), "deleted"),
    "move untold": (untold("moved"), "moved"),
    "insertion and move are live": (constant(Change, "keeps", True), "what-they-are-for"),  # where the words stand
    "deletion is gone and told": (constant(Change, "keeps", False), "deleted"),
    "insertion passed over": (around(Words, "_changed", lambda old, self, node: None), "deleted"),
    # Notes, links, comments
    "foot notes passed over": (passed_over("w:footnoteReference"), "note 1"),
    "end notes passed over": (passed_over("w:endnoteReference"), "note 2"),
    "end of a note lost": (around(notes, "_line", note_cut), "note 1"),
    "address of a link lost": (linked_lost, "linked"),
    "link passed over": (passed_over("w:hyperlink"), "linked"),
    "comments lost": (no_comments, "comment 1"),
    "header lost": (part_lost("header"), "header 1"),
    "footer lost": (part_lost("footer"), "footer 1"),
    # What is no word
    "equation passed over": (passed_over("m:oMath"), "summed"),
    "part of an equation lost": (fraction_as(lambda words: words.split("/")[0]), "summed"),
    "fraction turned over": (fraction_as(lambda words: "/".join(reversed(words.split("/")))), "summed"),
    "name of a part of an equation changed": (fraction_as(lambda words: words.replace("height", "weight")), "summed"),
    "picture passed over": (passed_over("w:drawing"), "pictured"),
    "description of a picture lost": (pictures_as(lambda alt: ""), "pictured"),
    "description of a picture cut": (pictures_as(lambda alt: alt.split()[0]), "pictured"),
    "box lost": (around(body.Body, "_box", lambda old, self, node, place: None), "box"),
    "box passed over": (passed_over("w:pict"), "box"),
    "tick lost": (said("☒", ""), "ticked"),
    "tick turned": (said("☒", "☐"), "ticked"),
    "control passed over": (passed_over("w:sdt"), "controlled"),
    "results of fields lost": (around(Words, "words", field_result_lost), "counted"),
    "simple field passed over": (passed_over("w:fldSimple"), "counted"),
    "citation lost": (around(Inline, "_cite", lambda old, self, one: None), "cited"),
    "page of a citation lost": (around(Line, "cite", without_locators), "cited"),
    # Lists
    "list numbers lost": (marker_as(lambda marker: None), "step"),
    "numbers become bullets": (marker_as(lambda marker: replace(marker, ordered=False)), "step"),
    "numbers one too high": (marker_as(lambda marker: replace(marker, number=(marker.number or 0) + 1)), "step"),
    "numbers begin again": (marker_as(lambda marker: replace(marker, number=1)), "other step"),
    "levels lost": (marker_as(level_zero), "deep"),
    "item lost": (block_lost("with the left hand"), "deep"),
    # Paragraphs
    "title lost": (block_lost("About tablets"), "title"),
    "heading lost": (block_lost("What they are for"), "heading"),
    "lead lost": (block_lost("This is a lead"), "lead"),
    "paragraph lost": (block_lost("The first of two"), "first"),
    "quotation lost": (block_lost("nobody knows"), "quoted"),
    "caption lost": (block_lost("Doses by their drug"), "caption"),
    "last paragraph lost": (block_lost("The last words"), "ending"),
    "paragraphs change places": (swapped("The first of two", "Another of them"), "second"),
    "items change places": (swapped("Shake the bottle", "Pour out"), "other step"),
    "paragraph at the end": (to_the_end("Another of them"), "second"),
    "paragraph twice": (twice("Another of them"), "what-they-are-for"),
    "paragraph set apart in silence": (of_block("Another of them", runs=[]), "second"),
    # Tables
    "cell emptied": (cell_emptied(2, 1), "table 1, row 3, column 2"),
    "cells change places": (cells_swapped(2), "table 1, row 3, column 2"),
    "empty cell dropped": (shifted(1), "table 1, row 2, column 3"),
    "row lost": (row_lost(2), "table 1, row 3, column 1"),
    "row of heads lost": (row_lost(0), "table 1, row 1, column 1"),
    "rows change places": (rows_swapped(1, 2), "table 1, row 2, column 1"),
    "width of a cell lost": (in_row(3, colspan=1), "table 1, row 4, column 2"),
    "cells that hang down cut off": (around(tables, "_merge", merge_forgotten), "table 1, row 5, column 1"),
    "table lost": (around(body.Body, "table", lambda old, self, node, place: None), "table 1, row 3, column 2"),
    "table in a cell lost": (around(body.Body, "_nested", lambda old, *given: None), "table 1, row 7, column 2"),
    "unit of a cell lost": (said("300 mg", "300"), "table 1, row 3, column 3"),
    "number of a cell changed": (said("200 mg", "20 mg"), "table 1, row 2, column 3"),
    "number of an item in a cell lost": (of_block("Step", number=None, marker=""), "table 1, row 7, column 3"),
}  # fmt: skip
