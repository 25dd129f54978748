"""Every lock this product takes on articles, in one file: articles first (by primary key), then references.

An article's row is the lock for everything about it: editions, pins, sign-offs, approvals and pages.
"""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext

from articles.enums import EditionState
from articles.models import Article, Byline, Contributor, Edition, Pin
from editorial.shared.issues import Issue, Refused


def lock_article(article_id) -> Article:
    """Lock one article until the transaction ends; what is read of it after this is true."""
    return Article.objects.select_for_update().get(pk=article_id)


def lock_article_of_section(section_id) -> Article:
    """:func:`lock_article`, of the article that has this section."""
    return Article.objects.select_for_update(of=("self",)).get(sections=section_id)


def lock_articles(article_ids: Iterable[UUID]) -> list[Article]:
    """Lock several articles, in the order of their primary keys."""
    return list(Article.objects.select_for_update().filter(pk__in=list(article_ids)).order_by("pk"))


def lock_people(edition: Edition) -> None:
    """Lock those who are named on a locked edition: nobody gets an account unseen while it is being submitted."""
    named = Contributor.objects.filter(pk__in=Byline.objects.filter(edition=edition).values("contributor"))
    list(named.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def lock_edition(edition_id) -> Edition:
    """Lock an edition's article, then read and lock the edition afresh."""
    article = Article.objects.select_for_update(of=("self",)).get(editions=edition_id)
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    edition.article = article
    return edition


def lock_edition_and_passages(edition_id, *, also: Iterable[UUID] = ()) -> Edition:
    """:func:`lock_edition`, and for sharing every passage that stands in the edition, all in the order of their primary
    keys: for whatever counts a passage's signatures, or rests on what it gives. Drafting does not. ``also`` are
    passages that do not stand there yet.

    What a draft pins may change until its article is locked: a passage that came in between is refused, not missed.
    """
    there = _articles_of(edition_id)
    host = next(pk for pk, is_host in there.items() if is_host)
    for pk in sorted({*there, *also}):
        if pk == host:
            article = lock_article(host)
        else:
            _lock_for_sharing(pk)
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    edition.article = article
    if edition.state == EditionState.DRAFT and not _articles_of(edition_id).keys() <= there.keys():
        message = gettext("A passage was placed in this edition a moment ago: look at it, then try again.")
        raise Refused(Issue("passage-placed", message))
    return edition


def lock_host_and_passages(article_id: UUID, *, also: Iterable[UUID]) -> None:
    """Lock an article, and for sharing every passage that stands or stood in an edition of it, all in the order of
    their primary keys: at the beginning, for whoever opens an edition and changes passages in it. What locks the same
    again afterwards waits for nobody."""
    placed = Pin.objects.filter(edition__article=article_id).exclude(section__article=article_id).order_by()
    for pk in sorted({article_id, *also, *placed.values_list("section__article", flat=True)}):
        if pk == article_id:
            lock_article(pk)
        else:
            _lock_for_sharing(pk)


def _articles_of(edition_id) -> dict[UUID, bool]:
    """The article of an edition, and those of the passages that stand in it; and which of them is the first. One
    query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT e.article_id, true FROM articles_edition e WHERE e.id = %(edition)s
            UNION
            SELECT s.article_id, false FROM articles_edition e JOIN articles_pin p ON p.edition_id = e.id
                JOIN articles_section s ON s.id = p.section_id AND s.article_id <> e.article_id
            WHERE e.id = %(edition)s
            """,
            {"edition": edition_id},
        )
        return dict(cursor.fetchall())


def _lock_for_sharing(article_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM articles_article WHERE id = %s FOR SHARE", [article_id])


def lock_editions_and_passages(edition_ids: Iterable[UUID]) -> list[Edition]:
    """Lock several editions with their articles, and for sharing every passage that stands in them, all articles in the
    order of their primary keys; then read the editions afresh, in that order. For what is done to a set."""
    ids = list(edition_ids)
    hosts = set(Edition.objects.filter(pk__in=ids).values_list("article_id", flat=True))
    pinned = set(Pin.objects.filter(edition__in=ids).values_list("section__article_id", flat=True))
    articles = {}
    for is_host, run in groupby(sorted(hosts | pinned), key=lambda pk: pk in hosts):
        if is_host:
            articles.update({article.pk: article for article in lock_articles(run)})
        else:
            for pk in run:
                _lock_for_sharing(pk)
    editions = list(Edition.objects.select_for_update().filter(pk__in=ids).order_by("article_id", "number"))
    for edition in editions:
        edition.article = articles[edition.article_id]
    return editions
