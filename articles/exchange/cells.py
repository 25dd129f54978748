"""Cells and grids: several blocks of one cell become one, and every place of a table's grid has its cell."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from .blocks import CELL, ITEM, PICTURE, Block, Cell, Run
from .remarks import Remark

MAX_COLUMNS = 100
_FORM_CHANGED = "A list in a table cell was written line by line, since a cell holds no list"


def fold_cells(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with each cell as one: its paragraphs and items are lines, in order. What is set apart stays out.

    A list whose form is lost that way is remarked on.
    """
    folded: list[Block] = []
    cell: list[Block] = []
    aside: list[Block] = []
    for block in blocks:
        if cell and _stays_out(block):
            aside.append(block)
        elif cell and block.cell is not None and block.cell.is_same(cell[0].cell):
            cell.append(block)
        else:
            folded += [*_one(cell), *aside]
            cell, aside = ([block], []) if block.cell is not None and not _stays_out(block) else ([], [])
            folded += [] if cell else [block]
    return [*folded, *_one(cell), *aside]


def _stays_out(block: Block) -> bool:
    return bool(block.apart) or block.kind == PICTURE


def _one(parts: list[Block]) -> list[Block]:
    """The block of one cell: the first of its blocks, with the lines of the others."""
    if not parts or (len(parts) == 1 and parts[0].kind == CELL):
        return parts
    runs: list[Run] = []
    for part in parts:
        line = _line(part)
        runs += [Run("\n"), *line] if runs and line else line
    items = [part.text for part in parts if part.kind == ITEM]
    remarks = [remark for part in parts for remark in part.remarks]
    remarks += [Remark("list", "\n".join(items), _FORM_CHANGED)] if items else []
    lines = tuple(dict.fromkeys(line for part in parts for line in part.lines))
    ids = tuple(dict.fromkeys(name for part in parts for name in part.ids))
    source = "\n".join(part.source for part in parts if part.source)
    return [replace(parts[0], kind=CELL, runs=runs, lines=lines, ids=ids, source=source, remarks=remarks)]


def _line(block: Block) -> list[Run]:
    if not block.text or block.kind != ITEM or block.continues:
        return block.runs if block.text else []
    mark = (block.marker or f"{block.number or 1}.") if block.ordered else "–" if block.level else "•"
    return [Run(f"{mark} "), *block.runs]


def table_rows(cells: Iterable[Block]) -> Iterator[list[Block]]:
    """The rows of one table's cells, top to bottom, with an empty cell at every place that has none."""
    ordered = sorted(cells, key=_row)
    numbers = list(dict.fromkeys(map(_row, ordered)))
    rows = [_placed([_renumbered(one, numbers) for one in row]) for _, row in groupby(ordered, key=_row)]
    width = min(max((_end(block) for row in rows for block in row), default=0), MAX_COLUMNS)
    covered: set[tuple[int, int]] = set()
    for row in rows:
        yield _filled(row, width, covered)


def _renumbered(block: Block, numbers: list[int]) -> Block:
    """The cell in the rows that are left when those are counted out in which no cell begins."""
    if block.cell is None:
        return block
    first, end = (bisect_left(numbers, row) for row in (block.cell.row, block.cell.row + block.cell.rowspan))
    return replace(block, cell=replace(block.cell, row=first, rowspan=max(end - first, 1)))


def _row(block: Block) -> int:
    return block.cell.row if block.cell else 0


def _end(block: Block) -> int:
    return block.cell.column + block.cell.colspan if block.cell else 0


def _placed(row: list[Block]) -> list[Block]:
    """A row's cells from left to right; if a reader gave no columns, they stay as they came."""
    if any(block.cell is None or block.cell.column < 0 for block in row):
        return row
    return sorted(row, key=lambda block: block.cell.column if block.cell else 0)


def _filled(row: list[Block], width: int, covered: set[tuple[int, int]]) -> list[Block]:
    if any(block.cell is None or block.cell.column < 0 for block in row):
        return row
    first = row[0].cell or Cell(0, 0)
    filled: list[Block] = []
    column = 0
    for block in row:
        cell = block.cell or first
        filled += _empties(first, range(column, min(cell.column, MAX_COLUMNS)), covered)
        filled.append(block)
        column = cell.column + cell.colspan
        below = range(first.row + 1, first.row + cell.rowspan)
        covered.update((number, place) for number in below for place in range(cell.column, column))
    return filled + _empties(first, range(column, width), covered)


def _empties(like: Cell, columns: Iterable[int], covered: set[tuple[int, int]]) -> list[Block]:
    cells = (Cell(like.table, like.row, like.head, column=column) for column in columns)
    return [Block(CELL, [], (), cell=cell, certain=True) for cell in cells if (cell.row, cell.column) not in covered]
