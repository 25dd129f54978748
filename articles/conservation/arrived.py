"""What arrived: the stored text cut into units, and what was reported beside it. Read with its own small parser."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .grid import Grid, span
from .tokens import LOWERED, RAISED, Token, tokens_of, words_set

_BLOCKS = words_set("p h1 h2 h3 h4 h5 h6 li td th blockquote aside ul ol table thead tbody tr")


NOT_LIVE = frozenset({"struck", "hidden", "inserted", "deleted", "moved"})  # told as gone: no place for live words


@dataclass(frozen=True)
class Cited:
    """A reference that the text cites: its number in the source's list (None: it had none), and words that name it."""

    number: int | None = None
    names: str = ""


@dataclass(frozen=True)
class Said:
    """Words that are kept beside the text: set apart, remarked on, a person, a date, a reference.

    ``stays``: these words are in the text as well, so that telling of them is no place for them.
    ``kind`` says as what ("set apart", "struck", "hidden", "inserted", "deleted", "reference"…).
    """

    kind: str
    words: str
    stays: bool = False


@dataclass(frozen=True)
class Arrived:
    """All of it. ``stored`` are places with their constrained HTML, in the order of the article; headings are
    ``<h3>``."""

    stored: tuple[tuple[str, str], ...]
    said: tuple[Said, ...] = ()
    cited: dict[str, Cited] = field(default_factory=dict)


@dataclass
class Unit:
    """A paragraph, item, cell or heading that is stored; or words that were reported (``kind`` then says how).

    A citation is the token NUL; ``cites`` tells what each of them says, by its place in ``tokens``.
    ``numbers`` are the printed numbers of the items that it begins, ``grid`` is its (table, row, column, depth, width).
    """

    place: str
    kind: str
    text: str
    tokens: list[Token]
    cites: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    number: int | None = None
    grid: tuple[int, int, int, int, int] | None = None
    hrefs: tuple[str, ...] = ()
    is_heading: bool = False
    depth: int = 0
    order: int = 0
    covered: list[bool] = field(default_factory=list)
    stays: bool = False

    def __post_init__(self) -> None:
        self.covered = [False] * len(self.tokens)

    @property
    def is_place(self) -> bool:
        """Whether live words may have their place here: not among words that are gone, or that stand elsewhere."""
        return not self.stays and self.kind not in NOT_LIVE

    @property
    def is_stored(self) -> bool:
        return self.kind == "stored"


def units_of(arrived: Arrived) -> list[Unit]:
    """Every unit, the stored ones first, in their order."""
    units: list[Unit] = []
    tables = 0
    for place, html in arrived.stored:
        reader = _Stored(place, tables)
        reader.feed(html)
        reader.close()
        units += reader.finished()
        tables = reader.tables_seen
    for index, unit in enumerate(units):
        unit.order = index
    units += [Unit(said.kind, said.kind, said.words, tokens_of(said.words), stays=said.stays) for said in arrived.said]
    return units


@dataclass
class _Gathering:
    """The words of the unit that is open."""

    text: str = ""
    scripts: list[tuple[int, int, str]] = field(default_factory=list)
    cites: list[tuple[int, tuple[str, str, str]]] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    number: int | None = None
    grid: tuple[int, int, int, int, int] | None = None
    is_heading: bool = False
    depth: int = 0


class _Stored(HTMLParser):
    """Cuts constrained HTML into units; a cell is one unit whatever stands in it."""

    def __init__(self, place: str, tables_before: int):
        super().__init__(convert_charrefs=True)
        self.place = place
        self.tables_seen = tables_before
        self.units: list[Unit] = []
        self.open = _Gathering()
        self.heights: list[str] = []
        self.lists: list[int | None] = []
        self.table: Grid | None = None
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._begin(tag, attributes)
        elif tag in ("sup", "sub"):
            self.heights.append(RAISED if tag == "sup" else LOWERED)
        elif tag == "br":
            self.open.text += "\n"
        elif tag == "cite":
            facts = (
                attributes.get("data-ref", ""),
                attributes.get("data-locator", ""),
                attributes.get("data-unresolved", ""),
            )
            self.open.cites.append((len(self.open.text), facts))
            self.open.text += "\0"
        elif tag == "a":
            self.open.hrefs.append(attributes.get("href") or "article:" + attributes.get("data-article", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("sup", "sub") and self.heights:
            self.heights.pop()
        elif tag in ("td", "th"):
            self.in_cell = False
            self._flush(always=True)
        elif tag in _BLOCKS:
            self._flush()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "table":
            self.table = None

    def handle_data(self, data: str) -> None:
        start = len(self.open.text)
        self.open.text += data
        if self.heights:
            self.open.scripts.append((start, len(self.open.text), self.heights[-1]))

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        if tag in ("h3", "h4"):
            self.open.is_heading = True
        elif tag in ("ul", "ol"):
            start = attributes.get("start", "1")
            self.lists.append((int(start) if start.isdigit() else 1) if tag == "ol" else None)
        elif tag == "li":
            self.open.depth = len(self.lists)
            if self.lists and self.lists[-1] is not None:
                self.open.number = self.lists[-1]
                self.lists[-1] += 1
        elif tag == "table":
            self.table, self.tables_seen = Grid(self.tables_seen), self.tables_seen + 1
        elif tag in ("thead", "tbody") and self.table:
            self.table.next_group()
        elif tag == "tr" and self.table:
            self.table.next_row()
        elif tag in ("td", "th") and self.table:
            self.open.grid = self.table.place(
                span(attributes.get("rowspan"), 100), span(attributes.get("colspan"), 100)
            )
            self.in_cell = True

    def _flush(self, *, always: bool = False) -> None:
        if self.in_cell:
            self.open.text += " "
            return
        gathered = self.open
        if always or gathered.text.strip():
            self.units.append(_unit(self.place, gathered))
            self.open = _Gathering()

    def finished(self) -> list[Unit]:
        self.in_cell = False
        self._flush()
        return self.units


def _unit(place: str, gathered: _Gathering) -> Unit:
    tokens = tokens_of(gathered.text, gathered.scripts)
    cites = dict(gathered.cites)
    tokens = sorted([*tokens, *(Token("\0", at, at + 1) for at in cites)], key=lambda token: token.start)
    said = {index: cites[token.start] for index, token in enumerate(tokens) if token.text == "\0"}
    return Unit(
        place,
        "stored",
        gathered.text,
        tokens,
        said,
        gathered.number,
        gathered.grid,
        tuple(gathered.hrefs),
        gathered.is_heading,
        gathered.depth,
    )


_RANGE = re.compile(r"(\d{1,4})\s*[-\u2010-\u2015\u2212]\s*(\d{1,4})|(\d{1,4})")


def numbers_in(words: str) -> list[int]:
    """The numbers of a mark, ranges written out: "1, 3–5" is 1, 3, 4, 5."""
    found: list[int] = []
    for low, high, single in _RANGE.findall(words):
        if single:
            found.append(int(single))
        elif 0 <= int(high) - int(low) < 200:
            found += range(int(low), int(high) + 1)
        else:
            found += [int(low), int(high)]
    return found
