"""The rows and cells of a Word table, whatever is put around them, and which of them belong together."""

from xml.etree import ElementTree

from .tokens import words_set
from .word_parts import W

MAX_WIDTH = 1000  # columns of a cell that are looked at
SILENT = words_set(
    """pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr instrText delInstrText fldData proofErr Fallback
    tblPrEx"""
)


def name_of(node: ElementTree.Element) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def is_covered(cell: ElementTree.Element, name: str) -> bool:
    """Whether a cell belongs to the one above ("vMerge") or before it ("hMerge")."""
    merge = cell.find(f"{W}tcPr/{W}{name}")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def only_cell(node: ElementTree.Element) -> ElementTree.Element | None:
    """The cell of a table that has one; None if somebody tracked a change of it, or hid it."""
    rows = rows_of(node)
    cells = cells_of(rows[0]) if len(rows) == 1 and not hidden_rows(node) else []
    marks = ("trPr/{0}ins", "trPr/{0}del", "tc/{0}tcPr/{0}cellIns", "tc/{0}tcPr/{0}cellDel")
    tracked = any(rows[0].find(W + mark.format(W)) is not None for mark in marks) if rows else False
    return cells[0] if len(cells) == 1 and not tracked else None


def rows_of(node: ElementTree.Element) -> list[ElementTree.Element]:
    """The rows of a table that it shows, through content controls and changes around them; not those of tables
    inside."""
    return [row for row in _below(node, "tr") if not _is_hidden(row)]


def hidden_rows(node: ElementTree.Element) -> list[ElementTree.Element]:
    return [row for row in _below(node, "tr") if _is_hidden(row)]


def shown_rows(node: ElementTree.Element) -> list[tuple[ElementTree.Element, frozenset[int]]]:
    """The rows that a table shows, each with the columns at which hidden rows right above it begin cells: what goes on
    there goes on from these, and not from the row above that is shown."""
    found: list[tuple[ElementTree.Element, frozenset[int]]] = []
    begun: frozenset[int] = frozenset()
    for row in _below(node, "tr"):
        if _is_hidden(row):
            begun |= _begun_in(row)
        else:
            found.append((row, begun))
            begun = frozenset()
    return found


def _begun_in(row: ElementTree.Element) -> frozenset[int]:
    column, begun = number_of(row.find(f"{W}trPr"), "gridBefore"), set()
    for cell in cells_of(row):
        width = max(number_of(cell.find(f"{W}tcPr"), "gridSpan"), 1)
        begun |= set() if is_covered(cell, "vMerge") else {*range(column, column + min(width, MAX_WIDTH))}
        column += width
    return frozenset(begun)


def _is_hidden(row: ElementTree.Element) -> bool:
    mark = row.find(f"{W}trPr/{W}hidden")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")


def cells_of(row: ElementTree.Element) -> list[ElementTree.Element]:
    return _below(row, "tc")


def _below(node: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    found: list[ElementTree.Element] = []
    for child in node:
        if name_of(child) == name:
            found.append(child)
        elif name_of(child) not in ("tbl", "tc", "p") and name_of(child) not in SILENT:
            found += _below(child, name)
    return found


def number_of(properties: ElementTree.Element | None, name: str) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    value = found.get(f"{W}val", "0") if found is not None else "0"
    return int(value) if value.isdigit() else 0


def shading_of(properties: ElementTree.Element | None) -> ElementTree.Element | None:
    return properties.find(f"{W}shd") if properties is not None else None
