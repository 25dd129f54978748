"""Citations by author and year, such as ``(Hofmann, 2012; Leichsenring & Steinert 2017)``.

They are taken for citations only where the page's own list has an entry by that author of that year. Even then a
person decides: they stay unresolved, and the entry is offered first.
"""

import re
from collections.abc import Iterable

from references.summary import names_of, year_of

from .blocks import Block
from .citation_marks import Mark
from .document import ReferenceEntry

NAMED = "author and year"
_NAME = r"[A-Z][\w'’-]{1,30}"
_ONE = rf"{_NAME}(?:\s+(?:et\s+al\.?|(?:and|&)\s+(?:colleagues|{_NAME})))?,?\s+\(?(?:19|20)\d\d[a-z]?\)?"
_GROUP = re.compile(rf"\(\s?(?:see\s+|e\.g\.,?\s+)?({_ONE}(?:\s?[;,]\s?{_ONE}){{0,9}})\s?\)")
_PART = re.compile(rf"({_NAME})[^;]{{0,60}}?((?:19|20)\d\d)")


def by_author_and_year(entries: Iterable[ReferenceEntry]) -> dict[tuple[str, str], list[str]]:
    """The keys of the entries by their first author and year."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        names, year = names_of(entry.csl), year_of(entry.csl)
        if names and year:
            found.setdefault((names[0].lower(), str(year)), []).append(entry.key)
    return found


def named_marks(block: Block, known: dict[tuple[str, str], list[str]]) -> list[tuple[Mark, list[str]]]:
    """The marks of a block all of whose parts are in the list, with the keys to offer."""
    marks = []
    for match in _GROUP.finditer(block.raw) if known else ():
        parts = [known.get((name.lower(), year), []) for name, year in _PART.findall(match[1])]
        if parts and all(parts):
            keys = list(dict.fromkeys(key for keys in parts for key in keys))
            marks.append((Mark(match.start(), match.end(), [], NAMED, match.group(), accepted=True), keys))
    return marks
