"""An article's history for its editors: editions, events in words, and every section's versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.actions import restore_version
from articles.models import Article, Pin, Section, SectionVersion
from articles.queries import (
    audience_labels,
    draft_of,
    get_article_for,
    get_draft_for,
    media_of,
    shown_edition,
    versions_of,
)
from articles.site.figures import ComparedFigure, compare_figures, under
from articles.site.presentation import present
from articles.words.comparison import ChangedWording, changes_between
from articles.words.content import SectionContent, content_from_text
from editorial.accounts.requests import SignedInRequest
from editorial.desk.editing import names_of
from editorial.desk.forms.common import base_version
from editorial.desk.views.articles import trail
from editorial.record.actions import article_chain
from editorial.record.models import Event
from reviews.record.signature_blocks import blocks_on
from reviews.record.timeline import BOARD_TALK, entries_of
from reviews.record.trails import changes_of
from reviews.room.looks import Looks
from reviews.rules.independence import Independence
from reviews.rules.queries import OF_ITS_ARTICLE

EVENTS_PER_PAGE = 40
VERSIONS_PER_PAGE = 30


@dataclass(frozen=True)
class ShownChange:
    """A changed wording, ready for the page."""

    label: str
    said: str
    lines: list[tuple[str, SafeString]]
    html: SafeString | None
    looks: Looks


@login_required
def article_history(request: SignedInRequest, slug: str) -> HttpResponse:
    """Editions, sections and what happened, the newest first."""
    article = get_article_for(request.user, slug)
    events = Event.objects.filter(chain=article_chain(article.pk)).exclude(verb__startswith=BOARD_TALK)
    events = events.select_related("actor").order_by("-seq")
    page = Paginator(events, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "article": article,
        "editions": article.editions.select_related("opened_by", "submitted_by").order_by("-number"),
        "sections": sections_of(article),
        "page": page,
        "entries": entries_of(page.object_list),
        "changes": changes_of(article),
        "trail": trail(article),
    }
    return render(request, "desk/history.html", context)


def sections_of(article: Article) -> list[dict]:
    """Every section the article ever had, with its newest version; those of the newest edition first. Two queries."""
    here = set(Pin.objects.filter(edition=shown_edition(article)).values_list("section_id", flat=True))
    newest = SectionVersion.objects.filter(section__article=article).select_related("section", "created_by")
    rows = [
        {
            "section": version.section,
            "heading": _heading(content_from_text(version.content)),
            "versions": version.number,
            "version": version,
            "is_here": version.section_id in here,
        }
        for version in newest.order_by("section_id", "-number").distinct("section_id")
    ]
    return sorted(rows, key=lambda row: (not row["is_here"], row["section"].kind != "front", row["section"].anchor))


def _heading(content: SectionContent) -> str:
    return "Front" if content.is_front else content.base.heading or content.anchor


@login_required
def section_history(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """A section's versions; two of them compared; one of them brought back."""
    article = get_article_for(request.user, slug)
    section = _section(article, anchor)
    page = Paginator(versions_of(section), VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    old, new = _chosen(section, request)
    draft = draft_of(article)
    pinned = Pin.objects.filter(edition=draft, section=section).first() if draft else None
    context = {
        "article": article,
        "section": section,
        "heading": _heading(content_from_text(new.content)),
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "signed": signed_versions(page.object_list),
        "old": old,
        "new": new,
        "changes": shown_changes(old, new) if old else [],
        "figures": (figures := shown_figures(article, old, new)),
        "figures_changed": any(one.is_changed for one in figures),
        "pinned": pinned,
        "trail": [*trail(article), {"label": "History", "url": f"/desk/articles/{slug}/history/"}],
    }
    return render(request, "desk/section_history.html", context)


def _section(article: Article, anchor: str) -> Section:
    section = article.sections.filter(anchor=anchor).first()
    if section is None:
        raise Http404(gettext("No such section."))
    return section


def _chosen(section: Section, request: SignedInRequest) -> tuple[SectionVersion | None, SectionVersion]:
    """The two versions to compare: the newest with the one before it, unless others are asked for."""
    new = _numbered(section, request.GET.get("to")) or section.versions.order_by("-number").first()
    old = _numbered(section, request.GET.get("from")) or _numbered(section, str(new.number - 1))
    return old, new


def _numbered(section: Section, number: str | None) -> SectionVersion | None:
    if not (number or "").isdecimal() or len(number) > 9:
        return None
    return section.versions.filter(number=int(number)).first()


def rows_of(versions: list[SectionVersion]) -> list[dict]:
    """Versions with the editions that contain them. One query."""
    editions: dict[Any, list] = {}
    for pin in (
        Pin.objects.filter(version__in=versions, **OF_ITS_ARTICLE).select_related("edition").order_by("edition__number")
    ):
        editions.setdefault(pin.version_id, []).append(pin.edition)
    return [{"version": version, "editions": editions.get(version.pk, [])} for version in versions]


def signed_versions(versions: Iterable[SectionVersion]) -> list[dict]:
    """Those of the versions that have signatures, with them; whoever edits the article sees all. Two queries."""
    blocks = blocks_on(versions, Independence(None))
    return [{"version": version, "blocks": blocks[version.pk]} for version in versions if version.pk in blocks]


def shown_changes(old: SectionVersion, new: SectionVersion) -> list[ShownChange]:
    """What became different between two versions."""
    before, after = content_from_text(old.content), content_from_text(new.content)
    names = names_of([before, after])
    return [_shown(change, names) for change in changes_between(before, after, audience_labels(), names)]


def shown_figures(article: Article, old: SectionVersion | None, new: SectionVersion) -> list[ComparedFigure]:
    """The pictures and sound of a version beside those of another one."""
    before, after = content_from_text(old.content) if old else None, content_from_text(new.content)
    media = media_of(article.pk, [after, *([before] if before else [])])
    return compare_figures(before, after, media, audience_labels(), under(article.pk))


def _shown(change: ChangedWording, names: dict[str, str]) -> ShownChange:
    return ShownChange(
        change.label,
        change.said,
        [(label, present(line.html, {})) for label, line in change.lines],
        present(change.text.html, names) if change.text else None,
        Looks.of(change.substance),
    )


@login_required
@require_POST
def restore_words(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """Save an earlier version's words into the draft."""
    edition = get_draft_for(request.user, slug)
    version = _numbered(_section(edition.article, anchor), request.POST.get("version"))
    if version is None:
        raise Http404(gettext("No such version."))
    _, changed = restore_version(edition=edition, version=version, base_version=base_version(request), by=request.user)
    words = (
        gettext("The words of version %(version)s are in the draft.") % {"version": version.number}
        if changed
        else gettext("The draft says this already.")
    )
    messages.success(request, words)
    return redirect("desk:section", slug, anchor)
