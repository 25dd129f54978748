"""What the link in a mail about a request to review opens today. Reads.

A link answers for one request until its day. It proves who had the mail, not who it was: so it shows no more than the
mail said, and opens nothing for which it matters who one is.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from articles.enums import EditionState
from articles.models import Article, Edition
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue
from reviews.models import Assignment, RequestLink
from reviews.rules.assignments import answering_issues, left_for
from reviews.rules.case import case_of
from reviews.rules.permissions import may_review
from reviews.rules.queries import latest_submitted_of

DAYS_WITHOUT_A_DAY = 60
"""How long a link opens where the request names no day."""


class Ending(StrEnum):
    """Why a link opens nothing any more."""

    TAKEN_BACK = "taken_back"
    GIVEN_AWAY = "given_away"
    ASKED_ANEW = "asked_anew"  # the request that it came with has ended, and there is another since
    NOT_ASKED = "not_asked"  # the account or the term on the board is over
    REVIEW_OVER = "review_over"
    DECIDED = "decided"
    DAY_OVER = "day_over"


@dataclass(frozen=True)
class Request:
    """What a link is about: the request, the edition that the board has, and why it ended, if it did."""

    link: RequestLink
    assignment: Assignment
    edition: Edition | None
    ending: Ending | None

    @property
    def until(self) -> date:
        """The last day on which the link opens anything."""
        return self.assignment.due_on or last_day_without(self.link)


def get_link_by_secret(secret: str) -> RequestLink:
    """Whose link this is, also if it opens nothing any more; ``Http404`` for any other."""
    rows = RequestLink.objects.filter(link_digest=sha256(secret))
    rows = rows.select_related("assignment__article", "assignment__user", "assignment__assigned_by")
    link: RequestLink | None = rows.first()
    if link is None:
        raise Http404(gettext("No such request."))
    return link


def request_of(link: RequestLink, today: date | None = None) -> Request:
    """The request as it stands now."""
    edition = latest_submitted_of(link.assignment.article)
    return Request(link, link.assignment, edition, _ending(link, edition, today or timezone.localdate()))


def ended_issues(request: Request) -> list[Issue]:
    """Why nothing can be answered by the link now. (What a page says of it: the template of the page.)"""
    return [Issue("ended", gettext("This link no longer answers anything."))] if request.ending else []


def is_current(link: RequestLink, edition: Edition | None) -> bool:
    """Whether a request made now is the one of this link: not if its review was published since."""
    return edition is None or edition.published_at is None or link.made_at > edition.published_at


def last_day_without(link: RequestLink) -> date:
    made_on = timezone.localdate(link.made_at)
    return date.fromordinal(made_on.toordinal() + DAYS_WITHOUT_A_DAY)


def _ending(link: RequestLink, edition: Edition | None, today: date) -> Ending | None:
    row: Assignment = link.assignment
    if RequestLink.objects.filter(assignment=row, made_at__gt=link.made_at).exists():
        return Ending.ASKED_ANEW
    if answering_issues(row):
        return Ending.GIVEN_AWAY if row.given_away else Ending.TAKEN_BACK
    if not (row.user.is_active and may_review(row.user, row.article)):
        return Ending.NOT_ASKED
    if ending := _of_review(link, row.article, edition):
        return ending
    return Ending.DAY_OVER if today > (row.due_on or last_day_without(link)) else None


def _of_review(link: RequestLink, article: Article, edition: Edition | None) -> Ending | None:
    """Whether the review itself is over, or all that this member was asked is decided."""
    if edition is None or edition.state in (EditionState.APPROVED, EditionState.RETIRED):
        return Ending.REVIEW_OVER
    if not is_current(link, edition):
        return Ending.REVIEW_OVER
    edition.article = article
    declined = not link.assignment.stands  # covers nothing, and may be taken up again
    return None if declined or left_for(link.assignment, case_of(edition)) else Ending.DECIDED
