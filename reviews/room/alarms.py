"""Reading alarms: which there are for a person, and what one page says about one reference."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from articles.enums import EditionState
from articles.models import Audience, Citation
from articles.queries import titles_of_each, visible_to
from editorial.accounts.models import User
from editorial.shared.issues import Issue
from references.enums import AT_RISK
from references.formatting import format_reference, short_name
from references.models import Reference
from references.permissions import may_use_library
from references.standing.queries import notices_about
from reviews.models import Alarm
from reviews.rules.alarms import Deciders
from reviews.rules.evidence import Sentence, by_article, sentences_on
from reviews.rules.queries import reviewable_by


def anchor_of(section: Any, audience: str, digest: str) -> str:
    """Where a page shows a sentence. Two wordings of a section may say one alike, so that the digest is not enough."""
    return f"s-{section}-{audience}-{digest[:12]}"


@dataclass
class Line:
    """One sentence as the page shows it to a person; ``issues`` are why this person does not decide it."""

    sentence: Sentence
    audience: str
    places: list[str]
    issues: list[Issue]

    @property
    def anchor(self) -> str:
        """Its place on the page, which no other sentence has."""
        return anchor_of(self.sentence.section.pk, self.sentence.audience, self.sentence.digest)


@dataclass
class Group:
    """The sentences of one article."""

    article: Any
    title: str
    lines: list[Line] = field(default_factory=list)
    edits: bool = False

    @property
    def is_live(self) -> bool:
        """Whether readers have one of the sentences now."""
        editions = (edition for line in self.lines for edition in line.sentence.editions)
        return any(edition.state == EditionState.PUBLISHED for edition in editions)

    @property
    def undecided(self) -> int:
        return sum(line.sentence.decision is None for line in self.lines)

    @property
    def one_reason(self) -> str:
        """Why this person decides none of the sentences here, if it is the same for all of them."""
        reasons = {tuple(issue.message for issue in line.issues) for line in self.lines}
        return " ".join(reasons.pop()) if len(reasons) == 1 else ""


@dataclass
class EvidencePage:
    """Everything on the page about one reference. ``reasons`` are those that the sources give; for the desk."""

    reference: Reference
    name: str
    html: str
    alarm: Alarm | None
    groups: list[Group]
    hidden: int
    reasons: list[str]

    @property
    def total(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def open(self) -> int:
        """How many of these sentences nobody has decided."""
        return sum(group.undecided for group in self.groups)


@dataclass(frozen=True)
class OpenAlarm:
    """One open alarm in a list."""

    alarm: Alarm
    name: str
    sentences: int
    undecided: int
    articles: int


def open_alarms_for(user: User) -> list[OpenAlarm]:
    """The open alarms with sentences that this person may see, the oldest first. As many queries however many."""
    alarms = open_alarms()
    return _rows(alarms, visible_sentences(user, _sentences_of(alarms)))


def alarms_to_decide(articles: QuerySet) -> list[OpenAlarm]:
    """The open alarms with sentences of these articles that their boards have not decided, the oldest first."""
    alarms = open_alarms()
    sentences = [one for one in _sentences_of(alarms) if one.is_boards]
    led = set(articles.filter(pk__in={one.article.pk for one in sentences}).values_list("pk", flat=True))
    rows = _rows(alarms, [one for one in sentences if one.article.pk in led])
    return [row for row in rows if row.undecided]


def open_alarms() -> list[Alarm]:
    return list(Alarm.objects.filter(closed_at__isnull=True).select_related("reference").order_by("opened_at", "pk"))


def _sentences_of(alarms: list[Alarm]) -> list[Sentence]:
    return sentences_on(alarm.reference for alarm in alarms) if alarms else []


def _rows(alarms: list[Alarm], seen: list[Sentence]) -> list[OpenAlarm]:
    rows = []
    for alarm in alarms:
        here = [one for one in seen if one.reference.pk == alarm.reference_id]
        if here:
            undecided = sum(one.decision is None for one in here)
            name = short_name(alarm.reference.csl)
            rows.append(OpenAlarm(alarm, name, len(here), undecided, len(by_article(here))))
    return rows


def visible_sentences(user: User, sentences: Iterable[Sentence]) -> list[Sentence]:
    """What a person may see of these: editors their articles, members what their board has (never a draft)."""
    sentences = list(sentences)
    if not sentences:
        return []
    ids = {one.article.pk for one in sentences}
    edited = set(visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    reviewed = set(reviewable_by(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [one for one in sentences if one.article.pk in edited or (one.article.pk in reviewed and one.is_boards)]


def get_evidence_for(user: User, key: str) -> EvidencePage:
    """The page about a reference at risk: for the desk, and for members whose board has sentences that rest on it."""
    rows = Reference.objects.filter(key=key)
    if not may_use_library(user):  # what the library has is not theirs to know: only what their board's articles cite
        row, target = OuterRef("pk"), OuterRef("merged_into")
        theirs = Q(reference=row) | Q(reference=target)
        theirs |= Q(reference__merged_into=row) | Q(reference__merged_into=target)
        cited = Citation.objects.filter(theirs, version__section__article__in=reviewable_by(user))
        rows = rows.filter(Exists(cited))
    reference = rows.select_related("merged_into", "replaced_by").first()
    if reference is None:
        raise Http404(gettext("No such reference."))
    reference = reference.merged_into or reference
    alarm = reference.alarms.order_by("-opened_at").first()
    if reference.standing not in AT_RISK and alarm is None:
        raise Http404(gettext("Nothing is to be decided about this reference."))
    every = sentences_on([reference])
    seen = visible_sentences(user, every)
    if not seen and not may_use_library(user):
        raise Http404(gettext("No such reference."))
    return EvidencePage(
        reference=reference,
        name=short_name(reference.csl),
        html=format_reference(reference.csl),
        alarm=alarm,
        groups=_groups(user, seen),
        hidden=len(every) - len(seen),
        reasons=reasons_given(reference) if may_use_library(user) else [],
    )


def reasons_given(reference: Reference) -> list[str]:
    """Why a source says of the work what it says, in the source's words; each once."""
    return list(dict.fromkeys(notice.why for notice in notices_about(reference) if notice.why))


def _groups(user: User, sentences: list[Sentence]) -> list[Group]:
    """By article; those that readers have stand first."""
    labels = dict(Audience.objects.values_list("key", "label"))
    titles = titles_of_each({edition.pk: edition for one in sentences for edition in one.editions}.values())
    deciders = Deciders(user, sentences)
    groups = []
    for some in by_article(sentences).values():
        article = some[0].article
        group = Group(article, titles.get(some[0].editions[-1].pk) or article.slug, edits=article.pk in deciders.edited)
        for one in some:
            places = [
                gettext("edition %(edition)s: %(state)s")
                % {"edition": edition.number, "state": edition.get_state_display()}
                for edition in one.editions
            ]
            audience = labels.get(one.audience, one.audience) if one.audience else gettext("Text for everyone")
            group.lines.append(Line(one, audience, places, deciders.issues(one)))
        groups.append(group)
    return sorted(groups, key=lambda group: not group.is_live)
