"""Noting what somebody was not allowed to do."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .actions import record_denial

logger = logging.getLogger(__name__)


def note_denial(request: HttpRequest, denied: PermissionDenied) -> None:
    """Write a denial into the security log and the server's."""
    user = getattr(request, "user", None)
    record_denial(user=user, method=request.method or "", path=request.path, reason=str(denied))
    logger.warning("Denied: %s %r", request.method, request.path)
