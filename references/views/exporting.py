"""A selection of the library as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from references.library.listing import filtered, wanted_from
from references.library.queries import visible_to
from references.library.search import holding

from ..formats.writing import FORMATS, with_key, written
from .frame import library_only

MOST = 2000


@require_safe
@never_cache
@login_required
def export(request: SignedInRequest) -> HttpResponse:
    """The references that were ticked ("key"), or all that a search finds ("all"), in the format asked for."""
    library_only(request)
    suffix = request.GET.get("format", "json")
    if suffix not in FORMATS:
        raise Http404(gettext("No such format."))
    rows = list(_found(request).order_by("key").values_list("key", "csl")[: MOST + 1])
    if not rows or len(rows) > MOST:
        many = gettext("More than %(most)s references are too many for one file: search for fewer.") % {
            "most": f"{MOST:,}"
        }
        messages.error(request, many if rows else "Choose some references first: tick them, then export.")
        return redirect("references:list")
    items = [with_key(key, csl) for key, csl in rows]
    response = HttpResponse(written(suffix, items), content_type=FORMATS[suffix].content_type)
    response["Content-Disposition"] = f'attachment; filename="references.{suffix}"'
    return response


def _found(request: SignedInRequest):
    if not request.GET.get("all"):
        return visible_to(request.user).filter(key__in=request.GET.getlist("key")[:MOST])
    wanted = wanted_from(request.GET)
    return holding(filtered(request.user, wanted), wanted.text)
