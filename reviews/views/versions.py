"""Comparing one section with any of the versions that the board has seen of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Refused
from reviews.room.versions import compare_section
from reviews.rules.queries import get_edition_for_review

from .answering import board_page, edition_url, title_in, trail_of


@board_page
@require_safe
def compare(request: SignedInRequest, slug: str, number: int, anchor: str) -> HttpResponse:
    """One section of the edition beside an earlier (or later) version of it."""
    found = get_edition_for_review(request.user, slug, number)
    try:
        comparison = compare_section(found, request.user, anchor, request.GET.get("with", ""))
    except Refused as refused:
        raise Http404(gettext("No such section in this edition.")) from refused
    context = {"edition": found, "comparison": comparison, "back": edition_url(found, f"section-{anchor}")}
    context["trail"] = trail_of(found.article, title_in(found), found)
    return render(request, "review/section_versions.html", context)
