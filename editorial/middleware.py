"""The kinds of "no" as pages: "not now" (409, with reasons), "you may not" (403, noted down), and "too many at once"
(503)."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from editorial.record.denials import note_denial, note_refusal
from editorial.shared.issues import Refused
from editorial.shared.patience import Busy, waited_too_long


class RoomForReaders:
    """Keeps some threads of this process for the readers' pages, which were answered before: never more than
    ``DESK_AT_ONCE`` requests of all others are worked on at once, however long one waits for another.

    Whoever is too many is told so at once. Waiting here would take the very threads that are kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.places = BoundedSemaphore(settings.DESK_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.places.acquire(blocking=False):
            return self._full(request)
        try:
            return self.get_response(request)
        finally:
            self.places.release()

    def _full(self, request: HttpRequest) -> HttpResponse:
        response = render(request, "too_busy.html", {"back": way_back(request)}, status=503)
        response["Retry-After"] = "2"
        add_never_cache_headers(response)
        return response


class AddressesThatAreKeys:
    """Keeps the addresses that are keys by themselves, of a request to review, a preview and a guest's page, from
    search engines, caches and other sites: with every answer there, refusals and addresses that are none included.

    A guest's page has a form with the usual token, for which a browser that may name no referrer names no origin
    either; so there other sites are told nothing ("same-origin"), and our own the address.
    """

    REFERRERS: ClassVar[dict[str, str]] = {
        "/request/": "no-referrer",
        "/preview/": "no-referrer",
        "/guest/": "same-origin",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for beginning, referrer in self.REFERRERS.items():
            if request.path_info.startswith(beginning):
                response["X-Robots-Tag"] = "noindex, nofollow"
                response["Referrer-Policy"] = referrer
                add_never_cache_headers(response)
        return response


class PrivateAnswersMiddleware:
    """Keeps out of every cache whatever was answered to somebody with a session, unless a view says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class RefusalMiddleware:
    """Answers what views let through: ``Refused`` by its reasons, ``PermissionDenied`` after noting it. What somebody
    signed in was refused in another way is noted too: with reasons (409), or as if there were nothing there (404).

    By the time an exception is here, the action's transaction has been rolled back, so the denial is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        note_refusal(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refusal_page(request, exception)
        if isinstance(exception, PermissionDenied):
            note_denial(request, exception)
        if isinstance(exception, OperationalError) and waited_too_long(exception):
            return refusal_page(request, Busy())
        return None


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The 409 page: every reason, and the way back to where the person came from."""
    context = {"issues": refused.issues, "back": way_back(request)}
    response = render(request, "refused.html", context, status=409)
    add_never_cache_headers(response)
    return response


def way_back(request: HttpRequest) -> str:
    """The path of the page of this site that sent the request, or "" if that is not known."""
    referrer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}):
        return ""
    parts = urlsplit(referrer)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if url_has_allowed_host_and_scheme(path, None) else ""  # a path like //elsewhere/ is an address
