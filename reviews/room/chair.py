"""What only the chair can do, as lists that can be paged, and everything in review. Reads.

Each group is found by the database, so that it answers as quickly among ten thousand editions as among three, and
counts as the case does (``reviews.room.in_review``); what is shown of a page of it is then judged by the very rules
that guard the acts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from articles.enums import IN_REVIEW_STATES, WITH_BOARD_STATES, EditionState
from articles.models import Edition, SectionVersion
from articles.queries import titles_of_each
from articles.words.content import content_from_text
from editorial.accounts.models import User
from reviews.models import Alarm, Assignment, SignOff
from reviews.room.alarms import alarms_to_decide
from reviews.room.in_review import Waits, waits_of
from reviews.room.lapsing import among, lapsing_by
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


def editions_led(boards: list[Any]) -> QuerySet[Edition]:
    """Everything that these boards have in review, the longest waiting first."""
    rows = editions_of_boards(boards).filter(state__in=WITH_BOARD_STATES)
    return rows.select_related("article", "submitted_by").order_by("submitted_at", "pk")


@dataclass(frozen=True)
class Lead:
    """Who leads boards, with what waits in their editions: read once, for all groups."""

    user: User
    today: date = field(default_factory=timezone.localdate)

    @cached_property
    def boards(self) -> list[Any]:
        return boards_led_by(self.user)

    @cached_property
    def waits(self) -> Waits:
        return waits_of(self.boards, self.today)


def requests_to_settle(lead: Lead) -> QuerySet[SignOff]:
    """The requests for changes that block something in review, the oldest first."""
    rows = SignOff.objects.filter(pk__in=among(lead.waits.requests))
    return rows.select_related("version__section__article").order_by("at", "pk")


def signed_editions(lead: Lead) -> QuerySet[Edition]:
    """Editions under review with all their signatures: ready to approve, or held up by something else."""
    return editions_led(lead.boards).filter(pk__in=among(lead.waits.signed), state=EditionState.UNDER_REVIEW)


def unassigned_editions(lead: Lead) -> QuerySet[Edition]:
    """Editions in review for which too few are asked: nobody, or fewer than signatures are missing from a section."""
    return editions_led(lead.boards).filter(pk__in=among(lead.waits.short))


def editions_to_renew(lead: Lead) -> QuerySet[Edition]:
    """Live editions of which the signatures no longer suffice, the longest due first."""
    return lapsing_by(lead.boards, lead.today)


def late_assignments(lead: Lead) -> QuerySet[Assignment]:
    """Members whose day has passed while something that they were asked for is theirs to decide, the latest first."""
    rows = Assignment.objects.filter(pk__in=among(lead.waits.late))
    return rows.select_related("article", "user").order_by("due_on", "assigned_at", "pk")


def group_of(key: str, lead: Lead, page: Any = 1, *, size: int = PER_PAGE) -> Group:
    """One page of one group, in a constant number of queries. ``KeyError`` for a group that there is not."""
    title, says, build = GROUPS[key]
    rows, shown = build(lead)
    found = Paginator(rows, size).get_page(page)
    return Group(key, title, says, found, shown(list(found.object_list)))


def groups_for(lead: Lead) -> list[Group]:
    """The beginnings of all groups that have anything in them, the most decisive first."""
    groups = [group_of(key, lead, size=SHOWN) for key in GROUPS]
    return [group for group in groups if group.total]


Build = tuple[QuerySet, Callable[[list], list]]


def _settle(lead: Lead) -> Build:
    def shown(rows: list[SignOff]) -> list[Request]:
        editions = open_editions_of([row.version.section.article_id for row in rows])
        titles, headings = titles_of_each(editions.values()), headings_of(row.version for row in rows)
        return [
            Request(row, edition, titles[edition.pk], headings[row.version_id])
            for row in rows
            if (edition := editions.get(row.version.section.article_id))
        ]

    return requests_to_settle(lead), shown


def _decide(lead: Lead) -> Build:
    found = {row.alarm.pk: row for row in alarms_to_decide(articles_of_boards(lead.boards))}
    rows = Alarm.objects.filter(pk__in=found).order_by("opened_at", "pk")
    return rows, lambda rows: [found[row.pk] for row in rows]


def _approve(lead: Lead) -> Build:
    return signed_editions(lead), lambda rows: edition_rows(lead.user, rows)


def _assign(lead: Lead) -> Build:
    return unassigned_editions(lead), lambda rows: edition_rows(lead.user, rows)


def _renew(lead: Lead) -> Build:
    return editions_to_renew(lead), lambda rows: edition_rows(lead.user, rows)


def _chase(lead: Lead) -> Build:
    def shown(rows: list[Assignment]) -> list[Late]:
        editions = open_editions_of([row.article_id for row in rows])
        titles = titles_of_each(editions.values())
        return [
            Late(row, edition, titles[edition.pk], (lead.today - row.due_on).days)
            for row in rows
            if (edition := editions.get(row.article_id))
        ]

    return late_assignments(lead), shown


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
    "approve": (
        gettext_lazy("Approve"),
        gettext_lazy("The last signature is yours: look at the whole edition, then sign it or see what holds it up."),
        _approve,
    ),
    "renew": (
        gettext_lazy("Renew signatures"),
        gettext_lazy("Ask members to look at these live articles again, and to sign what is still right."),
        _renew,
    ),
    "assign": (
        gettext_lazy("Assign"),
        gettext_lazy("Ask members for the signatures that these lack and nobody is asked for."),
        _assign,
    ),
    "chase": (gettext_lazy("Chase"), gettext_lazy("Remind who was to have decided by now, or ask others."), _chase),
}


TALLIES = {
    "decide": gettext_lazy("to decide"),
    "settle": gettext_lazy("to settle"),
    "approve": gettext_lazy("to approve"),
    "renew": gettext_lazy("to renew"),
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
