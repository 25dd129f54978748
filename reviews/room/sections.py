"""The sections of the review page: what each says and said, on what evidence, who signed it, and what one may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.doubts import StandingDoubt, decided_for
from articles.enums import SectionKind
from articles.models import Citation, Edition, Pin
from articles.queries import media_of, titles_of_each
from articles.site.figures import ComparedFigure, compare_figures, under
from articles.site.manifest import FrozenManifest
from articles.text import citations_in, plain_text
from articles.words.content import SectionContent
from editorial.accounts.models import User
from editorial.shared.issues import Issue
from references.enums import Standing as ReferenceStanding
from references.models import Reference
from reviews.enums import Verdict
from reviews.models import Assignment, Settlement, SignOff
from reviews.record.signature_blocks import BADGES, SignatureBlock, blocks_of
from reviews.room.checks import NO_CHECKS, SectionChecks, checks_in
from reviews.room.comparison import CHANGED, NEW, SAME, Frame, WordingReview, wordings_of
from reviews.room.contrasts import Contrast, contrasts_of
from reviews.room.quotations import with_signs
from reviews.room.translated import MadeFrom, made_from_in
from reviews.rules.assignments import verdict_of
from reviews.rules.case import Case, SectionProgress
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.eligibility import STILL_WITHDRAW, Relation
from reviews.rules.independence import Independence
from reviews.rules.quorum import SectionStanding, Signed, latest_verdicts
from reviews.rules.signoffs import Question, Screen, questions_for, screen_of, signable_editions
from reviews.rules.waiting import is_asked, waits
from reviews.talk.text import Talk, show_line
from reviews.talk.threads import Thread, threads_for


@dataclass(frozen=True)
class Mention:
    """A sentence that cites a reference, and whose wording it stands in."""

    sentence: str
    locator: str
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class ReferenceReview:
    """A reference of one section beside the sentences that rest on it. ``standing`` is today's."""

    key: str
    name: str
    html: SafeString
    kind: str
    standing: str
    standing_label: str
    note: str
    is_new: bool
    is_new_to_me: bool
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class SignatureLine:
    """One signature on exactly these words. ``aside`` says why it does not count now, or what became of it."""

    id: Any
    name: str
    block: SignatureBlock
    verdict: str
    badge: str
    at: Any
    note: str
    aside: str
    settlement: Settlement | None
    is_open_request: bool


@dataclass(frozen=True)
class SectionReview:
    """One section of the edition, for one member. ``issues`` say why the member may not sign it."""

    place: SectionProgress
    state: str
    wordings: tuple[WordingReview, ...]
    references: tuple[ReferenceReview, ...]
    signatures: tuple[SignatureLine, ...]
    threads: tuple[Thread, ...]
    mine: Signed | None
    issues: tuple[Issue, ...]
    is_asked: bool
    waits_for_me: bool
    words: int
    screen: Screen
    questions: tuple[Question, ...]
    hears_the_board: bool
    contrasts: tuple[Contrast, ...]
    number: int
    opinions_hidden: bool = False
    doubts: tuple[StandingDoubt, ...] = ()
    checks: SectionChecks = NO_CHECKS
    passage: str = ""
    """Of a passage that stands here: what it is called. It is signed there."""
    figures: tuple[ComparedFigure, ...] = ()
    translated: MadeFrom | None = None
    """Of a section of a translation: from what it was made."""

    @property
    def part(self):
        return self.place.part

    @property
    def key(self) -> str:
        return self.part.key

    @property
    def anchor(self) -> str:
        return self.part.section.anchor

    @property
    def version(self):
        return self.part.version

    @property
    def heading(self) -> str:
        return self.part.content.base.heading or self.anchor

    @property
    def kind(self) -> str:
        if self.part.content.is_front:
            return gettext("Title, lead and order")
        return SectionKind(self.part.section.kind).label

    @property
    def standing(self) -> SectionStanding:
        """Where the words stand; nothing is told of it while others' opinions are hidden."""
        return SectionStanding(self.place.standing.needed) if self.opinions_hidden else self.place.standing

    @property
    def has_news_of_evidence(self) -> bool:
        """Whether a reference is new in this section, or not in good standing."""
        return any(one.is_new or one.standing != ReferenceStanding.GOOD for one in self.references)

    @property
    def is_folded(self) -> bool:
        """Nothing here asks for this member's attention: decided by them, or carried over with its signatures."""
        if self.waits_for_me or self.standing.requests:
            return False
        return self.mine is not None or (self.state == SAME and self.standing.is_reached)

    @property
    def verdicts(self) -> list[str]:
        """The verdicts that the member may give now."""
        open_request = self.mine is not None and self.mine.verdict == Verdict.REQUEST_CHANGES
        withdrawal = [Verdict.WITHDRAWN] if open_request and not self.mine.settled else []
        if self.issues:
            return withdrawal if {issue.code for issue in self.issues} <= STILL_WITHDRAW else []
        return [Verdict.APPROVE, Verdict.REQUEST_CHANGES, Verdict.OUTSIDE_FIELD, *withdrawal]


def passages_named(manifest: FrozenManifest) -> dict[str, str]:
    """By section of a passage that stands in an edition: what the passage was called when the edition was submitted.
    One query, none for none."""
    sections = {one["edition"]: one["sections"] for one in manifest.passages}
    titles = titles_of_each(Edition.objects.filter(pk__in=sections)) if sections else {}
    return {section: titles.get(UUID(edition), "") for edition, some in sections.items() for section in some}


@dataclass
class SectionsReader:
    """Reads everything about all sections of an edition, then puts each together. Eight queries, two for pictures."""

    edition: Edition
    user: User
    relation: Relation
    hears: bool
    manifest: FrozenManifest
    case: Case
    before: dict[str, SectionContent]
    frame: Frame
    assignment: Assignment | None
    independence: Independence

    def sections(self) -> list[SectionReview]:
        self.today = timezone.localdate()
        editions = signable_editions(self.edition.article)
        self.is_current = self.edition in editions
        self.signable = versions_in(editions)
        self.standings = standings_today(self.manifest)
        self.settlements = settlements_of(self.case)
        self.blocks = blocks_in(self.case)
        self.judged = citations_judged_by(self.user, self.case)
        self.doubts = decided_for(self.edition, [place.part for place in self.case.sections])
        self.checks = checks_in(self.edition, [place.part for place in self.case.sections], self.frame)
        self.passages = passages_named(self.manifest)
        self.translated = made_from_in(self.edition, [place.part for place in self.case.sections])
        article = self.edition.article
        self.media = media_of(article.pk, [*self._contents().values(), *self.before.values()])
        self.threads = threads_for(
            self.user,
            article,
            self._contents(),
            decides=self.relation.leads and not decision_issues(Decision.RESOLVE, self.relation),
            hears=self.hears,
            independence=self.independence,
        )
        return [self._section(place, number) for number, place in enumerate(self.case.sections, start=1)]

    def _section(self, place: SectionProgress, number: int) -> SectionReview:
        content, version = place.part.content, place.part.version
        before = self.before.get(content.section)
        mine = latest_verdicts(place.sign_offs).get(self.user.pk)
        issues = tuple(self._issues(version))
        asked = is_asked(self.assignment, place)
        threads = self.threads[place.part.section.pk]
        return SectionReview(
            place=place,
            state=state_of(content, before),
            wordings=with_signs(wordings_of(content, before, self.frame), threads),
            references=tuple(self._references(content, before)),
            signatures=tuple(self._signatures(place)),
            threads=tuple(threads),
            mine=mine,
            issues=issues,
            is_asked=asked,
            waits_for_me=self.is_current
            and not issues
            and waits(
                place,
                verdict_of(place, self.user.pk, self.case.eligibility),
                asked=asked,
                leads=self.relation.leads,
                live=self._is_live,
                today=self.today,
            ),
            screen=self._screen(version, content, place.last_of(self.user)),
            opinions_hidden=self.independence.hides(place.part.section.pk),
            questions=questions_for(self.case.policy, content.kind),
            hears_the_board=self.hears,
            contrasts=contrasts_of(content, self.frame),
            doubts=tuple(self.doubts.get(version.pk, ())),
            checks=self.checks.get(version.section_id, NO_CHECKS),
            passage=self.passages.get(content.section, ""),
            figures=tuple(
                compare_figures(before, content, self.media, self.frame.labels, under(self.edition.article_id))
            ),
            translated=self.translated.get(version.pk),
            number=number,
            words=sum(len(plain_text(wording.html).split()) for _, wording in content.all_wordings()),
        )

    def _screen(self, version, content: SectionContent, mine: Signed | None) -> Screen:
        today = {key: self.standings[key][0] if key in self.standings else "" for key in content.cited_keys()}
        return screen_of(version.digest, content, self.manifest, self.case.policy, today, mine and mine.id)

    @property
    def _is_live(self) -> bool:
        return self.edition.published_at is not None

    def _issues(self, version) -> list[Issue]:
        """The same rules that guard the signature."""
        if version.pk not in self.signable:
            message = gettext(
                "These words are no longer up for review: a later edition has taken the place of this one."
            )
            return [Issue("version-changed", message)]
        return self.case.eligibility.issues(self.user, version)

    def _signatures(self, place: SectionProgress) -> Iterable[SignatureLine]:
        latest = latest_verdicts(place.sign_offs)
        counted = {one.id for one in (*place.standing.approvals, *place.standing.requests)}
        for one in place.sign_offs:
            if self.independence.hides_of(place.part.section.pk, one.user):
                continue
            settlement = self.settlements.get(one.id)
            yield SignatureLine(
                id=one.id,
                name=one.name,
                block=self.blocks[one.id],
                verdict=Verdict(one.verdict).label,
                badge=BADGES.get(one.verdict, "info"),
                at=one.at,
                note=show_line(one.note, Talk(self.frame.names)),
                aside=self._aside(one, latest.get(one.user), one.id in counted),
                settlement=settlement,
                is_open_request=one.id in counted and one.verdict == Verdict.REQUEST_CHANGES,
            )

    def _aside(self, one: Signed, latest: Signed | None, counted: bool) -> str:
        if one.verdict == Verdict.WITHDRAWN:
            return ""
        if latest is None or latest.id != one.id:
            return gettext("Replaced by a later decision of the same member.")
        if counted or one.verdict == Verdict.OUTSIDE_FIELD or one.settled:
            return ""
        return self.case.eligibility.aside(one) or gettext("No longer counts: it has expired.")

    def _references(self, content: SectionContent, before: SectionContent | None) -> Iterable[ReferenceReview]:
        known = before.cited_keys() if before else set()
        for key, mentions in mentions_in(content, self.frame).items():
            entry = self.manifest.references[key]
            standing, note = self.standings.get(key, (entry["standing"], ""))
            yield ReferenceReview(
                key=key,
                name=entry["name"],
                html=mark_safe(entry["formatted"]),  # sanitised by references.formatting before it was frozen
                kind=entry["kind_label"],
                standing=standing,
                standing_label=ReferenceStanding(standing).label,
                note=note,
                is_new=bool(self.before) and key not in known,
                is_new_to_me=(content.section, key) not in self.judged,
                mentions=tuple(mentions),
            )

    def _contents(self) -> dict[Any, SectionContent]:
        return {place.part.section.pk: place.part.content for place in self.case.sections}


def state_of(content: SectionContent, before: SectionContent | None) -> str:
    """Whether the section is new, says something else, or is as it was."""
    if before is None:
        return NEW
    return SAME if before.digest == content.digest else CHANGED


def versions_in(editions: list[Edition]) -> set:
    """The ids of the versions that these editions contain. One query."""
    return set(Pin.objects.filter(edition__in=editions).values_list("version_id", flat=True))


def standings_today(manifest: FrozenManifest) -> dict[str, tuple[str, str]]:
    """Today's standing of the edition's references, with what is said about it. One query."""
    rows = Reference.objects.filter(key__in=list(manifest.references))
    return {row.key: (row.standing, row.standing_note) for row in rows.only("key", "standing", "standing_note")}


def blocks_in(case: Case) -> dict[Any, SignatureBlock]:
    """Every signature of the edition as printed, by its id. Two queries at most."""
    ids = [one.id for place in case.sections for one in place.sign_offs]
    return blocks_of(SignOff.objects.filter(pk__in=ids)) if ids else {}


def citations_judged_by(user: User, case: Case) -> set[tuple[str, str]]:
    """(section id, reference key) for every citation in words of these sections that the user has signed. One query."""
    rows = Citation.objects.filter(
        version__section__in=[place.part.section.pk for place in case.sections],
        version__sign_offs__user=user,
    )
    return {
        (str(section), key) for section, key in rows.values_list("version__section_id", "reference__key").distinct()
    }


def settlements_of(case: Case) -> dict[Any, Settlement]:
    """Which requests the chair settled, and why. One query."""
    ids = [one.id for place in case.sections for one in place.sign_offs if one.settled]
    return {row.sign_off_id: row for row in Settlement.objects.filter(sign_off__in=ids).select_related("by")}


def mentions_in(content: SectionContent, frame: Frame) -> dict[str, list[Mention]]:
    """For every cited reference, each sentence that cites it with the wordings that have it, in order of appearance."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for audience, wording in content.all_wordings():
        for mark in citations_in(wording.html):
            if mark.key:
                places = found.setdefault(mark.key, {}).setdefault((mark.sentence, mark.locator), [])
                label = frame.label(audience)
                places.extend([label] if label not in places else [])
    return {
        key: [Mention(sentence, locator, tuple(labels)) for (sentence, locator), labels in sentences.items()]
        for key, sentences in found.items()
    }
