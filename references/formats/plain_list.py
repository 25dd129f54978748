"""A plain list of references, cut into entries: by its numbers, else by empty lines, else line by line. Pure."""

import re

from editorial.shared.issues import Issue, Refused

from .entries import ReadEntry, failed_entry, make_entry
from .plain import MAX_ENTRY, parse_entry

_NUMBERED = re.compile(r"\s*(?:\[[0-9]{1,4}\]|\([0-9]{1,4}\)|[0-9]{1,4}[.)])\s+\S")
_HEADING = re.compile(r"\W*(?:references?|bibliography|sources|literature|works cited)\W*", re.I)
MIN_WORDS = 3


def read_plain_list(text: str) -> list[ReadEntry]:
    """Every entry. One that is too little to identify a work is taken, and says so: it can be mended."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if not _HEADING.fullmatch(line)]
    return [_read(entry) for entry in _cut(lines)]


def _cut(lines: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    filled = [(number, line) for number, line in lines if line.strip()]
    numbered = sum(bool(_NUMBERED.match(line)) for _, line in filled)
    if numbered and (numbered > 1 or _NUMBERED.match(filled[0][1])):
        return _at(filled, lambda number, line: bool(_NUMBERED.match(line)))
    gaps = {number + 1 for number, line in lines if not line.strip()}
    inside = any(number in gaps for number, _ in filled[1:])
    return _at(filled, lambda number, line: number in gaps) if inside else [[one] for one in filled]


def _at(lines: list[tuple[int, str]], begins) -> list[list[tuple[int, str]]]:
    entries: list[list[tuple[int, str]]] = []
    for number, line in lines:
        if not entries or begins(number, line):
            entries.append([])
        entries[-1].append((number, line))
    return entries


def _read(lines: list[tuple[int, str]]) -> ReadEntry:
    text, first = "\n".join(line for _, line in lines), lines[0][0]
    if len(text) > MAX_ENTRY:
        return failed_entry(text, first, "too-large", f"The entry is longer than {MAX_ENTRY:,} characters.")
    if len(re.findall(r"\w+", text)) < MIN_WORDS:
        return failed_entry(text, first, "too-short", "These are too few words to be a reference.")
    try:
        parsed = parse_entry(text)
    except Refused as refusal:
        entry = failed_entry(text, first, "", "")
        return make_entry(entry.text, first, {}, refusal.issues)
    notes = [Issue("thin", f"Line {first}: {parsed.why}", f"line:{first}")] if parsed.thin else []
    notes += [Issue("doubt", f"Line {first}: {doubt}", f"line:{first}") for doubt in parsed.doubts]
    return make_entry(text, first, parsed.csl, notes=notes, kind=parsed.kind)
