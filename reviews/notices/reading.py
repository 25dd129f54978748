"""Notices as they may be read: who may be told of an article, and what a person sees of theirs. Reads only.

The right is asked twice, when a notice is made and whenever it is shown or mailed: in between, terms end and articles
change hands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Collaborator, Edition
from articles.queries import titles_of_each, visible_to
from editorial.accounts.models import User
from editorial.accounts.roles import is_editor
from reviews.enums import LEADING_ROLES, NoticeKind
from reviews.models import Assignment, BoardMember, Notice
from reviews.rules.policies import JudgingBoards, boards_of
from reviews.rules.queries import reviewable_by

URGENT_DAYS = 2


@dataclass(frozen=True)
class Readers:
    """Who may be told of an article: its desk, and its boards once an edition was submitted. Active accounts.

    ``judging`` is the board that judges each of its submitted editions.
    """

    desk: tuple[User, ...]
    terms: tuple[BoardMember, ...]
    judging: Mapping[Any, Any]

    def may_see(self, person: User) -> bool:
        return any(person.pk == one.pk for one in self.desk) or any(person.pk == term.user_id for term in self.terms)

    def leaders_judging(self, edition: Edition) -> list[User]:
        """Chair and deputies of the board that judges one of its submitted editions."""
        return _leaders(term for term in self.terms if term.board_id == self.judging.get(edition.pk))


def readers_of(article: Article) -> Readers:
    """Read who may be told of an article today. At most four queries, however many there are."""
    boards = JudgingBoards.of(article)
    return Readers(desk=tuple(desk_of(article)), terms=tuple(_terms(boards.reading)), judging=boards.judging)


def concerned_with(edition: Edition) -> tuple[Readers, list[User]]:
    """Who may be told of an edition, and who of the board is told what becomes of it: whoever leads the board that
    judges it, and the members whose review it is (asked or accepted). One query more than :func:`readers_of`."""
    readers = readers_of(edition.article)
    asked = Assignment.objects.standing().filter(article=edition.article).select_related("user").order_by()
    return readers, [*readers.leaders_judging(edition), *(row.user for row in asked)]


def desk_of(article: Article) -> list[User]:
    """The article's owner and collaborators, while they are editors; the owner first. One query."""
    others = Collaborator.objects.filter(article=article).values("user")
    people = User.objects.filter(Q(pk=article.owner_id) | Q(pk__in=others)).order_by()
    return sorted(filter(is_editor, people), key=lambda person: (person.pk != article.owner_id, person.pk))


def administrators() -> list[User]:
    """Everybody who sets up boards. One query."""
    return list(User.objects.filter(is_active=True, is_staff=True).order_by("pk"))


def leaders_of(article: Article) -> list:
    """Chair and deputies of the boards that the article concerns, today."""
    return _leaders(_terms(boards_of(article)))


def _leaders(terms: Iterable[BoardMember]) -> list[User]:
    return list({term.user_id: term.user for term in terms if term.role in LEADING_ROLES}.values())


def _terms(boards: Iterable[Any]) -> Iterable[BoardMember]:
    terms = BoardMember.objects.running().filter(board__in=boards).select_related("user").order_by()
    return sorted(terms, key=lambda term: (str(term.board_id), term.role, term.starts_on))


def readable_by(user: User) -> QuerySet[Article]:
    """The articles that a person may be told of, as a subquery: what :func:`readers_of` says, seen from the person."""
    return Article.objects.filter(Q(pk__in=reviewable_by(user).values("pk")) | Q(pk__in=visible_to(user).values("pk")))


def notices_for(user: User) -> QuerySet[Notice]:
    """A person's notices, newest first, without those about articles that are no longer theirs to see."""
    mine = Notice.objects.filter(person=user).select_related("article")
    return mine.filter(Q(article__isnull=True) | Q(article__in=readable_by(user)))


def unread_count(user: User) -> Coalesce:
    """How many notices the user has not read, as an expression: for a query that is made anyway."""
    unread = notices_for(user).filter(read_at__isnull=True).select_related(None).order_by()
    counted = unread.values("person").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


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


def is_pressing(due_on: date | None, today: date | None = None) -> bool:
    """Whether what is due on this day is told at once: due within two days, or late."""
    return due_on is not None and (due_on - (today or timezone.localdate())).days <= URGENT_DAYS
