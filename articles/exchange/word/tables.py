"""The grid of a table: which cell stands in which column, what spans and merges cover, what tracked changes leave."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from articles.text.allowed import MAX_SPAN

from ..remarks import Remark
from .comments import plain
from .names import child, is_on, tag_of, value, whole_number
from .revisions import change_in, merge_of
from .source import Source
from .styles import has_colour

HIDDEN_ROW = "A row of a table that the file hides was left out"
HIDDEN_START = (
    "A row that the file hides begins a cell that goes on in a row that is shown; there it has only its own words"
)


@dataclass
class GridCell:
    """One cell that is shown."""

    node: etree._Element
    row: int
    column: int
    colspan: int = 1
    rowspan: int = 1
    head: bool = False
    shaded: bool = False
    goes_on: bool = False


@dataclass
class Table:
    """A table's cells, row by row; its tracked rows and cells with their words, each with the row at which it is told;
    words that merges cover, and that describe it to those who do not see it."""

    cells: list[GridCell] = field(default_factory=list)
    changes: list[tuple[int, Remark]] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)

    @property
    def is_frame(self) -> bool:
        """Whether it is a box around text rather than a table."""
        return len(self.cells) == 1 and not self.changes


def table_of(node: etree._Element, source: Source) -> Table:
    """The table of a w:tbl in the present state of its tracked changes."""
    table = Table()
    shaded = source.styles.shades_table(value(child(node, "tblPr", "tblStyle")))
    shaded |= has_colour(child(node, "tblPr", "shd"))
    said = (value(child(node, "tblPr", name)).strip() for name in ("tblCaption", "tblDescription"))
    table.described = [words for words in said if words]
    rows: list[list[GridCell]] = []
    hidden: dict[int, str] = {}
    for row in _children(node, "w:tr"):
        if is_on(child(row, "trPr", "hidden")):
            if words := _words_of_row(row):
                table.changes.append((len(rows), Remark("hidden", words, HIDDEN_ROW, serious=True)))
            hidden |= _begun_in(row)
            continue
        change = change_in(child(row, "trPr"), source.accepted)
        if change is not None:
            table.changes.append((len(rows), change.remark(_words_of_row(row), "row")))
        if change is None or change.keeps:
            rows.append(_row(row, len(rows), table, source, shaded=shaded))
            _part(rows[-1], len(rows) - 1, hidden, table)
    _merge(rows, table)
    return table


def _children(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, through whatever is put around them."""
    for one in node:
        name = tag_of(one)
        if name == tag:
            yield one
        elif name in ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"):
            yield from _children(one, tag)


def _words_of_row(row: etree._Element) -> str:
    return ", ".join(words for cell in _children(row, "w:tc") if (words := plain(cell)))


def _row(row: etree._Element, number: int, table: Table, source: Source, *, shaded: bool) -> list[GridCell]:
    properties = child(row, "trPr")
    column = min(whole_number(value(child(properties, "gridBefore"))), MAX_SPAN)
    head = is_on(child(properties, "tblHeader"))
    cells: list[GridCell] = []
    for node in _children(row, "w:tc"):
        own = child(node, "tcPr")
        change = change_in(own, source.accepted, ("cellIns", "cellDel"))
        if change is not None:
            table.changes.append((number, change.remark(plain(node), "cell")))
            if not change.keeps:
                continue
        if merge := merge_of(own, plain(node)):
            table.changes.append((number, merge))
        span = min(max(whole_number(value(child(own, "gridSpan")), 1), 1), MAX_SPAN)
        if _is_continued(child(own, "hMerge")) and cells:
            cells[-1].colspan += span
            table.covered += [words] if (words := plain(node)) else []
        else:
            coloured = shaded or has_colour(child(own, "shd"))
            goes_on = _is_continued(child(own, "vMerge"))
            cells.append(GridCell(node, number, column, span, 1, head, coloured, goes_on))
        column += span
    return cells


def _begun_in(row: etree._Element) -> dict[int, str]:
    """The words of the cells that begin in a row that is hidden, by the columns that they cover."""
    column = min(whole_number(value(child(row, "trPr", "gridBefore"))), MAX_SPAN)
    begun: dict[int, str] = {}
    for node in _children(row, "w:tc"):
        span = min(max(whole_number(value(child(node, "tcPr", "gridSpan")), 1), 1), MAX_SPAN)
        if not _is_continued(child(node, "tcPr", "vMerge")):
            begun |= dict.fromkeys(range(column, column + span), plain(node))
        column += span
    return begun


def _part(row: list[GridCell], number: int, hidden: dict[int, str], table: Table) -> None:
    """No cell goes on from above where it goes on from a row that is hidden; that is told. What is ``hidden`` ends."""
    for cell in row:
        if cell.goes_on and cell.column in hidden:
            cell.goes_on = False
            words = hidden[cell.column]
            table.changes += [(number, Remark("hidden", words, HIDDEN_START, serious=True))] if words else []
    hidden.clear()


def _is_continued(node: etree._Element | None) -> bool:
    return node is not None and value(node) in ("", "continue")


def _merge(rows: list[list[GridCell]], table: Table) -> None:
    """Cells that go on from above make the cell there taller."""
    above: dict[int, GridCell] = {}
    for row in rows:
        seen: dict[int, GridCell] = {}
        for cell in row:
            begun = above.get(cell.column)
            if cell.goes_on and begun is not None and begun.colspan == cell.colspan:
                begun.rowspan += 1
                seen[cell.column] = begun
                table.covered += [words] if (words := plain(cell.node)) else []
            else:
                table.cells.append(cell)
                seen[cell.column] = cell
        above = seen
