"""The HTML of a page's blocks: lists and tables gathered, each block in the place that its source gave it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from .blocks import HEADING, ITEM, Block, Cell
from .cells import fold_cells, table_rows
from .tree import element


@dataclass
class _List:
    """A list while it is written: its tag, its depth, and the item that is open."""

    depth: int
    ordered: bool
    start: int
    list_id: int
    items: list[str] = field(default_factory=list)

    def html(self) -> str:
        attributes = {"start": str(self.start)} if self.ordered and self.start != 1 else {}
        return element("ol" if self.ordered else "ul", "".join(f"<li>{item}</li>" for item in self.items), attributes)


def blocks_to_html(blocks: Iterable[Block]) -> str:
    """The HTML of blocks in order: items gathered into lists, cells into tables, the rest one by one."""
    return _Assembler().write(list(blocks))


class _Assembler:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.lists: list[_List] = []

    def write(self, blocks: list[Block]) -> str:
        blocks = fold_cells(blocks)
        position = 0
        while position < len(blocks):
            block = blocks[position]
            if block.inside:
                end = _end(blocks, position, _within(block.inside[0]))
                self._close_lists(0)
                self._wrap(block.inside[0], [_inner(item) for item in blocks[position:end]])
            elif block.cell is not None:
                end = _end(blocks, position, _of_table_of(block))
                self._close_lists(0)
                self.out.append(_table(blocks[position:end]))
            else:
                end = position + 1
                self._one(block)
            position = end
        self._close_lists(0)
        return "".join(self.out)

    def _wrap(self, name: str, blocks: list[Block]) -> None:
        kind = name.split("#")[0]
        inner = blocks_to_html(blocks)
        if kind == "quote":
            self.out.append(element("blockquote", inner))
        else:
            self.out.append(element("aside", inner, {"data-callout": kind}))

    def _one(self, block: Block) -> None:
        if block.kind == ITEM:
            self._item(block)
        elif block.continues and self.lists:
            self._close_lists(block.level + 1)
            self.lists[-1].items[-1] += element("p", block.html)
        else:
            self._close_lists(0)
            tag = f"h{min(max(block.level, 3), 4)}" if block.kind == HEADING else "p"
            self.out.append(element(tag, block.html))

    def _item(self, block: Block) -> None:
        depth = min(block.level, len(self.lists))
        self._close_lists(depth + 1)
        top = self.lists[-1] if len(self.lists) > depth else None
        if top and not _goes_on(top, block):
            self._close_lists(depth)
            top = None
        if top is None:
            self.lists.append(_List(depth, block.ordered, block.number or 1, block.list_id))
        self.lists[-1].items.append(block.html)

    def _close_lists(self, depth: int) -> None:
        """Close the lists that are deeper than ``depth``; each goes into the item above it."""
        while len(self.lists) > depth:
            html = self.lists.pop().html()
            if self.lists:
                self.lists[-1].items[-1] += html
            else:
                self.out.append(html)


def _goes_on(top: _List, block: Block) -> bool:
    """Whether an item belongs to the list that is open: of its kind, of the same list, and the next number."""
    if top.ordered != block.ordered or top.list_id != block.list_id:
        return False
    return not (block.ordered and block.number) or block.number == top.start + len(top.items)


def _end(blocks: list[Block], start: int, belongs: Callable[[Block], bool]) -> int:
    end = start + 1
    while end < len(blocks) and belongs(blocks[end]):
        end += 1
    return end


def _within(name: str) -> Callable[[Block], bool]:
    return lambda block: block.inside[:1] == (name,)


def _of_table_of(first: Block) -> Callable[[Block], bool]:
    return lambda block: _same_table(block, first)


def _inner(block: Block) -> Block:
    return replace(block, inside=block.inside[1:])


def _same_table(block: Block, first: Block) -> bool:
    return block.cell is not None and not block.inside and block.cell.table == _cell(first).table


def _cell(block: Block) -> Cell:
    return block.cell or Cell(0, 0)


def _table(cells: list[Block]) -> str:
    """The grid as the source had it: a place without a cell becomes an empty one, so that nothing moves."""
    head: list[str] = []
    body: list[str] = []
    for row in table_rows(cells):
        is_head = not body and all(block.cell.head for block in row if block.cell)
        (head if is_head else body).append(element("tr", "".join(map(_table_cell, row))))
    parts = (element("thead", "".join(head)) if head else "") + (element("tbody", "".join(body)) if body else "")
    return element("table", parts)


def _table_cell(block: Block) -> str:
    cell = _cell(block)
    spans = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    attributes = {name: str(count) for name, count in spans.items() if count > 1}
    return element("th" if cell.head else "td", block.html, attributes)
