"""Who may sign what: promise 4, "no one approves their own words", and what goes with it.

Contributors are counted by a function in PostgreSQL (``reviews/sql/contributors.sql``): a trigger there asks
the same function, so no program can differ from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from articles.models import SectionVersion
from editorial.accounts.models import User
from editorial.shared.issues import Issue
from reviews.enums import LEADING_ROLES, BoardRole
from reviews.models import BoardMember
from reviews.rules.quorum import Signed
from reviews.rules.readiness import NOT_READY, readiness_issues
from reviews.rules.terms import ended_terms, running_terms


def end_issues(term: BoardMember, on: date) -> list[Issue]:
    """Why a term cannot end on this day: it began later, or it would run on into another one of theirs there. (One that
    overlaps another from before that was refused may end sooner than it would.)"""
    if on < term.starts_on:
        message = gettext("The term began on %(starts_on)s: it cannot end before.") % {
            "starts_on": f"{term.starts_on:%d %B %Y}"
        }
        return [Issue("ends-before-start", message, "ends_on")]
    if term.ends_on is None or on <= term.ends_on:
        return []
    longer = BoardMember(pk=term.pk, board=term.board, user=term.user, starts_on=term.starts_on, ends_on=on)
    return [replace(issue, target="ends_on") for issue in overlap_issues(longer)]


def overlapping(term: BoardMember) -> QuerySet[BoardMember]:
    """The other terms of the same person on the same board that cover a day of this one."""
    rows = BoardMember.objects.filter(board=term.board_id, user=term.user_id).exclude(pk=term.pk)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=term.starts_on))
    return rows.filter(starts_on__lte=term.ends_on) if term.ends_on else rows


def overlap_issues(term: BoardMember) -> list[Issue]:
    """Why a term cannot begin: one person has one term at a time on a board. PostgreSQL refuses others too."""
    other = overlapping(term).order_by("starts_on").first()
    if other is None:
        return []
    until = (
        gettext("until %(day)s") % {"day": _day(other.ends_on)} if other.ends_on else gettext("until further notice")
    )
    message = gettext(
        "%(name)s is %(role)s of %(board)s from %(day)s %(until)s: end that term the day before this one begins."
    ) % {
        "name": other.user.display_name,
        "role": other.get_role_display().lower(),
        "board": other.board,
        "day": _day(other.starts_on),
        "until": until,
    }
    return [Issue("terms-overlap", message, "starts_on")]


def promotion_issues(term: BoardMember, on: date) -> list[Issue]:
    """Why a member cannot have another role from this day on: their term must run then."""
    if term.starts_on <= on and (term.ends_on is None or term.ends_on >= on):
        return []
    return [Issue("no-term-then", gettext("Their term does not run on that day: begin a new one instead."), "on")]


def overlapping_terms() -> list[tuple[BoardMember, BoardMember]]:
    """Pairs of terms that overlap, from before the database refused it: to be put right by people, never rewritten."""
    terms = BoardMember.objects.select_related("board", "user").order_by("board__name", "user", "starts_on", "pk")
    pairs = []
    for term in terms:
        later = [other for other in overlapping(term).select_related("board", "user") if _order(other) > _order(term)]
        pairs += [(term, other) for other in later]
    return pairs


def _order(term: BoardMember) -> tuple[date, UUID]:
    return (term.starts_on, term.pk)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def current_terms(user: User) -> QuerySet[BoardMember]:
    """The user's board terms that run today; none for a deactivated account."""
    if not (user and user.is_authenticated and user.is_active):
        return BoardMember.objects.none()
    return BoardMember.objects.running().filter(user=user)


def term_of(user: User, board: Any) -> BoardMember | None:
    """The user's running term on this board (its id); the leading one, should there be two from before."""
    return terms_of(user).get(board)


def terms_of(user: User) -> dict[Any, BoardMember]:
    """The user's running terms by board; the leading one of each. One query."""
    running = running_terms(user.pk, timezone.localdate()) if user and user.is_active else []
    return leading_terms(running, by="board_id")


def ended_term_of(user: User) -> BoardMember | None:
    """The user's latest term that is over, on a board on which none of theirs runs today."""
    return next(iter(ended_terms(user.pk, timezone.localdate())), None)


def lock_terms_of(user: User) -> dict[Any, BoardMember]:
    """:func:`terms_of`, locked until the transaction ends: none can end between the look and the signature."""
    return leading_terms(current_terms(user).select_for_update(of=("self",)).order_by("pk"), by="board_id")


def leading_terms(terms: Iterable[BoardMember], *, by: str) -> dict[Any, BoardMember]:
    """One term for each value of an attribute: of several that run (rows from before terms were kept from overlapping),
    the one with the highest role."""
    order: dict[str, int] = {BoardRole.CHAIR: 0, BoardRole.DEPUTY: 1, BoardRole.MEMBER: 2}
    return {getattr(term, by): term for term in sorted(terms, key=lambda term: order[term.role], reverse=True)}


# What keeps a member from signing, yet lets them withdraw their own request for changes.
STILL_WITHDRAW = frozenset({"conflict", "contributor"}) | NOT_READY


def is_leader(term: BoardMember | None) -> bool:
    return term is not None and term.role in LEADING_ROLES


def contributors_to(versions: Iterable[SectionVersion]) -> dict[Any, set[UUID]]:
    """For each version's id, the ids of the users who contributed to it or to what it came from. One query."""
    ids = [version.pk for version in versions]
    result: dict[Any, set[UUID]] = {pk: set() for pk in ids}
    with connection.cursor() as cursor:
        cursor.execute("SELECT version_id, user_id FROM reviews_contributors(%s::uuid[])", [ids])
        for version, user in cursor.fetchall():
            result[version].add(user)
    return result


@dataclass(frozen=True)
class Difference:
    """That somebody signed words of an edition having seen something else of what it gives readers: in which ``part``
    (the SQL function ``reviews_differences`` says which there are), and what of it. ``is_carried``: the chair looked at
    a corrected record and found the same work."""

    sign_off: Any
    part: str
    name: str
    before: Any
    after: Any
    is_carried: bool


@dataclass(frozen=True)
class Relation:
    """What one person is to one edition. Every decision about the edition asks it; what is absent refuses."""

    user: User
    term: BoardMember | None
    keeps_out: bool
    had_a_hand: bool
    readiness: tuple[Issue, ...]

    @property
    def is_member(self) -> bool:
        """Sits today on the board that judges the edition."""
        return self.term is not None

    @property
    def role(self) -> str:
        """On that board; "" for who has none."""
        return self.term.role if self.term else ""

    @property
    def specialties(self) -> list[str]:
        """Of the person's term there."""
        return self.term.specialties if self.term else []

    @property
    def leads(self) -> bool:
        """Chair or deputy of that board today."""
        return is_leader(self.term)

    @property
    def is_impartial(self) -> bool:
        """Neither had a hand in the edition nor keeps out of it."""
        return not self.partial_issues()

    def deciding_issues(self) -> list[Issue]:
        """Why this leader of the board decides nothing about this edition: an interest, a recusal, own words, no
        declaration or credentials that hold. A deputy without them does."""
        if not self.leads:
            return [
                Issue(
                    "not-leading", gettext("Only chair and deputies of the board that judges the edition decide this.")
                )
            ]
        return self.partial_issues() or list(self.readiness)

    def partial_issues(self) -> list[Issue]:
        """Why this person, whatever their role, is not impartial here."""
        if self.keeps_out:
            return [
                Issue("conflict", gettext("You declared an interest or recused yourself here: a deputy must decide."))
            ]
        if self.had_a_hand:
            return [Issue("contributor", gettext("You contributed to this edition: a deputy must decide."))]
        return []


@dataclass(frozen=True)
class Home:
    """What bears on words of a passage wherever they stand: who has an interest in it or keeps out of it, until when
    ended ones void, and who is named on the edition that gives the words."""

    conflicted: frozenset[UUID] = frozenset()
    void_until: Mapping[Any, datetime] = field(default_factory=dict)
    named: frozenset[UUID] = frozenset()


AT_HOME = Home()  # of an article's own words: nothing but what bears on the article


@dataclass(frozen=True)
class Eligibility:
    """Everything that decides who may sign an edition's sections, and whose signatures count, read once. Ask it, do not
    look inside.

    ``members`` are the leading terms on the board that judges the edition, by user; ``boards`` that board and those
    whose signatures its policy also accepts. ``void_until`` has, by user, when the last interest or recusal of theirs
    here ended: nothing signed before counts. ``named`` are the users behind the edition's bylines, whenever they were
    linked. ``homes`` has, by version, what bears on the words of passages that stand in the edition.
    """

    members: dict[Any, BoardMember]
    conflicted: frozenset[UUID]
    contributors: dict[Any, set[UUID]]
    void_until: dict[Any, datetime] = field(default_factory=dict)
    boards: frozenset[UUID] = frozenset()
    named: frozenset[UUID] = frozenset()
    differences: tuple[Difference, ...] = ()
    homes: Mapping[Any, Home] = field(default_factory=dict)

    def is_of_a_passage(self, version_id: Any) -> bool:
        """Whether these are words of a passage that stands in the edition: signed there, and only counted here."""
        return version_id in self.homes

    def issues(self, user: User, version: SectionVersion) -> list[Issue]:
        """Why this user may not sign this version: empty if they may."""
        if self.is_of_a_passage(version.pk):
            message = gettext(
                "These words are kept as a passage: its board signs them, once for all articles in which they stand."
            )
            return [Issue("of-a-passage", message)]
        if user.pk in self.conflicted:
            message = gettext(
                "You declared an interest in this article or recused yourself: you may comment, but not sign."
            )
            return [Issue("conflict", message)]
        if self.had_a_hand_in(user.pk, version.pk):
            message = gettext("You contributed to these words: somebody else must judge them. You may comment.")
            return [Issue("contributor", message)]
        return self.readiness(user)

    def had_a_hand_in(self, user_id: Any, version_id: Any) -> bool:
        """Whether the user contributed to this version, or is named on the edition or on that of its passage."""
        named = self.named | self.homes.get(version_id, AT_HOME).named
        return user_id in named or user_id in self.contributors.get(version_id, ())

    def readiness(self, user: User) -> list[Issue]:
        """Why this user cannot sign anything here today: no term on the board, or their declaration or credentials."""
        term: Any = self.members.get(user.pk)  # with declared_on, which no model has: see with_declarations
        if term is None:
            return [Issue("not-on-board", gettext("You have no running term on the board that judges this edition."))]
        return readiness_issues(term.user, term.declared_on, timezone.localdate())

    @cached_property
    def hands(self) -> frozenset[UUID]:
        """Who contributed to any of the versions, or is named on the edition or on that of one of its passages."""
        named = (home.named for home in self.homes.values())
        return self.named.union(*self.contributors.values(), *named)

    @cached_property
    def keeping_out(self) -> frozenset[UUID]:
        """Who has an interest in the article or in a passage that stands in it, or keeps out of one of them."""
        return self.conflicted.union(*(home.conflicted for home in self.homes.values()))

    def relation(self, user: User) -> Relation:
        """What this user is to the edition."""
        return Relation(
            user=user,
            term=self.members.get(user.pk),
            keeps_out=user.pk in self.keeping_out,
            had_a_hand=user.pk in self.hands,
            readiness=tuple(self.readiness(user)),
        )

    def counts(self, one: Signed) -> bool:
        """Whether a verdict counts today."""
        return not self.aside(one)

    def aside(self, one: Signed) -> str:
        """Why a verdict does not count today, as a sentence about its member; "" if it does. Role, term, declaration
        and credentials were tested when it was given; that it expires is another matter (``reviews.rules.quorum``)."""
        if one.board not in self.boards:
            return gettext("Does not count: it was given for a board that does not judge this edition.")
        home = self.homes.get(one.version, AT_HOME)
        if one.user in self.conflicted:
            return gettext("Does not count: the member has an interest here, or keeps out of this article.")
        if one.user in home.conflicted:
            return gettext("Does not count: the member has an interest in this passage, or keeps out of it.")
        if _is_void((self.void_until, home.void_until), one.user, one.at):
            return gettext("Does not count: it was given before the member’s interest or keeping out here ended.")
        if self.had_a_hand_in(one.user, one.version):
            return gettext("Does not count: the member contributed to these words.")
        parts = {row.part for row in self.differences if row.sign_off == one.id and not row.is_carried}
        return str(UNSEEN[min(parts)]) if parts else ""

    def is_void(self, user_id: Any, at: datetime) -> bool:
        """Whether it was given before an interest or a recusal of theirs ended, here or in a passage that stands here:
        that revives nothing."""
        return _is_void((self.void_until, *(home.void_until for home in self.homes.values())), user_id, at)


def _is_void(ended: Iterable[Mapping[Any, datetime]], user_id: Any, at: datetime) -> bool:
    return any(user_id in one and at <= one[user_id] for one in ended)


UNSEEN = {
    "audiences": gettext_lazy("Does not count: other readers get these words now than the member was shown."),
    "evidence": gettext_lazy(
        "Does not count: the record of a work that is cited here was changed after the member signed."
    ),
    "media": gettext_lazy("Does not count: readers get other sizes of a picture here than the member was shown."),
}
