"""What was typed is there after signing in again: before and after every page, and the page of forms that have expired.

See :mod:`editorial.accounts.kept` for whose it is and where it lies. Nothing is sent in anybody's name: whoever comes
back sees their form as they had filled it in, and presses its button again.
"""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from editorial.accounts.kept import NOT_KEPT, Kept, forget, hand_over, keep, kept_for, kept_of_page, owner_of
from editorial.middleware import way_back
from editorial.shared.filling import fill

SIGN_IN_AGAIN = gettext_lazy(
    "Your sign-in had ended, so nothing was saved. What you typed is kept: sign in, and it is there to be sent again."
)


class KeptWordsMiddleware:
    """Keeps what somebody sends whose sign-in has ended, and puts it back into the form once they have signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and not asks_for_data(request):
            return self._after_post(request, response)
        if request.method == "GET" and (kept := self._wanted(request, response)):
            return shown_again(request, response, kept)
        return response

    def _after_post(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not leads_to_sign_in(response):
            if not getattr(request, "form_expired", False):
                self._arrived(request)
            return response
        owner = owner_of(request)
        kept = keep(request, owner, way_back(request) or request.path) if owner else None
        if kept is not None:
            messages.info(request, SIGN_IN_AGAIN)
            response["Location"] = sign_in_for(kept)
            hand_over(response, request, kept)
        return response

    def _arrived(self, request: HttpRequest) -> None:
        """The page has it now: it was saved, or stands in the form with what is wrong beside it. What was typed into
        another form of the page waits on."""
        found = kept_for(request)
        same = [kept for kept in found if kept.path == request.path]
        shown = [kept for kept in found if kept.page == way_back(request)][:1]
        for kept in same or shown:
            forget(kept)

    def _wanted(self, request: HttpRequest, response: HttpResponse) -> Kept | None:
        if 300 <= response.status_code < 400 or request.path == reverse("kept_words"):
            return None
        return kept_of_page(request)


def asks_for_data(request: HttpRequest) -> bool:
    """Whether a script of an open page asks, which shows the answer itself: the page still has all that was typed, so
    nothing of it has arrived anywhere, and nothing need be kept."""
    return request.headers.get("Accept", "").startswith("application/json")


def leads_to_sign_in(response: HttpResponse) -> bool:
    """Whether the answer sends to a page on which one signs in."""
    doors = (resolve_url(settings.LOGIN_URL), reverse("admin:login"))
    return response.status_code == 302 and urlsplit(response["Location"]).path in doors


def sign_in_for(kept: Kept) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': kept.page})}"


def shown_again(request: HttpRequest, response: HttpResponse, kept: Kept) -> HttpResponse:
    """The page with its form filled in as it was; if there is no such page any more, the words alone."""
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    if not is_page or response.streaming:
        return redirect("kept_words")
    sent = dict(kept.sent.lists())
    filled = fill(response.content.decode(), page=request.path, action=kept.path, sent=sent, besides=NOT_KEPT)
    left = [(name, value) for name, values in filled.left.items() for value in values]
    notice = render_to_string("kept/_notice.html", {"kept": kept, "left": left, "index": filled.index}, request=request)
    response.content = with_notice(filled.html, notice).encode()
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    add_never_cache_headers(response)
    return response


def with_notice(html: str, notice: str) -> str:
    """The notice at the head of what the page says."""
    main = html.find("<main")
    place = html.find(">", main if main >= 0 else html.find("<body")) + 1
    wrap = '<div class="wrap">'
    inner = html.find(wrap, place)
    place = inner + len(wrap) if 0 <= inner - place < 20 else place
    return html[:place] + notice + html[place:]


@require_http_methods(["GET", "HEAD", "POST"])
def kept_words(request: HttpRequest) -> HttpResponse:
    """All that is kept for whoever asks, to be read and copied; or thrown away."""
    found = kept_for(request)
    if request.method == "POST":
        for kept in found:
            if kept.key == request.POST.get("kept"):
                forget(kept)
        return redirect(way_back(request) or "kept_words")
    return render(request, "kept/list.html", {"all_kept": found})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was not the browser's: it signed in or out elsewhere, or has lost its cookies.

    Nothing is done. What was typed is kept for who typed it, and shown to the browser that has just sent it, unless
    somebody else has signed in there.
    """
    request.form_expired = True  # type: ignore[attr-defined]  # read by the middleware
    owner = None if asks_for_data(request) else owner_of(request)
    kept = keep(request, owner, way_back(request) or request.path) if owner else None
    context: dict = {}
    if kept is not None and owner is not None:
        signed_in = request.user.is_authenticated
        is_owner = owner.is_at(request) if owner.account else not signed_in
        context = {
            "kept": kept,
            "is_owner": is_owner or not signed_in,
            "go_on": kept.page if is_owner else sign_in_for(kept),
        }
    response = render(request, "403_csrf.html", context, status=403)
    if kept is not None:
        hand_over(response, request, kept)
    add_never_cache_headers(response)
    return response
