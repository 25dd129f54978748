"""Every lock this product takes on articles, in one file: articles first (by primary key), then references.

An article's row is the lock for everything about it: editions, pins, sign-offs, approvals and pages.
"""

from collections.abc import Iterable
from uuid import UUID

from articles.models import Article, Byline, Contributor, Edition


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
