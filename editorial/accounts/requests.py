"""Requests of people who are signed in, for those who check types."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """What reaches a view behind ``login_required`` and its like: a person's request, with a nonce."""

    user: User
    csp_nonce: str


def person_of(request: HttpRequest) -> User:
    """Who is signed in, where the framework hands over any request.

    Raises:
        PermissionDenied: nobody is.
    """
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied
