"""Every lock this product takes on articles, in one file: articles first (by primary key), then references.

An article's row is the lock for everything about it: editions, pins, sign-offs, approvals and pages.
"""

from articles.models import Article, Edition


def lock_article(article_id) -> Article:
    """Lock one article until the transaction ends; what is read of it after this is true."""
    return Article.objects.select_for_update().get(pk=article_id)


def lock_edition(edition_id) -> Edition:
    """Lock an edition's article, then read and lock the edition afresh."""
    article_id = Edition.objects.values_list("article_id", flat=True).get(pk=edition_id)
    article = lock_article(article_id)
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    edition.article = article
    return edition
