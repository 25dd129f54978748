"""The people named on articles, with what follows for the board when one of them turns out to have an account."""

from collections.abc import Iterable
from typing import cast

from django.db import transaction

from articles.actions import contributors as authoring
from articles.actions.linking import articles_naming, count_from_the_start, linked_and_not_counted
from articles.enums import OPEN_STATES, ArticleKind, EditionState
from articles.locks import lock_articles
from articles.models import Article, Contributor, Edition
from editorial.accounts.models import User
from reviews.enums import Verdict
from reviews.models import SignOff

from .hands import count_person
from .notices.passages import tell_hosts_of_lost
from .notices.sentences import tell_signer_named


@transaction.atomic
def save_contributor(
    *,
    by: User,
    contributor: Contributor | None = None,
    name: str,
    credentials: str,
    interests: str,
    user: User | None = None,
    outsider: bool = False,
    other_than: Iterable[User] = (),
) -> Contributor:
    """:func:`articles.actions.contributors.save_contributor`; and where an account is given later to somebody who has
    signed what names them, whoever leads the board is told that these signatures no longer count."""
    was_known = contributor is not None and Contributor.objects.filter(pk=contributor.pk, user__isnull=False).exists()
    row = authoring.save_contributor(
        by=by,
        contributor=contributor,
        name=name,
        credentials=credentials,
        interests=interests,
        user=user,
        outsider=outsider,
        other_than=other_than,
    )
    if row.user_id is not None and not was_known:
        count_person(row)
        _tell_lost(row, by)
    return row


def count_all_linked_before() -> int:
    """Have every account count from the start that was given before the product wrote that down; returns how many.

    One transaction for each: they lock articles. Safe to repeat, and costs one query where there are none.
    """
    return sum(_count_linked_before(contributor) for contributor in linked_and_not_counted())


@transaction.atomic
def _count_linked_before(contributor: Contributor) -> bool:
    articles = lock_articles(articles_naming(contributor))
    row = linked_and_not_counted().select_for_update(of=("self",)).filter(pk=contributor.pk).first()
    if row is None:
        return False
    count_from_the_start(row, articles, by=None)
    _tell_lost(row, None)
    return True


def _tell_lost(contributor: Contributor, by: User | None) -> None:
    """To the boards of what names them; and of the articles in which passages stand that name them."""
    for edition in signed_by_the_named(contributor):
        tell_signer_named(edition, contributor, by)
    for passage in passages_signed_by_the_named(contributor):
        tell_hosts_of_lost(passage, cast(User, contributor.user), by)


def signed_by_the_named(contributor: Contributor) -> list[Edition]:
    """The editions in review or live that name somebody who signed sections of them. One query."""
    signed = SignOff.objects.filter(user=contributor.user, verdict=Verdict.APPROVE)
    named = Edition.objects.filter(
        bylines__contributor=contributor,
        pins__version__in=signed.values("version"),
        submitted_at__isnull=False,
        state__in=[*OPEN_STATES, EditionState.PUBLISHED],
    )
    return list(named.distinct().select_related("article").order_by("article", "number"))


def passages_signed_by_the_named(contributor: Contributor) -> list[Article]:
    """The passages of which any submitted edition names somebody who signed sections of it: also one that is not live
    any more, since its words may be in an article. One query."""
    signed = SignOff.objects.filter(user=contributor.user, verdict=Verdict.APPROVE)
    naming = Edition.objects.filter(
        bylines__contributor=contributor, pins__version__in=signed.values("version"), submitted_at__isnull=False
    )
    return list(Article.objects.filter(kind=ArticleKind.PASSAGE, editions__in=naming).distinct().order_by("pk"))
