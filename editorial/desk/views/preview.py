"""A draft as readers would get it, for its editors."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.queries import get_draft_for
from editorial.accounts.requests import SignedInRequest
from editorial.desk.previewing import preview_of


@require_safe
@login_required
def preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """The draft's own words, marked as not approved: for an audience (``audience``), and at the width of a phone
    (``width=phone``). No cache and no search engine keeps it."""
    edition = get_draft_for(request.user, slug)
    context = {
        "article": edition.article,
        "edition": edition,
        "preview": preview_of(edition, request.GET.get("audience", "")),
        "is_narrow": request.GET.get("width") == "phone",
    }
    response = render(request, "desk/preview.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
