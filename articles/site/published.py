"""What lists of published articles show: read from the rows of pages alone, so that nothing unpublished can get in."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import NamedTuple

from django.http import Http404

from articles.languages import SILENT
from articles.models import PublicPage
from articles.site.manifest import manifest_from_text
from editorial.shared.one_read import read_row
from references.formats.writing import for_readers

READABLE = (PublicPage.Kind.LIVE, PublicPage.Kind.PENDING)


@dataclass(frozen=True)
class Published:
    """One published article as a list, a feed or the sitemap tells of it. ``url`` is a path."""

    id: str
    url: str
    title: str
    question: str
    summary: str
    topic: str
    published: datetime
    updated: datetime
    last_reviewed: date
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    language: str = SILENT


class Stored(NamedTuple):
    """What is kept for one address: final bytes with their validator, or where the article has gone."""

    kind: str
    content: str
    etag: str
    location: str


# Written out: composing this query would take longer than running it.
_STORED = f"SELECT kind, content, etag, location FROM {PublicPage._meta.db_table} WHERE slug = %s AND "  # noqa: S608
_FOR_AUDIENCE = f"{_STORED} audience = %s"
_BY_DEFAULT = f"{_STORED} is_default"


def stored_page(slug: str, audience: str = "") -> Stored | None:
    """What stands at an article's address for this audience, or for those who have not chosen. One indexed query."""
    row = read_row(_FOR_AUDIENCE, [slug, audience]) if audience else read_row(_BY_DEFAULT, [slug])
    return Stored(*row) if row else None


def live_pages():
    """The pages of published articles, for every audience. Pending, retired and moved ones are none."""
    return PublicPage.objects.filter(kind=PublicPage.Kind.LIVE)


def published_articles() -> list[Published]:
    """Every published article, the last reviewed first; by title where that is the same day. One query."""
    pages = live_pages().filter(is_default=True).only("article", "slug", "card")
    entries = sorted((published_from(page) for page in pages), key=lambda entry: entry.title)
    return sorted(entries, key=lambda entry: entry.last_reviewed, reverse=True)


def published_from(page: PublicPage) -> Published:
    """The facts that were written beside the page when it was composed."""
    card = page.card
    return Published(
        id=str(page.article_id),
        url=f"/articles/{page.slug}/",
        title=card["title"],
        question=card["question"],
        summary=card["summary"],
        topic=card["topic"],
        published=datetime.fromisoformat(card["published"]),
        updated=datetime.fromisoformat(card["updated"]),
        last_reviewed=date.fromisoformat(card["last_reviewed"]),
        authors=tuple(card["authors"]),
        reviewers=tuple(card["reviewers"]),
        language=card.get("language", SILENT),
    )


_ENTRY = re.compile(r'<li id="ref-[0-9]+">.*?<span class="standing" data-standing-for="([^"]+)"')


def references_of(slug: str, audience: str = "") -> list[dict] | None:
    """The records of the references that a published page lists, in its order, as they were frozen: what readers may
    have of them. None if no page is published there. One query."""
    which = {"audience": audience} if audience else {"is_default": True}
    rows = (
        live_pages().filter(article__slugs__slug=slug, **which).values_list("body__html", "edition__manifest__content")
    )
    row = rows.first()
    if row is None:
        return None
    references = manifest_from_text(row[1]).references
    keys = [unescape(key) for key in _ENTRY.findall(row[0])]
    return [for_readers(key, references[key]["csl"]) for key in keys]


def open_page(slug: str) -> PublicPage:
    """The default page of an article that readers can read, live or pending, also by an earlier address: a form that
    was open when it changed is sent there. ``Http404`` for anything else."""
    pages = PublicPage.objects.filter(article__slugs__slug=slug, is_default=True, kind__in=READABLE)
    page = pages.defer("content").first()
    if page is None:
        raise Http404("No such page.")
    return page
