"""Cuts style sheets into rules, and styles into what they declare. What is no sign of the sheet's form (strings,
addresses, brackets, escapes) is covered first, so that the cuts fall only where browsers cut."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

MAX_STYLE = 20_000
_BRACKETS_DEEP = 8
_REMARK_OR_STRING = re.compile(
    r"/\*.*?(?:\*/|\Z)|<!--|-->|(?P<kept>\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?)", re.S
)
_COVERED = re.compile(
    r"\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?|\burl\((?!\s*[\"'])[^)]*\)?|\\(?:[0-9a-fA-F]{1,6}\s?|.)", re.S
)
_BRACKETS = re.compile(r"\([^(){}]*\)|\[[^\[\]{}]*\]")
_ALWAYS = re.compile(r"\s*(?:@layer\b.*|@media\s+(?:only\s+)?(?:all|screen)\s*)", re.I | re.S)
_NAMED = re.compile(r"\s*((?:[\w-]|\\.)+)\s*:(.*)", re.S)
_URGENT = re.compile(r"\s*!\s*important\s*\Z", re.I)
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.S)


@dataclass
class Declarations:
    """What a rule or a style says, by property; ``urgent`` is what goes before all that is not."""

    plain: dict[str, str] = field(default_factory=dict)
    urgent: dict[str, str] = field(default_factory=dict)

    def add(self, more: "Declarations") -> None:
        self.plain |= more.plain
        self.urgent |= more.urgent

    @property
    def all(self) -> dict[str, str]:
        return self.plain | self.urgent


def style_of(style: str) -> Declarations:
    """What the style of one element says."""
    css = _without_remarks(style[:MAX_STYLE])
    said = Declarations()
    _declare(said, css, _shape(css))
    return said


def rules_in(sheet: str) -> Iterator[tuple[list[str], Declarations]]:
    """The rules of a sheet that stand under no condition (``@media print`` and the like): their selectors, and what
    they say. Rules within rules are for other elements. What is open at the end ends there."""
    css = _without_remarks(sheet)
    shape = _shape(css)
    css, shape = css + "}" * shape.count("{"), shape + "}" * shape.count("{")
    depth = start = 0
    said, selectors = Declarations(), ""
    for brace in re.finditer(r"[{}]", shape):
        at = brace.start()
        if brace.group() == "{":
            head = _behind(shape, start, at)
            if depth or not _ALWAYS.fullmatch(css[head:at]):
                depth += 1
            if depth == 1:
                said, selectors = Declarations(), css[head:at].strip()
            elif depth == 2:
                _declare(said, css[start:at], shape[start:head])
        else:
            if depth == 1:
                _declare(said, css[start:at], shape[start:at])
                if not selectors.startswith("@"):
                    yield _parted(selectors), said
            depth = max(depth - 1, 0)
        start = brace.end()


def plainly(words: str) -> str:
    """The words with their escapes read."""
    return _ESCAPED.sub(lambda one: chr(int(one[1], 16) % 0xD800) if one[1] else one[2].strip("\n"), words)


def _behind(shape: str, start: int, end: int) -> int:
    """Where the selectors before a brace begin: behind what ended before them."""
    return shape.rfind(";", start, end) + 1 or start


def _parted(selectors: str) -> list[str]:
    shape = _shape(selectors)
    commas = [-1, *(one.start() for one in re.finditer(",", shape)), len(shape)]
    return [selectors[low + 1 : high].strip() for low, high in pairwise(commas)]


def _declare(said: Declarations, css: str, shape: str) -> None:
    start = 0
    for piece in shape.split(";"):
        found = _NAMED.fullmatch(css[start : start + len(piece)])
        start += len(piece) + 1
        if found is not None:
            value = _URGENT.sub("", found[2])
            to = said.plain if value == found[2] else said.urgent
            to[plainly(found[1]).lower()] = (value if '"' in value or "'" in value else plainly(value)).strip()


def _without_remarks(css: str) -> str:
    return _REMARK_OR_STRING.sub(lambda found: found["kept"] or "", css)


def _shape(css: str) -> str:
    """As long as the sheet, with nothing but its form in it."""
    shape = _COVERED.sub(lambda found: "x" * len(found.group()), css)
    for _ in range(_BRACKETS_DEEP):
        shape, count = _BRACKETS.subn(lambda found: "x" * len(found.group()), shape)
        if not count:
            break
    return shape
