"""Notices as they may be read: who may be told of an article, and what a person sees of theirs. Reads only.

The right is asked twice, when a notice is made and whenever it is shown or mailed: in between, terms end and articles
change hands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from articles.models import Article, Edition
from articles.queries import titles_of_each, visible_to
from editorial.accounts.roles import is_editor
from reviews.eligibility import terms_on
from reviews.enums import LEADING_ROLES, NoticeKind
from reviews.models import ArticlePolicy, BoardMember, Notice, ReviewPolicy
from reviews.policies import board_of

URGENT_DAYS = 2


@dataclass(frozen=True)
class Readers:
    """Who may be told of an article: its desk, and its board once an edition was submitted. Ids of active accounts."""

    desk: frozenset
    board: frozenset

    def may_see(self, person: Any) -> bool:
        return person.pk in self.desk or person.pk in self.board


def readers_of(article: Article) -> Readers:
    """Read who may be told of an article today. At most five queries, however many there are."""
    was_submitted = article.editions.filter(submitted_at__isnull=False).exists()
    return Readers(
        desk=frozenset(person.pk for person in desk_of(article)),
        board=frozenset(term.user_id for term in _terms(article)) if was_submitted else frozenset(),
    )


def desk_of(article: Article) -> list:
    """The article's owner and collaborators, while they are editors."""
    people = [article.owner, *(row.user for row in article.collaborators.select_related("user"))]
    return [person for person in people if is_editor(person)]


def leaders_of(article: Article) -> list:
    """Chair and deputies of the article's board today."""
    return [term.user for term in _terms(article) if term.role in LEADING_ROLES]


def _terms(article: Article) -> Iterable[BoardMember]:
    terms = BoardMember.objects.filter(terms_on(timezone.localdate()), board=board_of(article), user__is_active=True)
    return terms.select_related("user")


def readable_by(user: Any) -> QuerySet[Article]:
    """The articles that a person may be told of, as a subquery: what :func:`readers_of` says, seen from the person."""
    terms = BoardMember.objects.filter(terms_on(timezone.localdate()), user=user, user__is_active=True).values("board")
    own = ArticlePolicy.objects.filter(article=OuterRef("pk"))
    by_default = ~Exists(own) & Exists(ReviewPolicy.objects.filter(is_default=True, board__in=terms))
    submitted = Edition.objects.filter(article=OuterRef("pk"), submitted_at__isnull=False)
    on_board = Exists(submitted) & (Exists(own.filter(policy__board__in=terms)) | by_default)
    return Article.objects.filter(on_board | Q(pk__in=visible_to(user).values("pk")))


def notices_for(user: Any) -> QuerySet[Notice]:
    """A person's notices, newest first, without those about articles that are no longer theirs to see."""
    mine = Notice.objects.filter(person=user).select_related("article")
    return mine.filter(Q(article__isnull=True) | Q(article__in=readable_by(user)))


def unread_count(user: Any) -> Coalesce:
    """How many notices the user has not read, as an expression: for a query that is made anyway."""
    unread = notices_for(user).filter(read_at__isnull=True).select_related(None).order_by()
    counted = unread.values("person").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def get_notice_for(user: Any, pk: Any) -> Notice:
    """One of the user's notices; ``Http404`` for any other, so that nobody learns what exists."""
    found = notices_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404("No such notice.")
    return found


@dataclass(frozen=True)
class Shown:
    """A notice with what its article is called, for its person."""

    notice: Notice
    title: str
    label: str


def shown_notices(user: Any, notices: Iterable[Notice]) -> list[Shown]:
    """Notices as a list shows them. Three queries, however many there are."""
    notices = list(notices)
    titles = titles_for(user, [notice.article_id for notice in notices])
    return [Shown(one, titles.get(one.article_id, ""), NoticeKind(one.kind).label) for one in notices]


def titles_for(user: Any, articles: Iterable[Any]) -> dict[Any, str]:
    """What articles (ids) are called, by id, for this person: the desk knows the draft's title, the board that of the
    latest edition submitted. Nothing of articles that the person may not be told of. Three queries."""
    ids = set(articles) - {None}
    desk = set(visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    known = Q(article__in=desk) | Q(submitted_at__isnull=False)
    editions = Edition.objects.filter(known, article__in=readable_by(user).filter(pk__in=ids)).select_related("article")
    newest = list(editions.order_by("article_id", "-number").distinct("article_id"))
    titles = titles_of_each(newest)
    return {edition.article_id: titles.get(edition.pk) or edition.article.slug for edition in newest}


def is_pressing(due_on: date | None, today: date | None = None) -> bool:
    """Whether what is due on this day is told at once: due within two days, or late."""
    return due_on is not None and (due_on - (today or timezone.localdate())).days <= URGENT_DAYS
