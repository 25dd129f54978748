"""Pandoc's tables without lines between the columns: simple ones, of which each line is a row, and those of several
lines a row. Dashes say where the columns stand."""

import re

_DASHES = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *")
_WHOLE = re.compile(r" {0,3}-{5,} *")
_GROUP = re.compile(r"-+")
HEAD_ENDS = ["="]
MAX_LINES = 2_000

Rows = list[list[str]]


def aligned_table(lines: list[str], place: int) -> tuple[int, Rows] | None:
    """The line behind the table that begins here, and its rows (:data:`HEAD_ENDS` ends the head); None if none does."""
    if place and lines[place - 1].strip():
        return None
    if _WHOLE.fullmatch(lines[place]):
        return _of_several_lines(lines, place)
    if _DASHES.fullmatch(lines[place]):
        return _without_head(lines, place)
    if place + 1 < len(lines) and lines[place].strip() and _DASHES.fullmatch(lines[place + 1]):
        end = _end(lines, place + 2)
        if end == place + 2:
            return None
        cuts = _cuts(lines[place + 1])
        last = _DASHES.fullmatch(lines[end - 1]) is not None
        rows = [_cells([line], cuts) for line in lines[place + 2 : end - last]]
        return end, [_cells([lines[place]], cuts), HEAD_ENDS, *rows]
    return None


def _without_head(lines: list[str], place: int) -> tuple[int, Rows] | None:
    end = _end(lines, place + 1)
    if end < place + 3 or not _DASHES.fullmatch(lines[end - 1]):
        return None
    cuts = _cuts(lines[place])
    return end, [_cells([line], cuts) for line in lines[place + 1 : end - 1]]


def _of_several_lines(lines: list[str], place: int) -> tuple[int, Rows] | None:
    near = range(place + 1, min(place + 10, len(lines)))
    under = next((at for at in near if _DASHES.fullmatch(lines[at])), None)
    if under is None or not all(line.strip() for line in lines[place + 1 : under]):
        return None
    far = range(under + 1, min(under + MAX_LINES, len(lines)))
    end = next((at for at in far if _WHOLE.fullmatch(lines[at])), None)
    if end is None:
        return None
    cuts = _cuts(lines[under])
    head = [_cells(lines[place + 1 : under], cuts), HEAD_ENDS] if under > place + 1 else []
    rows: Rows = []
    row: list[str] = []
    for line in [*lines[under + 1 : end], ""]:
        if line.strip():
            row.append(line)
        elif row:
            rows, row = [*rows, _cells(row, cuts)], []
    return (end + 1, [*head, *rows]) if rows else None


def _end(lines: list[str], place: int) -> int:
    while place < len(lines) and lines[place].strip():
        place += 1
    return place


def _cuts(dashes: str) -> list[int]:
    return [group.start() for group in _GROUP.finditer(dashes)]


def _cells(lines: list[str], cuts: list[int]) -> list[str]:
    """What stands in each column, over the lines of a row. What stands before the first is of the first."""
    ends = [*cuts[1:], None]
    begins = [0, *cuts[1:]]
    pieces = [[line[a:b].strip() for line in lines] for a, b in zip(begins, ends, strict=True)]
    return ["\n".join(filter(None, piece)) for piece in pieces]
