"""Lines of a tag and a value, the shape of RIS and of PubMed's .nbib: cut into entries, each with its line. Pure.

What is not a tagged line continues the one before it. Nothing is lost and nothing interpreted here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_LINES = 20_000  # of one entry: ten thousand authors, and then some


@dataclass
class Tagged:
    """One entry: where it begins, its lines as they stand, and its values by tag, in order."""

    line: int
    lines: list[str] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    last: str = ""
    ended: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines).rstrip()

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has one."""
        return next((value for tag in tags for value in self.values.get(tag, ()) if value), "")

    def all(self, *tags: str) -> list[str]:
        """Every value of these tags, tag by tag."""
        return [value for tag in tags for value in self.values.get(tag, ()) if value]


def cut(text: str, *, pattern: re.Pattern, start: str, end: str = "") -> Iterator[Tagged]:
    """The entries that begin with the tag ``start`` (and end with ``end``, if the format has such a tag).

    Lines between entries are given as entries of their own without values, so that they can be shown.
    """
    entry: Tagged | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        match = pattern.match(line)
        tag, value = (match[1].strip(), match[2].strip()) if match else ("", line.strip())
        begins = tag == start
        if entry is not None and (begins or (entry.ended and (tag or value))):
            yield entry
            entry = None
        if entry is None:
            if not tag and not value:
                continue
            entry = Tagged(number)
        entry.lines.append(line)
        if end and tag == end:
            entry.ended = True
        else:
            _add(entry, tag, value)
    if entry is not None:
        yield entry


def _add(entry: Tagged, tag: str, value: str) -> None:
    if tag:
        entry.values.setdefault(tag, []).append(value)
        entry.last = tag
    elif value and entry.last:
        values = entry.values[entry.last]
        values[-1] = f"{values[-1]} {value}".strip()
