"""What can be told in a plain entry wherever it stands: identifiers, addresses, and the dates that name themselves
("accessed", "published"). Pure.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from ..identifiers import clean_doi, normalise_isbn, normalise_pmcid, normalise_pmid, normalise_url
from .plain_days import DAY, is_ambiguous, read_day

BREAK = "\ue000"
"""Stands where something was taken out: an entry's parts do not reach across it."""

_DOI = re.compile(
    r"(?:\bdoi\s*:?\s*)?(?:https?://(?:dx\.|www\.)?doi\.org/|\bdoi\.org/)?(10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"”]+)", re.I
)
_PMID = re.compile(r"\(?\b(?:PubMed\s+)?PMID\s*:?\s*([0-9]{1,9})\b\)?[.;]?", re.I)
_PMCID = re.compile(r"\(?\b(?:PubMed Central\s+)?(?:PMCID\s*:?\s*)?(PMC[0-9]{1,10})\b\)?[.;]?", re.I)
_ISBN = re.compile(r"\bISBN(?:-1[03])?\s*:?\s*([0-9Xx-]{10,17})\b\.?", re.I)
_ACCESSED = re.compile(
    r"[\[(]?\s*(?:\b(?:last|date|page)\s+)*\b(?:cited|accessed|retrieved|viewed|consulted|visited|downloaded)(?:\s+on)?(?:\s+the)?"
    rf"\s*:?\s+({DAY})\s*[\])]?,?(?:\s+from\b:?)?[.;]?",
    re.I,
)
_PUBLISHED = re.compile(rf"\b(?:Published|Posted)(?:\s+online)?(?:\s+on)?\s*:?\s+({DAY})\.?", re.I)
_EPUB = re.compile(rf"\b(?:Epub|eCollection)\s+({DAY})\.?", re.I)
_UPDATED = re.compile(
    rf"[\[(]?\b(?:last\s+)?(?:updated|modified|reviewed|revised)(?:\s+on)?\s*:?\s+({DAY})\s*[\])]?[.;]?", re.I
)
_URL = re.compile(
    r"[\[(<]*(?:(?:\bAvailable(?:\s+(?:from|at|online))?|\bRetrieved\s+from|\bfrom|\bURL|\bavailable)\s*:?\s*)?"
    r"<?((?:https?://|www\.)[^\s<>\"”\ue000]+)>?",
    re.I,
)
_NO_DATE = re.compile(r"(?<=[.,]\s)n\.\s?d\.?(?=\s|$)")
_ONLINE = re.compile(r"\s*\[(?:Internet|Online)\]\.?|\bAvailable(?:\s+(?:from|at|online))?\s*:?\s*(?=\ue000)", re.I)


@dataclass
class Taken:
    """An entry without what named itself: the rest of its text, the fields, and what is to be said about them."""

    text: str
    csl: dict = field(default_factory=dict)
    online: bool = False
    updated: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def take_identifiers(text: str) -> Taken:
    """Everything in the text that names itself, and the text without it."""
    taken = Taken(text)
    for name, pattern, normalise in (
        ("DOI", _DOI, clean_doi),
        ("PMID", _PMID, normalise_pmid),
        ("PMCID", _PMCID, normalise_pmcid),
        ("ISBN", _ISBN, normalise_isbn),
    ):
        _take(taken, pattern, partial(_identifier, taken, name, normalise))
    _take(taken, _UPDATED, lambda value: _updated(taken, value))
    _take(taken, _ACCESSED, lambda value: _accessed(taken, value))
    _take(taken, _PUBLISHED, lambda value: _keep(taken, "issued", _date(read_day(value))))
    _take(taken, _EPUB, lambda value: _keep(taken, "available-date", _date(read_day(value))))
    _take(taken, _URL, lambda value: _keep(taken, "URL", address(value)))
    taken.text = _NO_DATE.sub(BREAK, taken.text)
    taken.text, marks = _ONLINE.subn(BREAK, taken.text)
    taken.online = bool(marks) or "accessed" in taken.csl
    taken.text = " ".join(taken.text.split()).strip(" ")
    return taken


def address(text: str) -> str:
    """An address as it stands in running text, without the sentence's own end; https where it names no scheme."""
    text = text.rstrip(".,;)]") if text.count("(") < text.count(")") else text.rstrip(".,;]")
    return normalise_url(text if "://" in text else f"https://{text}")


def _take(taken: Taken, pattern: re.Pattern, keep: Callable[[str], bool]) -> None:
    match = pattern.search(taken.text)
    if match and keep(match.group(1)):
        taken.text = f"{taken.text[: match.start()].rstrip()} {BREAK} {taken.text[match.end() :]}"


def _identifier(taken: Taken, name: str, normalise: Callable[[str], str], value: str) -> bool:
    return _keep(taken, name, normalise(value))


def _keep(taken: Taken, name: str, value: object) -> bool:
    if value:
        taken.csl.setdefault(name, value)
    return bool(value)


def _date(parts: list[int]) -> dict:
    return {"date-parts": [parts]} if parts else {}


def _updated(taken: Taken, value: str) -> bool:
    taken.updated = read_day(value)
    return bool(taken.updated)


def _accessed(taken: Taken, value: str) -> bool:
    if is_ambiguous(value):
        taken.doubts.append(f"“{value}” could be two days: only its year was kept.")
    return _keep(taken, "accessed", _date(read_day(value)))
