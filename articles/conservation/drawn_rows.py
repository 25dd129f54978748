"""Lines that stand in columns without a table in the file, and arrived as the rows of one."""

from collections import defaultdict
from itertools import groupby

from .arrived import Unit
from .findings import Finding
from .source import Passage
from .tokens import Token, tokens_of

Words = tuple[str, ...]


def take_drawn_rows(passages: list[Passage], units: list[Unit]) -> tuple[list[Passage], list[Finding]]:
    """The passages that are left when those are counted out that are whole rows of a table, in their order; and the
    cells of these that stand between other tabs in the file."""
    cells = [unit for unit in units if unit.is_stored and unit.grid is not None]
    rows = [[*row] for _, row in groupby(cells, key=lambda unit: unit.grid and unit.grid[:2])]
    starts: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if first := _words(row)[:1]:
            starts[first[0]].append(number)
    left: list[Passage] = []
    findings: list[Finding] = []
    for one in passages:
        taken = _taken(one, rows, starts) if one.grid is None and one.tokens else []
        left += [] if taken else [one]
        findings += _elsewhere(one, taken) if taken else []
    return left, findings


def _taken(passage: Passage, rows: list[list[Unit]], starts: dict[str, list[int]]) -> list[list[Unit]]:
    """The rows that say what a passage says, and nothing else; covered."""
    ours = tuple(token.text for token in passage.tokens)
    for start in starts.get(ours[0], ()):
        theirs: Words = ()
        for end in range(start, len(rows)):
            theirs += _words(rows[end])
            if ours[: len(theirs)] != theirs:
                break
            units = [unit for row in rows[start : end + 1] for unit in row]
            if ours == theirs and not any(any(unit.covered) for unit in units):
                for unit in units:
                    unit.covered = [True] * len(unit.covered)
                return rows[start : end + 1]
    return []


def _elsewhere(passage: Passage, rows: list[list[Unit]]) -> list[Finding]:
    """Of a Word file, where every tab counts, the cells that stand between others; elsewhere a tab may be wider."""
    lines = [line.split("\t") for line in passage.text.split("\n") if line.strip()]
    if not passage.place.startswith("paragraph") or [*map(len, lines)] != [*map(len, rows)]:
        return []
    return [
        Finding(
            "cell",
            passage.place,
            unit.text,
            f"“{unit.text}” stands in another column than in the file ({passage.place}).",
        )
        for line, row in zip(lines, rows, strict=True)
        for part, unit in zip(line, row, strict=True)
        if unit.tokens and _texts(tokens_of(part)) != _texts(unit.tokens)
    ]


def _words(row: list[Unit]) -> Words:
    return tuple(word for unit in row for word in _texts(unit.tokens))


def _texts(tokens: list[Token]) -> Words:
    return tuple(token.text for token in tokens)
