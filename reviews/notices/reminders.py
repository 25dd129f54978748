"""Which reminders are due: found by looking at the days and at what was already told, so no message can be lost. Reads.

For each assignment and kind of recipient the latest rule whose day has come is the one that counts. So after a week in
which nothing ran people get one reminder, not all that were missed; and who is asked to review by tomorrow is not
reminded at once because a rule says "seven days before".
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from articles.enums import IN_REVIEW_STATES, EditionState
from articles.models import Article, Edition, FollowUp
from reviews.models import Assignment, Notice, ReminderRule
from reviews.rules.case import case_of
from reviews.rules.due import due_by
from reviews.rules.signoffs import current_editions
from reviews.rules.waiting import is_asked, waiting_sections

REVIEW_DUE_DAYS = (90, 30, 0)
LATELY = timedelta(days=60)
QUESTIONS_FOR = timedelta(days=2)  # how far back the sweeper looks for questions of which nobody was told


@dataclass(frozen=True)
class Reminder:
    """A rule that applies to an assignment today."""

    rule: ReminderRule
    assignment: Assignment

    @property
    def key(self) -> str:
        """Under which it is told once: for this rule, assignment and day. Another day begins anew."""
        return f"reminder:{self.rule.pk}:{self.assignment.pk}:{self.assignment.due_on.isoformat()}"


def due_reminders(today: date | None = None) -> list[Reminder]:
    """What is to be told now, apart from whether there is still something to do. One query for each rule."""
    today = today or timezone.localdate()
    by_recipient = defaultdict(list)
    for rule in ReminderRule.objects.filter(is_active=True).order_by("days"):
        by_recipient[rule.recipient].append(rule)
    found = []
    for rules in by_recipient.values():
        for rule, following in zip(rules, [*rules[1:], None], strict=True):
            found += [Reminder(rule, row) for row in _assignments_for(rule, following, today)]
    return found


def _assignments_for(rule: ReminderRule, following: ReminderRule | None, today: date) -> list[Assignment]:
    """Assignments for which this rule's day has come, that of the one after it has not, and nobody was told yet.

    A rule whose day was past when the due date was set does not apply.
    """
    days = timedelta(days=rule.days)
    text = CharField()
    key = Concat(Value(f"reminder:{rule.pk}:"), Cast("pk", text), Value(":"), Cast("due_on", text), output_field=text)
    rows = open_assignments(today).filter(due_on__lte=today - days).annotate(key=key)
    if following is not None:
        rows = rows.filter(due_on__gt=today - timedelta(days=following.days))
    rows = rows.filter(~Exists(Notice.objects.filter(once=OuterRef("key"))))
    return [row for row in rows if timezone.localdate(row.set_at) < row.due_on + days]


def open_assignments(today: date) -> QuerySet[Assignment]:
    """Those not declined, of articles in review, or live ones that were to be reviewed again lately."""
    in_review = Edition.objects.filter(article=OuterRef("article"), state__in=IN_REVIEW_STATES)
    live = Edition.objects.filter(article=OuterRef("article"), state=EditionState.PUBLISHED)
    again = Exists(live) & Q(due_on__gte=today - LATELY)
    history = Assignment.history.model.objects.filter(id=OuterRef("pk"), due_on=OuterRef("due_on"))
    set_at = Subquery(history.order_by("history_date").values("history_date")[:1])
    rows = Assignment.objects.standing().filter(Exists(in_review) | again)
    return rows.annotate(set_at=set_at).order_by("due_on", "pk")


def edition_to_review(assignment: Assignment, today: date) -> Edition | None:
    """The edition with sections that were asked of the member and still wait; None if there is nothing left to do."""
    for edition in current_editions(assignment.article):
        edition.article = assignment.article
        case = case_of(edition, on=today)
        waiting = waiting_sections(case, assignment.user, assignment, today, leads=False)
        if any(is_asked(assignment, place) for place in waiting):
            return edition
    return None


@dataclass(frozen=True)
class Lapse:
    """A live edition of which the review is due on a day, now or soon; ``days`` before it this was to be told."""

    edition: Edition
    due_on: date
    days: int

    @property
    def key(self) -> str:
        return f"review-due:{self.edition.article_id}:{self.due_on.isoformat()}:{self.days}"


def lapsing_editions(today: date | None = None) -> list[Lapse]:
    """Live editions whose review is due within 90 days, each with the last of the days before it that has come, if
    nobody was told yet. Two queries."""
    today = today or timezone.localdate()
    found = []
    for page in due_by(today + timedelta(days=max(REVIEW_DUE_DAYS))).select_related("edition"):
        left = (page.due - today).days
        found.append(Lapse(page.edition, page.due, min(days for days in REVIEW_DUE_DAYS if days >= left or days == 0)))
    told = set(Notice.objects.filter(once__in=[one.key for one in found]).values_list("once", flat=True))
    return [one for one in found if one.key not in told]


def untold_questions(now: datetime | None = None) -> list[tuple[Article, date]]:
    """Articles and days of which nobody was told that readers asked. Two queries."""
    since = (now or timezone.now()) - QUESTIONS_FOR
    asked = FollowUp.objects.filter(asked_at__gte=since, closed_at__isnull=True).select_related("article__owner")
    found = {(row.article, timezone.localdate(row.asked_at)) for row in asked}
    keys = {question_key(article, day): (article, day) for article, day in found}
    told = set(Notice.objects.filter(once__in=keys).values_list("once", flat=True))
    return [one for key, one in keys.items() if key not in told]


def question_key(article: Article, day: date) -> str:
    return f"questions:{article.pk}:{day.isoformat()}"
