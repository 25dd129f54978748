"""Choosing a reference while writing: the likeliest few, at once. Reads."""

from uuid import UUID

from django.db.models import QuerySet

from references.models import Reference
from references.usage import recent

from .asking import words_of
from .entries import at_a_glance
from .queries import references_by_key, visible_to
from .ranking import by_match
from .search import ways

SHOWN = 20
LOOKED_AT = 300
"""Of more that hold the words, those added last are weighed: whoever means another one types more."""


def pick(user, text: str) -> list[Reference]:
    """At most twenty visible references that hold what was typed, likeliest first, as ``ways`` takes it."""
    newest = visible_to(user).order_by("-created_at", "-key")
    if not words_of(text):
        return list(newest[:SHOWN])
    best = ranked(newest, text)[:SHOWN]
    by_id = newest.in_bulk(best)
    return [by_id[pk] for pk in best if pk in by_id]


def ranked(found: QuerySet[Reference], text: str) -> list[UUID]:
    """The ids of what was found, at most ``LOOKED_AT``, by best match."""
    for way in ways(found, text):
        if rows := by_match(way, LOOKED_AT):
            return [row.pk for row in rows]
    return []


def used_lately(user, article: str) -> list[tuple[str, list[Reference]]]:
    """The references that were cited last, in groups with their names: in the named article, by this person."""
    groups = recent(user, article)
    known = references_by_key(key for _, keys in groups for key in keys)
    shown: set = set()
    named = []
    for label, keys in groups:
        rows = [known[key] for key in keys if key in known and known[key].pk not in shown]
        rows = list(dict.fromkeys(rows))
        shown |= {row.pk for row in rows}
        named.append((label, rows))
    return [(label, rows) for label, rows in named if rows]


def as_entry(reference: Reference) -> dict:
    """A reference as the picker shows it: plain text, which its script writes as text."""
    shown = at_a_glance(reference.csl)
    return {
        "key": reference.key,
        "name": shown.name,
        "title": shown.title,
        "people": shown.people,
        "source": shown.source,
        "kind": reference.kind,
        "kind_label": reference.get_kind_display(),
        "standing": reference.standing,
        "standing_label": reference.get_standing_display(),
        "thin": reference.thin,
    }
