"""Sets for tests, made through the actions."""

from collections.abc import Sequence

from articles.models import Edition
from editorial.accounts.models import User
from reviews.actions import make_set
from reviews.models import Board, EditionSet, ReviewPolicy
from reviews.rules.sets import Joined, joined_in
from tests.builders import approve, make_board, make_chair, make_editor, make_member, make_submitted, sign_all


def default_board() -> Board:
    return ReviewPolicy.objects.get(is_default=True).board


def set_of(editions: Sequence[Edition], *, by: User, name: str = "Lithium warnings") -> EditionSet:
    """These open editions, to go live together."""
    articles = [one.article for one in editions]
    return make_set(articles=articles, name=name, reason="One warning, everywhere at once.", by=by)


def submitted_set(number: int = 2, *, by: User | None = None, **draft) -> tuple[EditionSet, list[Edition]]:
    """So many submitted editions of one desk and board in a set, each with all its signatures."""
    by = by or make_editor("Desk of the set")
    if not ReviewPolicy.objects.exists():
        make_board()
    editions = [make_submitted(by=by, **draft) for _ in range(number)]
    signers = make_member(default_board(), "First Member"), make_member(default_board(), "Second Member")
    for one in editions:
        sign_all(one, *signers)
    return set_of(editions, by=by), fresh(editions)


def approved_set(number: int = 2, *, by: User | None = None, chair: User | None = None, **draft):
    """The same, all approved: due."""
    made, editions = submitted_set(number, by=by, **draft)
    chair = chair or make_chair(default_board())
    for one in editions:
        approve(edition=one, by=chair)
    return made, fresh(editions)


def fresh(editions: Sequence[Edition]) -> list[Edition]:
    """The same, read anew, in their order."""
    rows = Edition.objects.select_related("article").in_bulk([one.pk for one in editions])
    return [rows[one.pk] for one in editions]


def joined(made: EditionSet) -> Joined:
    return joined_in([made.pk])[made.pk]
