"""Asking the services that know works: the DOI system, Crossref, the NCBI; and web pages about themselves.

Each answer is somebody else's text: bounded, parsed, and reduced field by field to what the library stores. One
question at a time goes to a service and at most one a second, however many workers there are; web sites are asked each
by itself, so a slow one keeps nobody from the others.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings

from editorial.shared.issues import Refused
from editorial.shared.outgoing import Answer, Limits, OutgoingError, Unreachable, ask
from editorial.shared.throttle import turn

from ..enums import Identifier
from ..formats.csl import clean_csl
from ..summary import ET_AL
from .pages import page_record

CSL = "application/vnd.citationstyles.csl+json"
LIMITS = Limits(seconds=20, size=3 * 1024 * 1024)
PAGE_LIMITS = Limits(seconds=20, size=512 * 1024, cut=True)
MOST_NAMES = 500
LONGEST_WAIT = 120
PATIENCE = 5.0
"""For so many seconds a worker waits for its turn at a service. Who has not got it then comes again later: that others
are asking is no reason to ask the next service instead."""
_LEFT_OFF = frozenset(("abstract", "id", "note", "references", "source", "annote"))


@dataclass(frozen=True)
class Found:
    """A work's record, and who gave it."""

    csl: dict
    source: str


class Unknown(Exception):
    """The service answered that it knows no such work. The text is for people."""


class Later(Exception):
    """No answer for the moment: ask again after some seconds. ``is_turn`` if nothing was asked, as others are asking.
    The text is for people."""

    def __init__(self, message: str, seconds: int = 1, *, is_turn: bool = False):
        self.seconds, self.is_turn = max(1, min(seconds, LONGEST_WAIT)), is_turn
        super().__init__(message)


class Failed(Exception):
    """Asking again would not help. The text is for people."""


def find(sort: str, value: str) -> Found:
    """The record of a work. Raises :class:`Unknown`, :class:`Later` or :class:`Failed`."""
    return _WAYS[Identifier(sort)](value)


def _by_doi(doi: str) -> Found:
    """The DOI system sends us on to whoever registered it; Crossref's own interface is asked if that leads nowhere."""
    try:
        answer = _asked("doi", f"{settings.DOI_ADDRESS}/{quote(doi, safe='/:;().-_')}", accept=CSL)
        if answer.status in (404, 410):
            raise Unknown("The DOI system knows no such DOI. Compare it with the paper.")
        return Found(_record(_object_in(answer), DOI=doi), "doi.org")
    except (Later, Failed) as first:
        _come_again(first)
        return _by_crossref(doi, first)


def _by_crossref(doi: str, first: Exception) -> Found:
    query = f"?{urlencode({'mailto': settings.OUTGOING_CONTACT})}" if settings.OUTGOING_CONTACT else ""
    try:
        answer = _asked("crossref", f"{settings.CROSSREF_ADDRESS}/works/{quote(doi, safe='')}{query}")
        if answer.status != 200:
            raise first
        message = _object_in(answer).get("message")
    except (Later, Failed) as second:
        _come_again(second)
        raise first from None
    return Found(_record(message, DOI=doi), "Crossref")


def _come_again(reason: Exception) -> None:
    """Raises the reason anew if nothing was asked for want of a turn."""
    if isinstance(reason, Later) and reason.is_turn:
        raise reason


def _by_ncbi(database: str, name: str, number: str, value: str) -> Found:
    url = f"{settings.NCBI_ADDRESS}/lit/ctxp/v1/{database}/?{urlencode({'format': 'csl', 'id': number, **_who()})}"
    answer = _asked("ncbi", url)
    if answer.status in (400, 404):
        raise Unknown(f"The NCBI knows no such {name}. Compare the number with the record.")
    return Found(_record(_object_in(answer), **{name: value}), "NCBI")


def _by_page(url: str) -> Found:
    """What a web page says about itself; its DOI's record, if it names one."""
    site = f"page of {urlsplit(url).netloc.lower()}"
    answer = _asked(site, url, accept="text/html,application/xhtml+xml;q=0.9", limits=PAGE_LIMITS)
    if answer.status != 200:
        raise Failed(f"The page could not be read: its server answered {answer.status}.")
    if answer.media_type not in ("text/html", "application/xhtml+xml"):
        raise Failed("The address leads to a file, not to a page. Give the DOI, or fill in the form.")
    record, doi = page_record(answer.body, url)
    if doi:
        try:
            return _by_doi(doi)
        except (Unknown, Later, Failed) as reason:
            _come_again(reason)
            return Found(_record(record | {"DOI": doi}), "the page itself")
    return Found(_record(record), "the page itself")


_WAYS: dict[Identifier, Callable[[str], Found]] = {
    Identifier.DOI: _by_doi,
    Identifier.PMID: lambda value: _by_ncbi("pubmed", "PMID", value, value),
    Identifier.PMCID: lambda value: _by_ncbi("pmc", "PMCID", value.removeprefix("PMC"), value),
    Identifier.URL: _by_page,
}


def _who() -> dict[str, str]:
    contact = settings.OUTGOING_CONTACT
    return {"tool": settings.SITE_NAME, **({"email": contact} if contact else {})}


# ── One question ───────────────────────────────────────────────────────────────────────────────────────────────


def _asked(service: str, url: str, *, accept: str = "application/json", limits: Limits | None = None) -> Answer:
    """The answer of a service that is not overloaded."""
    with _turn(service):
        try:
            answer = ask(url, accept=accept, limits=limits or LIMITS)
        except OutgoingError as error:
            raise _reason(error) from error
    if answer.status == 429 or answer.status >= 500:
        raise Later(f"The service is busy or out of order (it answered {answer.status}).", _retry_after(answer))
    return answer


def _reason(error: OutgoingError) -> Exception:
    return Later(str(error)) if isinstance(error, Unreachable) and settings.OUTGOING_REQUESTS else Failed(str(error))


@contextmanager
def _turn(service: str) -> Iterator[None]:
    """One question at a time, and at most one a second."""
    with turn("asking", service, apart=1, lease=int(LIMITS.seconds) + 5, patience=PATIENCE) as mine:
        if not mine:
            raise Later("Others are asking the same service.", is_turn=True)
        yield


def _retry_after(answer: Answer) -> int:
    said = answer.headers.get("retry-after", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 5


def _object_in(answer: Answer) -> dict:
    """The JSON object that an answer holds."""
    if answer.status != 200 or "json" not in answer.media_type:
        raise Failed("The service gave no record of this work.")
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise Failed("The service gave an answer that cannot be read.") from error
    data = data[0] if isinstance(data, list) and data else data
    if not isinstance(data, dict):
        raise Failed("The service gave an answer that is no record.")
    return data


def _record(data: Any, **sure: str) -> dict:
    """The fields that the library can use, each by itself; ``sure`` is what was asked for, whatever the answer says."""
    if not isinstance(data, dict):
        raise Failed("The service gave an answer that is no record.")
    record: dict[str, Any] = {}
    for field, value in {**_flat(data), **sure}.items():
        try:
            record |= {name: one for name, one in clean_csl({field: value}).items() if name == field}
        except Refused:
            continue
    if not record.get("title") and not record.get("author"):
        raise Failed("The service gave a record without title and authors.")
    return clean_csl(record)


def _flat(data: dict) -> dict:
    """Crossref's own form as CSL: the first of several titles, abbreviations by CSL's name, groups as literal names."""
    flat = {field: value for field, value in data.items() if field not in _LEFT_OFF}
    if data.get("short-container-title"):
        flat.setdefault("container-title-short", data["short-container-title"])
    flat = {field: _first(value) if field not in ("author", "editor") else value for field, value in flat.items()}
    for field in ("author", "editor"):
        if isinstance(flat.get(field), list):
            names = [_name(one) for one in flat[field][:MOST_NAMES]]
            flat[field] = names + ([{"literal": ET_AL}] if len(flat[field]) > MOST_NAMES else [])
    return flat


def _first(value: Any) -> Any:
    strings = isinstance(value, list) and value and all(isinstance(one, str) for one in value)
    return value[0] if strings else value


def _name(name: Any) -> Any:
    return {"literal": name["name"]} if isinstance(name, dict) and name.get("name") and not name.get("family") else name
