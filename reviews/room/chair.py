"""What only the chair can do, as lists that can be paged, and everything in review. Reads.

Each group is found by the database, so that it answers as quickly among ten thousand editions as among three; what is
shown of a page of it is then judged by the very rules that guard the acts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy

from articles.enums import IN_REVIEW_STATES, WITH_BOARD_STATES
from articles.models import Edition, Pin, SectionVersion
from articles.queries import titles_of_each
from articles.words.content import content_from_text
from editorial.accounts.models import User
from reviews.enums import Verdict
from reviews.models import Alarm, Assignment, Interest, Recusal, SignOff
from reviews.room.alarms import alarms_to_decide
from reviews.room.queue import Row, rows_for, urgent_editions_of
from reviews.rules.queries import articles_of_boards, boards_led_by, editions_of_boards

SHOWN, PER_PAGE = 5, 25


def led_articles(user: User) -> QuerySet:
    """The articles whose board this user leads today."""
    return articles_of_boards(boards_led_by(user))


@dataclass(frozen=True)
class Request:
    """An open request for changes, and the edition in which it stands."""

    sign_off: SignOff
    edition: Edition
    title: str
    section: str


@dataclass(frozen=True)
class Late:
    """A member who was asked, and has not decided in time."""

    assignment: Assignment
    edition: Edition
    title: str
    days: int


@dataclass(frozen=True)
class Group:
    """One thing to do, and where: how many there are, and one page of them."""

    key: str
    title: str
    says: str
    page: Page
    items: list

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def tally(self) -> str:
        """What is to be done, after the number of how many."""
        return str(TALLIES[self.key])

    @property
    def more(self) -> int:
        """How many are not on this page."""
        return self.total - len(self.page.object_list)


def requests_to_settle(user: User) -> QuerySet[SignOff]:
    """Open requests for changes in what is in review, the oldest first. Those of members who keep out do not block."""
    here = OuterRef("version__section__article")
    later = SignOff.objects.filter(version=OuterRef("version"), user=OuterRef("user")).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    )
    voids = Q(ended_at__isnull=True) | Q(ended_at__gte=OuterRef("at"))  # what ended since voids it too
    led = editions_of_boards(boards_led_by(user)).filter(state__in=IN_REVIEW_STATES)
    pinned = Pin.objects.filter(version=OuterRef("version"), edition__in=led)
    return (
        SignOff.objects.filter(verdict=Verdict.REQUEST_CHANGES, settlement__isnull=True)
        .filter(Exists(pinned), ~Exists(later))
        .exclude(Exists(Interest.objects.filter(voids, article=here, user=OuterRef("user"))))
        .exclude(Exists(Recusal.objects.filter(voids, article=here, user=OuterRef("user"))))
        .select_related("version__section__article")
        .order_by("at", "pk")
    )


# An edition under review of which every section has as many approvals as its policy asks for. Whether each of them
# counts (interests, contributions, specialties, expiry) is asked of the page that is shown.
SIGNED = """
SELECT e.id FROM articles_edition e
JOIN LATERAL (
    SELECT v.sign_offs, v.sign_offs_by_kind FROM reviews_editionpolicy ep
    JOIN reviews_policyversion v ON v.id = ep.version_id
    WHERE ep.edition_id = e.id ORDER BY ep.id DESC LIMIT 1) asks ON true
WHERE e.state = 'under_review' AND NOT EXISTS (
    SELECT 1 FROM articles_pin p JOIN articles_section s ON s.id = p.section_id
    WHERE p.edition_id = e.id AND coalesce((asks.sign_offs_by_kind ->> s.kind)::int, asks.sign_offs) > (
        SELECT count(DISTINCT o.user_id) FROM reviews_signoff o
        WHERE o.version_id = p.version_id AND o.verdict = 'approve'))
"""


# A member who was asked by a day that has passed, and has given no verdict on some version that they were asked about.
LATE = """
SELECT a.id FROM reviews_assignment a
WHERE a.due_on < %s AND EXISTS (
    SELECT 1 FROM articles_edition e JOIN articles_pin p ON p.edition_id = e.id
    WHERE e.article_id = a.article_id AND e.state IN ('submitted', 'under_review')
        AND (cardinality(a.sections) = 0 OR p.section_id = ANY (a.sections))
        AND NOT EXISTS (SELECT 1 FROM reviews_signoff o WHERE o.version_id = p.version_id AND o.user_id = a.user_id))
"""


# An edition in review with a section that more signatures are missing from than members are still asked for.
SHORT = """
SELECT e.id FROM articles_edition e
JOIN LATERAL (
    SELECT v.sign_offs, v.sign_offs_by_kind FROM reviews_editionpolicy ep
    JOIN reviews_policyversion v ON v.id = ep.version_id
    WHERE ep.edition_id = e.id ORDER BY ep.id DESC LIMIT 1) asks ON true
WHERE e.state IN ('submitted', 'under_review') AND EXISTS (
    SELECT 1 FROM articles_pin p JOIN articles_section s ON s.id = p.section_id
    WHERE p.edition_id = e.id AND coalesce((asks.sign_offs_by_kind ->> s.kind)::int, asks.sign_offs) > (
        SELECT count(DISTINCT o.user_id) FROM reviews_signoff o
        WHERE o.version_id = p.version_id AND o.verdict = 'approve')
        + (SELECT count(DISTINCT a.user_id) FROM reviews_assignment a
           WHERE a.article_id = e.article_id AND a.id IN ({standing})
             AND (cardinality(a.sections) = 0 OR p.section_id = ANY (a.sections))
             AND NOT EXISTS (SELECT 1 FROM reviews_signoff o
                             WHERE o.version_id = p.version_id AND o.user_id = a.user_id)))
"""


def editions_led(user: User) -> QuerySet[Edition]:
    """Everything in review of the boards that the user leads, the longest waiting first."""
    rows = editions_of_boards(boards_led_by(user)).filter(state__in=WITH_BOARD_STATES)
    return rows.select_related("article", "submitted_by").order_by("submitted_at", "pk")


def signed_editions(user: User) -> QuerySet[Edition]:
    """Editions under review with all their signatures: ready to approve, or held up by something else."""
    return editions_led(user).filter(pk__in=RawSQL(SIGNED, []))  # noqa: S611 (a constant)


def unassigned_editions(user: User) -> QuerySet[Edition]:
    """Editions in review for which too few are asked: nobody, or fewer than signatures are missing from a section."""
    standing, params = Assignment.objects.standing().order_by().values("pk").query.sql_with_params()
    short = RawSQL(SHORT.format(standing=standing), params)  # noqa: S611 (a constant, with Django's own statement in it)
    return editions_led(user).filter(pk__in=short, state__in=IN_REVIEW_STATES)


def late_assignments(user: User, today: date) -> QuerySet[Assignment]:
    """Members whose day has passed while something that they were asked for is undecided by them, the latest first."""
    late = RawSQL(LATE, [today])  # noqa: S611 (a constant, with a parameter)
    rows = Assignment.objects.standing().filter(pk__in=late, article__in=led_articles(user))
    return rows.select_related("article", "user").order_by("due_on", "assigned_at", "pk")


def group_of(key: str, user: User, page: Any = 1, *, size: int = PER_PAGE) -> Group:
    """One page of one group, in a constant number of queries. ``KeyError`` for a group that there is not."""
    title, says, build = GROUPS[key]
    rows, shown = build(user)
    found = Paginator(rows, size).get_page(page)
    return Group(key, title, says, found, shown(list(found.object_list)))


def groups_for(user: User) -> list[Group]:
    """The beginnings of all groups that have anything in them, the most decisive first."""
    groups = [group_of(key, user, size=SHOWN) for key in GROUPS]
    return [group for group in groups if group.total]


Build = tuple[QuerySet, Callable[[list], list]]


def _settle(user: User) -> Build:
    def shown(rows: list[SignOff]) -> list[Request]:
        editions = open_editions_of([row.version.section.article_id for row in rows])
        titles, headings = titles_of_each(editions.values()), headings_of(row.version for row in rows)
        return [
            Request(row, edition, titles[edition.pk], headings[row.version_id])
            for row in rows
            if (edition := editions.get(row.version.section.article_id))
        ]

    return requests_to_settle(user), shown


def _decide(user: User) -> Build:
    found = {row.alarm.pk: row for row in alarms_to_decide(led_articles(user))}
    rows = Alarm.objects.filter(pk__in=found).order_by("opened_at", "pk")
    return rows, lambda rows: [found[row.pk] for row in rows]


def _approve(user: User) -> Build:
    return signed_editions(user), lambda rows: edition_rows(user, rows)


def _assign(user: User) -> Build:
    return unassigned_editions(user), lambda rows: edition_rows(user, rows)


def _chase(user: User) -> Build:
    today = timezone.localdate()

    def shown(rows: list[Assignment]) -> list[Late]:
        editions = open_editions_of([row.article_id for row in rows])
        titles = titles_of_each(editions.values())
        return [
            Late(row, edition, titles[edition.pk], (today - row.due_on).days)
            for row in rows
            if (edition := editions.get(row.article_id))
        ]

    return late_assignments(user, today), shown


def urgent_rows(user: User) -> list[Row]:
    """The urgent changes of the chair's boards that are live and still marked."""
    return [row for row in edition_rows(user, list(urgent_editions_of(boards_led_by(user)))) if row.urgent]


GROUPS: dict[str, tuple[str, str, Callable[[Any], Build]]] = {
    "decide": (
        gettext_lazy("Decide about evidence"),
        gettext_lazy("What cited works say may no longer stand: sentence by sentence."),
        _decide,
    ),
    "settle": (
        gettext_lazy("Settle a request"),
        gettext_lazy("A member asks for changes; you may close the request with a reason."),
        _settle,
    ),
    "approve": (gettext_lazy("Approve"), gettext_lazy("Every section has its signatures."), _approve),
    "assign": (
        gettext_lazy("Assign"),
        gettext_lazy("Nobody is asked for some of the signatures that these lack."),
        _assign,
    ),
    "chase": (gettext_lazy("Chase"), gettext_lazy("These members were to have decided by now."), _chase),
}


TALLIES = {
    "decide": gettext_lazy("to decide"),
    "settle": gettext_lazy("to settle"),
    "approve": gettext_lazy("to approve"),
    "assign": gettext_lazy("to assign"),
    "chase": gettext_lazy("to chase"),
}


def edition_rows(user: User, editions: list[Edition]) -> list[Row]:
    """The rows of some editions, in their order."""
    rows = rows_for(user, editions, timezone.localdate(), leads=True)
    return [rows[edition.pk] for edition in editions]


def open_editions_of(articles: list) -> dict[Any, Edition]:
    """The edition in review of each of these articles, by article. One query."""
    rows = Edition.objects.filter(article__in=articles, state__in=IN_REVIEW_STATES).select_related("article")
    return {row.article_id: row for row in rows}


def headings_of(versions: Iterable[SectionVersion]) -> dict[Any, str]:
    """What sections are called in some versions, by the versions' ids."""
    contents = {version.pk: content_from_text(version.content) for version in versions}
    return {pk: content.base.heading or content.anchor for pk, content in contents.items()}
