"""Who may be told of an article; making notices, and what people do with theirs.

Mail is made from notices by :mod:`reviews.actions.notices.mails`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Collaborator, Edition
from editorial.accounts.models import User
from editorial.accounts.roles import is_editor
from editorial.shared.audit import save_audited
from editorial.shared.compiled import compiled
from editorial.shared.issues import Issue, refuse
from reviews.enums import LEADING_ROLES, Delivery, NoticeKind
from reviews.models import Assignment, BoardMember, Notice, NoticePreference
from reviews.models.notice import ARTICLE, LONGEST_TEXT
from reviews.rules.policies import JudgingBoards, boards_of

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
    asked = _asked(edition.article_id)
    return readers, [*readers.leaders_judging(edition), *(row.user for row in asked)]


@compiled
def _asked(article: Any) -> QuerySet[Assignment]:
    return Assignment.objects.standing().filter(article=article).select_related("user").order_by()


def desk_of(article: Article) -> list[User]:
    """The article's owner and collaborators, while they are editors; the owner first. One query."""
    people = _of_desk(article.pk, article.owner_id)
    return sorted(filter(is_editor, people), key=lambda person: (person.pk != article.owner_id, person.pk))


@compiled
def _of_desk(article: Any, owner: Any) -> QuerySet[User]:
    others = Collaborator.objects.filter(article=article).values("user")
    return User.objects.filter(Q(pk=owner) | Q(pk__in=others)).order_by()


def administrators() -> list[User]:
    """Everybody who sets up boards. One query."""
    return list(User.objects.filter(is_active=True, is_staff=True).order_by("pk"))


def leaders_of(article: Article) -> list[User]:
    """Chair and deputies of the boards that the article concerns, today."""
    return _leaders(_terms(boards_of(article)))


def _leaders(terms: Iterable[BoardMember]) -> list[User]:
    return list({term.user_id: term.user for term in terms if term.role in LEADING_ROLES}.values())


def _terms(boards: Iterable[Any]) -> Iterable[BoardMember]:
    terms = _running(timezone.localdate(), boards)
    return sorted(terms, key=lambda term: (str(term.board_id), term.role, term.starts_on))


@compiled
def _running(day: date, boards: Iterable[Any]) -> QuerySet[BoardMember]:
    return BoardMember.objects.running(day).filter(board__in=boards).select_related("user").order_by()


def is_pressing(due_on: date | None, today: date | None = None) -> bool:
    """Whether what is due on this day is told at once: due within two days, or late."""
    return due_on is not None and (due_on - (today or timezone.localdate())).days <= URGENT_DAYS


def tell(*, people: Iterable[Any], url: str, **what: Any) -> int:
    """Tell people what happened, and where to act: :func:`tell_at` with one page for all of them."""
    return tell_at([(people, url)], **what)


@transaction.atomic(savepoint=False)
def tell_at(
    pages: Iterable[tuple[Iterable[Any], str]],
    *,
    kind: str,
    text: str,
    by: User | None,
    article: Article | None = None,
    urgent: bool = False,
    once: str = "",
    readers: Readers | None = None,
) -> int:
    """Tell people what happened, each with the page on which to act; returns how many were told.

    Called by other actions, in their transaction: if that is rolled back, nobody is told, and once it is committed the
    row is what makes the mail due. ``by`` (None for the system) is never told of their own doing. If it is about an
    ``article``, only those are told who may see it now (its ``readers``, where they were read already). ``text`` names
    people, sections and days: never words of an article or of a remark, since notices leave the site as mail. A page
    is a path of this site, of exactly the page to act on. ``urgent`` mails go at once to whoever takes mail at all.
    ``once`` is a key: a person is told one thing under it, ever."""
    kind, text = NoticeKind(kind), _one_line(text)
    readers = readers or (readers_of(article) if article else None)
    told: dict[Any, tuple[User, str]] = {}
    for people, url in pages:
        path = _path(url, article)
        for person in people:
            if _is_told(person, by, readers):
                told.setdefault(person.pk, (person, path))
    rows = [
        Notice(person=person, kind=kind, text=text, url=path, article=article, by=by, is_urgent=urgent, once=once)
        for person, path in told.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=bool(once))
    return Notice.objects.filter(pk__in=[row.pk for row in rows]).count() if once else len(rows)


def tell_desk_and_board(
    article: Article,
    board: Iterable[Any],
    *,
    readers: Readers,
    desk: str,
    review: str,
    besides: Iterable[Any] = (),
    **what: Any,
) -> int:
    """Tell the desk with a link to its page, and of the board whoever is not of the desk with one to theirs.

    ``besides`` are the ids of those who are told of it otherwise.
    """
    besides = set(besides)
    editors = [one for one in readers.desk if one.pk not in besides]
    ids = {person.pk for person in readers.desk} | besides
    members = [one for one in board if one.pk not in ids]
    return tell_at([(editors, desk), (members, review)], readers=readers, article=article, **what)


def _path(url: str, article: Article | None) -> str:
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("A notice leads to a page of this site.")
    return lasting_path(url, article) if article else url


def lasting_path(url: str, article: Article) -> str:
    """The path with a mark where the article's address stands, so that it still leads there when that has changed.

    Only the place that the site's addresses keep for it counts: an article may be called "review".
    """
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    try:
        names = resolve(path).route.split("/")
    except Resolver404:  # a page that is not ours to follow
        return url
    parts = path.removeprefix("/").split("/")
    if "<slug:slug>" not in names or parts[names.index("<slug:slug>")] != article.slug:
        return url
    parts[names.index("<slug:slug>")] = ARTICLE
    return f"/{'/'.join(parts)}{url[len(path) :]}"


def _is_told(person: User, by: User | None, readers: Readers | None) -> bool:
    if by is not None and person.pk == by.pk:
        return False
    return person.is_active and (readers is None or readers.may_see(person))


def _one_line(text: str) -> str:
    """Without line breaks, which have no place in a subject; not longer than a notice may be."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


@transaction.atomic
def mark_read(*, notice: Notice, by: User) -> Notice:
    """A person opened one of their notices. No mail is sent about what was read."""
    row = Notice.objects.select_for_update().get(pk=notice.pk, person=by)
    if row.read_at is None:
        row.read_at = timezone.now()
        row.save(update_fields=["read_at"])
    return row


@transaction.atomic
def mark_all_read(*, by: User, until: Any = None) -> int:
    """A person has seen their notices (up to a moment: not those that came while they were reading)."""
    unread = Notice.objects.filter(person=by, read_at__isnull=True, at__lte=until or timezone.now())
    return unread.update(read_at=timezone.now())


@transaction.atomic
def set_notice_preference(*, delivery: str, hour: int | None, by: User) -> NoticePreference:
    """A person says how they want to be told; it holds for what was not mailed yet, too."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    row = NoticePreference.objects.filter(person=by).first() or NoticePreference(person=by)
    issues = (
        []
        if delivery in Delivery.values
        else [Issue("unknown-delivery", gettext("Choose how you are told."), "delivery")]
    )
    if hour is not None and hour not in range(24):
        issues.append(Issue("no-hour", gettext("Choose an hour of the day."), "hour"))
    refuse(issues)
    row.delivery, row.hour = delivery, hour
    save_audited(row, by=by, reason="How to be told")
    return row
