"""What the picker in the section editor asks for."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from references.library.listing import MAX_TEXT
from references.library.picker import as_entry, pick, used_lately

from .frame import library_only


@require_safe
@never_cache
@login_required
def search_json(request: SignedInRequest) -> JsonResponse:
    """At most twenty references that hold every word asked for; of those used lately, if nothing is asked for."""
    library_only(request)
    text = request.GET.get("q", "")[:MAX_TEXT]
    groups = [] if text.strip() else used_lately(request.user, request.GET.get("article", "")[:100])
    found = [one for _, some in groups for one in some] or pick(request.user, text)
    answer = {
        "results": [as_entry(reference) for reference in found],
        "groups": [{"label": label, "keys": [one.key for one in some]} for label, some in groups],
    }
    return JsonResponse(answer)
