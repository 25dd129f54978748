"""What the public may know of the boards: who sits on them, since when, and who did. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from editorial.accounts.models import User
from reviews.enums import BoardRole
from reviews.models import Board, BoardMember
from reviews.rules.profiles import initials_of
from reviews.rules.readiness import with_declarations

ORDER = {BoardRole.CHAIR: 0, BoardRole.DEPUTY: 1, BoardRole.MEMBER: 2}


@dataclass(frozen=True)
class ShownMember:
    """A person in one term on a board, with the terms there that came before it (the latest first)."""

    term: BoardMember
    earlier: list[BoardMember] = field(default_factory=list)

    @property
    def user(self) -> User:
        return self.term.user

    @property
    def initials(self) -> str:
        return initials_of(self.user.display_name)

    @property
    def photograph(self) -> str:
        return self.user.photograph_id or ""

    @property
    def interests(self) -> str:
        """The public line of what was declared last."""
        return self.term.public_line or ""

    @property
    def declared_on(self) -> date | None:
        return self.term.declared_on


@dataclass(frozen=True)
class ShownBoard:
    """A board with its members of today and those of the past."""

    name: str
    slug: str
    about: str
    members: list[ShownMember]
    past: list[ShownMember]


def shown_boards(slug: str = "") -> list[ShownBoard]:
    """Every board, or the one with this address, by name: the chair first, past terms by their end, the latest first.

    Two queries. A term that has not begun is not shown, nor a board of which none has. A deactivated person is no
    member any more, whatever the term says.
    """
    today = timezone.localdate()
    boards = Board.objects.filter(slug=slug) if slug else Board.objects.all()
    by_board = {board.pk: board for board in boards.order_by("name")}
    terms: dict = defaultdict(lambda: defaultdict(list))
    rows = BoardMember.objects.filter(starts_on__lte=today, board__in=by_board).order_by("starts_on", "user")
    for term in with_declarations(rows).select_related("user"):
        terms[term.board_id][term.user_id].append(term)
    return [shown_board(board, terms[pk].values(), today) for pk, board in by_board.items() if terms[pk]]


def shown_board(board: Board, by_person: Iterable[list[BoardMember]], today: date) -> ShownBoard:
    """One board from its terms by person, each person's in order: who sits on it now is no past member."""
    members, past = [], []
    for terms in by_person:
        running = [term for term in terms if is_current(term, today)]
        if running:
            now = min(running, key=lambda term: ORDER[term.role])
            members.append(ShownMember(now, [term for term in reversed(terms) if term not in running]))
        else:
            past.append(ShownMember(terms[-1], list(reversed(terms[:-1]))))
    members.sort(key=lambda one: (ORDER[one.term.role], one.user.display_name))
    past.sort(key=lambda one: one.term.ends_on or date.max, reverse=True)
    return ShownBoard(board.name, board.slug, board.about, members, past)


def is_current(term: BoardMember, today: date) -> bool:
    return term.user.is_active and (term.ends_on is None or term.ends_on >= today)
