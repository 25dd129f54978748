"""PubMed's own format (.nbib, "MEDLINE"), read only. Pure.

It is the one format that says what a study was and what became of it: publication types, and the notices of retraction
and correction.
"""

import re
from typing import Any

from editorial.shared.issues import Issue

from ..enums import Kind, StudyType
from .dates import read_date
from .entries import ReadEntry, failed_entry, make_entry
from .tagged import MAX_LINES, Tagged, cut

_LINE = re.compile(r"([A-Z][A-Z0-9]{1,3} {0,2})- (.*)$")
_KINDS = {
    "practice guideline": Kind.GUIDELINE,
    "guideline": Kind.GUIDELINE,
    "systematic review": Kind.SYSTEMATIC_REVIEW,
    "meta-analysis": Kind.SYSTEMATIC_REVIEW,
    "randomized controlled trial": Kind.RESEARCH,
    "clinical trial": Kind.RESEARCH,
    "observational study": Kind.RESEARCH,
    "case reports": Kind.RESEARCH,
}
_STUDIES = {
    "randomized controlled trial": StudyType.RANDOMISED_TRIAL,
    "controlled clinical trial": StudyType.OTHER_TRIAL,
    "clinical trial": StudyType.OTHER_TRIAL,
    "case reports": StudyType.CASE_REPORT,
}
_NOTICES = {
    "RIN": "PubMed names a retraction of it",
    "ECI": "PubMed names an expression of concern about it",
    "EIN": "PubMed names a correction to it",
    "CRI": "PubMed names a corrected version that was published anew",
    "UIN": "PubMed names an update of it",
}


def read_nbib(text: str) -> list[ReadEntry]:
    """Every record; each begins with its PubMed number."""
    return [_entry(tagged) for tagged in cut(text, pattern=_LINE, start="PMID")]


def _entry(tagged: Tagged) -> ReadEntry:
    if "PMID" not in tagged.values:
        message = "This belongs to no record: a record begins with “PMID- ”."
        return failed_entry(tagged.text, tagged.line, "no-entry", message)
    if len(tagged.lines) > MAX_LINES:
        message = f"The record has more than {MAX_LINES:,} lines."
        return failed_entry(tagged.text, tagged.line, "too-large", message)
    types = [value.lower() for value in tagged.all("PT")]
    kind = next((_KINDS[name].value for name in _KINDS if name in types), "")
    study = next((_STUDIES[name].value for name in _STUDIES if name in types), "") if kind == Kind.RESEARCH else ""
    entry = make_entry(tagged.text, tagged.line, _item(tagged), kind=kind, study_type=study)
    entry.notes += [] if entry.issues else _notices(tagged, types)
    return entry


def _notices(tagged: Tagged, types: list[str]) -> list[Issue]:
    """What PubMed knows against the work. Its standing is set in the library, by a person or by the retraction data."""
    target = f"line:{tagged.line}"
    notes = [
        Issue("notice", f"Line {tagged.line}: {words}: {where[:200]}", target)
        for tag, words in _NOTICES.items()
        for where in tagged.all(tag)[:3]
    ]
    if "retracted publication" in types:
        message = f"Line {tagged.line}: PubMed says that this publication was retracted."
        notes.insert(0, Issue("retracted", message, target))
    return notes


def _item(tagged: Tagged) -> dict[str, Any]:
    book = bool(tagged.first("BTI"))
    item: dict[str, Any] = {
        "type": _type(tagged, book),
        "title": _title(tagged.first("TI") or tagged.first("BTI")),
        "author": _people(tagged),
        "editor": [_person(name) for name in tagged.all("FED") or tagged.all("ED")],
        "container-title": tagged.first("BTI") if book and tagged.first("TI") else tagged.first("JT"),
        "container-title-short": tagged.first("TA"),
        "volume": tagged.first("VI"),
        "issue": tagged.first("IP"),
        "page": tagged.first("PG") or _of_kind(tagged, "LID", "pii"),
        "issued": read_date(tagged.first("DP")),
        "publisher": tagged.first("PB"),
        "edition": tagged.first("EN"),
        "collection-title": tagged.first("CTI"),
        "abstract": tagged.first("AB"),
        "language": tagged.first("LA"),
        "PMID": tagged.first("PMID"),
        "PMCID": tagged.first("PMC"),
        "DOI": _of_kind(tagged, "LID", "doi") or _of_kind(tagged, "AID", "doi"),
        "ISSN": tagged.first("IS").split(" ")[0],
        "ISBN": tagged.first("ISBN").split(" ")[0],
    }
    if book:
        item["publisher-place"] = tagged.first("PL")
    return {name: value for name, value in item.items() if value}


def _type(tagged: Tagged, book: bool) -> str:
    if book:
        return "chapter" if tagged.first("TI") else "book"
    return "article" if "Preprint" in tagged.all("PT") else "article-journal"


def _title(text: str) -> str:
    """PubMed ends titles with a full stop, and puts translated ones in brackets."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _of_kind(tagged: Tagged, tag: str, kind: str) -> str:
    suffix = f" [{kind}]"
    return next((value.removesuffix(suffix) for value in tagged.all(tag) if value.endswith(suffix)), "")


def _people(tagged: Tagged) -> list[dict]:
    """People by their full names, where there are any, then groups."""
    people = [_person(name) for name in tagged.all("FAU") or tagged.all("AU")]
    return people + [{"literal": name.rstrip(".")} for name in tagged.all("CN")]


def _person(text: str) -> dict:
    """ "Zinman, Bernard", "Hardy, W D Jr" or the short "Zinman B"."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        family, _, given = text.strip().rpartition(" ") if " " in text.strip() else (text.strip(), "", "")
    words = given.split()
    suffix = words.pop() if words and words[-1].rstrip(".") in ("Jr", "Sr", "2nd", "3rd", "4th") else ""
    parts = family.split()
    cut_at = next((place for place, word in enumerate(parts) if not word.islower()), 0)
    person = {"family": " ".join(parts[cut_at:]), "given": " ".join(words), "suffix": suffix}
    return person | ({"non-dropping-particle": " ".join(parts[:cut_at])} if cut_at else {})
