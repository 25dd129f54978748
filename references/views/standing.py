"""Reading a source of standings from the pages: upload, how far it is, what came of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Refused
from references.standing.queries import recent_loads, source_states

from ..actions import keep_upload
from ..forms import StandingFileForm
from ..models import StandingLoad
from ..tasks import send_load
from .frame import library_only, library_trail


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def standings(request: SignedInRequest) -> HttpResponse:
    """When each source was last read; and a file of one can be given here."""
    library_only(request)
    form = StandingFileForm(request.POST, request.FILES) if request.method == "POST" else StandingFileForm()
    if form.is_valid():
        try:
            load = keep_upload(upload=form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            send_load(load)
            messages.success(
                request, gettext("“%(name)s” is here, and is read in the background.") % {"name": load.name}
            )
            return redirect("references:standing_load", load.pk)
    context = {"form": form, "sources": source_states(), "loads": recent_loads(), "trail": library_trail()}
    return render(request, "references/standings.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def standing_load(request: SignedInRequest, load: Any) -> HttpResponse:
    """How far the reading of a file is, and what came of it."""
    library_only(request)
    row = StandingLoad.objects.select_related("by").filter(pk=load).first()
    if row is None:
        raise Http404(gettext("No such file."))
    trail = [*library_trail(), {"label": gettext("Sources of standing"), "url": reverse("references:standings")}]
    return render(request, "references/standing_load.html", {"load": row, "trail": trail})
