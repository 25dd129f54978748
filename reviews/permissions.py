"""Who may do what, apart from whether it can be done now. Pure questions about a user, an article and its board."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from articles.permissions import may_edit
from articles.queries import is_author_of
from editorial.accounts.roles import is_administrator
from reviews.eligibility import current_terms, is_leader, term_of
from reviews.enums import LEADING_ROLES, BoardRole
from reviews.models import BoardMember
from reviews.policies import board_of
from reviews.transitions import TRANSITIONS, Move, Who

NOT_AMONG_THE_BOARD = "This is for members of the board who did not write it."


def is_board_member(user: Any) -> bool:
    """Has a running term on any board: sees the queue."""
    return current_terms(user).exists()


def has_a_seat(user: Any) -> bool:
    """Has a term on any board that runs or will: declares interests."""
    if not (user and user.is_authenticated and user.is_active):
        return False
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
    return BoardMember.objects.filter(not_over, user=user).exists()


def may_keep_profile(user: Any, person: Any) -> bool:
    """Everybody keeps their own profile, administrators everybody's."""
    return user.is_active and (user.pk == person.pk or is_administrator(user))


def leads_a_board(user: Any) -> bool:
    return current_terms(user).filter(role__in=LEADING_ROLES).exists()


def may_review(user: Any, article: Article) -> bool:
    """May read submitted editions of the article, comment and (if eligible) sign: members of its board."""
    return term_of(user, board_of(article)) is not None


def hears_the_board(user: Any, article: Article) -> bool:
    """May read and write what the board says among itself: its members, but not whose own work the article is."""
    return may_review(user, article) and not is_author_of(user, article)


def is_chair(user: Any, article: Article) -> bool:
    """Chair of the article's board. A deputy acts for the chair in every respect."""
    return is_leader(term_of(user, board_of(article)))


def holds_the_chair(user: Any, article: Article) -> bool:
    term = term_of(user, board_of(article))
    return term is not None and term.role == BoardRole.CHAIR


def may_read_interests(user: Any, article: Article) -> bool:
    """May read what members' interests in the article are, not only that there are some: who leads its board and did
    not write it, and administrators."""
    return (is_chair(user, article) or is_administrator(user)) and not may_edit(user, article)


def may_move(user: Any, article: Article, move: Move) -> bool:
    """Whether the table lets this user make this move. What only the system does, no user may."""
    match TRANSITIONS[move].who:
        case Who.AUTHORS:
            return may_edit(user, article)
        case Who.BOARD:
            return may_review(user, article)
        case Who.CHAIR | Who.LEADERS | Who.CHAIR_OR_SYSTEM:
            return is_chair(user, article)
        case _:
            return False


def require(allowed: bool, message: str) -> None:
    """Raise ``PermissionDenied`` unless allowed."""
    if not allowed:
        raise PermissionDenied(message)


def require_move(user: Any, article: Article, move: Move) -> None:
    row = TRANSITIONS[move]
    require(may_move(user, article, move), f"“{row.label}” is for: {row.who}.")


def require_review(user: Any, article: Article) -> None:
    require(may_review(user, article), "Only members of the article's board may do this.")
