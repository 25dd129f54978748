"""The authors that a text names right before a year or a page: "Boyer & Shannon", "van der Berg et al.", "NICE"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from references.formats.people import is_group

from .named_words import is_no_name
from .works import Works, folded

UPPER = "A-ZÀ-ÖØ-ÞŁŚŹŻŠŽČĆĐŐŞİ"
_INITIALS = rf"(?:[{UPPER}]\.\s?-?){{1,3}}"
_PARTICLE = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]a|[Dd]el|[Dd]ella|[Dd]er|[Dd]en|[Dd]i|[Dd]u|[Ll]a|[Ll]e|[Ee]l|[Aa]l|[Tt]en|"
    r"[Tt]er|[Bb]in|St\.?)[\s-]){0,3}"
)
_PERSON = (
    rf"(?:{_INITIALS}\s?)?{_PARTICLE}[{UPPER}][\w'’]*[^\W\d_](?:[-–‐][\w'’]+)*(?:,?\s{_INITIALS}|\s[{UPPER}]{{1,2}}\b)?"
)
_AND = r"(?:,?\s?&\s?|,?\s(?:and|und|et|y)\s)"
_OTHERS = r"(?:,?\s(?:et\s+al\b\.?|(?:and|&)\s(?:colleagues|others|co-?workers|associates)|et\s+coll\.?))"
_SEVERAL = re.compile(
    rf"(?P<first>{_PERSON})(?:(?:,\s?{_PERSON}){{0,8}}{_AND}{_PERSON}{_OTHERS}?|(?:,\s?{_PERSON}){{0,8}}{_OTHERS})"
    r"(?:['’]s?)?"
)
_SINGLE = re.compile(rf"(?P<first>{_PERSON}?)(?:['’]s?)?")
_BODY = re.compile(
    rf"(?P<first>[{UPPER}][\w'’.&-]*(?:[\s,]{{1,2}}(?:of|for|the|and|on|in|de|&|[{UPPER}][\w'’.&-]*)){{0,12}})"
    rf"(?:\s?[\[(]\s?(?P<letters>[A-Z][A-Za-z&-]{{1,11}})[\])])?(?:['’]s?)?"
)
_TITLE = re.compile(r"[“\"‘'](?P<first>[^“”\"]{3,160}?)[,.]?[”\"’']")
_START = re.compile(rf"(?<![\w'’.-])(?=[{UPPER}“\"‘]|(?:van|von|de|del|della|der|den|di|du|la|le|el|al|ten|ter)\s)")
MAX_STARTS = 24
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Named:
    """Who is named: where the words begin, the first author folded, and how surely these are authors."""

    start: int
    first: str
    known: bool
    strong: bool


def named_at_end(text: str, works: Works, *, body: bool = True) -> Named | None:
    """The authors that a text ends with: those whom the list knows before all others; None if there are none.

    Without ``body``, an organisation that the list lacks is none, since a sentence before may end in capitals too.
    """
    unknown: Named | None = None
    for start, tail in _tails(text):
        several, single, whole, title = (pattern.fullmatch(tail) for pattern in (_SEVERAL, _SINGLE, _BODY, _TITLE))
        for match in filter(None, (several, single, whole, title)):
            for said in filter(None, match.groupdict().values()):
                first = folded(_POSSESSIVE.sub("", said))
                if works.known(first):
                    return Named(start, first, known=True, strong=True)
        if unknown is None or (several and not unknown.strong):
            unknown = _unknown(start, several, single, whole if body else None) or unknown
    return unknown


def _tails(text: str) -> Iterator[tuple[int, str]]:
    starts = [match.start() for match in _START.finditer(text)][-MAX_STARTS:]
    for start in starts:
        yield start, text[start:]


def _unknown(start: int, several: re.Match | None, single: re.Match | None, whole: re.Match | None) -> Named | None:
    for match in filter(None, (several, whole, single)):
        said = _POSSESSIVE.sub("", match["first"])
        if not is_no_name(said):
            strong = match is several or (match is whole and is_group(said))
            return Named(start, folded(said), known=False, strong=strong)
    return None
