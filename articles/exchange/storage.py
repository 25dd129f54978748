"""A read document as JSON and back, for an import that waits for a person's decision."""

from dataclasses import asdict
from typing import Any

from articles.conservation import Finding
from editorial.shared.issues import Issue

from .document import (
    Byline,
    Document,
    MediumText,
    Proposal,
    ReferenceEntry,
    SectionText,
    SetApart,
    Unresolved,
    WordingText,
)
from .remarks import Remark


def to_json(document: Document) -> dict[str, Any]:
    """Values that JSON can hold; :func:`from_json` gives the same document again."""
    value = asdict(document)
    for entry in value["references"]:
        entry["lines"] = list(entry["lines"])
    value["places"] = {str(line): place for line, place in document.places.items()}
    value["spots"] = {str(line): spot for line, spot in document.spots.items()}
    value["looks"] = {str(line): look for line, look in document.looks.items()}
    if document.proposal:
        value["proposal"]["numbers"] = {str(number): key for number, key in document.proposal.numbers.items()}
    return value


def from_json(value: dict[str, Any]) -> Document:
    """The document that :func:`to_json` wrote."""
    proposal = value["proposal"]
    read = {
        "front": section_from_json(value["front"]),
        "sections": [section_from_json(section) for section in value["sections"]],
        "bylines": [Byline(**byline) for byline in value["bylines"]],
        "references": [_reference(entry) for entry in value["references"]],
        "unresolved": [Unresolved(**mark) for mark in value["unresolved"]],
        "proposal": proposal and Proposal({int(n): key for n, key in proposal["numbers"].items()}, proposal["why"]),
        "set_apart": [SetApart(**item) for item in value["set_apart"]],
        "remarks": [Remark(**remark) for remark in value.get("remarks", ())],
        "unaccounted": [Finding(**finding) for finding in value.get("unaccounted", ())],
        "issues": [Issue(**issue) for issue in value["issues"]],
        "places": {int(line): place for line, place in value["places"].items()},
        "looks": {int(line): look for line, look in value.get("looks", {}).items()},
        "spots": {int(line): spot for line, spot in value.get("spots", {}).items()},
    }
    return Document(**{**value, **read})


def section_to_json(section: SectionText) -> dict[str, Any]:
    return asdict(section)


def section_from_json(value: dict[str, Any]) -> SectionText:
    wordings = {key: WordingText(**wording) for key, wording in value["wordings"].items()}
    media = [MediumText(**medium) for medium in value.get("media", ())]
    return SectionText(**{**value, "base": WordingText(**value["base"]), "wordings": wordings, "media": media})


def _reference(value: dict[str, Any]) -> ReferenceEntry:
    return ReferenceEntry(**{**value, "lines": tuple(value["lines"])})
