"""Columns without a table: words that a source parts by tabs or by many spaces, so that they stand below each other.

Where the spaces are folded, a value whose own column is empty would stand under another heading ("20 mg" is the most,
and would be the usual dose). So such lines become a table where it is certain what stands in which column, and are put
before a person in any case.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .blocks import CELL, ITEM, PARAGRAPH, Block, Cell, Run, cut, strip_runs
from .remarks import Remark

_GAP = re.compile(r"[ \u00a0]*\t[ \u00a0\t]*|[ \u00a0]{3,}")  # two spaces are a slip of the hand
_FIXED_GAP = re.compile(r"[ \u00a0]*\t[ \u00a0\t]*|[ \u00a0]{2,}")
_TAB = 8
TABLE = "Words in columns that are made with {} became a table; compare it with the source"
LINES = "Words stand in columns that are made with {}; which words belong to which column is not kept: make a table"


@dataclass(frozen=True)
class Row:
    """A line of a block whose words stand in columns: what is in each, and how they are parted."""

    block: Block
    runs: list[Run]
    cells: list[list[Run]]
    is_by_tabs: bool

    @property
    def drawn(self) -> str:
        return "".join(run.gap or run.text for run in self.runs)

    @property
    def words(self) -> list[str]:
        """What each column says; without the marker that was typed before an item."""
        said = [_said(cell) for cell in self.cells]
        is_marked = self.block.kind == ITEM and said[0] == self.block.marker
        return said[1:] if is_marked else said


def with_gaps(words: str, run: Run, *, is_fixed: bool = False) -> Iterator[Run]:
    """Runs like this one that say the words; where a gap is, one space that remembers it."""
    at = 0
    for match in (_FIXED_GAP if is_fixed else _GAP).finditer(words):
        if match.start() > at:
            yield replace(run, text=words[at : match.start()])
        yield replace(run, text=" ", gap=match.group())
        at = match.end()
    if at < len(words):
        yield replace(run, text=words[at:])


def in_columns(blocks: Sequence[Block], next_table: Callable[[], int]) -> list[Block]:
    """The blocks, with lines that stand in columns as a table, or with a doubt on each of them."""
    made: list[Block] = []
    for inside, group in groupby(blocks, key=_parted):
        lines = [*group]
        rows = [row for block in lines for row in _rows(block)] if inside is not None else []
        made += _drawn(lines, rows, next_table) if are_columns([row.words for row in rows]) else lines
    return made


def draws_columns(block: Block) -> bool:
    """Whether the lines of one block stand in columns, so that no number at its beginning makes an item of it."""
    return are_columns([row.words for row in _rows(block)])


def give_up_columns(block: Block) -> None:
    """A block that becomes part of another paragraph makes no table: if it stands in columns, it has a doubt."""
    rows = [row.words for row in _rows(block)]
    if are_columns(rows):
        words = "\n".join(" | ".join(row) for row in rows if _is_said(row))
        block.remarks = [*block.remarks, Remark("list", words, LINES.format("tabs or spaces"), serious=True)]
    block.spaced = []


def fixed_columns(lines: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Where the columns of lines begin and end whose letters are all of one width; [] if they stand in none."""
    drawn = [line.expandtabs(_TAB) for line in lines]
    width = max(map(len, drawn), default=0)
    is_blank = [all(line[at : at + 1] in ("", " ", "\u00a0") for line in drawn) for at in range(width)]
    spans: list[tuple[int, int]] = []
    for blank, places in groupby(range(width), key=is_blank.__getitem__):
        span = [*places]
        if not blank:
            joined = spans and span[0] - spans[-1][1] < 2
            spans = [*spans[:-1], (spans[-1][0], span[-1] + 1)] if joined else [*spans, (span[0], span[-1] + 1)]
    rows = [[line[low:high].strip() for low, high in spans] for line in drawn]
    return [spans for _ in drawn] if are_columns(rows) and all(_is_whole(line, spans) for line in drawn) else []


def is_spaced(line: str) -> bool:
    """Whether many spaces part the words of a line whose letters are all of one width."""
    return _FIXED_GAP.search(line.strip()) is not None


def _is_whole(line: str, spans: list[tuple[int, int]]) -> bool:
    """Whether no cell of the line has a gap in itself: then its columns are others than those of the lines around."""
    return not any(_FIXED_GAP.search(line[low:high].strip()) for low, high in spans)


def _parted(block: Block) -> tuple[str, ...] | None:
    """What is around a paragraph or an item that has gaps; None for all else."""
    is_text = block.kind in (PARAGRAPH, ITEM) and not block.apart and block.cell is None
    return block.inside if is_text and block.spaced else None


def are_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether lines, each as what stands between its gaps, are more than words set apart: two of them or more have
    several parts, and one has three."""
    said = [row for row in rows if _is_said(row)]
    return len(said) >= 2 and max(map(len, said)) >= 3


def _is_said(row: Sequence[str]) -> bool:
    return sum(map(bool, row)) >= 2


def _rows(block: Block) -> Iterator[Row]:
    """The lines of a block, each parted at its gaps."""
    for is_break, group in groupby(block.spaced, key=lambda run: run.text == "\n"):
        if not is_break:
            runs = [*group]
            cells: list[list[Run]] = [[]]
            for run in runs:
                if run.gap:
                    cells += [[] for _ in range(max(run.gap.count("\t"), 1))]
                else:
                    cells[-1].append(run)
            by_tabs = all("\t" in run.gap for run in runs if run.gap)
            yield Row(block, runs, [strip_runs(cell) for cell in cells], by_tabs)


def _drawn(lines: list[Block], rows: list[Row], next_table: Callable[[], int]) -> list[Block]:
    how = "tabs" if all(row.is_by_tabs for row in rows) else "spaces"
    can_be_table = all(block.kind == PARAGRAPH for block in lines)
    cells = _fixed(rows) if can_be_table and all(block.is_fixed for block in lines) else []
    if can_be_table and not cells and how == "tabs" and len({len(row.cells) for row in rows}) == 1:
        cells = [row.cells for row in rows]
    if cells:
        return _table(rows, cells, next_table(), TABLE.format(how))
    for block in lines:
        words = "\n".join(" | ".join(row.words) for row in rows if row.block is block and _is_said(row.words))
        block.remarks = [*block.remarks, *([Remark("list", words, LINES.format(how), serious=True)] if words else [])]
    return lines


def _fixed(rows: list[Row]) -> list[list[list[Run]]]:
    """The cells by their places in lines of letters of one width."""
    spans = fixed_columns([row.drawn for row in rows])
    made = []
    for row, span in zip(rows, spans, strict=False):
        at, wide = 0, []
        for run in row.runs:
            text = (" " * (at % _TAB) + (run.gap or run.text)).expandtabs(_TAB)[at % _TAB :]
            wide.append(replace(run, text=text, gap=""))
            at += len(text)
        made.append([strip_runs(cut(wide, low, high)) for low, high in span])
    return made


def _table(rows: list[Row], cells: list[list[list[Run]]], table: int, reason: str) -> list[Block]:
    made: list[Block] = []
    for number, (row, inner) in enumerate(zip(rows, cells, strict=True)):
        head = number == 0 and not re.search(r"\d", row.drawn)
        for column, runs in enumerate(inner):
            block = replace(row.block, kind=CELL, runs=runs, spaced=[], ids=(), remarks=[])
            block.cell = Cell(table, number, head, column=column)
            if not made or (row.block is not rows[number - 1].block and column == 0):
                block.ids, block.remarks = row.block.ids, row.block.remarks
            made.append(block)
    words = "\n".join(" | ".join(_said(runs) for runs in inner) for inner in cells)
    made[0].remarks = [Remark("list", words, reason, serious=True), *made[0].remarks]
    return made


def _said(runs: list[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())
