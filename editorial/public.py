"""The readers' door: pages that are the same for everyone are answered before anything looks at who is asking."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, get_resolver, is_valid_path

from articles.views.public import moved_to


class PublicPagesMiddleware:
    """Answers the addresses of ``editorial.public_urls`` itself; all others go on.

    It stands before sessions, sign-in and form tokens. So none of these can get into a public page, set a cookie or
    make it vary, whatever the view does. It also stands before what works out headers for each answer anew: these
    pages have the same ones always, with a content security policy that knows no nonce. Which host was named makes
    no difference to them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.resolver = get_resolver("editorial.public_urls")
        self.answer = convert_exception_to_response(_call_view)  # also its error pages get the headers
        self.headers = {"Content-Security-Policy": build_policy(), "X-Frame-Options": settings.X_FRAME_OPTIONS}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.resolver_match = self.resolver.resolve(request.path_info)
        except Resolver404:
            return self._moved(request) or self.get_response(request)
        response = self.answer(request)
        for name, value in self.headers.items():
            response[name] = value
        return with_length(response, without_body=request.method == "HEAD")

    def _moved(self, request: HttpRequest) -> HttpResponse | None:
        """The way from an address that an article had elsewhere, if the site has no page of its own there."""
        if request.method not in ("GET", "HEAD") or is_valid_path(request.path_info):
            return None
        response = moved_to(request.path_info)
        if response is None:
            return None
        for name, value in self.headers.items():
            response[name] = value
        return with_length(response, without_body=request.method == "HEAD")


def _call_view(request: HttpRequest) -> HttpResponse:
    match = request.resolver_match
    return match.func(request, *match.args, **match.kwargs)


def with_length(response: HttpResponse, *, without_body: bool) -> HttpResponse:
    """Say how long the content is; a HEAD request gets the headers as GET has them, and no content. A file that is sent
    piece by piece has said it."""
    if response.streaming:
        return response
    if response.status_code != 304:
        response.setdefault("Content-Length", str(len(response.content)))
    if without_body:
        response.content = b""
    return response
