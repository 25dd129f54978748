"""Updates as Crossref's REST interface writes them into its works. Pure.

A retracted work names its notices in "updated-by"; a notice names the works that it is about in "update-to". Both are
read: each of them is missing now and then. Which DOI is the work's and which the notice's depends on the direction.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from editorial.shared.issues import Issue, Refused
from references.enums import Nature, Source
from references.identifiers import normalise_doi

from .reports import Fault, Report

NATURES = {
    "retraction": Nature.RETRACTION,
    "withdrawal": Nature.RETRACTION,
    "removal": Nature.RETRACTION,
    "partial_retraction": Nature.CONCERN,
    "expression_of_concern": Nature.CONCERN,
    "correction": Nature.CORRECTION,
    "corrigendum": Nature.CORRECTION,
    "erratum": Nature.CORRECTION,
    "addendum": Nature.CORRECTION,
    "clarification": Nature.CORRECTION,
    "reinstatement": Nature.REINSTATEMENT,
}
MOST_UPDATES = 200


def events_from_crossref(work: dict[str, Any]) -> list[Report]:
    """What one work of Crossref's says of standing, in both directions, each update once.

    Kinds of update that say nothing of standing (a new edition, a new version) are left out, and so is whatever has
    not the documented shape.
    """
    if not isinstance(work, dict):
        return []
    own = normalise_doi(_text(work.get("DOI")))
    found = [
        *(_report(entry, about=own, notice=_doi_of(entry)) for entry in _entries(work, "updated-by")),
        *(_report(entry, about=_doi_of(entry), notice=own) for entry in _entries(work, "update-to")),
    ]
    return list(dict.fromkeys(report for report in found if report is not None))


def _entries(work: dict[str, Any], name: str) -> list[dict]:
    entries = work.get(name)
    return [one for one in entries[:MOST_UPDATES] if isinstance(one, dict)] if isinstance(entries, list) else []


def _report(entry: dict, *, about: str, notice: str) -> Report | None:
    nature = NATURES.get(_text(entry.get("type")).lower().replace("-", "_").replace(" ", "_"))
    if nature is None or not about:
        return None
    # Crossref passes the list of retractions on, with its numbers of records: the same report then has the same name.
    listed = _text(entry.get("source")) == Source.RETRACTION_WATCH and str(entry.get("record-id") or "")
    notice = "" if notice == about else notice
    return Report(
        source=Source.CROSSREF,
        record=f"retraction-watch:{listed}"[:100] if listed else f"{nature}:{about}:{notice}"[:700],
        nature=nature,
        on=_day(entry.get("updated")),
        dois=(about,),
        notice=notice,
    )


def _doi_of(entry: dict) -> str:
    return normalise_doi(_text(entry.get("DOI")))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    """A day from "date-parts" (a month or a year alone begins with its first day), else from "date-time"."""
    if not isinstance(value, dict):
        return None
    try:
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            return date(*([int(part) for part in parts[0][:3]] + [1, 1])[:3])
        return date.fromisoformat(_text(value.get("date-time"))[:10])
    except (TypeError, ValueError):
        return None


def read_works(text: str) -> Iterator[Report | Fault]:
    """The reports of a file of answers: one work, a list of works, an answer with "message", or one of these a line.

    A file that is no JSON at all is :class:`Refused`; an entry that is no work is a fault, named by its place.
    """
    for place, work in enumerate(_works(text), 1):
        if not isinstance(work, dict):
            yield Fault(place, "it is no work of Crossref's.")
        else:
            yield from events_from_crossref(work)


def _works(text: str) -> list:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _works_by_line(text)
    return _unwrapped(value)


def _works_by_line(text: str) -> list:
    works = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            works += _unwrapped(json.loads(line)) if line.strip() else []
        except (ValueError, RecursionError) as error:
            if number == 1:
                raise Refused(Issue("not-json", "The file is no JSON as Crossref answers.", "file")) from error
            works.append(None)
    return works


def _unwrapped(value: Any) -> list:
    if isinstance(value, dict) and isinstance(value.get("message"), dict):
        value = value["message"]
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]
    return value if isinstance(value, list) else [value]
