"""Whether the open edition can make room for an urgent one. Reads."""

from django.utils.translation import gettext

from articles.enums import EditionState
from articles.models import Article, Edition
from articles.queries import live_edition_of
from editorial.shared.issues import Issue
from reviews.rules.sets import closing_issues


def urgent_opening_issues(article: Article, now: Edition | None) -> list[Issue]:
    """Why an urgent edition cannot be opened beside ``now``, the open edition; empty if it can."""
    if live_edition_of(article) is None:
        return [
            Issue("nothing-live", gettext("Nothing is published: there is nothing yet that could mislead readers."))
        ]
    if now is None:
        return []
    if now.interrupts_id is not None:
        return [
            Issue(
                "urgent-already",
                gettext("Edition %(now)s is an urgent one already: make the change there.") % {"now": now.number},
            )
        ]
    if now.state == EditionState.APPROVED:
        message = gettext(
            "Edition %(now)s is approved and about to be published: start from it in a moment, or "
            "ask the chair to revoke the approval first."
        ) % {"now": now.number}
        return [Issue("approved-already", message)]
    return closing_issues(now)
