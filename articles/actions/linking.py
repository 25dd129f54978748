"""What follows when somebody named on articles turns out to have an account: it counts from the start."""

from typing import cast
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext

from articles.models import Article, Byline, Contribution, Contributor, Edition, Pin
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, refuse

from .freezing import APPROVED_ONCE, new_in
from .pages import articles_with_words_of, mark_pages_stale
from .versions import contribute


def articles_naming(contributor: Contributor) -> set[UUID]:
    """The ids of the articles of which a submitted edition names them."""
    return set(editions_naming(contributor).values_list("article_id", flat=True))


def editions_naming(contributor: Contributor) -> QuerySet[Edition]:
    named = Edition.objects.filter(bylines__contributor=contributor, submitted_at__isnull=False)
    return named.distinct().order_by("article", "number")


def count_from_the_start(row: Contributor, articles: list[Article], *, by: User | None) -> None:
    """Write down their hand in what each edition that names them brought, as submitting would have; and have pages say
    what still holds."""
    editions = list(editions_naming(row))
    if not {edition.article_id for edition in editions} <= {article.pk for article in articles}:
        message = gettext("An edition that names %(name)s is just being submitted. Save this again.") % {
            "name": row.name
        }
        refuse([Issue("submitted-meanwhile", message)])
    for article in articles:
        here = [edition for edition in editions if edition.article_id == article.pk]
        new = [version for edition in here for version in new_in(edition)]
        contribute(new, by=cast(User, row.user), part=Contribution.Part.NAMED)
        for other in (article, *articles_with_words_of(new)):
            mark_pages_stale(other)
        append_event(
            chain=article_chain(article.pk),
            verb="contributor.linked",
            subject=f"contributor:{row.pk}",
            by=by,
            user=str(row.user_id),
            editions=[str(edition.pk) for edition in here],
        )


def linked_and_not_counted() -> QuerySet[Contributor]:
    """Those with an account whose hand in what a submitted edition brought, of those that name them, is not written
    down: linked by a version of the product that did not. One query."""
    counted = Contribution.objects.filter(
        version=OuterRef("version"), user=OuterRef(OuterRef("contributor__user")), part=Contribution.Part.NAMED
    )
    before = Pin.objects.filter(
        version=OuterRef("version"),
        edition__article=OuterRef("edition__article"),
        edition__number__lt=OuterRef("edition__number"),
        edition__state__in=APPROVED_ONCE,
    )
    brought = Pin.objects.filter(~Exists(before), ~Exists(counted), edition=OuterRef("edition"))
    named = Byline.objects.filter(Exists(brought), contributor__user__isnull=False, edition__submitted_at__isnull=False)
    return Contributor.objects.filter(pk__in=named.values("contributor")).order_by("pk")
