"""The chair's dashboard: what only the chair can do, everything in review, and how the board gets on."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from reviews.room.chair import (
    GROUPS,
    PER_PAGE,
    Lead,
    edition_rows,
    editions_led,
    group_of,
    groups_for,
    led_articles,
    urgent_rows,
)
from reviews.room.workload import due_pages, falling_due, loads, turnaround, workload
from reviews.rules.permissions import leads_a_board
from reviews.rules.queries import articles_of_boards

from .answering import board_page


def require_lead(request: SignedInRequest) -> None:
    """``PermissionDenied`` for anybody who leads no board today."""
    if not leads_a_board(request.user):
        raise PermissionDenied(gettext("This page is for chairs and their deputies."))


@board_page
@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    """One page: alarms, settle, approve, assign, chase; everything in review; turnaround, workload, what falls due."""
    require_lead(request)
    lead = Lead(request.user)
    articles = articles_of_boards(lead.boards)
    page = Paginator(editions_led(lead.boards), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "groups": groups_for(lead),
        "urgent": urgent_rows(request.user),
        "page": page,
        "rows": edition_rows(request.user, list(page.object_list)),
        "charts": [
            turnaround(articles, lead.today),
            workload(loads(lead)),
            falling_due(articles, lead.today),
        ],
        "today": lead.today,
    }
    return render(request, "review/chair.html", context)


@board_page
@require_safe
def group(request: SignedInRequest, key: str) -> HttpResponse:
    """All of one group."""
    require_lead(request)
    if key not in GROUPS:
        raise Http404(gettext("No such list."))
    found = group_of(key, Lead(request.user), request.GET.get("page"))
    return render(request, "review/chair_group.html", {"group": found})


@board_page
@require_safe
def due(request: SignedInRequest) -> HttpResponse:
    """Every live article by the day on which its review falls due."""
    require_lead(request)
    today, articles = timezone.localdate(), led_articles(request.user)
    page = Paginator(due_pages(articles), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "chart": falling_due(articles, today), "today": today}
    return render(request, "review/due.html", context)
