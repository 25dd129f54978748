"""The people named on articles."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Contributor
from articles.permissions import may_keep_contributors
from articles.text import clean_line
from editorial.record.actions import SITE, append_event
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse


@transaction.atomic
def save_contributor(
    *,
    by: Any,
    contributor: Contributor | None = None,
    name: str,
    credentials: str,
    interests: str,
    user: Any = None,
) -> Contributor:
    """Add a contributor, or change one; editions already submitted keep what they said."""
    if not may_keep_contributors(by):
        raise PermissionDenied("Only editors and administrators keep contributors.")
    row = Contributor()
    if contributor is not None:
        row = Contributor.objects.select_for_update().get(pk=contributor.pk)
    row.name = clean_line(name, where="the name")
    row.credentials = clean_line(credentials, where="the credentials")
    row.interests = clean_line(interests, where="the interests")
    refuse([] if row.name else [Issue("no-name", "Give the contributor's name.", "name")])
    refuse(_account_issues(row, user))
    row.user = user or row.user
    if save_audited(row, by=by, reason="Contributor saved"):
        append_event(chain=SITE, verb="contributor.saved", subject=f"contributor:{row.pk}", by=by)
    return row


def _account_issues(row: Contributor, user: Any) -> list[Issue]:
    """An account, once named, stays: who wrote may not sign, whatever the byline says later."""
    if user is None or row.user_id in (None, user.pk):
        return []
    return [Issue("other-account", "This contributor has another account: add a new contributor.", "user")]


def contributor_for_user(user: Any, *, by: Any) -> Contributor:
    """The contributor that stands for an account, made from the account if there is none yet."""
    existing = Contributor.objects.filter(user=user).first()
    if existing is not None:
        return existing
    return save_contributor(by=by, name=user.display_name, credentials=user.credentials, interests="", user=user)
