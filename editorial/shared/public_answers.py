"""Answers that are the same bytes for everyone, so that any cache may keep them: no cookie, no session, no token."""

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.http import parse_etags

from .canonical import sha256
from .language import in_site_language

MAX_AGE = 30  # seconds: with the sweeper's turn, what changes reaches every reader within a minute
HTML = "text/html; charset=utf-8"


def public_answer(
    request: HttpRequest, content: str | bytes, *, etag: str = "", status: int = 200, content_type: str = HTML
) -> HttpResponse:
    """The content with a strong ``ETag``; 304 without content if the request names it. ``etag`` saves hashing."""
    tag = f'"{etag or _digest(content)}"'
    if status == 200 and matches(request.headers.get("If-None-Match", ""), tag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, status=status, content_type=content_type)
    response["ETag"] = tag
    return cacheable(response)


def _digest(content: str | bytes) -> str:
    return sha256(content) if isinstance(content, str) else hashlib.sha256(content).hexdigest()


def public_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page in the readers' frame. It is rendered without the request, so nothing of who asks can get into it."""
    frame = {"site_name": settings.SITE_NAME, "canonical": f"{settings.SITE_ADDRESS}{request.path}"}
    with in_site_language():
        content = render_to_string(template, {**frame, **context})
    return public_answer(request, content)


def public_redirect(location: str) -> HttpResponse:
    """A permanent redirect that is asked for again soon: an address may be given back to the article it once had."""
    return cacheable(HttpResponsePermanentRedirect(location))


def cacheable(response: HttpResponse) -> HttpResponse:
    """Say that any cache may keep the answer for a moment."""
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def matches(header: str, tag: str) -> bool:
    """Whether an ``If-None-Match`` header names this validator, strong or weak (RFC 9110, section 13.1.2)."""
    names = [name.removeprefix("W/") for name in parse_etags(header)] if header else []
    return "*" in names or tag in names
