"""Who may sign what: promise 4, "no one approves their own words", and what goes with it.

Contributors are counted by a function in PostgreSQL (``reviews_contributors``, migration 0002): a trigger there asks
the same function, so no program can differ from it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, SectionVersion
from editorial.shared.issues import Issue
from reviews.enums import LEADING_ROLES, BoardRole
from reviews.models import BoardMember, Interest, Recusal
from reviews.readiness import NOT_READY, readiness_issues, with_declarations


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


def ended_term_of(user: Any) -> BoardMember | None:
    """The user's latest term that is over, on a board on which none of theirs runs today."""
    over = BoardMember.objects.filter(user=user, ends_on__lt=timezone.localdate()).select_related("board")
    running = current_terms(user).values("board")
    return over.exclude(board__in=running).order_by("-ends_on", "-pk").first()


def lock_term_of(user: Any, board) -> BoardMember | None:
    """The same, locked until the transaction ends: a term cannot end between the look and the signature."""
    return _leading_first(current_terms(user).filter(board=board).select_for_update(of=("self",)).order_by("pk"))


def _leading_first(terms: Iterable[BoardMember]) -> BoardMember | None:
    order = {BoardRole.CHAIR: 0, BoardRole.DEPUTY: 1, BoardRole.MEMBER: 2}
    return min(terms, key=lambda term: order[term.role], default=None)


# What keeps a member from signing, yet lets them withdraw their own request for changes.
STILL_WITHDRAW = frozenset({"conflict", "contributor"}) | NOT_READY


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
    """Everything that decides who may sign an article's sections, read once. Ask it, do not look inside.

    ``void_until`` has, by user, when the last interest or recusal of theirs here ended: nothing signed before counts.
    """

    members: dict[Any, BoardMember]
    conflicted: frozenset
    contributors: dict[Any, set]
    void_until: dict[Any, datetime] = field(default_factory=dict)

    def issues(self, user: Any, version: SectionVersion) -> list[Issue]:
        """Why this user may not sign this version: empty if they may. (That they could sign at all is a question of
        role: see ``reviews.permissions``.)"""
        if user.pk in self.conflicted:
            message = "You declared an interest in this article or recused yourself: you may comment, but not sign."
            return [Issue("conflict", message)]
        if user.pk in self.contributors.get(version.pk, ()):
            message = "You contributed to these words: somebody else must judge them. You may comment."
            return [Issue("contributor", message)]
        return self.readiness(user)

    def readiness(self, user: Any) -> list[Issue]:
        """Why a member cannot sign anything today: their own declaration or credentials."""
        term = self.members.get(user.pk)
        return readiness_issues(term.user, term.declared_on, timezone.localdate()) if term else []

    def counts(self, user_id: Any, version_id: Any, at: datetime) -> bool:
        """Whether a verdict that this user gave on this version at this time counts today. Role, term, declaration and
        credentials were tested when it was given."""
        if user_id in self.conflicted or self.is_void(user_id, at):
            return False
        return user_id not in self.contributors.get(version_id, ())

    def is_void(self, user_id: Any, at: datetime) -> bool:
        """Whether it was given before an interest or a recusal of theirs ended: that revives nothing."""
        return user_id in self.void_until and at <= self.void_until[user_id]


def eligibility_for(article: Article, board, versions: Iterable[SectionVersion]) -> Eligibility:
    """Read what decides who may sign these versions of the article. Four queries, however many there are."""
    return eligibility_for_each([(article, board, versions)])[0]


def eligibility_for_each(asked: Iterable[tuple[Article, Any, Iterable[SectionVersion]]]) -> list[Eligibility]:
    """:func:`eligibility_for` for several articles, in their order. The same four queries."""
    asked = [(article, board, list(versions)) for article, board, versions in asked]
    conflicted, void_until = _conflicts([article.pk for article, _, _ in asked])
    members = _members([board.pk for _, board, _ in asked if board])
    contributors = contributors_to(version for _, _, versions in asked for version in versions)
    return [
        Eligibility(
            members=members[board.pk] if board else {},
            conflicted=frozenset(conflicted[article.pk]),
            contributors={version.pk: contributors[version.pk] for version in versions},
            void_until=void_until[article.pk],
        )
        for article, board, versions in asked
    ]


def _conflicts(articles: list) -> tuple[dict[Any, set], dict[Any, dict[Any, datetime]]]:
    """Per article, who has an interest that still runs or recused themselves; and when ended ones of theirs ended."""
    running: dict[Any, set] = defaultdict(set)
    ended: dict[Any, dict[Any, datetime]] = defaultdict(dict)
    for model in (Interest, Recusal):
        rows = model.objects.filter(article__in=articles).values_list("article_id", "user_id", "ended_at")
        for article, user, ended_at in rows:
            if ended_at is None:
                running[article].add(user)
            else:
                ended[article][user] = max(ended_at, ended[article].get(user, ended_at))
    return running, ended


def _members(boards: list) -> dict[Any, dict[Any, BoardMember]]:
    """Per board, the running terms of active accounts by user."""
    today = timezone.localdate()
    running = BoardMember.objects.filter(terms_on(today), board__in=boards, user__is_active=True)
    terms = with_declarations(running).select_related("user")
    result: dict[Any, dict[Any, BoardMember]] = defaultdict(dict)
    for term in terms:
        result[term.board_id][term.user_id] = term
    return result
