"""The two kinds of "no" as pages: "not now" (409, with reasons) and "you may not" (403, noted down)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from editorial.record.denials import note_denial
from editorial.shared.issues import Refused


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
    """Answers what views let through: ``Refused`` by its reasons, ``PermissionDenied`` after noting it.

    By the time an exception is here, the action's transaction has been rolled back, so the denial is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refusal_page(request, exception)
        if isinstance(exception, PermissionDenied):
            note_denial(request, exception)
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
