"""Who may do what, apart from whether it can be done now: questions about a user, and an edition or an article.

About an edition, the board that judges it is asked. An article concerns that of its edition submitted last and that of
its live one, where they are two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from articles.models import Article, Edition
from articles.permissions import may_edit
from articles.queries import is_author_of
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from editorial.shared.issues import require
from reviews.enums import LEADING_ROLES
from reviews.models import BoardMember
from reviews.rules.eligibility import current_terms, is_leader, term_of, terms_of
from reviews.rules.policies import JudgingBoards, boards_of, chosen_policy, policy_version_for
from reviews.rules.transitions import TRANSITIONS, Move, Who

NO_ARTICLE = Article(pk=UUID(int=0))  # what is asked about where there is none
NOT_AMONG_THE_BOARD = gettext_lazy("This is for members of the board who did not write it.")


def is_board_member(user: User) -> bool:
    """Has a running term on any board: sees the queue."""
    return current_terms(user).exists()


def has_a_seat(user: User) -> bool:
    """Has a term on any board that runs or will: declares interests."""
    if not (user and user.is_authenticated and user.is_active):
        return False
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
    return BoardMember.objects.filter(not_over, user=user).exists()


def may_keep_profile(user: User, person: User) -> bool:
    """Everybody keeps their own profile, administrators everybody's."""
    return user.is_active and (user.pk == person.pk or is_administrator(user))


def leads_a_board(user: User) -> bool:
    return current_terms(user).filter(role__in=LEADING_ROLES).exists()


def may_review(user: User, article: Article) -> bool:
    """Sits on a board that the article concerns: reads what it has of it, comments, is asked, declares interests.

    Whether they sign or decide anything on an edition is asked of the board that judges that edition."""
    return bool(terms_of(user).keys() & boards_of(article))


@dataclass(frozen=True)
class Seats:
    """Where somebody sits today, beside the boards of an article. Read in the same two queries whether there is such an
    article or not, so that nobody learns from them what there is."""

    on: Mapping[Any, BoardMember]
    boards: JudgingBoards

    @classmethod
    def of(cls, user: User, article: Article | None) -> "Seats":
        return cls(terms_of(user), JudgingBoards.of(article or NO_ARTICLE))

    @property
    def concerned(self) -> bool:
        """Whether the article concerns a board of theirs: something of it was submitted, and is theirs to read."""
        return bool(self.on.keys() & self.boards.reading)

    def may_read(self, edition: Edition) -> bool:
        """An edition of it that was submitted: its own board, and the boards that the article concerns now."""
        return self.boards.judging.get(edition.pk) in self.on or self.concerned


def may_read(user: User, edition: Edition) -> bool:
    """May read an edition that was submitted."""
    return Seats.of(user, edition.article).may_read(edition)


def judges(user: User, edition: Edition) -> bool:
    """Sits on the board that judges the edition."""
    return _term(user, edition) is not None


def leads(user: User, edition: Edition) -> bool:
    """Chair or deputy of the board that judges the edition. A deputy acts for the chair in every respect but those in
    which its policy says otherwise."""
    return is_leader(_term(user, edition))


def leads_for(user: User, article: Article) -> bool:
    """Chair or deputy of a board that the article concerns: assigns its members, hears of it."""
    return any(is_leader(term) for board, term in terms_of(user).items() if board in boards_of(article))


def leads_next(user: User, article: Article) -> bool:
    """Chair or deputy of the board to which the article's next edition will go."""
    terms, policy = terms_of(user), chosen_policy(article)
    return policy is not None and is_leader(terms.get(policy.board_id))


def _term(user: User, edition: Edition) -> BoardMember | None:
    return term_of(user, policy_version_for(edition).policy.board_id)


def hears_the_board(user: User, article: Article) -> bool:
    """May read and write what the board says among itself: its members, but not whose own work the article is."""
    return may_review(user, article) and not is_author_of(user, article)


def may_read_interests(user: User, article: Article) -> bool:
    """May read what members' interests in the article are, not only that there are some: who leads its board and did
    not write it, and administrators."""
    return (leads_for(user, article) or is_administrator(user)) and not may_edit(user, article)


def may_move(user: User, edition: Edition, move: Move) -> bool:
    """Whether the table lets this user make this move. What only the system does, no user may."""
    match TRANSITIONS[move].who:
        case Who.AUTHORS:
            return may_edit(user, edition.article)
        case Who.MEMBERS:
            return judges(user, edition)
        case Who.LEADERS:
            return leads(user, edition)
        case Who.LEADERS_NOW_OR_NEXT:
            return leads(user, edition) or leads_next(user, edition.article)
        case _:
            return False


def require_move(user: User, edition: Edition, move: Move) -> None:
    row = TRANSITIONS[move]
    require(
        may_move(user, edition, move),
        gettext("“%(label)s” is for: %(who)s.") % {"label": gettext(row.label), "who": gettext(row.who)},
    )


def require_review(user: User, article: Article) -> None:
    require(may_review(user, article), gettext("Only members of the article's board may do this."))
