"""Which live editions lack signatures, or will by a day: found among ten thousand. Reads.

By the day that their pages have, which is what ``reviews.publishing.facts`` found. Where a page may not have it yet,
the signatures are counted as the case counts them, for all of these at once.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.enums import EditionState
from articles.models import Edition
from reviews.enums import ApprovalBasis
from reviews.models import Approval
from reviews.publishing.facts import live_reviews
from reviews.publishing.to_recompose import unsettled
from reviews.rules.case import cases_of
from reviews.rules.due import live_pages
from reviews.rules.queries import editions_of_boards
from reviews.rules.urgent import urgent_marks


def lapsing_by(boards: list[Any], day: date) -> QuerySet[Edition]:
    """The live editions of these boards of which the signatures do not suffice on that day, the longest due first."""
    live = editions_of_boards(boards).filter(state=EditionState.PUBLISHED).select_related("article", "submitted_by")
    page = live_pages().filter(edition=OuterRef("pk"))
    shaken = list(live.filter(pk__in=unsettled().values("edition")).order_by().values_list("pk", flat=True))
    due = Q(Exists(page.filter(due__lte=day))) & ~Q(pk__in=among(shaken))
    rows = live.filter(due | Q(pk__in=among(lacking(shaken, day))))
    return rows.order_by(Subquery(page.values("due")[:1]), "pk")


def lacking(editions: list[Any], day: date) -> set[Any]:
    """Which of these live editions (their ids) do not have their signatures on that day. What an urgent change still
    waits for is not missing: of such editions the facts are asked. Two queries where there are none."""
    if not editions:
        return set()
    statement = "SELECT DISTINCT edition_id FROM reviews_standings(%s::uuid[], %s, %s) WHERE missing > 0"
    with connection.cursor() as cursor:
        cursor.execute(statement, [editions, day, timezone.get_current_timezone_name()])
        found = {pk for (pk,) in cursor.fetchall()}
    urgent = Approval.objects.filter(edition__in=found, basis=ApprovalBasis.URGENT, revocation__isnull=True)
    changed = list(Edition.objects.filter(pk__in=urgent.values("edition")).select_related("article"))
    reviews = live_reviews(cases_of(changed, on=day).values(), urgent_marks(changed))
    return found - {pk for pk, review in reviews.items() if review.due_on > day}


def among(ids: Iterable[Any]) -> RawSQL:
    """These ids, as one parameter however many they are."""
    return RawSQL("SELECT unnest(%s::uuid[])", [list(ids)])
