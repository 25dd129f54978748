"""Noting what somebody was not allowed to do."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from editorial.shared.secret_paths import without_secret

from .actions import record_denial

logger = logging.getLogger(__name__)


def note_denial(request: HttpRequest, denied: PermissionDenied) -> None:
    """Write a denial into the security log and the server's."""
    user = getattr(request, "user", None)
    record_denial(user=user, method=request.method or "", path=without_secret(request.path), reason=str(denied))
    logger.warning("Denied: %s %r", request.method, without_secret(request.path))


REFUSALS = {404: "Nothing there for them (404).", 409: "Refused with reasons (409)."}


def note_refusal(request: HttpRequest, response: HttpResponse) -> None:
    """Write into the security log what somebody who is signed in asked of an address of ours and was refused without a
    denial: nobody is told that a thing exists which is not theirs, but that they tried is kept."""
    reason = REFUSALS.get(response.status_code)
    if reason is None or request.resolver_match is None:
        return
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        record_denial(user=user, method=request.method or "", path=without_secret(request.path), reason=reason)
