"""Bringing together two people's changes to one record, field by field. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Conflict:
    """A field that both changed: what it is now, and what this person wrote."""

    field: str
    now: Any
    yours: Any


def merge_fields(
    base: Mapping[str, Any], now: Mapping[str, Any], yours: Mapping[str, Any], fields: Iterable[str]
) -> tuple[dict[str, Any], list[Conflict]]:
    """What a form should hold after somebody else has saved: your change where you made one, else what it is now.

    Fields that both changed, and differently, are listed; the form keeps yours.
    """
    merged, conflicts = {}, []
    for field in fields:
        was, there, mine = (str(side.get(field) or "").strip() for side in (base, now, yours))
        merged[field] = now.get(field) if _same(mine, was) else yours.get(field)
        if not _same(mine, was) and not _same(there, was) and not _same(mine, there):
            conflicts.append(Conflict(field, now.get(field), yours.get(field)))
    return merged, conflicts


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
