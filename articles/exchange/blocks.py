"""The common stream that every page becomes, whatever it was copied from: blocks of runs, with their lines.

The readers (``plain``, ``html_page``, ``word``) make the blocks; everything after them (bylines, references,
citations, structure) looks only at blocks, so that each heuristic is written once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from .document import MediumText
from .remarks import Remark
from .scripts import written_plain
from .tree import open_tag, text

SUBTITLE = "imprimatur-subtitle"  # among a block's names, if its source marks it up as a subtitle
AUTHOR, DATED, ABSTRACT = "imprimatur-author", "imprimatur-date", "imprimatur-abstract"  # the same for these
MAX_BLOCKS = 10_000  # paragraphs of a page; no article comes near
HEADING, PARAGRAPH, ITEM, CELL, PICTURE = "heading", "paragraph", "item", "cell", "picture"


@dataclass(frozen=True)
class FieldItem:
    """One work that a reference manager's field cites, exactly as the field's own record says.

    ``csl`` is its CSL-JSON; empty if the record is gone, and then ``name`` is what the field calls the work. A label
    is CSL's ("page", "chapter"); without one, a locator is a page. Where the record was read from words (a footnote),
    these are its ``text``, and ``thin`` tells why it is too little to identify a work by.
    """

    csl: dict[str, Any] = field(hash=False)
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    name: str = ""
    text: str = ""
    thin: str = ""


@dataclass(frozen=True)
class Run:
    """A stretch of text with the same marks (of strong, em, sub, sup). ``atom`` is HTML that stands for itself.

    ``cites`` are the works that a field cites here; its text is then what the field printed. ``is_formula``: no number
    in it is a citation. ``is_code``: it stands in code, where brackets count, but hardly cite. ``gap`` is what the
    source has for a space that parts columns: tabs, or many spaces.
    """

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""
    atom: str = ""
    cites: tuple[FieldItem, ...] = ()
    is_formula: bool = False
    is_code: bool = False
    gap: str = ""


@dataclass(frozen=True)
class Cell:
    """Where a table's cell belongs. ``column`` is its first column of the grid, from 0; -1 stands for the next free
    one, where a reader cannot tell.

    An empty cell is a cell: a block of kind CELL without runs. A cell may hold several blocks of any kind, all with
    this place; the first comes first.
    """

    table: int
    row: int
    head: bool = False
    colspan: int = 1
    rowspan: int = 1
    column: int = -1

    def is_same(self, other: "Cell | None") -> bool:
        """Whether two blocks stand in the same cell."""
        if other is None or self is other:
            return other is not None
        place = (self.table, self.row, self.column)
        return self.column >= 0 and place == (other.table, other.row, other.column)


@dataclass
class Block:
    """One paragraph, heading, list item or table cell; any of them may stand in a cell (``cell``).

    ``lines`` are the source's lines it stands on. ``level`` is a heading's (1 to 6) or an item's depth (from 0).
    ``marker`` is what stood before an item ("•", "1.", "a)"), ``number`` its value if it has one. ``inside`` names the
    quotations and callouts around it. ``apart`` is the reason why the source itself sets it apart (a menu, a footer).
    ``certain`` tells that the source marked it up as what it is; without it, the kind is what the line looks like.
    ``gap`` tells that an empty line came before. ``ids`` are the names by which links in the page find it.
    ``source`` is its text as it stands in the file, where the reader translated signs; ``remarks`` are what the reader
    noticed here. ``medium`` is a picture that may come in with the words around it. ``spaced`` are its runs with
    the gaps between columns, if it has any; ``is_fixed``: its letters are all of one width.
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
    source: str = ""
    medium: MediumText | None = None
    spaced: list[Run] = field(default_factory=list, compare=False)
    is_fixed: bool = False
    remarks: list[Remark] = field(default_factory=list, compare=False)
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
    def plain(self) -> str:
        """The words where no type can be changed: what stands raised or lowered, in signs that are so by themselves
        ("m²"), so that no power becomes a factor; as "10^x" if there are none."""
        return " ".join("".join(written_plain(run.text, run.marks) for run in self.runs).split())

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
    """The runs without space at either end. An atom is an end: what is beyond it, and it itself, stay."""
    kept = [run for run in runs if run.atom or run.text]
    for end, bare in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and not kept[end].atom:
            words = bare(kept[end].text)
            if words:
                kept[end] = replace(kept[end], text=words)
                break
            kept.pop(end)
    return kept


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
