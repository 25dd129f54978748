"""Whether the link of a reference still leads where it did. Reads the web politely; writes nothing.

A DOI is asked of the DOI system alone, which knows whether it exists: publishers' pages refuse machines. Any other link
is asked for its head first and for its page only if that tells too little. Each host is asked at most once in some
seconds, and one that does not want machines is left alone: "not checked" is not "dead".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from editorial.shared.outgoing import Answer, Limits, NotAllowed, OutgoingError, ask
from editorial.shared.throttle import is_within

from . import usage
from .enums import LinkFinding
from .lookup.pages import page_title
from .models import Link, Reference
from .text import fold

HEAD = Limits(seconds=15, size=0, cut=True)
PAGE = Limits(seconds=15, size=256 * 1024, cut=True)
ONLY_THERE = Limits(seconds=15, size=0, redirects=0, cut=True)
SECONDS_BETWEEN = 5
"""Between two questions to the same host."""
GONE = (404, 410)
SURE_AFTER = 3
"""So often in a row nobody must have answered before a link is called dead: servers have bad days."""
AGAIN = {
    LinkFinding.WORKS: timedelta(days=30),
    LinkFinding.MOVED: timedelta(days=30),
    LinkFinding.CHANGED: timedelta(days=30),
    LinkFinding.DEAD: timedelta(days=7),
    LinkFinding.UNSURE: timedelta(days=2),
}


@dataclass(frozen=True)
class Seen:
    """What one check saw. ``silent`` if nobody answered at all."""

    finding: LinkFinding
    status: int | None = None
    leads_to: str = ""
    title: str = ""
    note: str = ""
    silent: bool = False


def link_of(csl: dict) -> str:
    """The address that is checked for a record: its own, else its DOI's; "" if it has neither."""
    if csl.get("URL") and "doi.org/" not in csl["URL"]:
        return csl["URL"]
    return f"{settings.DOI_ADDRESS}/{quote(csl['DOI'], safe='/:;().-_')}" if csl.get("DOI") else ""


def is_my_turn(url: str) -> bool:
    """Whether this host may be asked now. Counts, so ask only before asking."""
    return is_within("links", urlsplit(url).netloc.lower(), limit=1, seconds=SECONDS_BETWEEN)


def look_at(url: str, first_title: str = "") -> Seen:
    """Check a link now."""
    try:
        if url.startswith(f"{settings.DOI_ADDRESS}/"):
            return _doi(ask(url, method="HEAD", limits=ONLY_THERE))
        answer = ask(url, method="HEAD", accept="text/html, */*;q=0.5", limits=HEAD)
        if answer.status >= 400 or answer.media_type in ("text/html", "application/xhtml+xml"):
            answer = ask(url, accept="text/html, */*;q=0.5", limits=PAGE)
    except NotAllowed as error:
        return Seen(LinkFinding.UNSURE, note=str(error))
    except OutgoingError as error:
        return Seen(LinkFinding.UNSURE, note=str(error), silent=True)
    return _seen(url, answer, first_title)


def _doi(answer: Answer) -> Seen:
    if answer.status in GONE:
        return Seen(LinkFinding.DEAD, answer.status, note="The DOI system does not know this DOI.")
    if answer.status < 400:
        return Seen(LinkFinding.WORKS, answer.status)
    return Seen(LinkFinding.UNSURE, answer.status, note=f"The DOI system answered {answer.status}.")


def _seen(url: str, answer: Answer, first_title: str) -> Seen:
    if answer.status in GONE:
        return Seen(
            LinkFinding.DEAD, answer.status, answer.url, note=f"The server answered {answer.status}: not there."
        )
    if answer.status >= 400:
        return Seen(LinkFinding.UNSURE, answer.status, note=f"The server answered {answer.status} to our program.")
    title = page_title(answer.body) if answer.body else ""
    if first_title and title and fold(first_title) != fold(title):
        return Seen(
            LinkFinding.CHANGED, answer.status, answer.url, title, f"It was called “{first_title}” before."[:300]
        )
    if any(status in (301, 308) for status, _ in answer.hops) and not _same_place(url, answer.url):
        return Seen(LinkFinding.MOVED, answer.status, answer.url, title, "It leads to another address for good.")
    return Seen(LinkFinding.WORKS, answer.status, answer.url, title)


def _same_place(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing but https, "www." and a final slash."""

    def bare(url: str) -> tuple[str, str, str]:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query

    return bare(one) == bare(other)


def due(now: datetime, *, all_of_them: bool = False) -> QuerySet[Reference]:
    """The cited references whose links want checking, the longest waiting first; or all such references."""
    found = _due(now)
    return found if all_of_them else found.filter(pk__in=usage.cited())


def _due(now: datetime) -> QuerySet[Reference]:
    """References with a link that was never checked, that is due, or whose record has changed since."""
    fresh = Link.objects.filter(reference=OuterRef("pk"), revision=OuterRef("revision"), due_at__gt=now)
    rows = Reference.objects.filter(Q(csl__has_key="URL") | ~Q(doi=""), merged_into__isnull=True)
    return rows.filter(~Exists(fresh)).select_related("link").order_by("link__due_at", "key")
