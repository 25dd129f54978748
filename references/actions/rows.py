"""What every action on references does with rows: lock, save, record."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from editorial.accounts.models import User
from editorial.record.actions import REFERENCES, append_event
from editorial.shared.audit import save_audited
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.patience import lock_for_all

from ..models import Reference

_LIBRARY = 0x1A2B3C  # the advisory lock for what concerns several references: keys, identifiers, merging


def lock_library(seconds: float | None = None) -> None:
    """Until this transaction ends, nobody else adds, changes or merges references. Keep it short: all wait for it."""
    lock_for_all(_LIBRARY, what="the library", seconds=seconds)


def locked(reference: Reference) -> Reference:
    return Reference.objects.select_for_update().get(pk=reference.pk)


def lock_all(keys: Iterable[UUID]) -> dict[UUID, Reference]:
    rows = Reference.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def save(reference: Reference, *, by: User | None, reason: str) -> None:
    reference.revision += 1
    save_audited(reference, by=by, reason=reason)


def record(reference: Reference, verb: str, by: User | None, **facts: str) -> None:
    append_event(chain=REFERENCES, verb=verb, subject=f"reference:{reference.pk}", by=by, **facts)


def digest(csl: dict[str, Any]) -> str:
    return sha256(canonical_json(csl))
