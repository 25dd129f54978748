"""The chair's dashboard: what only the chair can do, everything in review, and how the board gets on."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reviews.chair import GROUPS, PER_PAGE, edition_rows, editions_led, group_of, groups_for, led_articles, urgent_rows
from reviews.eligibility import current_terms
from reviews.enums import LEADING_ROLES
from reviews.permissions import leads_a_board
from reviews.workload import due_pages, falling_due, loads, turnaround, workload

from .answering import board_page


def require_lead(request: HttpRequest) -> None:
    """``PermissionDenied`` for anybody who leads no board today."""
    if not leads_a_board(request.user):
        raise PermissionDenied("This page is for chairs and their deputies.")


@board_page
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """One page: alarms, settle, approve, assign, chase; everything in review; turnaround, workload, what falls due."""
    require_lead(request)
    today, articles = timezone.localdate(), led_articles(request.user)
    boards = list(current_terms(request.user).filter(role__in=LEADING_ROLES).values_list("board_id", flat=True))
    page = Paginator(editions_led(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "groups": groups_for(request.user),
        "urgent": urgent_rows(request.user),
        "page": page,
        "rows": edition_rows(request.user, list(page.object_list)),
        "charts": [
            turnaround(articles, today),
            workload(loads(articles, boards, today)),
            falling_due(articles, today),
        ],
        "today": today,
    }
    return render(request, "review/chair.html", context)


@board_page
@require_safe
def group(request: HttpRequest, key: str) -> HttpResponse:
    """All of one group."""
    require_lead(request)
    if key not in GROUPS:
        raise Http404("No such list.")
    found = group_of(key, request.user, request.GET.get("page"))
    return render(request, "review/chair_group.html", {"group": found})


@board_page
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Every live article by the day on which its review falls due."""
    require_lead(request)
    today, articles = timezone.localdate(), led_articles(request.user)
    page = Paginator(due_pages(articles), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "chart": falling_due(articles, today), "today": today}
    return render(request, "review/due.html", context)
