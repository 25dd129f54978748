"""The board's queue."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reviews.board_history import entries_for_board, events_for_board
from reviews.permissions import is_board_member
from reviews.queries import get_article_for_review, latest_submitted_of
from reviews.queue import queue_for

from .answering import board_page, edition_url

EVENTS_PER_PAGE = 40


@board_page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this member, and for the chair everything in review."""
    if not is_board_member(request.user):
        raise PermissionDenied("The queue is for members of a board.")
    return render(request, "review/queue.html", {"queue": queue_for(request.user)})


@board_page
@require_safe
def latest(request: HttpRequest, slug: str) -> HttpResponse:
    """An article's address among the reviews leads to the edition submitted last."""
    article = get_article_for_review(request.user, slug)
    edition = latest_submitted_of(article)
    if edition is None:
        raise Http404("Nothing was submitted yet.")
    edition.article = article
    return redirect(edition_url(edition))


@board_page
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened to an article since it was first submitted, for its board."""
    article = get_article_for_review(request.user, slug)
    editions = list(article.editions.filter(submitted_at__isnull=False).order_by("-number"))
    if not editions:
        raise Http404("Nothing was submitted yet.")
    page = Paginator(events_for_board(article), EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "article": article,
        "editions": editions,
        "page": page,
        "entries": entries_for_board(article, page.object_list),
    }
    return render(request, "review/history.html", context)
