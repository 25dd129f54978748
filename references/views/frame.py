"""What all of the library's pages share."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext

from editorial.accounts.requests import SignedInRequest

from ..permissions import may_use_library

TRAIL = [{"label": "Desk", "url": "/desk/"}]


def library_only(request: SignedInRequest) -> None:
    """Raise ``PermissionDenied`` for those who may not use the library."""
    if not may_use_library(request.user):
        raise PermissionDenied(gettext("Only editors and administrators use the library of references."))


def library_trail() -> list[dict]:
    """The way from the desk to a page below the library."""
    return [*TRAIL, {"label": "References", "url": reverse("references:list")}]


def posted(request: SignedInRequest):
    """What a form is bound to: also an empty POST is one, and gets its errors."""
    return request.POST if request.method == "POST" else None
