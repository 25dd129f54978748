"""My work: what waits for somebody in all of their roles, in order of need. Reads; every group is what another page has
at length, found by the rules that guard the acts there, so that nothing here is more than the person may see there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from articles.enums import WITH_BOARD_STATES, EditionState
from articles.queries import follow_ups_waiting
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator, is_editor
from editorial.desk.listing import DeskEntry, articles_for, with_details
from editorial.desk.setting_up import Step, steps_left
from editorial.shared.issues import Issue
from reviews.models import Approval, Assignment, SignOff
from reviews.room.alarms import OpenAlarm, open_alarms_for
from reviews.room.chair import Group as ChairGroup
from reviews.room.chair import Late, Lead, Request, group_of, urgent_rows
from reviews.room.queue import Queue, Row, queue_for
from reviews.rules.permissions import is_board_member, leads_a_board
from reviews.rules.readiness import current_declaration, reminders_for

SHOWN = 5
BOARD_GROUPS = ("chase", "approve", "settle", "assign", "renew")
"""The chair's groups in the order of harm; what the evidence says comes before all of them, for everybody."""
State = EditionState


@dataclass(frozen=True)
class Task:
    """One row: what it is about, one line of why, by when, how far it is, and the one thing to do."""

    title: str
    url: str
    verb: str
    text: str = ""
    due: date | None = None
    is_late: bool = False
    tone: str = ""
    badge: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Group:
    """Tasks of one kind, the beginning of them; ``more`` leads to the others."""

    key: str
    title: str
    tasks: list[Task]
    total: int
    more: str = ""

    @property
    def left(self) -> int:
        return self.total - len(self.tasks)


@dataclass(frozen=True)
class MyWork:
    """Everything on the page. ``waiting`` is for the person, ``others`` for somebody else."""

    waiting: list[Group]
    others: list[Group] = field(default_factory=list)
    setting_up: list[Step] = field(default_factory=list)
    first_steps: list["FirstSteps"] = field(default_factory=list)
    unseen: bool = False
    """Whether the board has more in review than was looked through here."""

    @property
    def number(self) -> int:
        return sum(group.total for group in self.waiting)

    @property
    def is_calm(self) -> bool:
        """Nothing waits, in any role: only then may the page say so."""
        return not (self.waiting or self.unseen or any(not step.is_done for step in self.setting_up))


@dataclass(frozen=True)
class FirstSteps:
    """How a role begins, until its person has done the first of it."""

    title: str
    steps: list[tuple[str, str]]


def my_work_of(user: User, today: date | None = None) -> MyWork:
    """What waits for this person, whatever they are here. A constant number of queries for each role."""
    today = today or timezone.localdate()
    waiting, others, first = evidence_tasks(user), [], []
    unseen = False
    leads = leads_a_board(user)
    if leads:
        waiting += board_tasks(user)
        first += _first_of_leader(user)
    if is_board_member(user):
        queue = queue_for(user)
        waiting += member_tasks(user, queue, today)
        unseen = queue.page.has_next()
        first += [] if leads else _first_of_member(user)
    if is_editor(user):
        entries = articles_for(user)
        here, there = desk_groups(user, entries)
        waiting, others = waiting + here, there
        first += _first_of_editor(entries)
    steps = steps_left() if is_administrator(user) else []
    return MyWork([group for group in waiting if group.total], others, steps, first, unseen)


# ── Evidence ────────────────────────────────────────────────────────────────────────────────────────────────


def evidence_tasks(user: User) -> list[Group]:
    """Works that say no longer what they said, with sentences here that nobody has decided."""
    alarms = [row for row in open_alarms_for(user) if row.undecided]
    tasks = [_of_alarm(row) for row in alarms[:SHOWN]]
    return [Group("evidence", gettext("The evidence changed"), tasks, len(alarms), reverse("evidence:alarms"))]


def _of_alarm(row: OpenAlarm) -> Task:
    said = ngettext("%(number)s sentence to decide", "%(number)s sentences to decide", row.undecided)
    reference = row.alarm.reference
    return Task(
        row.name,
        reverse("evidence:reference", args=[reference.key]),
        gettext("Decide"),
        said % {"number": row.undecided},
        tone=reference.standing,
        badge=reference.get_standing_display(),
    )


# ── Board ───────────────────────────────────────────────────────────────────────────────────────────────────


def board_tasks(user: User) -> list[Group]:
    """What only the chair or a deputy can do, by harm: urgent changes half reviewed, late, ready, asked, short."""
    lead = Lead(user)
    urgent = urgent_rows(user)
    tasks = [_of_edition(row, gettext("See who is missing"), "review:renew") for row in urgent[:SHOWN]]
    groups = [
        Group(
            "urgent", gettext("Urgent changes, not yet fully reviewed"), tasks, len(urgent), reverse("chair:dashboard")
        )
    ]
    for key in BOARD_GROUPS:
        found = group_of(key, lead, size=SHOWN)
        tasks = [_of_board(found, item, user) for item in found.items]
        groups.append(Group(key, TITLES[key](), tasks, found.total, reverse("chair:group", args=[key])))
    return groups


TITLES = {
    "chase": lambda: gettext("Late"),
    "approve": lambda: gettext("Signed: approve, or see what holds them up"),
    "settle": lambda: gettext("Requests for changes"),
    "assign": lambda: gettext("Short of signatures"),
    "renew": lambda: gettext("Live, signatures to be renewed"),
}


def _of_board(group: ChairGroup, item: Late | Request | Row, user: User) -> Task:
    if isinstance(item, Late):
        late = ngettext("%(name)s is %(days)s day late", "%(name)s is %(days)s days late", item.days)
        said = late % {"name": item.assignment.user.display_name, "days": item.days}
        url = _url("review:assign", item)
        return Task(item.title, url, gettext("Ask others"), said, due=item.assignment.due_on, is_late=True)
    if isinstance(item, Request):
        said = gettext("%(name)s asks for changes in “%(section)s”")
        said %= {"name": item.sign_off.printed_name, "section": item.section}
        where = [item.edition.article.slug, item.edition.number, item.sign_off.pk]
        return Task(item.title, reverse("review:settle", args=where), gettext("Settle"), said)
    if group.key == "approve":
        said = "" if item.is_ready else " ".join(str(issue.message) for issue in item.blockers[:1])
        verb = gettext("See it and approve") if item.is_ready else gettext("See what is missing")
        return _of_edition(item, verb, "review:approve", said)
    names = [gettext("you") if term.user == user else term.user.display_name for term, _ in item.to_ask[:3]]
    said = gettext("Can be asked: %(people)s.") % {"people": ", ".join(names)}
    said = said if names else gettext("Nobody else may sign.")
    return _of_edition(item, gettext("Assign"), "review:assign", said)


def _of_edition(row: Row, verb: str, name: str, said: str = "") -> Task:
    return Task(row.title, _url(name, row), verb, said, done=row.case.reached, total=row.total)


def _url(name: str, item: Late | Request | Row) -> str:
    return reverse(name, args=[item.edition.article.slug, item.edition.number])


def member_tasks(user: User, queue: Queue, today: date) -> list[Group]:
    """What a member is to decide, and what they must see to in order to sign at all."""
    declared = current_declaration(user)
    reminders = reminders_for(user, declared.declared_on if declared else None, today)
    rows = [row for row in queue.waiting if row.waiting]
    lapsing = [row for row in queue.lapsing if row.waiting]
    return [
        Group("yourself", gettext("See to this"), [_of_reminder(one) for one in reminders], len(reminders)),
        Group(
            "reviews",
            gettext("To review"),
            [_of_review(row) for row in rows[:SHOWN]],
            len(rows),
            reverse("review:queue"),
        ),
        Group(
            "again",
            gettext("To review again"),
            [_of_review(row, "review:renew") for row in lapsing[:SHOWN]],
            len(lapsing),
            reverse("review:queue"),
        ),
    ]


def _of_reminder(issue: Issue) -> Task:
    where = issue.target if issue.target.startswith("/") else reverse("profile:own")
    return Task(str(issue.message), where, gettext("Open"))


def _of_review(row: Row, name: str = "review:edition") -> Task:
    said = ngettext("%(number)s section to decide", "%(number)s sections to decide", len(row.waiting))
    said %= {"number": len(row.waiting)}
    shown = not row.hides_opinions  # how far others are would say something of what they think
    return Task(
        row.title,
        _url(name, row),
        gettext("Review"),
        said,
        due=row.due_on,
        is_late=row.is_overdue,
        done=row.case.reached if shown else 0,
        total=row.total if shown else 0,
    )


# ── Desk ────────────────────────────────────────────────────────────────────────────────────────────────────


def desk_groups(user: User, entries: list[DeskEntry]) -> tuple[list[Group], list[Group]]:
    """What came back, what readers ask, and drafts; and what the board has."""
    back = [entry for entry in entries if entry.edition.state in (State.RETURNED, State.TAKEN_BACK)]
    drafts = [entry for entry in entries if entry.edition.state == State.DRAFT]
    held = [entry for entry in entries if entry.edition.state in WITH_BOARD_STATES]
    with_details([*back[:SHOWN], *drafts[:SHOWN], *held[:SHOWN]])
    questions = follow_ups_waiting(user).count()
    desk = reverse("desk:home")
    here = [
        Group(
            "back", gettext("Came back"), [_of_entry(one) for one in back[:SHOWN]], len(back), f"{desk}?state=returned"
        ),
        Group("questions", gettext("Readers’ questions"), _of_questions(questions), min(questions, 1)),
        Group(
            "drafts", gettext("Drafts"), [_of_entry(one) for one in drafts[:SHOWN]], len(drafts), f"{desk}?state=draft"
        ),
    ]
    holders = holders_of(held[:SHOWN])
    tasks = [_of_held(one, holders.get(one.article.pk, [])) for one in held[:SHOWN]]
    return here, [Group("held", gettext("With the board"), tasks, len(held), f"{desk}?state=board")] if held else []


def _of_held(entry: DeskEntry, holders: list[str]) -> Task:
    return Task(
        entry.title,
        reverse("desk:article", args=[entry.article.slug]),
        gettext("Look"),
        ", ".join(holders) or entry.next_step,
        badge=entry.edition.get_state_display(),
        tone=entry.edition.state,
        done=entry.case.reached if entry.case else 0,
        total=len(entry.case.sections) if entry.case else 0,
    )


def _of_entry(entry: DeskEntry) -> Task:
    url = reverse("desk:article", args=[entry.article.slug])
    if entry.letter:
        said = gettext("%(name)s wrote: “%(words)s”")
        said %= {"name": entry.letter.by.display_name, "words": Truncator(entry.letter.text).words(24)}
        return Task(
            entry.title, url, gettext("Read the letter"), said, badge=entry.edition.get_state_display(), tone="returned"
        )
    if entry.edition.state == State.DRAFT:
        verb = gettext("Mend") if entry.issues else gettext("Submit")
    else:
        verb = gettext("Go on")
    return Task(entry.title, url, verb, entry.next_step)


def _of_questions(number: int) -> list[Task]:
    said = ngettext("%(number)s question is open", "%(number)s questions are open", number) % {"number": number}
    return [Task(said, reverse("desk:questions"), gettext("Answer"))] if number else []


def holders_of(entries: Iterable[DeskEntry]) -> dict:
    """Who was asked to review, until when, by article. One query."""
    rows = Assignment.objects.standing().filter(article__in=[one.article for one in entries]).select_related("user")
    found: dict = {}
    for row in rows.order_by("due_on", "assigned_at", "pk"):
        words = gettext("%(name)s until %(day)s") if row.due_on else "%(name)s"
        day = date_format(row.due_on, "j F") if row.due_on else ""
        found.setdefault(row.article_id, []).append(words % {"name": row.user.display_name, "day": day})
    return found


# ── The first day ───────────────────────────────────────────────────────────────────────────────────────────


def _first_of_editor(entries: list[DeskEntry]) -> list[FirstSteps]:
    if entries:
        return []
    steps = [
        (gettext("Import an article that you have, or begin an empty one."), reverse("import")),
        (gettext("Mend what the article’s page lists: what it lacks stands there, one by one."), ""),
        (gettext("Submit it to the board; what comes back stands here."), ""),
    ]
    return [FirstSteps(gettext("How an article begins"), steps)]


def _first_of_member(user: User) -> list[FirstSteps]:
    if SignOff.objects.filter(user=user).exists():
        return []
    steps = [
        (gettext("Declare your interests: without that nobody may sign."), reverse("profile:interests")),
        (gettext("Read a section, with its sources, and choose what you say to it."), reverse("review:queue")),
        (gettext("Sign. Your signature belongs to these very words, and stays with them in later editions."), ""),
    ]
    return [FirstSteps(gettext("How reviewing works here"), steps)]


def _first_of_leader(user: User) -> list[FirstSteps]:
    if Approval.objects.filter(by=user).exists():
        return []
    steps = [
        (gettext("Ask members for the signatures that an edition lacks, by a day."), reverse("chair:dashboard")),
        (gettext("Settle what they ask for where it cannot be met, with a reason, or return the edition."), ""),
        (gettext("Approve: your signature is the last, and covers every word that readers will get."), ""),
    ]
    return [FirstSteps(gettext("What leading a board means here"), steps)]
