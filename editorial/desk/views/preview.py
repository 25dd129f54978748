"""What is not published yet as readers would get it: for its editors, and for who has a link."""

from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.actions.previews import close_preview_link, make_preview_link
from articles.media_files import file_in
from articles.models import Edition
from articles.previews import edition_behind, links_of
from articles.queries import get_article_for, get_draft_for, shown_edition
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.common import typed
from editorial.desk.forms.previews import PreviewLinkForm
from editorial.desk.previewing import Preview, kept_in_frame, preview_of
from editorial.files.models import DIGEST_LENGTH
from editorial.files.showing import shown_file
from editorial.shared.refusals import act
from editorial.shared.throttle import is_within
from reviews.views.answering import NOT_NOW

from .articles import trail

MOST_IN_A_MINUTE = 60  # looks by one link: each puts the whole article together
MOST_FILES_IN_A_MINUTE = 600


@require_safe
@login_required
def preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """The draft's own words, marked as not approved: for an audience (``audience``), and in a frame as wide as
    a phone, to which its styles answer (``width=phone``). No cache and no search engine keeps it."""
    return _shown(request, get_draft_for(request.user, slug))


@csrf_exempt  # nothing can be sent here
@require_safe
@never_cache
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The same for who has a link: to read, and nothing else. A link that opens nothing any more is answered as one
    that never was."""
    edition = edition_behind(secret)
    if edition is None:
        raise Http404(gettext("There is nothing at this address."))
    counted = "preview-framed" if "framed" in request.GET else "preview"  # a page with its frame is one look
    if not is_within(counted, secret, limit=MOST_IN_A_MINUTE, seconds=60):
        response = render(request, "too_busy.html", {"back": ""}, status=429)
        response["Retry-After"] = "60"
        return response
    return _shown(request, edition, secret)


@require_safe
@never_cache
def medium_by_link(request: HttpRequest, secret: str, digest: str) -> HttpResponseBase:
    """A picture or a sound that stands in the edition which a link opens: for as long as it opens it."""
    edition = edition_behind(secret)
    found = file_in(edition, digest) if edition and len(digest) == DIGEST_LENGTH else None
    if found is None:
        raise Http404(gettext("There is nothing at this address."))
    if not is_within("preview-medium", secret, limit=MOST_FILES_IN_A_MINUTE, seconds=60):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    response = shown_file(request, found.file, found.media_type)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _shown(request: HttpRequest, edition: Edition, secret: str = "") -> HttpResponse:
    show = _for_frame if "framed" in request.GET else _whole
    response = show(request, edition, secret)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _preview(request: HttpRequest, edition: Edition, secret: str) -> Preview:
    media_at = f"{reverse('preview', args=[secret])}media/" if secret else ""
    return preview_of(edition, request.GET.get("audience", ""), media_at=media_at)


def _for_frame(request: HttpRequest, edition: Edition, secret: str) -> HttpResponse:
    """The one page of ours that may stand in a frame, and in one of ours alone: nothing in it could be pressed by
    mistake."""
    context = {"edition": edition, "preview": _preview(request, edition, secret)}
    response = HttpResponse(kept_in_frame(render_to_string("desk/preview_framed.html", context, request)))
    response["X-Frame-Options"] = "SAMEORIGIN"
    setattr(response, "_csp_replace", {"frame-ancestors": [SELF]})  # noqa: B010 - as django-csp's own decorator does
    return response


def _whole(request: HttpRequest, edition: Edition, secret: str) -> HttpResponse:
    context = {
        "article": edition.article,
        "edition": edition,
        "preview": _preview(request, edition, secret),
        "is_narrow": request.GET.get("width") == "phone",
        "is_by_link": bool(secret),
    }
    return render(request, "desk/preview.html", context)


@login_required
def preview_links(request: SignedInRequest, slug: str) -> HttpResponse:
    """The links to an edition that is not published yet, and the form to make one. A link is shown once, here."""
    edition = shown_edition(get_article_for(request.user, slug))
    form, link, status = PreviewLinkForm(typed(request)), "", 422 if request.method == "POST" else 200
    made: list[Any] = []
    if request.method == "POST" and form.is_valid():
        until, status = form.cleaned_data["until"], NOT_NOW
        if act(form, lambda: made.append(make_preview_link(edition=edition, until=until, by=request.user))):
            link, status = settings.SITE_ADDRESS + reverse("preview", args=[made[0][1]]), 200
            form = PreviewLinkForm()
    context = {
        "article": edition.article,
        "edition": edition,
        "form": form,
        "link": link,
        "rows": links_of(edition),
        "trail": trail(edition.article),
    }
    return render(request, "desk/preview_links.html", context, status=status)


@login_required
@require_POST
def close_link(request: SignedInRequest, slug: str, link: Any) -> HttpResponse:
    """Let a link open nothing any more."""
    edition = shown_edition(get_article_for(request.user, slug))
    row = edition.preview_links.filter(pk=link).first()
    if row is None:
        raise Http404(gettext("No such link."))
    close_preview_link(link=row, by=request.user)
    messages.success(request, gettext("The link is closed."))
    return redirect("desk:preview_links", slug)
