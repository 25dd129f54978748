"""What a public page says about an edition beside its signed words: who, when, and what changed. Reads only."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from articles.enums import EditionState
from articles.languages import SILENT
from articles.models import Article, Edition, PublicPage
from articles.site.manifest import FrozenManifest
from articles.words.audiences import AudiencePlan
from editorial.shared.compiled import compiled
from reviews.enums import ToldReaders
from reviews.models import Approval, Declaration, SignOff
from reviews.rules.case import Case, SectionProgress, case_of
from reviews.rules.policies import demand_of
from reviews.rules.quorum import add_months
from reviews.rules.urgent import UrgentMark, mark_from

from .told import PUBLISHED_ONCE, Told, errata_of, told

RELATED = 5


@dataclass(frozen=True)
class PageFacts:
    """Data for one article's pages; the same for every audience."""

    status: str
    pending: bool
    authors: list[dict]
    editors: list[dict] = field(default_factory=list)
    interests: list[dict] = field(default_factory=list)
    funding: str = ""
    ai: str = ""
    """A sentence for readers on what part AI had in the writing; empty where nothing was stated."""
    reviewers: list[dict] = field(default_factory=list)
    approved_by: dict | None = None
    code: str = ""
    first_signed: date | None = None
    last_signed: date | None = None
    first_published: datetime | None = None
    words_changed: datetime | None = None
    last_reviewed: date | None = None
    next_review: date | None = None
    overdue: bool = False
    renewing: frozenset[str] = frozenset()
    """The sections (ids as text) of which signatures that counted no longer do, so that they are being renewed."""
    urgent: UrgentMark | None = None
    changes: list[dict] = field(default_factory=list)
    related: list[dict] = field(default_factory=list)

    @property
    def last_updated(self) -> date | None:
        """The day on which readers' words last changed."""
        return timezone.localdate(self.words_changed) if self.words_changed else None


@dataclass(frozen=True)
class Neighbour:
    """What the pages of others on its topic say of an article that goes live together with theirs."""

    topic: str
    slug: str
    title: str
    question: str
    language: str


Neighbours = Mapping[Any, Neighbour]
"""By article: those whose pages are composed now, and of which readers have others, or none yet."""


def facts_of(
    edition: Edition, manifest: FrozenManifest, case: Case | None = None, beside: Neighbours | None = None
) -> PageFacts:
    """Everything for the pages of an edition that is live, or that is shown as pending. ``case``: where it was read
    already. ``beside``: who goes live together with it, where it is not live yet."""
    people = people_of(manifest)
    if edition.state not in PUBLISHED_ONCE:
        status = "submitted" if edition.state == EditionState.SUBMITTED else "under_review"
        return PageFacts(status, pending=True, **people)
    case = (case or case_of(edition)).as_if_nothing_expired()
    approval = case.approval
    signed = signatures_of(approval, case)
    urgent = mark_from(approval, case)
    live = live_review(case, signed, urgent)
    renewing = live.renewing
    people["interests"] += interests_of(signed)
    published = editions_published(edition)
    return PageFacts(
        "approved",
        pending=False,
        **people,
        reviewers=[{"name": name, "credentials": ""} for name in signers(signed)],
        approved_by={"name": approval.printed_name, "credentials": ""},
        code=approval.digest,
        first_signed=min(timezone.localdate(one.at) for one in signed),
        last_signed=max(timezone.localdate(one.at) for one in signed),
        first_published=published[-1].published_at,
        words_changed=words_changed_in(published),
        last_reviewed=live.reviewed_on,
        next_review=live.due_on,
        overdue=not renewing and live.is_due,
        renewing=renewing,
        urgent=urgent,
        changes=changes_in(published),
        related=related_to(edition.article, beside or {}),
    )


@dataclass(frozen=True)
class LiveReview:
    """Whether the signatures of a published edition suffice: since and until when by the oldest part of its page, and
    which sections have lost some, so that they are being renewed. Pages, queue and dashboard read it here."""

    lost: tuple[SectionProgress, ...]
    reviewed_on: date
    due_on: date

    @property
    def renewing(self) -> frozenset[str]:
        """The sections that have lost signatures, by their ids as text."""
        return frozenset(place.part.key for place in self.lost)

    @property
    def is_due(self) -> bool:
        """Whether the signatures no longer suffice today, because of their age or for another reason."""
        return self.due_on <= timezone.localdate()


def live_review(case: Case, signed: list[SignOff], urgent: UrgentMark | None) -> LiveReview:
    """``case``: as if nothing expired. Sections that an urgent change still waits for are marked as that, not lost."""
    marked = {place.part.key for place in urgent.sections} if urgent else set()
    lost = tuple(place for place in case.lost() if place.part.key not in marked)
    return LiveReview(lost, *review_dates(case, signed, urgent))


def live_reviews(cases: Iterable[Case], marks: Mapping[Any, UrgentMark]) -> dict[Any, LiveReview]:
    """:func:`live_review` of several live editions, by their ids. One query, none for none."""
    bare = [case.as_if_nothing_expired() for case in cases if case.edition.state == EditionState.PUBLISHED]
    behind = {case.edition.pk: _behind(case.approval, case) for case in bare if case.approval}
    digests, ids = ({one for pair in behind.values() for one in pair[which]} for which in (0, 1))
    rows = SignOff.objects.filter(Q(digest__in=digests) | Q(pk__in=ids)).order_by().defer("content") if bare else ()
    signed = {
        pk: _latest(row for row in rows if row.digest in counted or row.pk in now)
        for pk, (counted, now) in behind.items()
    }
    return {pk: live_review(case, signed[pk], marks.get(pk)) for case in bare if (pk := case.edition.pk) in signed}


def people_of(manifest: FrozenManifest) -> dict[str, Any]:
    """Who is named on the edition, as they were when it was submitted, the interests that they declared, who paid, and
    what part AI had."""
    by_role = {
        role: [dict(person) for person in manifest.bylines if person["role"] == role] for role in ("author", "editor")
    }
    return {
        "authors": by_role["author"],
        "editors": by_role["editor"],
        "interests": [dict(person) for person in manifest.bylines if person["interests"]],
        "funding": manifest.statement.funding,
        "ai": manifest.statement.ai_sentence,
    }


def signatures_of(approval: Approval, case: Case) -> list[SignOff]:
    """The signatures behind a page, oldest first: those that the approval counted, and those given since on the same
    versions that count today. Of a member's signatures on one version the latest stands."""
    counted, now = _behind(approval, case)
    return _latest(_signed(counted, now))


@compiled
def _signed(digests: Iterable[str], ids: Iterable[Any]) -> QuerySet[SignOff]:
    return SignOff.objects.filter(Q(digest__in=digests) | Q(pk__in=ids)).order_by()


def _behind(approval: Approval, case: Case) -> tuple[set[str], set[Any]]:
    """The digests of those that the approval counted, and the ids of those that count today."""
    now = {one.id for section in case.sections for one in section.standing.approvals}
    return set(json.loads(approval.content)["sign_offs"]), now


def _latest(rows: Iterable[SignOff]) -> list[SignOff]:
    latest = {(row.user_id, row.version_id): row for row in sorted(rows, key=lambda row: (row.at, row.pk))}
    return sorted(latest.values(), key=lambda row: (row.at, row.pk))


def signers(signed: list[SignOff]) -> list[str]:
    """Each person once, in the order of signing, with name and credentials as printed on the latest signature."""
    return list({row.user_id: row.printed_name for row in signed}.values())


def interests_of(signed: list[SignOff]) -> list[dict]:
    """The public line of each reviewer, as they had declared when they signed last. One query."""
    latest = {row.user_id: row for row in signed}
    named = {row.user_id: json.loads(row.content).get("declaration") for row in latest.values()}
    lines = dict(_lines_declared(filter(None, named.values())))
    return [
        {"name": row.printed_name, "interests": lines[named[user]]}
        for user, row in latest.items()
        if named[user] in lines
    ]


@compiled
def _lines_declared(digests: Iterable[str]) -> QuerySet[Declaration, tuple[Any, ...]]:
    return Declaration.objects.filter(digest__in=digests).order_by().values_list("digest", "public_line")


def review_dates(case: Case, signed: list[SignOff], urgent: UrgentMark | None) -> tuple[date, date]:
    """(last reviewed, next review due), both by the oldest part of the page.

    Where signatures that counted at the approval no longer do (an interest declared since), the review is due today;
    where an urgent change has not all of them yet, the oldest signature on that part stands for it. A page never looks
    fresher for lacking one.
    """
    oldest = min(timezone.localdate(one.at) for one in signed)
    marked = {place.part.key for place in urgent.sections} if urgent else set()
    days = [_section_dates(place, signed, case, oldest, place.part.key in marked) for place in case.sections]
    return min(reviewed for reviewed, _ in days), min(due for _, due in days)


def _section_dates(
    place: SectionProgress, signed: list[SignOff], case: Case, oldest: date, is_urgent: bool
) -> tuple[date, date]:
    if place.standing.reached_on:
        return place.standing.reached_on, place.standing.expires_on
    here = [timezone.localdate(one.at) for one in signed if one.version_id == place.part.version.pk]
    day = min(here, default=oldest)
    due = add_months(day, demand_of(case.policy, place.part.section.kind).months)
    return day, due if is_urgent else min(due, timezone.localdate())


def editions_published(edition: Edition) -> list[Edition]:
    """Every edition of its article that readers ever got, and this one, newest first, with its pins. Two queries."""
    rows = edition.article.editions.filter(Q(state__in=PUBLISHED_ONCE) | Q(pk=edition.pk)).order_by("-number")
    published = list(rows.prefetch_related("pins"))
    for row in published:
        if row.pk == edition.pk:
            row.published_at = edition.published_at  # perhaps not live yet: as it will be
    return published


def changes_in(published: list[Edition]) -> list[dict]:
    """What changed and when: every edition that was ever published, newest first. One query."""
    errata = errata_of(published)
    return [_change(row, told(row, ToldReaders.NOTE, errata)) for row in published]


def _change(edition: Edition, note: Told) -> dict:
    return {
        "date": timezone.localdate(edition.published_at),
        "kind": edition.statement.significance_label,
        "text": note.text or first_words(edition),
        "before": note.before,
        "corrected": note.corrected,
    }


def first_words(edition: Edition) -> str:
    return gettext("First published.") if edition.based_on_id is None else gettext("Updated.")


def words_changed_in(published: list[Edition]) -> datetime | None:
    """When readers' words last changed: an edition whose pins equal those of the one before changed none."""
    updated, before = None, None
    for row in reversed(published):
        words = {pin.version_id for pin in row.pins.all()}
        if words != before:
            updated, before = row.published_at, words
    return updated


def related_to(article: Article, beside: Neighbours) -> list[dict]:
    """Other published articles on the same topic, by title. One query."""
    if not article.topic:
        return []
    pages = PublicPage.objects.filter(kind=PublicPage.Kind.LIVE, is_default=True, article__topic=article.topic)
    rows = (
        pages.exclude(article__in=[article.pk, *beside]).only("slug", "card").order_by("card__title", "slug")[:RELATED]
    )
    there = [
        {
            "slug": row.slug,
            "title": row.card["title"],
            "question": row.card["question"],
            "language": row.card.get("language", SILENT),
        }
        for row in rows
    ]
    coming = [
        {"slug": one.slug, "title": one.title, "question": one.question, "language": one.language}
        for pk, one in beside.items()
        if pk != article.pk and one.topic == article.topic
    ]
    return sorted([*there, *coming], key=lambda one: (one["title"], one["slug"]))[:RELATED] if coming else there


def canonical_address(slug: str, audience: str | None = None) -> str:
    """The page's full address; the default audience's has no “for”."""
    return f"{settings.SITE_ADDRESS}{page_path(slug, audience)}"


def address_of_page(slug: str, audience: AudiencePlan) -> str:
    """The full address of an audience's page: the one under which it is found, named to machines and cited."""
    return canonical_address(slug, None if audience.is_default else audience.key)


def page_path(slug: str, audience: str | None = None) -> str:
    """The page's path; without an audience, that of the default one."""
    return f"/articles/{slug}/" if audience is None else f"/articles/{slug}/for/{audience}/"
