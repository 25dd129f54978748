"""Where something stands in a file whose lines nobody sees (Word, a pasted page), in words by which it is found there:
the heading above and which paragraph below it, or the table with the names of row and column. Pure."""

import re
from collections.abc import Iterable
from html import unescape

from .blocks import HEADING, Block
from .document import Document

MAX_NAME = 40  # characters of a heading, row or column that are said
BESIDE = frozenset(("page header", "page footer", "comment in Word", "footnote", "endnote"))  # under no heading
_LINE = re.compile(r"\bline (\d+)\b")
_TAG = re.compile(r"<[^>]*>")
_OF_ISSUE = re.compile(r"\ALine \d+: ")


def has_no_lines(document: Document) -> bool:
    """Whether its lines are paragraphs that a reader counted: no number of one can be found in the source."""
    return document.format == "docx" or document.source == "pasted page"


def words_of_line(document: Document, line: int) -> str:
    """What a line of the source says, in its look where that is known; of a page, without its markup."""
    if not 0 < line <= len(document.lines):
        return ""
    said = document.looks.get(line, document.lines[line - 1])
    return " ".join((unescape(_TAG.sub(" ", said)) if document.format == "html" else said).split())


def spots_of(blocks: Iterable[Block]) -> list[str]:
    """For each of these blocks, in their order, where it stands; "" for what shows no words."""
    spots: list[str] = []
    tables = _Tables()
    heading, count = "", 0
    for block in blocks:
        if block.apart in BESIDE:
            said = block.apart
        elif block.cell is not None and not block.apart:
            said = tables.spot(block)
        elif block.kind == HEADING and not block.apart:
            heading, count = block.text, 0
            said = f"heading “{_short(block.text)}”"
        elif block.text:
            count += 0 if block.apart else 1
            under = f"under “{_short(heading)}”" if heading else "before the first heading"
            said = under if block.apart else f"paragraph {count} {under}"
        else:
            said = ""
        spots.append(said)
    return spots


def say_spots(document: Document) -> None:
    """Name the spots instead of the lines in what a document says of itself."""
    for place, issue in enumerate(document.issues):
        spot = document.spots.get(int(line)) if (line := issue.target.removeprefix("line:")).isdigit() else ""
        if spot and _OF_ISSUE.match(issue.message):
            said = _OF_ISSUE.sub("", issue.message)
            document.issues[place] = type(issue)(issue.code, f"{spot[:1].upper()}{spot[1:]}: {said}", issue.target)
    if document.proposal:
        why = _LINE.sub(lambda match: document.spots.get(int(match[1]), match.group()), document.proposal.why)
        document.proposal.why = why


class _Tables:
    """The tables met so far: their numbers, and the names of their rows and columns."""

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self.rows: dict[tuple[int, int], str] = {}
        self.columns: dict[tuple[int, int], str] = {}

    def spot(self, block: Block) -> str:
        cell = block.cell
        if cell is None:
            return ""
        number = self.numbers.setdefault(cell.table, len(self.numbers) + 1)
        if cell.row == 0:
            self.columns.setdefault((cell.table, cell.column), block.text)
        if cell.column == 0:
            self.rows.setdefault((cell.table, cell.row), block.text)
        row = _named(cell.row, self.rows.get((cell.table, cell.row), "") if cell.column > 0 else "")
        if cell.column < 0:
            return f"table {number}, row {row}"
        column = _named(cell.column, self.columns.get((cell.table, cell.column), "") if cell.row else "")
        return f"table {number}, row {row}, column {column}"


def _named(place: int, name: str) -> str:
    return f"{place + 1} (“{_short(name)}”)" if name else str(place + 1)


def _short(name: str) -> str:
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1].rstrip()}…"
