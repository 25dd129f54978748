"""Where the cells of a page's tables stand in their grids, and which tables are only frames around text."""

import re
from dataclasses import dataclass, field

from lxml import etree

from .blocks import Cell

_SPAN = re.compile(r"[1-9]\d{0,3}")
MAX_SPAN = 100
_HEADINGS = ("h1", "h2", "h3")


@dataclass
class TableState:
    """A table that is open: where its next cell stands, and what cells from above reach down."""

    table: int
    row: int = -1
    column: int = 0
    reaching: dict[int, int] = field(default_factory=dict)  # column -> the last row that is covered
    cells_in_row: int = 0

    def new_row(self) -> None:
        self.row += 1
        self.column = 0
        self.cells_in_row = 0

    def new_group(self) -> None:
        """Head and body of a table are parted: no cell reaches from one into the other."""
        self.reaching = {}

    def place(self, node: etree._Element, *, head: bool) -> Cell:
        """The place of the next cell: the first column that no cell reaches into."""
        if self.row < 0:
            self.new_row()
        while self.reaching.get(self.column, -1) >= self.row:
            self.column += 1
        across, down = _span(node, "colspan"), _span(node, "rowspan")
        cell = Cell(self.table, self.row, head, across, down, self.column)
        for column in range(self.column, self.column + across):
            self.reaching[column] = max(self.reaching.get(column, -1), self.row + down - 1)
        self.column += across
        self.cells_in_row += 1
        return cell


def _span(node: etree._Element, name: str) -> int:
    value = (node.get(name) or "").strip()
    return min(int(value), MAX_SPAN) if _SPAN.fullmatch(value) else 1


def is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out what stands in it: it has one cell, or says so and holds headings or many
    paragraphs in a cell."""
    cells = [node for node in table.iter("td", "th") if _table_of(node) is table]
    if len(cells) <= 1:
        return True
    lays_out = (table.get("role") or "").lower() in ("presentation", "none") or next(cells[0].iter("table"), None)
    if lays_out is None or lays_out is False:
        return False
    return any(_is_page(cell) for cell in cells)


def _is_page(cell: etree._Element) -> bool:
    return next(cell.iter(*_HEADINGS), None) is not None or sum(1 for _ in cell.iter("p")) > 3


def _table_of(node: etree._Element) -> etree._Element | None:
    return next(node.iterancestors("table"), None)
