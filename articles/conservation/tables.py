"""Every value of a table in its column and row."""

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import NamedTuple

from .aligning import is_said_by
from .arrived import Arrived, Unit
from .described import is_described
from .equations import is_same_equation
from .findings import Finding
from .source import CITATION, NOTE_MARK, Passage, Source
from .tokens import LOWERED, RAISED, Token

Place = tuple[int, int]
MIN_APART = 3  # so few words stand in a line that was set apart by chance
MAX_PLACES = 500_000


class _Beside(NamedTuple):
    """What is told beside the cells: all that arrived, the lines that were set apart, the words that describe."""

    arrived: Arrived
    apart: str
    described: frozenset[str]


def misplaced_cells(source: Source, units: list[Unit], arrived: Arrived, described: frozenset[str]) -> list[Finding]:
    """The cells that stand elsewhere, or say something else, than in the file."""
    theirs = _tables([(unit, unit.grid) for unit in units if unit.is_stored])
    lines = [" ".join(_plain(unit.tokens)) for unit in units if unit.kind == "set apart"]
    apart = f"| {' | '.join(lines)} |"
    findings: list[Finding] = []
    for cells in _tables([(passage, passage.grid) for passage in source.passages], apart).values():
        number = _alike(cells, theirs) if cells else None  # a table without a word has nothing to misplace
        if number is not None:
            findings += _differing(cells, theirs.pop(number), _Beside(arrived, apart, described))
    return findings


def _tables(placed: list, apart: str = "") -> dict[int, dict]:
    """Each table as what stands at (row, column); rows without a word, or whose words were all set ``apart``, are left
    out, spans are filled."""
    rows: dict[int, dict[int, dict[int, Passage | Unit]]] = defaultdict(lambda: defaultdict(dict))
    begun: dict[int, set[int]] = defaultdict(set)
    places = 0
    for one, grid in placed:
        if grid is not None:
            number, row, column, depth, width = grid
            begun[number].add(row)
            places += depth * width
            if places > MAX_PLACES:
                raise OverflowError("The cells of the tables cover too many places to be compared")
            for down in range(depth):
                rows[number][row + down].update(dict.fromkeys(range(column, column + width), one))
    return {number: _packed(table, begun[number], apart) for number, table in rows.items()}


def _packed(table: dict[int, dict[int, Passage | Unit]], begun: set[int], apart: str) -> dict:
    """The rows in which a cell begins and any says a word; others are only covered from above."""
    rows = [table[row] for row in sorted(begun)]
    said = [cells for cells in rows if not all(_is_apart(cell.tokens, apart) for cell in cells.values())]
    return {(row, column): cell for row, cells in enumerate(said) for column, cell in cells.items()}


def _words(cell: Passage | Unit) -> tuple[str, ...]:
    return tuple(token.text for token in cell.tokens)


def _alike(cells: dict, theirs: dict[int, dict]) -> int | None:
    """The first table that shares half of the cells; None if the table was set apart."""
    ours = Counter(_words(cell) for cell in cells.values() if cell.tokens)
    for number, table in theirs.items():
        shared = ours & Counter(_words(cell) for cell in table.values() if cell.tokens)
        if 2 * shared.total() >= ours.total():
            return number
    return None


def _differing(cells: dict[Place, Passage], table: dict[Place, Unit], beside: _Beside) -> list[Finding]:
    findings = []
    for place in sorted({*cells, *table}):
        ours, theirs = cells.get(place), table.get(place)
        if not _same(ours, theirs, beside):
            findings.append(_finding(place, cells, ours, theirs))
    return findings


def _same(ours: Passage | None, theirs: Unit | None, beside: _Beside) -> bool:
    if not (ours and ours.tokens) or not (theirs and theirs.tokens):
        return not (theirs and theirs.tokens) and (ours is None or _is_apart(ours.tokens, beside.apart))
    if _words(ours) == _words(theirs) or is_same_equation(ours, theirs):
        return True
    return all(
        (start == end and _is_apart(ours.tokens[low:high], beside.apart))
        or (low == high and is_described(theirs, theirs.tokens[start:end], beside.described))
        or _are_notes(ours.tokens[low:high], theirs, range(start, end))
        or (
            low < high
            and is_said_by(ours, ours.tokens[low:high], theirs, list(range(start, end)), beside.arrived.cited)
        )
        for tag, low, high, start, end in SequenceMatcher(None, _words(ours), _words(theirs)).get_opcodes()
        if tag != "equal"
    )


def _is_apart(tokens: list[Token], apart: str) -> bool:
    """Whether all these words of a cell were set apart, line by line; its citations are asked for elsewhere."""
    words = _plain([token for token in tokens if token.text != CITATION])
    while words:
        ends = range(len(words), 0, -1)
        taken = next((end for end in ends if _is_line(words[:end], apart, is_all=end == len(words))), 0)
        if not taken:
            return False
        words = words[taken:]
    return True


def _is_line(words: list[str], apart: str, *, is_all: bool) -> bool:
    said = f" {' '.join(words)} "
    return f"|{said}|" in apart or ((is_all or len(words) >= MIN_APART) and said in apart)


def _plain(tokens: list[Token]) -> list[str]:
    return [token.text.lstrip(RAISED + LOWERED) for token in tokens]


def _are_notes(ours: list[Token], theirs: Unit, there: range) -> bool:
    """Whether marks of notes became citations; what became of the notes' words is asked elsewhere."""
    return all(token.text == NOTE_MARK for token in ours) and bool(ours) and all(at in theirs.cites for at in there)


def _finding(place: Place, cells: dict[Place, Passage], ours: Passage | None, theirs: Unit | None) -> Finding:
    row, column = _label(cells, (place[0], 0)), _label(cells, (0, place[1]))
    said = " ".join(ours.text.split()) if ours else ""
    now = " ".join(theirs.text.split()) if theirs else ""
    where = ours.place if ours else next(iter(cells.values())).place
    message = (
        f"In the row “{row}”, under “{column}”, the file says {_quoted(said)}; the text: {_quoted(now)} ({where})."
    )
    return Finding("cell", where, said or now, message)


def _label(cells: dict[Place, Passage], place: Place) -> str:
    cell = cells.get(place)
    return " ".join(cell.text.split())[:60] if cell else ""


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "nothing"
