"""For search engines and feed readers: what is published, and where they need not look."""

from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from articles.site.published import live_pages, published_articles, published_from
from editorial.shared.public_answers import public_answer

FEED_LENGTH = 50
FEED_LANGUAGE = "en-GB"  # of what the feed says itself
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ROBOTS = """\
User-agent: *
Disallow: /desk/
Disallow: /review/
Disallow: /admin/
Disallow: /accounts/
Disallow: /articles/*/ask/

Sitemap: {address}/sitemap.xml
"""


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every published page, one for each audience, and the pages about the site. One query."""
    root = ElementTree.Element("urlset", xmlns=SITEMAP)
    for path in ("/", "/board/", "/editorial-policy/"):
        _add_address(root, path)
    for page in (
        live_pages()
        .only("article", "slug", "audience", "is_default", "card")
        .order_by("slug", "-is_default", "audience")
    ):
        entry = published_from(page)
        path = entry.url if page.is_default else f"{entry.url}for/{page.audience}/"
        _add_address(root, path, changed=max(timezone.localdate(entry.updated), entry.last_reviewed))
    content = ElementTree.tostring(root, encoding="unicode")
    return public_answer(
        request, f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n', content_type="application/xml; charset=utf-8"
    )


def _add_address(root: ElementTree.Element, path: str, changed=None) -> None:
    entry = ElementTree.SubElement(root, "url")
    ElementTree.SubElement(entry, "loc").text = f"{settings.SITE_ADDRESS}{path}"
    if changed:
        ElementTree.SubElement(entry, "lastmod").text = changed.isoformat()


class Feed(Atom1Feed):
    """Each entry says its language, where it is another than the feed's."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        own = {} if item["language"] == FEED_LANGUAGE else {"xml:lang": item["language"]}
        return {**super().item_attributes(item), **own}


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The published articles as an Atom feed, the last changed first. One query."""
    entries = sorted(published_articles(), key=lambda entry: entry.updated, reverse=True)[:FEED_LENGTH]
    atom = Feed(
        title=settings.SITE_NAME,
        link=f"{settings.SITE_ADDRESS}/",
        description="Medical articles, signed section by section.",
        subtitle="Medical articles, signed section by section.",
        feed_url=f"{settings.SITE_ADDRESS}/feed.atom",
        author_name=settings.SITE_NAME,
        language=FEED_LANGUAGE,
    )
    for entry in entries:
        _add_entry(atom, entry)
    return public_answer(request, atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add_entry(atom: Atom1Feed, entry) -> None:
    address = f"{settings.SITE_ADDRESS}{entry.url}"
    atom.add_item(
        title=entry.title,
        link=address,
        description=escape(entry.summary),  # Django's feed calls it HTML
        unique_id=f"urn:uuid:{entry.id}",  # the address may change
        author_name=", ".join(entry.authors),
        pubdate=entry.published,
        updateddate=entry.updated,
        categories=[entry.topic] if entry.topic else [],
        language=entry.language,
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Workplaces are not for crawlers; they ask for a sign-in anyway."""
    content = ROBOTS.format(address=settings.SITE_ADDRESS)
    return public_answer(request, content, content_type="text/plain; charset=utf-8")
