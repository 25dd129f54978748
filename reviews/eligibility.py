"""Who may sign what: promise 4, "no one approves their own words", and what goes with it.

Contributors are counted by a function in PostgreSQL (``reviews_contributors``, migration 0002): a trigger there asks
the same function, so no program can differ from it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, SectionVersion
from editorial.shared.issues import Issue
from reviews.enums import LEADING_ROLES, BoardRole
from reviews.models import BoardMember, Interest, Recusal


def terms_on(day: date) -> Q:
    """The terms of office that run on this day; both ends are inclusive."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def end_issues(term: BoardMember, on: date) -> list[Issue]:
    """Why a term cannot end on this day."""
    if on >= term.starts_on:
        return []
    return [
        Issue("ends-before-start", f"The term began on {term.starts_on:%d %B %Y}: it cannot end before.", "ends_on")
    ]


def current_terms(user: Any):
    """The user's board terms that run today; none for a deactivated account."""
    if not (user and user.is_authenticated and user.is_active):
        return BoardMember.objects.none()
    return BoardMember.objects.filter(terms_on(timezone.localdate()), user=user, user__is_active=True)


def term_of(user: Any, board) -> BoardMember | None:
    """The user's running term on this board; a leading one first, should there be two."""
    return _leading_first(current_terms(user).filter(board=board))


def lock_term_of(user: Any, board) -> BoardMember | None:
    """The same, locked until the transaction ends: a term cannot end between the look and the signature."""
    return _leading_first(current_terms(user).filter(board=board).select_for_update(of=("self",)).order_by("pk"))


def _leading_first(terms: Iterable[BoardMember]) -> BoardMember | None:
    order = {BoardRole.CHAIR: 0, BoardRole.DEPUTY: 1, BoardRole.MEMBER: 2}
    return min(terms, key=lambda term: order[term.role], default=None)


def is_leader(term: BoardMember | None) -> bool:
    return term is not None and term.role in LEADING_ROLES


def contributors_to(versions: Iterable[SectionVersion]) -> dict[Any, set]:
    """For each version's id, the ids of the users who contributed to it or to what it came from. One query."""
    ids = [version.pk for version in versions]
    result: dict[Any, set] = {pk: set() for pk in ids}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.id, c.user_id FROM unnest(%s::uuid[]) AS v(id), reviews_contributors(v.id) AS c(user_id)", [ids]
        )
        for version, user in cursor.fetchall():
            result[version].add(user)
    return result


@dataclass(frozen=True)
class Eligibility:
    """Everything that decides who may sign an article's sections, read once. Ask it, do not look inside."""

    members: dict[Any, BoardMember]
    conflicted: frozenset
    contributors: dict[Any, set]

    def issues(self, user: Any, version: SectionVersion) -> list[Issue]:
        """Why this user may not sign this version: empty if they may. (That they could sign at all is a question of
        role: see ``reviews.permissions``.)"""
        if user.pk in self.conflicted:
            message = "You declared an interest in this article or recused yourself: you may comment, but not sign."
            return [Issue("conflict", message)]
        if user.pk in self.contributors.get(version.pk, ()):
            message = "You contributed to these words: somebody else must judge them. You may comment."
            return [Issue("contributor", message)]
        return []

    def counts(self, user_id: Any, version_id: Any) -> bool:
        """Whether a verdict of this user on this version counts today. Role and term were tested when it was given."""
        return user_id not in self.conflicted and user_id not in self.contributors.get(version_id, ())


def eligibility_for(article: Article, board, versions: Iterable[SectionVersion]) -> Eligibility:
    """Read what decides who may sign these versions of the article. Four queries, however many there are."""
    return eligibility_for_each([(article, board, versions)])[0]


def eligibility_for_each(asked: Iterable[tuple[Article, Any, Iterable[SectionVersion]]]) -> list[Eligibility]:
    """:func:`eligibility_for` for several articles, in their order. The same four queries."""
    asked = [(article, board, list(versions)) for article, board, versions in asked]
    conflicted = _conflicted([article.pk for article, _, _ in asked])
    members = _members([board.pk for _, board, _ in asked if board])
    contributors = contributors_to(version for _, _, versions in asked for version in versions)
    return [
        Eligibility(
            members=members[board.pk] if board else {},
            conflicted=frozenset(conflicted[article.pk]),
            contributors={version.pk: contributors[version.pk] for version in versions},
        )
        for article, board, versions in asked
    ]


def _conflicted(articles: list) -> dict[Any, set]:
    """Per article, who declared an interest that still runs or recused themselves."""
    today = timezone.localdate()
    interests = Interest.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today), article__in=articles)
    recusals = Recusal.objects.filter(article__in=articles, ended_at__isnull=True)
    result: dict[Any, set] = defaultdict(set)
    for rows in (interests, recusals):
        for article, user in rows.values_list("article_id", "user_id"):
            result[article].add(user)
    return result


def _members(boards: list) -> dict[Any, dict[Any, BoardMember]]:
    """Per board, the running terms of active accounts by user."""
    today = timezone.localdate()
    terms = BoardMember.objects.filter(terms_on(today), board__in=boards, user__is_active=True).select_related("user")
    result: dict[Any, dict[Any, BoardMember]] = defaultdict(dict)
    for term in terms:
        result[term.board_id][term.user_id] = term
    return result
