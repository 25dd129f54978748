"""The board's queue as data: what waits for a member, what only the chair can do, what falls due. Constant queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from articles.enums import CLOSED_UNPUBLISHED_STATES, IN_REVIEW_STATES, WITH_BOARD_STATES, EditionState
from articles.models import Edition
from articles.queries import titles_of_each
from editorial.accounts.models import User
from editorial.shared.issues import Issue
from reviews.enums import LEADING_ROLES, ApprovalBasis
from reviews.models import Approval, Assignment, BoardMember, Letter
from reviews.publishing.facts import LiveReview, live_reviews
from reviews.room.lapsing import lapsing_by
from reviews.rules.assignments import claimable, to_ask
from reviews.rules.case import Case, SectionProgress, cases_of
from reviews.rules.eligibility import current_terms
from reviews.rules.independence import independence_each
from reviews.rules.queries import boards_sat_on, editions_in_review, editions_of_boards
from reviews.rules.requirements import based_on_issues, unmet
from reviews.rules.urgent import UrgentMark, urgent_marks
from reviews.rules.waiting import SOON, waiting_sections

RECENT = 6
ASKED_ABOUT = (*IN_REVIEW_STATES, EditionState.PUBLISHED)
PER_PAGE = 25


@dataclass(frozen=True)
class Row:
    """One edition of the queue, for one member."""

    case: Case
    waiting: tuple[SectionProgress, ...]
    assignment: Assignment | None
    others_asked: tuple[str, ...]
    blockers: tuple[Issue, ...]
    today: date
    hides_opinions: bool = False
    urgent: UrgentMark | None = None
    unclaimed: tuple[SectionProgress, ...] = ()
    to_ask: tuple[tuple[BoardMember, list[SectionProgress]], ...] = ()
    live: LiveReview | None = None
    """What readers are told of the signatures, where it is live."""

    @property
    def edition(self) -> Edition:
        return self.case.edition

    @property
    def title(self) -> str:
        return title_of(self.case.sections, self.edition)

    @property
    def due_on(self) -> date | None:
        return self.assignment.due_on if self.assignment else None

    @property
    def age(self) -> int:
        """For how many days the board has had it."""
        return (self.today - timezone.localdate(self.edition.submitted_at)).days

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.today

    @property
    def is_ready(self) -> bool:
        """Nothing but the chair's signature is missing."""
        return self.edition.state == EditionState.UNDER_REVIEW and not self.blockers and not self.hides_opinions

    @property
    def total(self) -> int:
        return len(self.case.sections)

    @property
    def lost(self) -> tuple[SectionProgress, ...]:
        """Of what is live: the sections of which signatures no longer count."""
        return self.live.lost if self.live else ()

    @property
    def lapses_on(self) -> date | None:
        """The first day on which the signatures of a live edition do not suffice."""
        return self.live.due_on if self.live else None

    @property
    def has_lapsed(self) -> bool:
        return self.lapses_on is not None and self.lapses_on <= self.today


@dataclass(frozen=True)
class Decision:
    """Something that the board decided lately."""

    edition: Edition
    title: str
    at: datetime
    who: str
    words: str
    kind: str


@dataclass(frozen=True)
class Queue:
    """The lists of the page, each in the order in which it wants attention."""

    leads: bool
    urgent: list[Row]
    waiting: list[Row]
    others: list[Row]
    in_review: list[Row]
    page: Page
    mending: list[Row]
    lapsing: list[Row]
    recent: list[Decision]


def queue_for(user: User, page: Any = 1) -> Queue:
    """Everything on one page of a member's queue. What was asked of them is on the first, then the longest waiting."""
    today = timezone.localdate()
    leads = current_terms(user).filter(role__in=LEADING_ROLES).exists()
    paged = Paginator(asked_first(editions_in_review(user), user), PER_PAGE).get_page(page)
    in_review, mending = list(paged.object_list), list(mending_editions(user)[:PER_PAGE])
    urgent = list(urgent_editions_of(boards_sat_on(user)))
    lapsing = [edition for edition in lapsing_editions(user, today)[:PER_PAGE] if edition not in urgent]
    rows = rows_for(user, [*in_review, *mending, *urgent, *lapsing], today, leads=leads)
    open_rows = [rows[edition.pk] for edition in in_review]
    waiting = sorted((row for row in open_rows if row.waiting or (leads and row.is_ready)), key=_urgency)
    return Queue(
        leads=leads,
        urgent=[rows[edition.pk] for edition in urgent if rows[edition.pk].urgent],
        waiting=waiting,
        others=[row for row in open_rows if row not in waiting],
        in_review=sorted(open_rows, key=lambda row: (not row.is_ready, row.edition.submitted_at)),
        page=paged,
        mending=[rows[edition.pk] for edition in mending],
        lapsing=sorted(
            (row for row in (rows[one.pk] for one in (*urgent, *lapsing)) if not row.urgent and is_lapsing(row, today)),
            key=lambda row: row.lapses_on or date.min,
        ),
        recent=recent_decisions(user),
    )


def _urgency(row: Row) -> tuple:
    """What only the chair can do first; then what was asked of me, the nearest day first; then the longest waiting."""
    asked = row.assignment is not None and row.assignment.stands
    return (bool(row.waiting), not asked, row.due_on or date.max, row.edition.submitted_at)


def asked_first(editions: QuerySet[Edition], user: User) -> QuerySet[Edition]:
    """What the user was asked to review, the nearest day first; then the others as they stand."""
    mine = Assignment.objects.standing().filter(article=OuterRef("article"), user=user)
    asked, due = Exists(mine), Subquery(mine.values("due_on")[:1])
    return editions.annotate(is_asked=asked, asked_by=due).order_by(
        "-is_asked", F("asked_by").asc(nulls_last=True), "submitted_at", "pk"
    )


def is_lapsing(row: Row, today: date) -> bool:
    """Whether a live page lacks signatures today or will soon."""
    return row.lapses_on is not None and row.lapses_on - today <= SOON


def mending_editions(user: User) -> QuerySet[Edition]:
    """Editions that the editor took back or got back, while none has followed: their words may still be signed."""
    later = Edition.objects.filter(
        article=OuterRef("article"), number__gt=OuterRef("number"), submitted_at__isnull=False
    )
    return (
        editions_of_boards(boards_sat_on(user))
        .filter(~Exists(later), state__in=CLOSED_UNPUBLISHED_STATES, submitted_at__isnull=False)
        .select_related("article", "submitted_by")
        .order_by("-submitted_at")
    )


def lapsing_editions(user: User, today: date) -> QuerySet[Edition]:
    """Live editions that lack signatures or will soon, the longest due first."""
    return lapsing_by(boards_sat_on(user), today + SOON)


def urgent_editions_of(boards: list) -> QuerySet[Edition]:
    """Live editions of these boards that were approved as urgent safety changes, the oldest first; some are complete by
    now."""
    approvals = Approval.objects.filter(edition=OuterRef("pk"), basis=ApprovalBasis.URGENT, revocation__isnull=True)
    return (
        editions_of_boards(boards)
        .filter(Exists(approvals), state=EditionState.PUBLISHED)
        .select_related("article", "submitted_by")
        .order_by("published_at")
    )


def rows_for(user: User, editions: list[Edition], today: date, *, leads: bool) -> dict[Any, Row]:
    """A row for each of these submitted editions, by id."""
    cases = cases_of(editions, on=today)
    assigned = assignments_of(editions)
    independences = independence_each(user, cases.values())
    urgent = urgent_marks(editions)
    live = live_reviews(cases.values(), urgent)
    rows = {}
    for edition in editions:
        case = cases[edition.pk]
        here = assigned[edition.article_id]
        mine = next((row for row in here if row.user_id == user.pk), None)
        rows[edition.pk] = Row(
            case=case,
            waiting=tuple(waiting_sections(case, user, mine, today, leads=leads)),
            assignment=mine,
            others_asked=tuple(row.user.display_name for row in here if row.user_id != user.pk and row.stands),
            blockers=(*(based_on_issues(case) if edition.published_at is None else ()), *unmet(case)),
            today=today,
            hides_opinions=independences[edition.pk].hides_anything,
            urgent=urgent.get(edition.pk),
            unclaimed=tuple(claimable(case, here, user)) if edition.state in WITH_BOARD_STATES else (),
            to_ask=tuple(to_ask(case, here)) if leads and edition.state in ASKED_ABOUT else (),
            live=live.get(edition.pk),
        )
    return rows


def assignments_of(editions: list[Edition]) -> dict[Any, list[Assignment]]:
    """Who was asked, by article. One query."""
    found = defaultdict(list)
    rows = Assignment.objects.filter(article__in=[edition.article_id for edition in editions])
    for row in rows.select_related("user"):
        found[row.article_id].append(row)
    return found


def recent_decisions(user: User) -> list[Decision]:
    """What the user's boards decided last: approvals and returns. Four queries at most."""
    editions = editions_of_boards(boards_sat_on(user))
    approvals = Approval.objects.filter(edition__in=editions, revocation__isnull=True)
    letters = Letter.objects.filter(edition__in=editions)
    approved = list(approvals.select_related("edition__article").order_by("-at")[:RECENT])
    returned = list(letters.select_related("edition__article", "by").order_by("-at")[:RECENT])
    titles = titles_of_each([row.edition for row in (*approved, *returned)])
    decisions = [
        Decision(row.edition, titles[row.edition_id], row.at, row.printed_name, "Approved", "approved")
        for row in approved
    ] + [
        Decision(row.edition, titles[row.edition_id], row.at, row.by.display_name, "Returned", "returned")
        for row in returned
    ]
    return sorted(decisions, key=lambda one: one.at, reverse=True)[:RECENT]


def title_of(sections: tuple[SectionProgress, ...], edition: Edition) -> str:
    """The title that the front gives, or the address of an article without one."""
    return sections[0].part.content.base.heading if sections else str(edition.article)
