"""The review page as data: all that a member needs to decide on an edition, read in a constant number of queries.

What belongs to one section is put together in :mod:`reviews.room.sections`.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from articles.enums import CLOSED_UNPUBLISHED_STATES, IN_REVIEW_STATES, EditionState
from articles.models import Edition
from articles.queries import contents_of, manifest_of
from articles.site.manifest import FrozenManifest
from articles.words.content import SectionContent
from editorial.accounts.models import User
from editorial.shared.issues import Issue
from reviews.models import Approval, Assignment, Interest, KeptDecision, Letter, PolicyVersion, Recusal
from reviews.room.comparison import Frame, WordingReview, moved_sections, wordings_of
from reviews.room.requests import Asked, asked_by
from reviews.room.sections import SectionReview, SectionsReader
from reviews.rules.assignments import assignments_on, claimable
from reviews.rules.case import Case, SectionProgress, case_of
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.eligibility import Relation
from reviews.rules.independence import Independence, independence_on
from reviews.rules.permissions import hears_the_board
from reviews.rules.requirements import based_on_issues, to_approve, unmet
from reviews.rules.urgent import UrgentMark, urgent_mark
from reviews.talk.threads import Gone, gone_threads

PLAIN = "none"  # the address asks to compare with nothing


@dataclass(frozen=True)
class Base:
    """The earlier edition that this one is compared with."""

    edition: Edition
    manifest: FrozenManifest
    contents: dict[str, SectionContent]

    @property
    def frame(self) -> Frame:
        """In which its own words are read."""
        names = {key: entry["name"] for key, entry in self.manifest.references.items()}
        return Frame(self.manifest.audiences, self.manifest.plan, names, self.manifest.language)

    @property
    def was_approved(self) -> bool:
        return self.edition.published_at is not None

    @property
    def words(self) -> str:
        """What it is, after "compared with"."""
        if self.edition.state == EditionState.PUBLISHED:
            return gettext("edition %(edition)s, which is live") % {"edition": self.edition.number}
        if self.was_approved:
            return gettext("edition %(edition)s, the last one approved") % {"edition": self.edition.number}
        return gettext("edition %(edition)s, which was never approved") % {"edition": self.edition.number}


@dataclass(frozen=True)
class Removed:
    """A section that this edition no longer has, with every wording that goes."""

    heading: str
    reason: str
    content: SectionContent
    wordings: list[WordingReview]


@dataclass(frozen=True)
class Changes:
    """What was added, removed and reordered as a whole, and which sections say something else."""

    added: list[SectionReview] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    moved: list[SectionReview] = field(default_factory=list)
    changed: list[SectionReview] = field(default_factory=list)
    same: list[SectionReview] = field(default_factory=list)


@dataclass(frozen=True)
class ReviewPage:
    """All of it. ``relation`` is what the member is to the edition; ``kept`` what they have not signed."""

    edition: Edition
    user: User
    relation: Relation
    manifest: FrozenManifest
    case: Case
    base: Base | None
    earlier: list[Edition]
    sections: list[SectionReview]
    assignments: list[Assignment]
    interests: list[Interest]
    recusals: list[Recusal]
    approval: Approval | None
    letter: Letter | None
    asked: list[Asked]
    kept: dict[Any, dict]
    independence: Independence
    hears_the_board: bool

    @property
    def title(self) -> str:
        return self.sections[0].heading if self.sections else str(self.edition.article)

    @property
    def policy(self) -> PolicyVersion:
        return self.case.policy

    @property
    def leads(self) -> bool:
        """Whether the member is chair or deputy here."""
        return self.relation.leads

    @property
    def reads_reasons(self) -> bool:
        """Whether they read why others declined or keep out: that is said to whoever leads the board, and to nobody
        whose own work the article is."""
        return self.leads and self.hears_the_board

    @property
    def is_with_board(self) -> bool:
        return self.edition.state in IN_REVIEW_STATES

    @property
    def is_mending(self) -> bool:
        """Whether the editor has it again, while members go on reading and signing."""
        return self.edition.state in CLOSED_UNPUBLISHED_STATES

    @property
    def is_live(self) -> bool:
        return self.edition.state == EditionState.PUBLISHED

    @property
    def status(self) -> str:
        """The step of the three that readers know."""
        if self.edition.state in IN_REVIEW_STATES:
            return self.edition.state
        return "under_review" if self.is_mending else "approved"

    @property
    def waiting(self) -> list[SectionReview]:
        """The sections that wait for this member, in order."""
        return [section for section in self.sections if section.waits_for_me]

    @property
    def minutes(self) -> int:
        """How long reading and deciding them takes, roughly."""
        return max(1, round(sum(section.words for section in self.waiting) / 200 + len(self.waiting) / 3))

    @property
    def mine(self) -> Assignment | None:
        """What this member was asked to review."""
        return next((row for row in self.assignments if row.user_id == self.user.pk), None)

    @property
    def unclaimed(self) -> list[SectionProgress]:
        """The sections that this member may take, since nobody has them."""
        return claimable(self.case, self.assignments, self.user) if self.is_with_board else []

    @property
    def my_interest(self) -> Interest | None:
        return next((row for row in self.interests if row.user_id == self.user.pk), None)

    @property
    def my_recusal(self) -> Recusal | None:
        return next((row for row in self.recusals if row.user_id == self.user.pk), None)

    @cached_property
    def changes(self) -> Changes:
        """The edition as a whole beside the one that it is compared with."""
        if self.base is None:
            return Changes(added=self.sections)
        now, before = ([pin.section for pin in some.pins] for some in (self.manifest, self.base.manifest))
        moved = moved_sections(now, before)
        return Changes(
            added=[section for section in self.sections if section.state == "new"],
            removed=removed_since(self.base, self.manifest),
            moved=[section for section in self.sections if section.key in moved],
            changed=[section for section in self.sections if section.state == "changed"],
            same=[section for section in self.sections if section.state == "same"],
        )

    @cached_property
    def gone(self) -> list[Gone]:
        """What is open on sections that are not here any more. A constant number of queries; none where nothing is."""
        here = {place.part.section.pk for place in self.case.sections}
        waiting = [one for one in self.case.open_comments if one.section_id not in here]
        if not waiting:
            return []
        decides = self.leads and not decision_issues(Decision.RESOLVE, self.relation)
        return gone_threads(
            self.user,
            self.edition.article,
            waiting,
            decides=decides,
            hears=self.hears_the_board,
            independence=self.independence,
        )

    @cached_property
    def blockers(self) -> list[Issue]:
        """What keeps the edition from being approved by anybody; empty where approving is not the question."""
        if not self.is_with_board or self.hides_opinions:
            return []
        return [*based_on_issues(self.case), *unmet(self.case)]

    @property
    def hides_opinions(self) -> bool:
        """Whether there is a section on which this member must give an opinion before seeing others'."""
        return self.independence.hides_anything

    @property
    def may_approve_now(self) -> bool:
        return self.leads and self.edition.state == EditionState.UNDER_REVIEW and not self.approve_issues

    @cached_property
    def urgent(self) -> UrgentMark | None:
        """The mark of an urgent change that readers have, until its signatures are complete."""
        return urgent_mark(self.edition) if self.is_live else None

    @cached_property
    def approve_issues(self) -> list[Issue]:
        """What keeps this member from approving: the very list that guards the act."""
        return to_approve(self.case, self.user)


def review_page(edition: Edition, user: User, *, compare: str = "") -> ReviewPage:
    """Read the page of a submitted edition for a member of its board.

    ``compare`` is the number of an earlier submitted edition; otherwise the comparison is with the last approved one,
    and before there is any with the attempt before. ``"none"`` shows the words without marks.
    """
    manifest, case = manifest_of(edition), case_of(edition)
    relation = case.relation(user)
    earlier = submitted_before(edition)
    base = base_of(earlier, compare)
    assignments = assignments_on(edition.article)
    mine = next((row for row in assignments if row.user_id == user.pk), None)
    independence = independence_on(user, edition, case)
    hears = hears_the_board(user, edition.article)
    names = {
        key: entry["name"]
        for some in (base and base.manifest, manifest)
        if some
        for key, entry in some.references.items()
    }
    reader = SectionsReader(
        edition=edition,
        user=user,
        relation=relation,
        hears=hears,
        manifest=manifest,
        case=case,
        before=base.contents if base else {},
        frame=Frame(manifest.audiences, manifest.plan, names, manifest.language),
        assignment=mine,
        independence=independence,
    )
    sections = reader.sections()
    return ReviewPage(
        edition=edition,
        user=user,
        relation=relation,
        manifest=manifest,
        case=case,
        base=base,
        earlier=earlier,
        sections=sections,
        asked=asked_by(user, edition.article, sections, reader.frame),
        assignments=assignments,
        interests=list(edition.article.interests.filter(ended_at__isnull=True).select_related("user")),
        recusals=list(edition.article.recusals.filter(ended_at__isnull=True).select_related("user")),
        approval=case.approval,
        letter=None if independence.hides_anything else letter_on(edition),
        independence=independence,
        kept=kept_for(user, edition),
        hears_the_board=hears,
    )


def letter_on(edition: Edition) -> Letter | None:
    """The chair's letter with which the edition was returned. It tells what members asked for."""
    return Letter.objects.filter(edition=edition).select_related("by").first()


def kept_for(user: User, edition: Edition) -> dict[Any, dict]:
    """What this member ticked and typed on the edition's versions and has not signed, by version id. One query."""
    rows = KeptDecision.objects.filter(user=user, version__pins__edition=edition)
    return dict(rows.values_list("version_id", "data"))


def removed_since(base: Base, manifest: FrozenManifest) -> list[Removed]:
    """The sections that the earlier edition has and this one has no more, in their order."""
    reasons = {row["section"]: row["reason"] for row in manifest.removals}
    here = {pin.section for pin in manifest.pins}
    gone = [base.contents[pin.section] for pin in base.manifest.pins if pin.section not in here]
    return [
        Removed(
            heading=one.base.heading or one.anchor,
            reason=reasons.get(one.section, ""),
            content=one,
            wordings=wordings_of(one, None, base.frame),
        )
        for one in gone
    ]


def submitted_before(edition: Edition) -> list[Edition]:
    """The earlier editions that the board has seen, the newest first: what one can compare with."""
    rows = edition.article.editions.filter(number__lt=edition.number, submitted_at__isnull=False)
    return list(rows.select_related("manifest").order_by("-number"))


def base_of(earlier: list[Edition], compare: str = "") -> Base | None:
    """The edition to compare with: the one asked for, else the last approved, else the last there was."""
    if compare == PLAIN:
        return None
    asked = [edition for edition in earlier if str(edition.number) == compare]
    approved = [edition for edition in earlier if edition.published_at is not None]
    chosen = next(iter(asked or approved or earlier), None)
    if chosen is None:
        return None
    manifest = manifest_of(chosen)
    return Base(chosen, manifest, contents_of(manifest))
