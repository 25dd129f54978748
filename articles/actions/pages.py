"""Public pages that no longer say what they should: asking for them to be composed again. For the other actions."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, PublicPage, SectionVersion
from articles.passages import live_hosts_of


def mark_pages_stale(article: Article) -> None:
    """Ask for the public pages of the article to be composed again, or of those in which the passage stands; the
    sweeper in ``reviews`` does it."""
    of_hosts = {"edition__in": live_hosts_of(article)} if article.is_passage else {"article": article}
    pages = PublicPage.objects.filter(**of_hosts, stale_since__isnull=True)
    ids = [page.pk for page in pages.select_for_update(of=("self",)).order_by("pk").only("pk")]
    PublicPage.objects.filter(pk__in=ids).update(stale_since=timezone.now())


def mark_topics_stale(topics: set[str]) -> None:
    """The same for every article on these topics, since their pages name each other. Locked in one order."""
    pages = PublicPage.objects.filter(article__topic__in=topics, stale_since__isnull=True)
    ids = [page.pk for page in pages.select_for_update(of=("self",)).order_by("pk").only("pk")]
    PublicPage.objects.filter(pk__in=ids).update(stale_since=timezone.now())


def have_pages_say(versions: Iterable[SectionVersion]) -> None:
    """After it came out that somebody had a hand in versions that were there: have live pages with words of theirs say
    what still holds of their signatures."""
    for article in articles_with_words_of(versions):
        mark_pages_stale(article)


def articles_with_words_of(versions: Iterable[SectionVersion]) -> QuerySet[Article]:
    """The articles of these versions, and those into which words of theirs were taken over, however often."""
    with connection.cursor() as cursor:
        cursor.execute(_LED_TO, [[version.pk for version in versions]])
        return Article.objects.filter(pk__in=[article for (article,) in cursor.fetchall()])


_LED_TO = """
WITH RECURSIVE later(id) AS (
    SELECT unnest(%s::uuid[])
    UNION
    SELECT c.version_id FROM later l JOIN articles_contribution c ON c.came_from_id = l.id
)
SELECT DISTINCT s.article_id FROM later l
JOIN articles_sectionversion v ON v.id = l.id JOIN articles_section s ON s.id = v.section_id
"""
