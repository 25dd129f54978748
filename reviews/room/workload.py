"""How quickly the board decides, how much each member has, and which reviews fall due when. Reads, for charts.

Everything is counted by the database, in a fixed number of queries.
"""

from calendar import month_abbr
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Aggregate, Count, DurationField, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import PublicPage
from reviews.models import Approval, Assignment, BoardMember, SignOff
from reviews.room.chair import Lead
from reviews.room.charts import Bar, Chart
from reviews.room.lapsing import among
from reviews.rules.due import live_pages
from reviews.rules.queries import articles_of_boards
from reviews.rules.quorum import add_months

MONTHS, RECENT_DAYS = 12, 90
DAY = timedelta(days=1)


class Median(Aggregate):
    """The middle of all values, between the two middle ones where they are even."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def months_from(start: date, count: int) -> list[date]:
    """The first days of so many months."""
    return [add_months(first_of_month(start), step) for step in range(count)]


def month_label(month: date) -> str:
    """“Jan”, and the year where it begins."""
    return f"{month_abbr[month.month]} {month:%y}" if month.month == 1 else month_abbr[month.month]


def turnaround(articles: QuerySet, today: date) -> Chart:
    """The median of days from submission to approval, month by month. One query."""
    months = months_from(add_months(first_of_month(today), 1 - MONTHS), MONTHS)
    rows = (
        Approval.objects.filter(edition__article__in=articles, revocation__isnull=True, at__date__gte=months[0])
        .order_by()
        .annotate(month=TruncMonth("at"))
        .values("month")
        .annotate(median=Median(F("at") - F("edition__submitted_at"), output_field=DurationField()), number=Count("pk"))
    )
    found = {timezone.localdate(row["month"]): row for row in rows}
    bars, table = [], []
    for month in months:
        row = found.get(month)
        days = row["median"] / DAY if row else 0
        said = days_said(days) if row else "none"
        bars.append(Bar(month_label(month), days, said, short=f"{days:.0f}" if days >= 1 else "<1"))
        table.append((f"{month:%B %Y}", said, str(row["number"] if row else 0)))
    columns = (gettext("Month"), gettext("Days to approval (median)"), gettext("Editions approved"))
    says = gettext("Days from submission to approval, by the month of approval; half of the editions took less.")
    empty = gettext("Nothing was approved in the last twelve months.")
    return Chart("turnaround", "Turnaround", says, columns, tuple(table), tuple(bars), upright=True, empty=empty)


def days_said(days: float) -> str:
    """“under a day”, “1 day”, “12 days”."""
    if days < 1:
        return gettext("under a day")
    return "1 day" if round(days) == 1 else gettext("%(round)s days") % {"round": round(days)}


@dataclass(frozen=True)
class Load:
    """What one member has now, and did lately."""

    name: str
    asked: int
    late: int
    signed: int


def loads(lead: Lead) -> list[Load]:
    """Every member of the boards that somebody leads, the busiest first: what is left to decide of what they were asked
    for, as the chair's lists count it. Three queries, and those of what waits."""
    members = {
        term.user_id: term.user.display_name
        for term in BoardMember.objects.running(lead.today).filter(board__in=lead.boards).select_related("user")
    }
    asked = (
        Assignment.objects.filter(pk__in=among(lead.waits.awaited), user__in=members)
        .order_by()
        .values("user")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(pk__in=among(lead.waits.late))))
    )
    signed = (
        SignOff.objects.filter(
            user__in=members,
            at__date__gt=lead.today - timedelta(days=RECENT_DAYS),
            version__section__article__in=articles_of_boards(lead.boards),
        )
        .order_by()
        .values("user")
        .annotate(number=Count("pk"))
    )
    by_user = {row["user"]: row for row in asked}
    signatures = {row["user"]: row["number"] for row in signed}
    nothing = {"number": 0, "late": 0}
    found = [
        Load(name, row["number"], row["late"], signatures.get(user, 0))
        for user, name in members.items()
        for row in [by_user.get(user, nothing)]
    ]
    return sorted(found, key=lambda one: (-one.asked, -one.signed, one.name))


def workload(rows: list[Load]) -> Chart:
    """What members have left to decide in what is in review, and how much of it is late; the table names everybody."""
    bars = tuple(Bar(row.name, row.asked, _asked_said(row), part=row.late) for row in rows if row.asked)
    table = tuple((row.name, str(row.asked), str(row.late), str(row.signed)) for row in rows)
    columns = (
        gettext("Member"),
        gettext("Reviews left to decide"),
        gettext("Of these late"),
        gettext("Signatures in %(recent_days)s days") % {"recent_days": RECENT_DAYS},
    )
    says = gettext(
        "Reviews in which members have something left to decide; the darker part is past its day. Who is not named has "
        "none."
    )
    return Chart(
        "workload", "Workload", says, columns, table, bars, empty=gettext("No member has anything left to decide now.")
    )


def _asked_said(row: Load) -> str:
    return gettext("%(asked)s, %(late)s late") % {"asked": row.asked, "late": row.late} if row.late else str(row.asked)


def due_pages(articles: QuerySet) -> QuerySet[PublicPage]:
    """The live pages of these articles by the day on which their next review is due, the earliest first."""
    return live_pages().filter(article__in=articles).select_related("article", "edition").order_by("due", "slug")


def falling_due(articles: QuerySet, today: date) -> Chart:
    """How many reviews fall due in each of the months ahead; what is overdue stands first. One query."""
    months = months_from(today, MONTHS)
    rows = (
        due_pages(articles)
        .order_by()
        .annotate(month=TruncMonth("due"))
        .values("month")
        .annotate(number=Count("pk"), past=Count("pk", filter=Q(due__lte=today)))
    )
    found = {row["month"]: row for row in rows}
    overdue = sum(row["past"] for row in found.values())
    bars = [Bar("Overdue", overdue, str(overdue), part=overdue, short=str(overdue))]
    table = [("Overdue", str(overdue))]
    for month in months:
        row = found.get(month, {"number": 0, "past": 0})
        number = row["number"] - row["past"]
        bars.append(Bar(month_label(month), number, str(number), short=str(number)))
        table.append((f"{month:%B %Y}", str(number)))
    says = gettext("Published articles by the month in which their next review is due; the darker bar is overdue.")
    columns = (gettext("Month"), gettext("Reviews due"))
    empty = gettext("No review falls due in the next twelve months.")
    return Chart(
        "due", gettext("Reviews that fall due"), says, columns, tuple(table), tuple(bars), upright=True, empty=empty
    )
