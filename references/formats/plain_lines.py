"""Entries of several lines, each with a part of its own, as pages copied from a browser have them. Pure."""

import re

from ..enums import Kind
from .people import is_group, read_people
from .plain_parts import DAY, Found, is_journal, sentences

_LABELS = {
    "guideline": Kind.GUIDELINE,
    "guidelines": Kind.GUIDELINE,
    "clinical guideline": Kind.GUIDELINE,
    "systematic review": Kind.SYSTEMATIC_REVIEW,
    "meta-analysis": Kind.SYSTEMATIC_REVIEW,
    "research": Kind.RESEARCH,
    "research article": Kind.RESEARCH,
    "study": Kind.RESEARCH,
    "clinical trial": Kind.RESEARCH,
    "drug label": Kind.DRUG_LABEL,
    "book": Kind.BOOK,
    "web page": Kind.WEB_PAGE,
    "webpage": Kind.WEB_PAGE,
    "website": Kind.WEB_PAGE,
    "other": Kind.OTHER,
}
_SOURCE_LINE = re.compile(r"(?P<name>[^0-9;]{2,150}?),?\s+\(?(?P<year>(?:1[5-9]|20)[0-9]{2})\)?\.?")
_DATE_LINE = re.compile(
    rf"(?:(?:(?:last|page)\s+)*(?:published|updated|reviewed|revised|posted)\s*(?:on|:)?\s*)?[(]?(?P<day>{DAY})[)]?\.?",
    re.I,
)
_AUTHOR_LABEL = re.compile(r"^(?:by|authors?)\s*:?\s+", re.I)


def kind_label(line: str) -> str:
    """The kind that a line of its own names ("Research"), or ""."""
    return _LABELS.get(line.strip(" :.[]()").lower(), "")


def read_lines(lines: list[str], found: Found) -> str | None:
    """Read the lines into ``found`` and return the kind they name (or ""); None if they are running text.

    They are lines of their own if one names a kind, or one is nothing but a journal and a year.
    """
    labels = [label for label in map(kind_label, lines) if label]
    rest = [line for line in lines if not kind_label(line)]
    dated = _take_day(rest, found, labels)
    sources = [index for index, line in enumerate(rest) if index and _SOURCE_LINE.fullmatch(line)]
    if dated and not sources:
        _read_others(rest, found)
        return labels[0] if labels else ""
    if not sources and not (labels and len(rest) > 1):
        return None if not (labels and _one_title(rest, found)) else labels[0]
    if sources:
        match = _SOURCE_LINE.fullmatch(rest.pop(sources[-1]))
        _read_source(match["name"].strip(" ,.("), found)
        found.date(match["year"])
    _read_others(rest, found)
    return labels[0] if labels else ""


def _take_day(rest: list[str], found: Found, labels: list[str]) -> bool:
    """Take a line that is nothing but a day (or month, or year) out, with the source on the line before it, if that
    is not the title."""
    dated = [index for index, line in enumerate(rest) if index and _DATE_LINE.fullmatch(line)]
    if not dated:
        return False
    place = dated[-1]
    found.date(_DATE_LINE.fullmatch(rest.pop(place))["day"])
    if place >= 2:
        _read_source(rest.pop(place - 1).rstrip(" ,."), found)
    if Kind.WEB_PAGE in labels:
        found.csl["type"] = "webpage"
    return True


def _read_source(name: str, found: Found) -> None:
    """A journal; or, by its name, an organisation, which publishes rather than contains the work."""
    if is_group(name) and not is_journal(name):
        found.csl |= {"publisher": name, "type": "report"}
    else:
        found.csl["container-title"] = name


def _one_title(rest: list[str], found: Found) -> bool:
    """A kind and one line: its title, if the line is a single sentence and no whole entry."""
    if len(rest) == 1 and len(sentences(rest[0])) == 1 and not re.search(r"[0-9]{4}", rest[0]):
        found.title(rest[0])
        return True
    return False


def _read_others(rest: list[str], found: Found) -> None:
    """The first line is the title; one of the others may be the authors; the rest was not understood."""
    title, *others = rest or [""]
    people = read_people(title)
    if people and others:
        found.csl["author"] = people
        title, *others = others
    found.title(title)
    for line in others:
        people = read_people(_AUTHOR_LABEL.sub("", line).rstrip("."), certain=True)
        if people and "author" not in found.csl:
            found.csl["author"] = people
        else:
            found.leftover = True
