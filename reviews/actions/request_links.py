"""Answering a request to review by the link in its mail: for that one request, as often as needed until its day.

What is done so is recorded as done by the link, since the link proves only who had the mail.
"""

from datetime import date

from django.db import transaction

from articles.locks import lock_article
from editorial.shared.issues import refuse
from reviews.models import Assignment, RequestLink
from reviews.rules.request_links import ended_issues, request_of

from .assignments import answer_assignment, ask_for_time


@transaction.atomic
def answer_by_link(*, link: RequestLink, accept: bool, reason: str = "") -> Assignment:
    """Accept, or decline with a reason. Refused once the link has ended, whatever was open before."""
    row = _open_request(link)
    return answer_assignment(assignment=row, accept=accept, by=row.user, reason=reason, link=link)


@transaction.atomic
def ask_for_time_by_link(*, link: RequestLink, until: date, reason: str) -> Assignment:
    """Ask for a later day. Refused once the link has ended: after its day only a sign-in asks."""
    row = _open_request(link)
    return ask_for_time(assignment=row, until=until, by=row.user, reason=reason, link=link)


def _open_request(link: RequestLink) -> Assignment:
    """The request, read afresh under the article's lock."""
    lock_article(link.assignment.article_id)
    rows = RequestLink.objects.select_related("assignment__article", "assignment__user", "assignment__assigned_by")
    request = request_of(rows.get(pk=link.pk))
    refuse(ended_issues(request))
    return request.assignment
