"""The one search of who works here: a page, and what the frame's palette asks for. Answers; writes nothing."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from editorial.desk.finding import MOST_TEXT, find, works_here


@never_cache
@login_required
@require_safe
def finding(request: SignedInRequest) -> HttpResponse:
    """What was asked for, and what it may mean; without words the pages that there are."""
    typed = _typed(request)
    return render(request, "desk/finding.html", {"typed": typed, "groups": find(request.user, typed)})


@never_cache
@login_required
@require_safe
def finding_json(request: SignedInRequest) -> JsonResponse:
    """The same, as the palette shows it while one types: plain text, which its script writes as text."""
    return JsonResponse({"groups": [asdict(group) for group in find(request.user, _typed(request))]})


def _typed(request: SignedInRequest) -> str:
    if not works_here(request.user):
        raise PermissionDenied(gettext("This search is for those who work here."))
    return request.GET.get("q", "")[:MOST_TEXT].replace("\x00", "")
