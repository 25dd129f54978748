"""Entries of several lines, each with a part of its own, as pages copied from a browser have them. Pure."""

import re
from dataclasses import dataclass, field

from ..enums import Kind
from .groups import is_group
from .people import read_people
from .plain_days import DAY, read_day
from .plain_identifiers import BREAK, take_identifiers
from .plain_sentences import sentences
from .plain_source import is_journal

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


@dataclass
class Lines:
    """What the lines gave: fields of CSL, the kind that one of them names (or ""), and doubts."""

    csl: dict = field(default_factory=dict)
    kind: str = ""
    doubts: list[str] = field(default_factory=list)

    def date(self, text: str) -> None:
        self.csl["issued"] = {"date-parts": [read_day(text)]}


def kind_label(line: str) -> str:
    """The kind that a line of its own names ("Research"), or ""."""
    return _LABELS.get(line.strip(" :.[]()").lower(), "")


def read_lines(lines: list[str]) -> Lines | None:
    """What the lines say, each of its own; None if they are running text that was wrapped.

    They are lines of their own if one names a kind, or one is nothing but a journal and a year.
    """
    labels = [label for label in map(kind_label, lines) if label]
    found = Lines(kind=labels[0] if labels else "")
    rest = [line for line in (_without_identifiers(line, found) for line in lines if not kind_label(line)) if line]
    dated = _take_day(rest, found, labels)
    sources = [index for index, line in enumerate(rest) if index and _SOURCE_LINE.fullmatch(line)]
    if dated and not sources:
        _read_others(rest, found)
        return _typed(found)
    if not sources and not (labels and len(rest) > 1):
        return _typed(found) if labels and _one_title(rest, found) else None
    if sources and (match := _SOURCE_LINE.fullmatch(rest.pop(sources[-1]))):
        _read_source(match["name"].strip(" ,.("), found)
        found.date(match["year"])
    _read_others(rest, found)
    return _typed(found)


def _without_identifiers(line: str, found: Lines) -> str:
    taken = take_identifiers(line)
    found.csl = {**taken.csl, **found.csl}
    found.doubts += taken.doubts
    if not re.search(r"\w", taken.text.replace(BREAK, "")) or BREAK not in taken.text:
        return taken.text.replace(BREAK, "").strip(" .;,:")
    return re.sub(r"(?:\s*[;,:(\[])+$|^[\s.;,:]+", "", " ".join(taken.text.replace(BREAK, " ").split()))


def _typed(found: Lines) -> Lines:
    csl = found.csl
    if "type" not in csl:
        if "container-title" in csl and ("issued" in csl or "DOI" in csl):
            csl["type"] = "webpage" if "URL" in csl and "DOI" not in csl else "article-journal"
        elif "publisher" in csl or "ISBN" in csl:
            csl["type"] = "book"
        elif "PMID" in csl or "PMCID" in csl:
            csl["type"] = "article-journal"
        else:
            csl["type"] = "webpage" if "URL" in csl else "document"
    return found


def _take_day(rest: list[str], found: Lines, labels: list[str]) -> bool:
    """Take a line that is nothing but a day (or month, or year) out, with the source on the line before it, if that
    is not the title."""
    dated = [index for index, line in enumerate(rest) if index and _DATE_LINE.fullmatch(line)]
    if not dated:
        return False
    place = dated[-1]
    if match := _DATE_LINE.fullmatch(rest.pop(place)):
        found.date(match["day"])
    if place >= 2:
        _read_source(rest.pop(place - 1).rstrip(" ,."), found)
    if Kind.WEB_PAGE in labels:
        found.csl["type"] = "webpage"
    return True


def _read_source(name: str, found: Lines) -> None:
    """A journal; or, by its name, an organisation, which publishes rather than contains the work."""
    if is_group(name) and not is_journal(name):
        found.csl |= {"publisher": name, "type": "report"}
    else:
        found.csl["container-title"] = name


def _one_title(rest: list[str], found: Lines) -> bool:
    """A kind and one line: its title, if the line is a single sentence and no whole entry."""
    if len(rest) == 1 and len(sentences(rest[0])) == 1 and not re.search(r"[0-9]{4}", rest[0]):
        _title(rest[0], found)
        return True
    return False


def _title(text: str, found: Lines) -> None:
    text = text.strip()
    found.csl["title"] = text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _read_others(rest: list[str], found: Lines) -> None:
    """The first line is the title; one of the others may be the authors; the rest was not understood."""
    title, *others = rest or [""]
    people = read_people(title)
    if people and others:
        found.csl["author"] = people
        title, *others = others
    _title(title, found)
    for line in others:
        people = read_people(_AUTHOR_LABEL.sub("", line).rstrip("."), certain=True)
        if people and "author" not in found.csl:
            found.csl["author"] = people
        else:
            found.doubts.append(f"The line “{line[:120]}” found no place.")
