"""Notices as they may be read: what a person sees of theirs. Reads only.

The right is asked twice, when a notice is made and whenever it is shown or mailed: in between, terms end and articles
change hands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext

from articles.models import Article, Edition
from articles.queries import is_worked_on_by, titles_of_each, visible_to
from editorial.accounts.models import User
from editorial.shared.counting import counted
from reviews.enums import NoticeKind
from reviews.models import Notice
from reviews.rules.queries import reviewable_by


def readable_by(user: User) -> QuerySet[Article]:
    """The articles that a person may be told of, as a subquery: what ``readers_of`` says, seen from the person."""
    return Article.objects.filter(Q(pk__in=reviewable_by(user).values("pk")) | Q(pk__in=visible_to(user).values("pk")))


def notices_for(user: User) -> QuerySet[Notice]:
    """A person's notices, newest first, without those about articles that are no longer theirs to see."""
    mine = Notice.objects.filter(person=user).select_related("article")
    return mine.filter(Q(article__isnull=True) | _is_readable(user))


def _is_readable(user: User) -> Q:
    """Of notices: that their article is among :func:`readable_by`, asked of the article of each notice. A set of all
    articles that somebody may read would be put together anew for every page, of tens of thousands for a handful."""
    boards = reviewable_by(user).filter(pk=OuterRef("article"))
    return is_worked_on_by(user, "article") | Q(Exists(boards))


def unread_count(user: User) -> Coalesce:
    """How many notices the user has not read, as an expression: for a query that is made anyway. It ends at
    ``MOST_COUNTED``."""
    return counted(notices_for(user).filter(read_at__isnull=True).select_related(None), "pk")


def get_notice_for(user: User, pk: Any) -> Notice:
    """One of the user's notices; ``Http404`` for any other, so that nobody learns what exists."""
    found = notices_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404(gettext("No such notice."))
    return found


@dataclass(frozen=True)
class Shown:
    """A notice with what its article is called, for its person."""

    notice: Notice
    title: str
    label: str


def shown_notices(user: User, notices: Iterable[Notice]) -> list[Shown]:
    """Notices as a list shows them. Three queries, however many there are."""
    notices = list(notices)
    titles = titles_for(user, [notice.article_id for notice in notices])
    return [Shown(one, titles.get(one.article_id, ""), str(NoticeKind(one.kind).label)) for one in notices]


def titles_for(user: User, articles: Iterable[Any]) -> dict[Any, str]:
    """What articles (ids) are called, by id, for this person: the desk knows the draft's title, the board that of the
    latest edition submitted. Nothing of articles that the person may not be told of. Three queries."""
    ids = set(articles) - {None}
    desk = set(visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    known = Q(article__in=desk) | Q(submitted_at__isnull=False)
    editions = Edition.objects.filter(known, article__in=readable_by(user).filter(pk__in=ids)).select_related("article")
    newest = list(editions.order_by("article_id", "-number").distinct("article_id"))
    titles = titles_of_each(newest)
    return {edition.article_id: titles.get(edition.pk) or edition.article.slug for edition in newest}
