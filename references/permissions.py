"""Who may use and change the shared library."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from editorial.accounts.roles import is_administrator, is_editor


def may_use_library(user) -> bool:
    """May look at the library and pick from it: the desk, and administrators."""
    return is_editor(user) or is_administrator(user)


def may_edit_library(user) -> bool:
    """May add, change and merge references and set their standing: the same people."""
    return may_use_library(user)


def require_editor(user) -> None:
    """Raise ``PermissionDenied`` for anybody who may not change the library."""
    if not may_edit_library(user):
        raise PermissionDenied(gettext("Only editors and administrators change the library of references."))
