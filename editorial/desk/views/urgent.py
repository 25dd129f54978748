"""On the desk: making room for an urgent change, and merging afterwards what both editions changed."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.actions import keep_live_words, take_waiting_words
from articles.models import Edition, PendingMerge, SectionVersion
from articles.queries import (
    get_article_for,
    get_draft_for,
    open_edition_of,
    parts_of,
    pending_merges,
    require_section,
    title_of,
)
from articles.words.content import content_from_text
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.common import base_version
from editorial.desk.views.articles import trail
from reviews.actions import open_urgent_edition
from reviews.rules.interruption import urgent_opening_issues

from .history import ShownChange, shown_changes


@login_required
def urgent_edition(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open an edition for an urgent safety change, after saying what becomes of the one that is open."""
    article = get_article_for(request.user, slug)
    now = open_edition_of(article)
    if request.method == "POST":
        opened = open_urgent_edition(article=article, by=request.user)
        said = (
            gettext(" Edition %(interrupts)s waits until it is decided.") % {"interrupts": opened.interrupts.number}
            if opened.interrupts
            else ""
        )
        messages.success(
            request,
            gettext("Edition %(opened)s is open with the words that readers have now.%(said)s")
            % {"opened": opened.number, "said": said},
        )
        return redirect("desk:article", slug)
    context = {"article": article, "now": now, "title": title_of(article), "trail": trail(article)}
    context["issues"] = urgent_opening_issues(article, now)
    return render(request, "desk/urgent.html", context)


@dataclass(frozen=True)
class MergeRow:
    """One section that was changed twice: from what both began with to what each made of it."""

    merge: PendingMerge
    heading: str
    pinned: SectionVersion | None
    urgent: list[ShownChange]
    waiting: list[ShownChange]

    @property
    def anchor(self) -> str:
        return self.merge.section.anchor


@login_required
def merges(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every section of the draft of which a person must still decide what it says."""
    edition = get_draft_for(request.user, slug)
    context = {
        "article": edition.article,
        "edition": edition,
        "waiting": edition.continues,
        "rows": merge_rows(edition),
        "trail": trail(edition.article),
    }
    return render(request, "desk/merges.html", context)


def merge_rows(edition: Edition) -> list[MergeRow]:
    """The merges of a draft, in the order of its sections; those without a place there come last."""
    pinned = {part.section.pk: part.version for part in parts_of(edition)}
    places = {pk: place for place, pk in enumerate(pinned)}
    found = sorted(pending_merges(edition), key=lambda merge: places.get(merge.section_id, len(places)))
    return [_row(merge, pinned.get(merge.section_id)) for merge in found]


def _row(merge: PendingMerge, pinned: SectionVersion | None) -> MergeRow:
    named = content_from_text((pinned or merge.waiting or merge.base).content)
    return MergeRow(
        merge=merge,
        heading=gettext("Front") if named.is_front else named.base.heading or named.anchor,
        pinned=pinned,
        urgent=shown_changes(merge.base, pinned) if merge.base and pinned else [],
        waiting=shown_changes(merge.base, merge.waiting) if merge.base and merge.waiting else [],
    )


@login_required
@require_POST
def decide_merge(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """Take one of the two texts whole."""
    edition = get_draft_for(request.user, slug)
    require_section(edition.article, anchor)
    if request.POST.get("take") == "waiting":
        take_waiting_words(edition=edition, anchor=anchor, base_version=base_version(request), by=request.user)
        messages.success(request, gettext("The section is as it was set aside."))
    else:
        keep_live_words(edition=edition, anchor=anchor, by=request.user)
        messages.success(request, gettext("The section stays as readers have it."))
    return redirect("desk:merges" if pending_merges(edition).exists() else "desk:article", slug)
