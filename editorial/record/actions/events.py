"""Appending to the record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from editorial.shared.canonical import canonical_json

from ..models import Event

APPEND = """
    SELECT a.* FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS e (verb, subject, facts, place),
        LATERAL record_append(%s, e.verb, e.subject, %s, e.facts, %s) AS a
    ORDER BY e.place
"""

BESIDE = """
    SELECT count(a.id) FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) WITH ORDINALITY
        AS e (chain, verb, subject, facts, place),
        LATERAL record_append(e.chain, e.verb, e.subject, %s, e.facts, %s, '{}') AS a
"""


@dataclass(frozen=True)
class NewEvent:
    """What is to be appended. ``facts`` are ids, numbers, digests and enum values; never prose (the caller's duty: what
    is written here can never be erased)."""

    verb: str
    subject: str
    facts: dict[str, Any] = field(default_factory=dict)


def append_event(*, chain: str, verb: str, subject: str, by: Model | None, **facts: Any) -> Event:
    """Append one event to ``chain`` and return it; the chain's head stays locked until the transaction ends.

    The event names every watched row that this transaction has written and no event has named yet, with the digest of
    its columns: so an action writes its event last. A commit with a watched row that no event names is refused by
    PostgreSQL. ``facts`` are those of a :class:`NewEvent`. If the surrounding transaction is rolled back, the event
    never happened. One statement.
    """
    return append_events(chain=chain, by=by, events=[NewEvent(verb, subject, facts)])[0]


def append_events(*, chain: str, by: Model | None, events: Sequence[NewEvent]) -> list[Event]:
    """Append several, in their order, in one statement. The first names all rows that wait to be named."""
    at, actor = timezone.now(), by.pk if by else None
    said = [
        [one.verb for one in events],
        [one.subject for one in events],
        [canonical_json(one.facts) for one in events],
    ]
    with connection.cursor() as cursor:
        cursor.execute(APPEND, [*said, chain, actor, at.isoformat()])
        rows = cursor.fetchall()
    return [_as_written(one, row, chain, actor, at) for one, row in zip(events, rows, strict=True)]


def append_beside(*, by: Model | None, events: Sequence[tuple[str, NewEvent]]) -> None:
    """Append events to several chains, each with its own, for an action on many articles. One statement.

    They name no rows: the action's own event, which follows in the same transaction, names all of them. The heads are
    locked in the order of the chains' names; within one the order given is kept.
    """
    said = sorted(events, key=lambda one: one[0])
    columns = [
        [chain for chain, _ in said],
        [one.verb for _, one in said],
        [one.subject for _, one in said],
        [canonical_json(one.facts) for _, one in said],
    ]
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, [*columns, by.pk if by else None, timezone.now().isoformat()])


def _as_written(one: NewEvent, row: tuple[Any, ...], chain: str, actor: Any, at: Any) -> Event:
    pk, seq, content, prev_hash, digest = row
    columns = {"chain": chain, "seq": seq, "at": at, "actor_id": actor, "verb": one.verb, "subject": one.subject}
    event = Event(id=pk, content=content, prev_hash=prev_hash, hash=digest, **columns)
    event._state.adding = False
    return event
