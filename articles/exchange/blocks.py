"""The common stream that every page becomes, whatever it was copied from: blocks of runs, with their lines.

The readers (``plain``, ``html_page``, ``word``) make the blocks; everything after them (bylines, references,
citations, structure) looks only at blocks, so that each heuristic is written once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .tree import element, open_tag, text

SUBTITLE = "imprimatur-subtitle"  # among a block's names, if its source marks it up as a subtitle
MAX_BLOCKS = 10_000  # paragraphs of a page; no article comes near
HEADING, PARAGRAPH, ITEM, CELL, PICTURE = "heading", "paragraph", "item", "cell", "picture"


@dataclass(frozen=True)
class Run:
    """A stretch of text with the same marks (of strong, em, sub, sup). ``atom`` is HTML that stands for itself."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""
    atom: str = ""


@dataclass(frozen=True)
class Cell:
    """Where a table's cell belongs."""

    table: int
    row: int
    head: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass
class Block:
    """One paragraph, heading, list item or table cell.

    ``lines`` are the source's lines it stands on. ``level`` is a heading's (1 to 6) or an item's depth (from 0).
    ``marker`` is what stood before an item ("•", "1.", "a)"), ``number`` its value if it has one. ``inside`` names the
    quotations and callouts around it. ``apart`` is the reason why the source itself sets it apart (a menu, a footer).
    ``certain`` tells that the source marked it up as what it is; without it, the kind is what the line looks like.
    ``gap`` tells that an empty line came before. ``ids`` are the names by which links in the page find it.
    """

    kind: str
    runs: list[Run]
    lines: tuple[int, ...]
    level: int = 0
    ordered: bool = False
    number: int | None = None
    marker: str = ""
    list_id: int = 0
    continues: bool = False
    cell: Cell | None = None
    inside: tuple[str, ...] = ()
    apart: str = ""
    certain: bool = False
    gap: bool = False
    ids: tuple[str, ...] = ()
    _read: tuple[list[Run] | None, str] = field(default=(None, ""), repr=False, compare=False)

    @property
    def text(self) -> str:
        """The words, spaces folded; remembered for as long as the runs are the same list."""
        if self._read[0] is not self.runs:
            self._read = (self.runs, " ".join(self.raw.split()))
        return self._read[1]

    @property
    def raw(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def line(self) -> int:
        return self.lines[0] if self.lines else 0

    @property
    def html(self) -> str:
        return runs_to_html(self.runs)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def all_bold(self) -> bool:
        """Whether everything it says is bold, as people write headings who know no styles."""
        said = [run for run in self.runs if run.text.strip()]
        return bool(said) and all("strong" in run.marks for run in said)

    def without_marks(self, mark: str) -> "Block":
        """The same block, this mark taken off."""
        runs = [replace(run, marks=tuple(name for name in run.marks if name != mark)) for run in self.runs]
        return replace(self, runs=runs)


def plain_block(kind: str, words: str, line: int, **more: object) -> Block:
    """A block of one run without marks."""
    return Block(kind, [Run(words)], (line,), **more)


def cut(runs: Iterable[Run], start: int, end: int | None = None) -> list[Run]:
    """The runs between two offsets of the whole text; atoms have no length and stay with what follows them."""
    kept, position = [], 0
    for run in runs:
        stop = position + len(run.text)
        low, high = max(start, position), stop if end is None else min(end, stop)
        if run.atom:
            if start <= position and (end is None or position < end):
                kept.append(run)
        elif low < high:
            kept.append(replace(run, text=run.text[low - position : high - position]))
        position = stop
    return kept


def strip_runs(runs: list[Run]) -> list[Run]:
    """The runs without space at either end."""
    whole = "".join(run.text for run in runs)
    start = len(whole) - len(whole.lstrip())
    has_atom_at_end = bool(runs) and bool(runs[-1].atom)
    return cut(runs, start, None if has_atom_at_end else len(whole.rstrip()) or None)


def runs_to_html(runs: Iterable[Run]) -> str:
    """Inline HTML; marks are opened and closed only where they change. "\\n" is a line break."""
    written: list[str] = []
    open_now: list[tuple[str, str]] = []
    for run in runs:
        wanted = [("a", run.href)] if run.href else []
        wanted += [(mark, "") for mark in run.marks]
        same = 0
        while same < min(len(wanted), len(open_now)) and wanted[same] == open_now[same]:
            same += 1
        written += [f"</{tag}>" for tag, _ in reversed(open_now[same:])]
        written += [open_tag(tag, {"href": href} if href else {}) for tag, href in wanted[same:]]
        open_now = wanted
        written.append(run.atom or text(run.text).replace("\n", "<br>"))
    written += [f"</{tag}>" for tag, _ in reversed(open_now)]
    return "".join(written)


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
        position = 0
        while position < len(blocks):
            block = blocks[position]
            if block.inside:
                end = _end(blocks, position, lambda other, name=block.inside[0]: other.inside[:1] == (name,))
                self._close_lists(0)
                self._wrap(block.inside[0], [_inner(item) for item in blocks[position:end]])
            elif block.kind == CELL:
                end = _end(blocks, position, lambda other, at=block: _same_table(other, at))
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


def _end(blocks: list[Block], start: int, belongs) -> int:
    end = start + 1
    while end < len(blocks) and belongs(blocks[end]):
        end += 1
    return end


def _inner(block: Block) -> Block:
    return replace(block, inside=block.inside[1:])


def _same_table(block: Block, first: Block) -> bool:
    return block.kind == CELL and not block.inside and block.cell.table == first.cell.table


def _table(cells: list[Block]) -> str:
    rows: dict[int, list[Block]] = {}
    for block in cells:
        rows.setdefault(block.cell.row, []).append(block)
    head, body = [], []
    for row in rows.values():
        is_head = not body and all(block.cell.head for block in row)
        (head if is_head else body).append(element("tr", "".join(map(_table_cell, row))))
    parts = (element("thead", "".join(head)) if head else "") + (element("tbody", "".join(body)) if body else "")
    return element("table", parts)


def _table_cell(block: Block) -> str:
    spans = {"colspan": block.cell.colspan, "rowspan": block.cell.rowspan}
    attributes = {name: str(count) for name, count in spans.items() if count > 1}
    return element("th" if block.cell.head else "td", block.html, attributes)
