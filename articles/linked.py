"""Articles as other articles link to them: by an address of this site, by title, and whether readers have them. Reads.

Nobody learns of an article that neither readers have nor they work on: for them there is none.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http.request import validate_host
from django.utils.translation import gettext

from articles.enums import ArticleKind, EditionState
from articles.models import ArticleSlug, Edition, OldPath, PublicPage, Section
from articles.queries import titles_of_each, visible_to
from articles.site.published import published_articles
from articles.text.article_links import ArticleLink, article_links
from articles.words.content import SectionContent
from editorial.accounts.models import User
from editorial.shared.issues import Issue
from references.library.spelling import slips, spelling
from references.text import fold

OFFERED = 12
MOST_WORDS = 12
_PATH = re.compile(
    r"/(?:desk/|review/)?articles/(?:id/(?P<id>[0-9a-fA-F-]{36})|(?P<slug>[a-z0-9-]+))/?"
    r"(?:for/[a-z0-9-]+/?|sections/(?P<section>[a-z0-9-]+)/?)?\Z"
)
_ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,59}\Z")
Kind = PublicPage.Kind


@dataclass(frozen=True)
class Offered:
    """An article that may be linked to: ``target`` is its id, with the section that an address named."""

    target: str
    title: str
    is_published: bool
    path: str = ""


# ── Addresses ──────────────────────────────────────────────────────────────────────────────────────────────────


def is_own(address: str) -> bool:
    """Whether a web address is one of this site: of ``SITE_ADDRESS``, or of a name that the site answers to."""
    try:
        parts, site = urlsplit(address), urlsplit(settings.SITE_ADDRESS)
        host = parts.hostname or ""
    except ValueError:
        return False
    names = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    return parts.scheme in ("http", "https") and bool(host) and (host == site.hostname or validate_host(host, names))


def articles_at(addresses: Iterable[str], user: Any) -> dict[str, str]:
    """What those of the addresses lead to that are an article's on this site, as links keep it ("id" or "id#anchor"):
    its address of today, an earlier one, one that it had elsewhere, its page on the desk. Five queries at most."""
    own = {address: urlsplit(address) for address in addresses if is_own(address)}
    if not own:
        return {}
    own = {address: parts for address, parts in own.items() if "\x00" not in unquote(parts.path)}
    places = {address: _PATH.match(unquote(parts.path)) for address, parts in own.items()}
    slugs = {match["slug"] for match in places.values() if match and match["slug"]}
    by_slug = dict(ArticleSlug.objects.filter(slug__in=slugs).values_list("slug", "article_id")) if slugs else {}
    paths = {unquote(own[address].path) for address, match in places.items() if not match}
    by_path = dict(OldPath.objects.filter(path__in=paths).values_list("path", "article_id")) if paths else {}
    found: dict[str, UUID] = {}
    for address, match in places.items():
        if match is None:
            article = by_path.get(unquote(own[address].path))
        else:
            article = by_slug.get(match["slug"]) if match["slug"] else _uuid(match["id"])
        if article:
            found[address] = article
    allowed, works_on = _known_to(user, found.values())
    asked = {
        address: (match["section"] if match and match["section"] else own[address].fragment)
        for address, match in places.items()
    }
    sections = _sections(allowed, works_on, {anchor for anchor in asked.values() if _ANCHOR.match(anchor)})
    return {
        address: f"{article}#{asked[address]}" if (article, asked[address]) in sections else str(article)
        for address, article in found.items()
        if article in allowed
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _known_to(user: Any, articles: Collection[UUID]) -> tuple[set[UUID], set[UUID]]:
    """Those of the articles that readers have or that the user works on; and the latter. Two queries, none for none."""
    if not articles:
        return set(), set()
    read = PublicPage.objects.filter(article__in=articles, is_default=True).exclude(kind=Kind.MOVED)
    own = set(visible_to(user).filter(pk__in=articles, kind=ArticleKind.ARTICLE).values_list("pk", flat=True))
    return {*read.values_list("article_id", flat=True), *own}, own


def _sections(
    articles: Collection[UUID], works_on: Collection[UUID], anchors: Collection[str]
) -> set[tuple[UUID, str]]:
    """The sections that readers have, and all of those articles that the user works on: nobody else learns what a draft
    is made of."""
    if not (articles and anchors):
        return set()
    known = Q(article__in=works_on) | Q(pins__edition__state=EditionState.PUBLISHED)
    found = Section.objects.filter(known, article__in=articles, anchor__in=anchors).exclude(anchor="front")
    return set(found.values_list("article_id", "anchor"))


# ── What readers have ──────────────────────────────────────────────────────────────────────────────────────────


def what_readers_have(articles: Collection[str]) -> dict[str, str]:
    """For each of these articles that readers have or had, what stands at its address: "live", "pending" or "gone".
    One query, none for none."""
    if not articles:
        return {}
    ids = [UUID(article) for article in articles]
    pages = PublicPage.objects.filter(article__in=ids, is_default=True).exclude(kind=Kind.MOVED)
    return {str(article): kind for article, kind in pages.values_list("article_id", "kind")}


def links_in(contents: Iterable[SectionContent]) -> list[tuple[SectionContent, ArticleLink]]:
    """The links to articles in these sections, in every wording, each once in a section."""
    found = []
    for content in contents:
        wordings = (content.base, *content.wordings.values())
        found += [(content, link) for link in dict.fromkeys(one for w in wordings for one in article_links(w.html))]
    return found


def link_issues(contents: Iterable[SectionContent], article: str, readers: Mapping[str, str]) -> list[Issue]:
    """Links that would lead readers nowhere. ``readers`` is :func:`what_readers_have` of the linked articles; an
    article may link to itself. The words are the same whether there is such an article or not."""
    issues = []
    for content, link in links_in(contents):
        kind = "live" if link.article == article else readers.get(link.article, "")
        said = {"words": link.words, "heading": content.base.heading or content.anchor}
        if kind == Kind.GONE:
            message = gettext("The link “%(words)s” in “%(heading)s” leads to an article that was retired.") % said
            issues.append(Issue("link-to-retired", message, f"section:{content.anchor}"))
        elif not kind:
            message = gettext(
                "The link “%(words)s” in “%(heading)s” leads to no article that readers have: publish that one first, "
                "or take the link out."
            )
            issues.append(Issue("link-to-nowhere", message % said, f"section:{content.anchor}"))
    return issues


def linked_articles(contents: Iterable[SectionContent]) -> set[str]:
    """The ids of the articles that these sections link to."""
    return {link.article for _, link in links_in(contents)}


# ── Titles ─────────────────────────────────────────────────────────────────────────────────────────────────────


def to_link_to(user: User, text: str) -> list[Offered]:
    """The articles that what was typed may mean, the likeliest first: by an address, else by title. Published ones come
    before those that the user works on and readers do not have. Nothing typed offers all, at most ``OFFERED``."""
    every = _every(user)
    address = text.strip()
    if target := articles_at([address], user).get(address):
        return [
            Offered(target, one.title, one.is_published, one.path)
            for one in every
            if one.target == target.partition("#")[0]
        ]
    words = [Typed(word) for word in _folded(text)[:MOST_WORDS]]
    if not words and text.strip():
        return []
    ranked = [(rank, place, one) for place, one in enumerate(every) if (rank := _rank(one, words)) is not None]
    return [one for _, _, one in sorted(ranked)[:OFFERED]]


def _every(user: User) -> list[Offered]:
    """All that readers have, then what the user works on besides and is not retired."""
    read = [Offered(one.id, one.title, True, one.url) for one in published_articles()]
    known = {one.target for one in read}
    own = visible_to(user).exclude(pages__kind=Kind.GONE).exclude(kind=ArticleKind.PASSAGE).order_by("slug")
    rows = [row for row in own if str(row.pk) not in known]
    last = list(Edition.objects.filter(article__in=rows).order_by("article_id", "-number").distinct("article_id"))
    named = titles_of_each(last)
    titles = {edition.article_id: named.get(edition.pk) for edition in last}
    return [*read, *(Offered(str(row.pk), titles.get(row.pk) or row.slug, False) for row in rows)]


def _folded(text: str) -> list[str]:
    """The folded words of a text; none of one that cannot be read as text (entities inside entities)."""
    try:
        return fold(text).split()
    except ValueError:
        return []


@dataclass(frozen=True)
class Typed:
    """A word that was typed, with what it may mean: worked out once, however many titles there are."""

    word: str

    @cached_property
    def spelled(self) -> str:
        return spelling(self.word)

    @cached_property
    def near(self) -> frozenset[str]:
        return frozenset(slips(self.word)) if len(self.word) > 3 else frozenset()

    def is_in(self, title: list[str]) -> bool:
        if any(one.startswith(self.word) or spelling(one).startswith(self.spelled) for one in title):
            return True
        return any(one in self.near for one in title)


def _rank(one: Offered, typed: list[Typed]) -> tuple[bool, int, bool] | None:
    """How near the title comes: None if half of the words or more are not in it."""
    title = _folded(one.title)
    missed = sum(not word.is_in(title) for word in typed)
    if typed and missed * 2 >= len(typed):
        return None
    return missed > 0, missed, not (typed and title[:1] and title[0].startswith(typed[0].word))
