"""Where the cells of a page's tables stand in their grids, and which tables are only frames around text."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from articles.text.allowed import MAX_SPAN

from .blocks import Cell
from .checks import refused_at

_SPAN = re.compile(r"\d{1,9}")
MAX_ACROSS, MAX_DOWN = 1_000, 65_534  # of the standard
MAX_PLACES = 200_000  # of a table; no page comes near
_GROUPS = ("thead", "tbody", "tfoot")
_HEADINGS = ("h1", "h2", "h3")


@dataclass
class TableState:
    """A table that is open: where its next cell stands, and what cells from above reach down."""

    table: int
    row: int = -1
    column: int = 0
    reaching: dict[int, int] = field(default_factory=dict)  # column -> the last row that is covered
    cells_in_row: int = 0
    places: int = 0

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
        across, down = _across(node), _down(node)
        self.places += across * down
        if self.places > MAX_PLACES:
            message = f"the cells of the table that begins “{_beginning(node)}” cover more than {MAX_PLACES:,} places."
            raise refused_at(node.sourceline or 0, "too-large", message)
        cell = Cell(self.table, self.row, head, min(across, MAX_SPAN), min(down, MAX_SPAN), self.column)
        for column in range(self.column, self.column + across):
            self.reaching[column] = max(self.reaching.get(column, -1), self.row + down - 1)
        self.column += across
        self.cells_in_row += 1
        return cell


def _span(node: etree._Element, name: str) -> int:
    value = (node.get(name) or "").strip()
    return int(value) if _SPAN.fullmatch(value) else 1


def _beginning(node: etree._Element) -> str:
    """The first words of the table that a cell is of."""
    table = next(node.iterancestors("table"), node)
    return " ".join(" ".join(islice(table.itertext(), 20)).split())[:60]


def _across(node: etree._Element) -> int:
    return min(max(_span(node, "colspan"), 1), MAX_ACROSS)


def _down(node: etree._Element) -> int:
    """The rows that a cell covers: none outside its group of rows; all that are left of it for 0."""
    wanted = min(_span(node, "rowspan") or MAX_DOWN, MAX_DOWN)
    row = next(node.iterancestors("tr"), None)
    if wanted == 1 or row is None:
        return 1
    left = 1
    for beside in row.itersiblings():
        if left >= wanted or beside.tag in _GROUPS:
            break
        left += beside.tag == "tr"
    return left


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
