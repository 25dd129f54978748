"""Setting up the kinds of reader: for administrators."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from articles.models import Audience
from articles.queries import last_change_of
from articles.text import clean_line
from articles.words.audience_rules import audience_issues
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from editorial.record.actions import SITE, append_event
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse


@transaction.atomic
def save_audience(
    *,
    by: User,
    audience: Audience | None = None,
    base: int | None = None,
    key: str = "",
    label: str,
    fallback: Audience | None = None,
    reading_level_target: int | None = None,
    disclaimer: str = "",
    order: int = 0,
    is_default: bool = False,
    is_active: bool = True,
    reason: str = "",
) -> Audience:
    """Add an audience, or change one (never its ``key``); the same again writes nothing.

    Editions already submitted keep the audiences that they were submitted with. ``base`` is the
    :func:`~articles.queries.last_change_of` that the change started from, None for whatever is stored.
    """
    if not is_administrator(by):
        raise PermissionDenied(gettext("Only administrators set up audiences."))
    rows = {row.pk: row for row in Audience.objects.select_for_update().order_by("pk")}
    row = rows.pop(audience.pk) if audience is not None else Audience(key=key)
    refuse(_stale_issues(row, base))
    row.label = clean_line(label, where="label")
    row.disclaimer = clean_line(disclaimer, where="disclaimer")
    row.fallback_id = fallback.pk if fallback is not None else None
    row.reading_level_target, row.order = reading_level_target, order
    row.is_default, row.is_active = is_default, is_active
    others = list(rows.values())
    refuse(audience_issues(row, others, is_new=audience is None))
    if row.is_default:
        _end_default(others, by=by)
    _save(row, by=by, reason=reason or ("Changed" if audience else "Added"))
    return row


def _stale_issues(row: Audience, base: int | None) -> list[Issue]:
    if base is None or row._state.adding or base == last_change_of(row):
        return []
    return [
        Issue("stale", gettext("Somebody changed this audience meanwhile: look at it again, then make your change."))
    ]


def _end_default(others: list[Audience], *, by: User) -> None:
    for other in others:
        if other.is_default:
            other.is_default = False
            _save(other, by=by, reason="Another audience is the default now")


def _save(row: Audience, *, by: User, reason: str) -> None:
    if not save_audited(row, by=by, reason=reason):
        return
    facts = {"key": row.key, "is_default": row.is_default, "is_active": row.is_active}
    append_event(chain=SITE, verb="audience.saved", subject=f"audience:{row.pk}", by=by, **facts)
