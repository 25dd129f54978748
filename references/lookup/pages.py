"""What a web page says about itself in its head: title, site, authors, date, DOI. Pure; the page is anybody's text."""

import re
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone

from ..identifiers import normalise_doi

MOST_META = 300
MOST_AUTHORS = 100
LONGEST_TITLE = 500
_DATES = ("citation_publication_date", "citation_date", "article:published_time", "dc.date")
_DATE = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?")


class _Head(HTMLParser):
    """Reads title and meta elements; nothing else of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, list[str]] = {}
        self.title = ""
        self.count = 0
        self._inside = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "title" and not self.title
        if tag == "meta" and self.count < MOST_META:
            self.count += 1
            values = {name: value or "" for name, value in attributes}
            name = (values.get("name") or values.get("property") or "").lower()
            if name and values.get("content"):
                self.meta.setdefault(name, []).append(values["content"][:2000])

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.title = (self.title + data)[:2000]

    def first(self, *names: str) -> str:
        return next((self.meta[name][0].strip() for name in names if self.meta.get(name)), "")


def _read(body: bytes) -> _Head:
    head = _Head()
    declared = re.search(rb"""charset=["']?([A-Za-z0-9_-]{2,30})""", body[:2048])
    name = declared.group(1).decode() if declared else "utf-8"
    try:
        text = body.decode(name, "replace")
    except LookupError:
        text = body.decode("utf-8", "replace")
    head.feed(text)
    return head


def page_title(body: bytes) -> str:
    """The title that a page gives itself, in one line; "" if it has none."""
    return " ".join(_read(body).title.split())[:LONGEST_TITLE]


def page_record(body: bytes, url: str) -> tuple[dict, str]:
    """A record of the page as a web page, looked at today; and the DOI that it says it has, or ""."""
    head = _read(body)
    today = timezone.localdate()
    title = head.first("citation_title", "dc.title", "og:title") or " ".join(head.title.split())
    record: dict[str, Any] = {
        "type": "webpage",
        "title": title[:LONGEST_TITLE],
        "container-title": head.first("og:site_name", "citation_journal_title"),
        "publisher": head.first("citation_publisher", "dc.publisher"),
        "author": [_name(one) for one in head.meta.get("citation_author", [])[:MOST_AUTHORS]],
        "issued": _issued(
            head.first("citation_publication_date", "citation_date", "article:published_time", "dc.date")
        ),
        "URL": url,
        "accessed": {"date-parts": [[today.year, today.month, today.day]]},
    }
    return {name: value for name, value in record.items() if value}, normalise_doi(
        head.first("citation_doi", "dc.identifier")
    )


def _name(text: str) -> dict:
    family, comma, given = " ".join(text.split()).partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": family}


def _issued(text: str) -> dict:
    found = _DATE.match(text)
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else {}
