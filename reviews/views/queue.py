"""The board's queue."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.queries import parts_of
from articles.words.content import content_from_text
from editorial.accounts.requests import SignedInRequest
from reviews.record.board_timeline import entries_for_board, events_for_board
from reviews.record.signature_blocks import blocks_on
from reviews.room.alarms import open_alarms_for
from reviews.room.queue import queue_for
from reviews.rules.independence import independence_of
from reviews.rules.permissions import is_board_member
from reviews.rules.queries import (
    get_article_for_review,
    latest_submitted_of,
    submitted_editions_with,
    submitted_versions_of,
)
from reviews.rules.readiness import current_declaration, reminders_for

from .answering import board_page, edition_url, title_in, trail_of

EVENTS_PER_PAGE, VERSIONS_PER_PAGE = 40, 20


@board_page
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """What waits for this member, and for the chair everything in review."""
    if not is_board_member(request.user):
        raise PermissionDenied(gettext("The queue is for members of a board."))
    declared = current_declaration(request.user)
    reminders = reminders_for(request.user, declared and declared.declared_on, timezone.localdate())
    context = {"queue": queue_for(request.user, request.GET.get("page")), "reminders": reminders}
    context["alarms"] = open_alarms_for(request.user)
    return render(request, "review/queue.html", context)


@board_page
@require_safe
def latest(request: SignedInRequest, slug: str) -> HttpResponse:
    """An article's address among the reviews leads to the edition submitted last."""
    article = get_article_for_review(request.user, slug)
    edition = latest_submitted_of(article)
    if edition is None:
        raise Http404(gettext("Nothing was submitted yet."))
    edition.article = article
    return redirect(edition_url(edition))


@board_page
@require_safe
def history(request: SignedInRequest, slug: str) -> HttpResponse:
    """What happened to an article since it was first submitted, for its board."""
    article = get_article_for_review(request.user, slug)
    editions = list(article.editions.filter(submitted_at__isnull=False).order_by("-number"))
    if not editions:
        raise Http404(gettext("Nothing was submitted yet."))
    independence = independence_of(request.user, article)
    page = Paginator(events_for_board(article, independence), EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "article": article,
        "editions": editions,
        "page": page,
        "entries": entries_for_board(article, page.object_list, independence),
        "independence": independence,
        "sections": parts_of(editions[0]),
        "trail": trail_of(article, title_in(editions[0])),
    }
    return render(request, "review/history.html", context)


@board_page
@require_safe
def section_history(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """The words of a section that the board has seen, version by version, with the signatures on them."""
    article = get_article_for_review(request.user, slug)
    section = article.sections.filter(anchor=anchor).first()
    page = Paginator(submitted_versions_of(section), VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    if not page.object_list:
        raise Http404(gettext("The board has seen no such section."))
    independence = independence_of(request.user, article)
    blocks, editions = blocks_on(page.object_list, independence), submitted_editions_with(page.object_list)
    rows = [
        {"version": one, "editions": editions[one.pk], "blocks": blocks.get(one.pk, [])} for one in page.object_list
    ]
    context = {
        "article": article,
        "section": section,
        "heading": content_from_text(page.object_list[0].content).base.heading or section.anchor,
        "page": page,
        "rows": rows,
        "hidden": independence.hides(section.pk),
        "trail": [
            *trail_of(article, title_in(latest_submitted_of(article))),
            {"label": gettext("History"), "url": reverse("review:history", args=[slug])},
        ],
    }
    return render(request, "review/section_history.html", context)
