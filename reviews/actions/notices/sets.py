"""What is told of editions that go live together. Nobody is told of a member that they may not see: each sentence is
about one edition, and goes to its own desk and board."""

from articles.models import Edition
from editorial.accounts.models import User
from reviews.enums import NoticeKind

from .sentences import tell_of_edition


def tell_left_out(edition: Edition, by: User) -> None:
    """To the desk and the board: the others do not wait for it."""
    text = f"{by.display_name} left edition {edition.number} out of those that are published together, with a reason."
    tell_of_edition(edition, NoticeKind.REVOKED, text, by)


def tell_revoked_with_others(edition: Edition) -> None:
    """That an approval no longer stands because another edition of its set was held back."""
    text = (
        f"The approval of edition {edition.number} was revoked, because another edition that is published "
        "together with it was held back: it is under review again."
    )
    tell_of_edition(edition, NoticeKind.REVOKED, text, None)


def tell_withdrawal_proposed(edition: Edition, by: User) -> None:
    """To who leads its board: the pages that were published together are to be withdrawn, if all boards agree."""
    text = (
        f"{by.display_name} proposes to withdraw edition {edition.number}, with all that was published together with "
        "it: your board has not agreed yet."
    )
    tell_of_edition(edition, NoticeKind.RETIRED, text, by, urgent=True)
