"""What waits in all that boards have in review: how the chair's lists are found among ten thousand editions. Reads.

The same as the case says of each edition (``waits_in``), counted by PostgreSQL for all of them in one statement
(``reviews/sql/standings.sql``); where references are at risk, the case itself is asked, since what was decided of a
sentence is not read there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.enums import IN_REVIEW_STATES
from articles.models import Citation, Edition
from reviews.models import Assignment
from reviews.rules.assignments import left_to_decide, wanting
from reviews.rules.case import Case, cases_of
from reviews.rules.eligibility_reading import ready_members
from reviews.rules.evidence import at_risk
from reviews.rules.queries import editions_of_boards


@dataclass(frozen=True)
class Waits:
    """What waits, by ids: editions that are ``signed`` (every section has its signatures) and ``short`` (members are
    asked for fewer signatures than a section lacks), ``awaited`` assignments (of which something is left to decide) and
    of these the ``late`` ones, ``requests`` for changes that block."""

    signed: frozenset[Any] = frozenset()
    short: frozenset[Any] = frozenset()
    awaited: frozenset[Any] = frozenset()
    late: frozenset[Any] = frozenset()
    requests: frozenset[Any] = frozenset()

    def __or__(self, other: "Waits") -> "Waits":
        return Waits(
            self.signed | other.signed,
            self.short | other.short,
            self.awaited | other.awaited,
            self.late | other.late,
            self.requests | other.requests,
        )


def waits_of(boards: list[Any], today: date) -> Waits:
    """What waits in what these boards have in review. A constant number of queries, and those of the cases where
    evidence is at risk."""
    open_ones = list(
        editions_of_boards(boards).filter(state__in=IN_REVIEW_STATES).order_by().values_list("pk", flat=True)
    )
    cited = Citation.objects.filter(at_risk("reference__"))
    citing = set(cited.values_list("version__pins__edition", flat=True).distinct())
    shaken = citing.intersection(open_ones)
    return counted([pk for pk in open_ones if pk not in shaken], boards, today) | judged(shaken, today)


def counted(editions: list[Any], boards: Iterable[Any], today: date) -> Waits:
    """What waits in these editions (their ids), of which no reference is at risk. Two queries."""
    if not editions:
        return Waits()
    standing, params = Assignment.objects.standing().order_by().values("pk").query.sql_with_params()
    zone = timezone.get_current_timezone_name()
    pairs = ready_members(boards)
    ready = [board for board, _ in pairs], [user for _, user in pairs]
    values: list[Any] = [editions, today, zone, editions, editions, *params, *ready, today]
    with connection.cursor() as cursor:
        cursor.execute(WAITS.format(standing=standing), values)
        rows = cursor.fetchall()
    names = ("signed", "short", "awaited", "late", "requests")
    return Waits(**{name: frozenset(pk for what, pk in rows if what == name) for name in names})


def judged(editions: Iterable[Any], today: date) -> Waits:
    """The same by the case of each."""
    rows = list(Edition.objects.filter(pk__in=editions).select_related("article"))
    asked = Assignment.objects.filter(article__in=[row.article_id for row in rows]).select_related("user")
    result = Waits()
    for case in cases_of(rows, on=today).values():
        result |= waits_in(case, [row for row in asked if row.article_id == case.edition.article_id], today)
    return result


def waits_in(case: Case, assignments: list[Assignment], today: date) -> Waits:
    """What waits in one edition in review."""
    awaited = [row for row in assignments if left_to_decide(row, case)]
    return Waits(
        signed=frozenset({case.edition.pk} if case.is_reached else ()),
        short=frozenset({case.edition.pk} if wanting(case, assignments) else ()),
        awaited=frozenset(row.pk for row in awaited),
        late=frozenset(row.pk for row in awaited if row.due_on is not None and row.due_on < today),
        requests=frozenset(one.id for place in case.sections for one in place.standing.requests),
    )


WAITS = """
WITH standing AS MATERIALIZED (
    SELECT r.*, c.article_id = e.article_id AS own  -- a passage is signed by whom its own board asks
    FROM reviews_standings(%s::uuid[], %s, %s) r
        JOIN articles_section c ON c.id = r.section_id JOIN articles_edition e ON e.id = r.edition_id),
barred AS MATERIALIZED (SELECT * FROM reviews_barred(%s::uuid[])),
asked AS MATERIALIZED (
    SELECT e.id AS edition_id, a.id, a.user_id, a.sections, a.due_on
    FROM unnest(%s::uuid[]) AS u(id) JOIN articles_edition e ON e.id = u.id
        JOIN reviews_assignment a ON a.article_id = e.article_id
    WHERE a.id IN ({standing})),
awaited AS MATERIALIZED (
    SELECT s.edition_id, s.version_id, a.id, a.due_on
    FROM asked a JOIN standing s ON s.edition_id = a.edition_id
    WHERE s.own AND (cardinality(a.sections) = 0 OR s.section_id = ANY (a.sections)) AND a.user_id <> ALL (s.decided)
        AND (s.board_id, a.user_id) IN (SELECT * FROM unnest(%s::uuid[], %s::uuid[]))
        AND NOT EXISTS (SELECT 1 FROM barred b
            WHERE b.edition_id = s.edition_id AND b.version_id = s.version_id AND b.user_id = a.user_id)),
lacking AS (
    SELECT s.edition_id, s.own, s.missing, coalesce(w.number, 0) AS expected
    FROM standing s LEFT JOIN (SELECT edition_id, version_id, count(*) AS number FROM awaited GROUP BY 1, 2) w
        ON w.edition_id = s.edition_id AND w.version_id = s.version_id)
SELECT 'signed', edition_id FROM lacking GROUP BY edition_id HAVING bool_and(missing <= 0)
UNION ALL SELECT DISTINCT 'short', edition_id FROM lacking WHERE own AND missing > expected
UNION ALL SELECT DISTINCT 'awaited', id FROM awaited
UNION ALL SELECT DISTINCT 'late', id FROM awaited WHERE due_on < %s
UNION ALL SELECT 'requests', unnest(requests) FROM standing
"""
