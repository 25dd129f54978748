"""What the public may know of the boards: who sits on them, since when, and who did. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from reviews.enums import BoardRole
from reviews.models import Board, BoardMember

ORDER = {BoardRole.CHAIR: 0, BoardRole.DEPUTY: 1, BoardRole.MEMBER: 2}


@dataclass(frozen=True)
class ShownBoard:
    """A board with its members of today and those of the past."""

    name: str
    about: str
    members: list[BoardMember]
    past: list[BoardMember]


def shown_boards() -> list[ShownBoard]:
    """Every board, by name: the chair first, past terms by their end, the latest first. Two queries.

    A term that has not begun is not shown. A deactivated person is no member any more, whatever the term says.
    """
    today = timezone.localdate()
    boards = {board.pk: ShownBoard(board.name, board.about, [], []) for board in Board.objects.order_by("name")}
    terms = BoardMember.objects.filter(starts_on__lte=today).select_related("user").order_by("starts_on", "user")
    for term in sorted(terms, key=lambda term: (ORDER[term.role], term.user.display_name)):
        board = boards[term.board_id]
        (board.members if is_current(term, today) else board.past).append(term)
    for board in boards.values():
        board.past[:] = latest_first(board.past, board.members)
    return [board for board in boards.values() if board.members or board.past]


def is_current(term: BoardMember, today: date) -> bool:
    return term.user.is_active and (term.ends_on is None or term.ends_on >= today)


def latest_first(past: Iterable[BoardMember], members: Iterable[BoardMember]) -> list[BoardMember]:
    """Past terms of people who are no members now."""
    now = {term.user_id for term in members}
    gone = [term for term in past if term.user_id not in now]
    return sorted(gone, key=lambda term: term.ends_on or date.max, reverse=True)
