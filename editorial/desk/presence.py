"""Who has an article open on the desk just now, and in which section: for those who write it, and nobody else.

It is remembered in the cache for some seconds since a page was opened or last said that it is; no row is written. Two
windows that say so at the same moment may write over each other: the next time, some seconds later, both are there.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext

from articles.models import Article
from editorial.accounts.models import User

KEPT = 15.0
"""Seconds since a page last said that it is open."""
MOST_PAGES = 60
"""Of one article that are remembered at once."""


@dataclass(frozen=True)
class Here:
    """Somebody else, and the anchors of the sections that they have open; none: only the article's page."""

    name: str
    sections: tuple[str, ...]

    def on_page_of(self, section: str) -> dict[str, Any]:
        """As a page of that section shows it ("": the article's page)."""
        said = gettext("%(name)s has this article open.")
        if section and section in self.sections:
            said = gettext("%(name)s is in this section.")
        return {"name": self.name, "sections": list(self.sections), "says": said % {"name": self.name}}


def come_in(article: Article, section: str, *, by: User) -> list[Here]:
    """Say that somebody has a page open; gives who else is there."""
    now = time.time()
    pages = {page: said for page, said in _pages(article).items() if said[1] > now}
    pages[f"{by.pk} {section}"] = (by.display_name, now + KEPT)
    newest = sorted(pages.items(), key=lambda one: -one[1][1])[:MOST_PAGES]
    cache.set(_key(article), dict(newest), KEPT)
    return _others(pages.items(), by)


def here_on(article: Article, section: str, *, by: User) -> list[dict[str, Any]]:
    """The same, as a page of that section shows it."""
    return [one.on_page_of(section) for one in come_in(article, section, by=by)]


def _key(article: Article) -> str:
    return f"here:{article.pk}"


def _pages(article: Article) -> dict[str, tuple[str, float]]:
    found: Any = cache.get(_key(article))
    return found if isinstance(found, dict) else {}


def _others(pages: Iterable[tuple[str, tuple[str, float]]], by: User) -> list[Here]:
    names: dict[str, str] = {}
    sections: dict[str, set[str]] = {}
    for page, (name, _) in pages:
        person, _, section = page.partition(" ")
        if person != str(by.pk):
            names[person] = name
            sections.setdefault(person, set()).update([section] if section else [])
    found = [Here(name, tuple(sorted(sections[person]))) for person, name in names.items()]
    return sorted(found, key=lambda one: one.name)
