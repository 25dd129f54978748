"""What plain text holds: its lines, and the cells of rows that are parted by tabs."""

import re

from .grid import Grid
from .source import Passage, Source, Stretch

_ITEM = re.compile(r"\s*(?:(\d{1,3})[.)]|[•·▪◦‣–—*o-])[ \u00a0\t]+(?=\S)")
_BULLET = re.compile(r"^([ \t]*)[\uf0a7\uf0b7](?=\s)", re.M)  # the bullets of Word's lists, in a font of signs


_LINKED = re.compile(r"(\[\d[\d,;\s\u2013-]*\])\(#[^()\s]+\)")  # a mark that Markdown links with an entry of the page


def read_text(text: str) -> Source:
    """Every line with its number. Lines with the same two or more tabs in a row are a table."""
    source = Source()
    for end in ("\r\n", "\r", "\x0b", "\x0c"):
        text = text.replace(end, "\n")
    lines = _LINKED.sub(r"\1", _BULLET.sub(r"\1•", text)).split("\n")
    table, tables = None, 0
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        if len(cells) < 2 or not _is_row(lines, number - 1):
            table = None
            source.passages += _line(line, number)
            continue
        if table is None:
            table, tables = Grid(tables), tables + 1
        table.next_row()
        source.passages += [
            Passage(f"line {number}", stretches=[Stretch(cell)], grid=table.place()).finish() for cell in cells
        ]
    return source


def _is_row(lines: list[str], index: int) -> bool:
    beside = [lines[one] for one in (index - 1, index + 1) if 0 <= one < len(lines)]
    return any("\t" in line.strip("\n") and line.strip() for line in beside)


def _line(line: str, number: int) -> list[Passage]:
    if not line.strip():
        return []
    marker = _ITEM.match(line)
    printed = int(marker[1]) if marker and marker[1] else None
    words = line[marker.end() :] if marker else line
    return [Passage(f"line {number}", stretches=[Stretch(words)], number=printed).finish()]
