"""What every action on references does with rows: lock, save, record."""

from typing import Any

from editorial.record.actions import SITE, append_event
from editorial.shared.audit import save_audited
from editorial.shared.canonical import canonical_json, sha256

from ..models import Reference


def locked(reference: Reference) -> Reference:
    return Reference.objects.select_for_update().get(pk=reference.pk)


def lock_all(keys: list) -> dict:
    rows = Reference.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def save(reference: Reference, *, by: Any, reason: str) -> None:
    reference.revision += 1
    save_audited(reference, by=by, reason=reason)


def record(reference: Reference, verb: str, by: Any, **facts: str) -> None:
    append_event(chain=SITE, verb=verb, subject=f"reference:{reference.pk}", by=by, **facts)


def digest(csl: dict) -> str:
    return sha256(canonical_json(csl))
