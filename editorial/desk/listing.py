"""The desk's list: an editor's articles, each with what blocks it or what happens next, in words. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from articles.enums import CLOSED_UNPUBLISHED_STATES, IN_REVIEW_STATES, OPEN_STATES, EditionState
from articles.models import Article, Edition, FollowUp
from articles.queries import titles_of_each, visible_to
from editorial.accounts.models import User
from editorial.record.actions import article_chain
from editorial.record.models import Event
from editorial.shared.issues import Issue
from reviews.models import Letter
from reviews.record.timeline import BOARD_TALK
from reviews.rules.case import Case, cases_of
from reviews.rules.sets import in_sets
from reviews.rules.submission import to_submit_each
from reviews.rules.urgent import UrgentMark, urgent_marks

State = EditionState
CONFIRMED_BELOW = "wording:"
"""The targets of issues that a person only has to confirm: each has its button on the article's page."""
# What the tabs of the list call the states.
FILTERS = {
    "draft": (gettext_lazy("Drafts"), (State.DRAFT,)),
    "board": (gettext_lazy("With the board"), (*IN_REVIEW_STATES, State.APPROVED)),
    "returned": (gettext_lazy("Came back"), (State.RETURNED, State.TAKEN_BACK)),
    "live": (gettext_lazy("Published"), (State.PUBLISHED,)),
    "closed": (gettext_lazy("Closed"), (State.DISCARDED, State.RETIRED, State.SUPERSEDED)),
}


@dataclass
class DeskEntry:
    """One article in the list. ``edition`` is the one that matters now; ``live`` the one that readers get."""

    article: Article
    edition: Edition
    live: Edition | None = None
    title: str = ""
    issues: list[Issue] = field(default_factory=list)
    case: Case | None = None
    letter: Letter | None = None
    urgent: UrgentMark | None = None
    changed_at: datetime | None = None
    changed_by: str = ""
    questions: int = 0
    together: bool = False

    @property
    def next_step(self) -> str:
        """What blocks the article, or what happens next."""
        return next_step(self.edition, live=self.live, issues=self.issues, case=self.case, together=self.together)

    @property
    def facts(self) -> list[str]:
        """Short facts for the list."""
        facts = [gettext("Edition %(edition)s") % {"edition": self.edition.number}]
        if self.live and self.live.pk != self.edition.pk:
            facts.append(gettext("edition %(live)s is published") % {"live": self.live.number})
        if self.changed_at:
            when = date_format(timezone.localtime(self.changed_at), "j F Y, H:i")
            if self.changed_by:
                facts.append(gettext("last change %(when)s by %(name)s") % {"when": when, "name": self.changed_by})
            else:
                facts.append(gettext("last change %(when)s") % {"when": when})
        return facts


def what_blocks(issues: Iterable[Issue]) -> str:
    """How much is to be mended, how much only to be confirmed: "2 to mend, 42 to confirm". Empty where nothing is."""
    issues = list(issues)
    asked = sum(issue.target.startswith(CONFIRMED_BELOW) for issue in issues)
    said = [
        (len(issues) - asked, gettext("%(number)s to mend")),
        (asked, gettext("%(number)s to confirm")),
    ]
    return ", ".join(words % {"number": number} for number, words in said if number)


def next_step(
    edition: Edition,
    *,
    live: Edition | None,
    issues: list[Issue],
    case: Case | None = None,
    together: bool = False,
) -> str:
    """One sentence: what blocks this edition, or what happens next. ``together``: whether it is in a set."""
    match edition.state:
        case State.DRAFT if issues:
            return gettext("%(what)s before it can be submitted.") % {"what": what_blocks(issues)}
        case State.DRAFT:
            return gettext("Ready to be submitted.")
        case State.SUBMITTED:
            return gettext("Waits for the board to begin.")
        case State.UNDER_REVIEW if case is not None:
            return (
                gettext("Every section has its signatures.") if case.is_reached else gettext("The board is reading it.")
            )
        case State.APPROVED if together:
            return gettext("Approved; goes live together with the others of its set.")
        case State.APPROVED if edition.publish_at:
            return gettext("Approved; goes live on %(localtime)s.") % {
                "localtime": date_format(timezone.localtime(edition.publish_at), "j F Y, H:i")
            }
        case State.APPROVED:
            return gettext("Approved; goes live in a moment.")
        case State.PUBLISHED:
            return gettext("Published since %(localtime)s.") % {
                "localtime": date_format(timezone.localtime(edition.published_at), "j F Y")
            }
        case State.RETURNED:
            return gettext("The board returned it with a letter: open the next edition to answer.")
        case State.TAKEN_BACK:
            return gettext("Taken back: open the next edition to go on.")
        case State.DISCARDED if live is None:
            return gettext("The draft was discarded; nothing is published.")
        case State.RETIRED:
            return gettext("Retired: its address explains why it is gone.")
    return edition.get_state_display()


def articles_for(user: User) -> list[DeskEntry]:
    """All articles the user works on, each with the edition that matters; what moved last comes first. Two queries."""
    articles = list(visible_to(user))
    editions = defaultdict(list)
    for edition in Edition.objects.filter(article__in=articles).order_by("-number"):
        editions[edition.article_id].append(edition)
    entries = []
    for article in articles:
        edition, live = edition_that_matters(editions[article.pk])
        edition.article = article
        entries.append(DeskEntry(article, edition, live))
    return _newest_first(entries)


def edition_that_matters(editions: list[Edition]) -> tuple[Edition, Edition | None]:
    """Of an article's editions, newest first: the open one, else one that just came back, else the live one, else the
    newest; and the live one."""
    live = next((edition for edition in editions if edition.state == State.PUBLISHED), None)
    newest = editions[0]
    came_back = newest.state in CLOSED_UNPUBLISHED_STATES and newest.state != State.DISCARDED
    if newest.state in OPEN_STATES or came_back:
        return newest, live
    return live or newest, live


def _newest_first(entries: list[DeskEntry]) -> list[DeskEntry]:
    """Each entry with its last event. One query, however many articles."""
    chains = {article_chain(entry.article.pk): entry for entry in entries}
    events = Event.objects.filter(chain__in=chains).exclude(verb__startswith=BOARD_TALK).select_related("actor")
    events = events.order_by("chain", "-seq").distinct("chain")
    for event in events:
        entry = chains[event.chain]
        entry.changed_at = event.at
        entry.changed_by = event.actor.display_name if event.actor else ""
    return sorted(entries, key=lambda entry: entry.changed_at or entry.article.created_at, reverse=True)


def filtered(entries: Iterable[DeskEntry], state: str) -> list[DeskEntry]:
    """The entries under one tab of the list; every entry if there is no such tab."""
    states = FILTERS[state][1] if state in FILTERS else State.values
    return [entry for entry in entries if entry.edition.state in states]


def counts(entries: Iterable[DeskEntry]) -> Counter:
    """How many entries each tab has."""
    states = [entry.edition.state for entry in entries]
    return Counter({name: sum(state in members for state in states) for name, (_, members) in FILTERS.items()})


def with_details(entries: list[DeskEntry]) -> list[DeskEntry]:
    """The entries of one page with title, issues, case, letter and questions: as many queries as for one."""
    titles = titles_of_each(entry.edition for entry in entries)
    issues = to_submit_each(entry.edition for entry in entries if entry.edition.state == State.DRAFT)
    cases = cases_of(entry.edition for entry in entries if entry.edition.state == State.UNDER_REVIEW)
    letters = letters_waiting([entry.edition for entry in entries])
    urgent = urgent_marks(entry.live for entry in entries if entry.live)
    questions = open_questions(entry.article for entry in entries)
    approved = [entry.edition.pk for entry in entries if entry.edition.state == State.APPROVED]
    together = in_sets(approved) if approved else {}
    for entry in entries:
        entry.title = titles.get(entry.edition.pk) or entry.article.slug
        entry.issues = issues.get(entry.edition.pk, [])
        entry.case = cases.get(entry.edition.pk)
        entry.letter = letters.get(entry.edition.pk)
        entry.urgent = urgent.get(entry.live.pk) if entry.live else None
        entry.questions = questions.get(entry.article.pk, 0)
        entry.together = entry.edition.pk in together
    return entries


def letters_waiting(editions: list[Edition]) -> dict:
    """The chair's letter that an edition is to answer: its own, if it was returned, or that of the one it continues
    while it is a draft."""
    wanted = {edition.continues_id: edition.pk for edition in editions if edition.state == State.DRAFT}
    wanted |= {edition.pk: edition.pk for edition in editions if edition.state == State.RETURNED}
    letters = Letter.objects.filter(edition__in=[pk for pk in wanted if pk]).select_related("by", "edition")
    return {wanted[letter.edition_id]: letter for letter in letters}


def open_questions(articles: Iterable[Article]) -> dict:
    """How many readers' questions wait, by article id."""
    rows = FollowUp.objects.filter(article__in=list(articles), closed_at__isnull=True)
    return dict(rows.order_by().values_list("article").annotate(Count("pk")))
