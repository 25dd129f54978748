"""A table of the article as Word's grid: every cell with its span, a merge going on where a cell covers rows."""

from dataclasses import dataclass, field

from articles.exchange.word_out.inline import words_of
from articles.exchange.word_out.sheet import Sheet, Spot
from articles.exchange.word_out.xml import paragraph, value
from articles.text.model import Block, heading_rows

MOST_COLUMNS = 63  # Word opens no table that has more
WIDTH = 9070  # between the margins, in twentieths of a point
_LEAST, _MOST = 8, 30  # characters by which columns are measured


@dataclass
class Slot:
    """A stretch of a row: a cell, or the part of one from above that goes on here."""

    column: int
    span: int
    cell: Block
    goes_on: bool = False
    more: list[Block] = field(default_factory=list)


def written_table(table: Block, sheet: Sheet, spot: Spot) -> str:
    """The whole table. Cells are written in their order, so that their numbers count along."""
    rows = slots_of(table.children)
    columns = max((slot.column + slot.span for row in rows for slot in row), default=1)
    widths = _widths(rows, columns)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = heading_rows(table.children)
    body = "".join(_row(row, widths, sheet, spot, is_head=number < head) for number, row in enumerate(rows))
    look = '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noVBand="1"/>'
    layout = f'{value("tblStyle", "ArticleTable")}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{look}'
    return f"<w:tbl><w:tblPr>{layout}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def slots_of(rows: list[Block]) -> list[list[Slot]]:
    """The rows as they lie in the grid, as a browser would lay them out. What would stand beyond Word's last column
    stands in it, below what is there."""
    covered: dict[int, tuple[int, int, Block]] = {}  # by first column: how many rows more, span, cell
    laid: list[list[Slot]] = []
    for row in rows:
        slots = [Slot(column, span, cell, goes_on=True) for column, (_, span, cell) in covered.items()]
        taken = {column + at for column, (_, span, _) in covered.items() for at in range(span)}
        covered = {column: (more - 1, span, cell) for column, (more, span, cell) in covered.items() if more > 1}
        column = 0
        for cell in row.children:
            while column in taken:
                column += 1
            if column >= MOST_COLUMNS:
                _put_below(slots, cell)
                continue
            attributes = dict(cell.attrs)
            span = _free(column, int(attributes.get("colspan", 1)), taken)
            slots.append(Slot(column, span, cell))
            if (more := int(attributes.get("rowspan", 1)) - 1) > 0:
                covered[column] = (more, span, cell)
            column += span
        laid.append(sorted(slots, key=lambda slot: slot.column))
    return _without_empty_columns(laid)


def _free(column: int, wanted: int, taken: set[int]) -> int:
    """How many columns from here on are free, up to as many as are wanted."""
    most = min(column + wanted, MOST_COLUMNS)
    return next((at for at in range(column + 1, most) if at in taken), most) - column


def _put_below(slots: list[Slot], cell: Block) -> None:
    own = [slot for slot in slots if not slot.goes_on]
    (own or slots)[-1].more.append(cell)


def _without_empty_columns(laid: list[list[Slot]]) -> list[list[Slot]]:
    """Columns in which no cell begins are part of the one before: spans get as small as the table allows."""
    begun = sorted({slot.column for row in laid for slot in row})
    ends = sorted({0, *begun, *(slot.column + slot.span for row in laid for slot in row)})
    place = {edge: number for number, edge in enumerate(ends)}
    for row in laid:
        for slot in row:
            start, end = place[slot.column], place[slot.column + slot.span]
            slot.column, slot.span = start, end - start
    return laid


def _widths(rows: list[list[Slot]], columns: int) -> list[int]:
    """Columns as wide as their longest words ask, within the page."""
    weights = [_LEAST] * columns
    for row in rows:
        for slot in row:
            if slot.span == 1 and not slot.goes_on:
                length = sum(len(one.text) for one in slot.cell.runs if one.kind == "text")
                weights[slot.column] = max(weights[slot.column], min(length, _MOST))
    return [WIDTH * weight // sum(weights) for weight in weights]


def _row(row: list[Slot], widths: list[int], sheet: Sheet, spot: Spot, *, is_head: bool) -> str:
    before = row[0].column if row else 0
    properties = value("gridBefore", before) if before else ""
    end = row[-1].column + row[-1].span if row else 0
    if end < len(widths):
        properties += value("gridAfter", len(widths) - end)
    properties += "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    cells, at = [], before
    for slot in row:
        for missing in range(at, slot.column):
            cells.append(_cell_around(widths[missing], "", paragraph("TableText", "")))
        cells.append(_cell(slot, sum(widths[slot.column : slot.column + slot.span]), sheet, spot))
        at = slot.column + slot.span
    inner = "".join(cells) or _cell_around(sum(widths), "", paragraph("TableText", ""))
    return f"<w:tr><w:trPr>{properties if row else ''}</w:trPr>{inner}</w:tr>"


def _cell(slot: Slot, width: int, sheet: Sheet, spot: Spot) -> str:
    span = value("gridSpan", slot.span) if slot.span > 1 else ""
    if slot.goes_on:
        inner = "".join(_words(cell, sheet, spot) for cell in slot.more)
        return _cell_around(width, f"{span}<w:vMerge/>", inner or paragraph("TableText", ""))
    merge = value("vMerge", "restart") if ("rowspan" in dict(slot.cell.attrs)) else ""
    inner = "".join(_words(cell, sheet, spot) for cell in (slot.cell, *slot.more))
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F6"/>' if slot.cell.tag == "th" else ""
    return _cell_around(width, span + merge + shade, inner)


def _words(cell: Block, sheet: Sheet, spot: Spot) -> str:
    style = "TableHeading" if cell.tag == "th" else "TableText"
    return paragraph(style, sheet.marked(spot.next_leaf(), words_of(cell.runs, sheet, spot)))


def _cell_around(width: int, properties: str, inner: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'
