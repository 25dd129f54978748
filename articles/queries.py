"""Reading articles: every list and every single object that a page shows comes from here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.lookups import Exact
from django.http import Http404
from django.utils.translation import gettext

from articles.enums import OPEN_STATES, EditionState, SectionKind
from articles.models import (
    Article,
    Audience,
    Byline,
    Collaborator,
    Contribution,
    Edition,
    FollowUp,
    Medium,
    PendingMerge,
    Pin,
    Section,
    SectionVersion,
)
from articles.site.manifest import FrozenManifest, manifest_from_text
from articles.site.media import FrozenMedium, FrozenRendition
from articles.words.audiences import AudiencePlan
from articles.words.content import SectionContent, content_from_text
from editorial.accounts.roles import is_editor
from editorial.shared.compiled import compiled
from editorial.shared.issues import Issue, Refused


@dataclass(frozen=True)
class Part:
    """One section of an edition with the version that is pinned and what it says."""

    section: Section
    version: SectionVersion
    content: SectionContent

    @property
    def key(self) -> str:
        return str(self.section.pk)


def visible_to(user) -> QuerySet[Article]:
    """The articles that an editor works on. Nobody else has any here: the board's door is ``reviews.rules.queries``."""
    if not is_editor(user):
        return Article.objects.none()
    return Article.objects.filter(is_worked_on_by(user))


def is_worked_on_by(user, article: str = "") -> Q:
    """The condition of :func:`visible_to`, of articles or of what names one (``article`` is then its field): asked row
    by row, where a set of all that an editor works on would be put together for a handful."""
    if not is_editor(user):
        return Q(pk__in=())
    shared = Q(Exists(Collaborator.objects.filter(article=OuterRef(article or "pk"), user=user)))
    if not article:
        return Q(owner=user) | shared
    # One value a row: a join, or whether there is one, PostgreSQL may answer by reading all articles.
    owner = Subquery(Article.objects.filter(pk=OuterRef(article)).order_by().values("owner")[:1])
    return Q(Exact(owner, Value(user.pk, output_field=UUIDField()))) | shared


def get_article_for(user, slug: str) -> Article:
    """An article that the user may edit, by an address that it has or had; ``Http404`` for any other, so that nobody
    learns what exists: also not from how long the answer takes, since both are one and the same statement."""
    article = visible_to(user).select_related("owner").filter(slugs__slug=slug).first()
    if article is None:
        raise Http404(gettext("No such article."))
    return article


def get_draft_for(user, slug: str) -> Edition:
    """The open draft of an article that the user may edit. ``Http404`` for other people's articles, :class:`Refused`
    if there is no draft now."""
    article = get_article_for(user, slug)
    edition = draft_of(article)
    if edition is None:
        message = gettext(
            "The article has no draft now: take the edition back, or open the next one, to change anything."
        )
        raise Refused(Issue("no-draft", message))
    edition.article = article
    return edition


def is_author_of(user, article: Article) -> bool:
    """Whether the article is the user's own work: owner, collaborator, named on an edition, or with a hand in words.

    Whose proposal an editor accepted did not write the article. One query.
    """
    return bool(_article_if_by(article.pk, user.pk))


@compiled
def _article_if_by(article: UUID, user: UUID) -> QuerySet[Article, tuple[Any, ...]]:
    """The article's id if it is this user's work."""
    wrote = Contribution.objects.filter(user=user, version__section__article=article)
    return Article.objects.filter(
        Q(owner=user)
        | Exists(Collaborator.objects.filter(article=article, user=user))
        | Exists(Byline.objects.filter(edition__article=article, contributor__user=user))
        | Exists(wrote.exclude(part=Contribution.Part.PROPOSED)),
        pk=article,
    ).values_list("pk")


def open_edition_of(article: Article) -> Edition | None:
    """The edition between Draft and Approved, if there is one."""
    return article.editions.filter(state__in=OPEN_STATES).first()


def live_edition_of(article: Article) -> Edition | None:
    """The edition that readers get, if there is one."""
    return article.editions.filter(state=EditionState.PUBLISHED).first()


def draft_of(article: Article) -> Edition | None:
    return article.editions.filter(state=EditionState.DRAFT).first()


def latest_edition_of(article: Article) -> Edition | None:
    return article.editions.order_by("-number").first()


def parts_of(edition: Edition) -> list[Part]:
    """The edition's sections with their pinned versions, the front first, then in the outline's order. One query."""
    return parts_of_each([edition])[0]


def parts_of_each(editions: Iterable[Edition]) -> list[list[Part]]:
    """:func:`parts_of` for several editions, in their order. One query."""
    parts: dict[Any, list[Part]] = {edition.pk: [] for edition in editions}
    for pin in _pinned(parts):
        pin.version.section = pin.section
        parts[pin.edition_id].append(Part(pin.section, pin.version, content_from_text(pin.version.content)))
    return [in_order(some) for some in parts.values()]


@compiled
def _pinned(editions: Iterable[Any]) -> QuerySet[Pin]:
    return Pin.objects.filter(edition__in=editions).select_related("section__article", "version")


@compiled
def accounts_named(editions: Iterable[Any]) -> QuerySet[Byline, tuple[Any, ...]]:
    """The accounts behind the bylines of editions, as they are linked now: pairs of an edition's id and a user's."""
    rows = Byline.objects.filter(edition__in=editions, contributor__user__isnull=False)
    return rows.order_by().values_list("edition_id", "contributor__user_id")


def in_order(parts: Iterable[Part]) -> list[Part]:
    """The front, then the sections as its outline orders them; any that the outline forgot come last, by anchor."""
    parts = list(parts)
    front = next((part for part in parts if part.content.is_front), None)
    order = {entry.section: place for place, entry in enumerate(front.content.outline)} if front else {}
    rest = sorted(
        (part for part in parts if part is not front),
        key=lambda part: (order.get(part.key, len(order)), part.section.anchor),
    )
    return [front, *rest] if front else rest


def part_of(edition: Edition, anchor: str) -> Part:
    """One section of the edition by its anchor; ``Http404`` if the edition has none such. Where a draft has two, until
    that is mended, the article's own."""
    pins = Pin.objects.filter(edition=edition, section__anchor=anchor).select_related("section", "version")
    pin = min(pins, key=lambda one: one.section.article_id != edition.article_id, default=None)
    if pin is None:
        raise Http404(gettext("No such section."))
    return Part(pin.section, pin.version, content_from_text(pin.version.content))


def require_section(article: Article, anchor: str) -> None:
    """``Http404`` for an anchor that no section of the article ever had."""
    if not article.sections.filter(anchor=anchor).exists():
        raise Http404(gettext("No such section."))


def pending_merges(edition: Edition) -> QuerySet[PendingMerge]:
    """The sections of a draft of which a person must still decide what they say."""
    return edition.pending_merges.select_related("section", "base", "waiting")


def pending_merge_of(edition: Edition, part: Part) -> PendingMerge | None:
    """The merge that is still to be made of one section."""
    return pending_merges(edition).filter(section=part.section).first()


def front_of(edition: Edition) -> Part:
    return part_of(edition, "front")


def versions_of(section: Section) -> QuerySet[SectionVersion]:
    """All versions of a section, newest first, without their long texts."""
    return section.versions.select_related("created_by").defer("content").order_by("-number")


def active_audiences() -> list[AudiencePlan]:
    """The audiences offered in editions from now on, in their order."""
    return [
        AudiencePlan(
            key=row.key,
            label=row.label,
            fallback=row.fallback.key if row.fallback else None,
            is_default=row.is_default,
            disclaimer=row.disclaimer,
            grade=row.reading_level_target,
        )
        for row in _active_audiences()
    ]


@compiled
def _active_audiences() -> QuerySet[Audience]:
    return Audience.objects.filter(is_active=True).select_related("fallback")


def manifest_of(edition: Edition) -> FrozenManifest:
    """What the edition was when it was submitted."""
    return manifest_from_text(edition.manifest.content)


def contents_of(manifest: FrozenManifest, parts: Iterable[Part] = ()) -> dict[str, SectionContent]:
    """The contents that a manifest pins, by section id; by primary key, so never "the latest". One query, but for those
    among ``parts``, which were read already."""
    wanted = {pin.version for pin in manifest.pins}
    here = {part.key: part.content for part in parts if str(part.version.pk) in wanted}
    missing = [pin.version for pin in manifest.pins if pin.section not in here]
    versions = SectionVersion.objects.filter(pk__in=missing).order_by() if missing else ()
    return here | {str(version.section_id): content_from_text(version.content) for version in versions}


def media_of(article: UUID, contents: Iterable[SectionContent]) -> dict[str, FrozenMedium]:
    """What is known of the pictures and sound that these hold, by their files, with the smaller pictures: of the
    article, or of the passages whose sections these are. No query where they hold none; at most two."""
    contents = list(contents)
    files = set().union(*(content.files() for content in contents))
    return frozen_media(article, files, [content.section for content in contents if content.media])


def frozen_media(article: UUID, files: Collection[str], sections: Collection[Any] = ()) -> dict[str, FrozenMedium]:
    """The same, of files by their digests. What was brought first is meant: nothing that comes later changes it."""
    whose = Q(article=article) | Q(article__in=Section.objects.filter(pk__in=sections).values("article"))
    rows = Medium.objects.filter(whose, file__in=files).order_by("-at", "-pk") if files else Medium.objects.none()
    return {row.file_id: _frozen(row) for row in rows.prefetch_related("renditions")}


def _frozen(row: Medium) -> FrozenMedium:
    smaller = sorted(row.renditions.all(), key=lambda one: one.width)
    return FrozenMedium(
        row.kind,
        row.media_type,
        row.width,
        row.height,
        row.seconds,
        tuple(FrozenRendition(one.file_id, one.media_type, one.width, one.height) for one in smaller),
    )


def shown_edition(article: Article) -> Edition:
    """The open edition, else the newest: what the article's pages on the desk are about. Every article has one."""
    edition = article.editions.latest("number")
    edition.article = article
    return edition


def title_of(article: Article) -> str:
    """What the article's newest edition is called; its address while it has no title. One query."""
    pins = Pin.objects.filter(edition__article=article, section__kind=SectionKind.FRONT).select_related("version")
    newest = pins.order_by("-edition__number").first()
    return (content_from_text(newest.version.content).base.heading if newest else "") or article.slug


def titles_of_each(editions: Iterable[Edition]) -> dict[Any, str]:
    """What several editions are called, by their ids; "" where there is no title yet. One query."""
    pins = Pin.objects.filter(edition__in=list(editions), section__kind=SectionKind.FRONT).select_related("version")
    return {pin.edition_id: content_from_text(pin.version.content).base.heading for pin in pins}


def follow_ups_for(user) -> QuerySet[FollowUp]:
    """Readers' questions about the articles that an editor works on, the newest first."""
    return FollowUp.objects.filter(article__in=visible_to(user)).select_related("article", "edition")


def follow_ups_waiting(user) -> QuerySet[FollowUp]:
    """Those of them that nobody has answered. Asked of each question: there are few open ones, and many articles."""
    return FollowUp.objects.filter(is_worked_on_by(user, "article"), closed_at__isnull=True)


def get_follow_up_for(user, pk) -> FollowUp:
    """One of :func:`follow_ups_for`; ``Http404`` for any other."""
    found = follow_ups_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404(gettext("No such question."))
    return found


def audience_labels() -> dict[str, str]:
    """What every audience calls itself, by key; also those no longer offered."""
    return dict(Audience.objects.values_list("key", "label"))


def last_change_of(audience: Audience) -> int:
    """Numbers the last change of an audience: what a form that changes it started from."""
    return Audience.history.filter(id=audience.pk).values_list("history_id", flat=True).first() or 0
