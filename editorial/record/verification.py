"""Checking the whole record: every digest and every chain, from the stored bytes.

Other apps add what they keep with :func:`check`; the command ``verify_record`` runs all. A check yields one
:class:`Failure` for each row that does not hold; checking never re-normalises what it hashes.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError

from .chains import event_hash
from .models import ChainHead, Checkpoint, Event


@dataclass(frozen=True)
class Failure:
    """One row that is not as it was written: which, and what is wrong with it."""

    row: str
    problem: str


@dataclass(frozen=True)
class Check:
    """One named part of the verification. ``count`` tells how many rows ``run`` will look at, for the progress bar."""

    name: str
    count: Callable[[], int]
    run: Callable[[], Iterator[Failure | None]]


CHECKS: list[Check] = []
STUMBLES = (AttributeError, LookupError, TypeError, ValueError, ObjectDoesNotExist, DataError)


Run = Callable[[], Iterator["Failure | None"]]


def check(name: str, *, count: Callable[[], int]) -> Callable[[Run], Run]:
    """Register a generator that yields, for each row in a fixed order, a :class:`Failure` or None.

    What a tampered row makes it stumble over (it refers to nothing, it cannot be read) is a failure, too.
    """

    def register(run: Run) -> Run:
        CHECKS.append(Check(name, count, partial(_to_the_end, name, run)))
        return run

    return register


def _to_the_end(name: str, run: Callable[[], Iterator[Failure | None]]) -> Iterator[Failure | None]:
    try:
        yield from run()
    except STUMBLES as error:
        yield Failure(name, f"a row refers to nothing, or cannot be read ({type(error).__name__}: {error})")


@check("events", count=Event.objects.count)
def check_events() -> Iterator[Failure | None]:
    """Each chain counts 1, 2, 3…; each event carries its predecessor's hash, and its own over its stored content."""
    yield from event_failures(Event.objects.order_by("chain", "seq").iterator())


def event_failures(events: Iterable[Event]) -> Iterator[Failure | None]:
    """For whole chains, each in its order."""
    chain, seq, last, pk = None, 0, "", 0
    for event in events:
        if event.chain != chain:
            chain, seq, last, pk = event.chain, 0, "", 0
        failure = _event_failure(event, seq + 1, last)
        if failure is None and event.pk <= pk:
            failure = Failure(f"event {event.chain} {event.seq}", "its id is not after that of the event before it")
        yield failure
        seq, last, pk = event.seq, event.hash, event.pk


def _event_failure(event: Event, seq: int, prev_hash: str) -> Failure | None:
    row = f"event {event.chain} {event.seq}"
    if event.seq != seq:
        return Failure(row, f"event {seq} is missing before it")
    if event.prev_hash != prev_hash:
        return Failure(row, "it does not follow the event before it")
    if event.hash != event_hash(event.prev_hash, event.content):
        return Failure(row, "its hash is not that of its content")
    said = json.loads(event.content)
    columns = {
        "actor": str(event.actor_id) if event.actor_id else None,
        "at": event.at.isoformat(),
        "chain": event.chain,
        "seq": event.seq,
        "subject": event.subject,
        "verb": event.verb,
    }
    wrong = [name for name, value in columns.items() if said.get(name) != value]
    return Failure(row, f"its columns differ from its content: {', '.join(wrong)}") if wrong else None


@check("chain heads", count=ChainHead.objects.count)
def check_heads() -> Iterator[Failure | None]:
    """Each head is the last event of its chain, and no chain lacks its head."""
    for head in ChainHead.objects.order_by("chain"):
        yield head_failure(head)
    known = set(ChainHead.objects.values_list("chain", flat=True))
    for chain in sorted(set(Event.objects.order_by().values_list("chain", flat=True).distinct()) - known):
        yield Failure(f"chain {chain}", "it has no head")


def head_failure(head: ChainHead) -> Failure | None:
    """Whether a chain ends where its head says."""
    last = Event.objects.filter(chain=head.chain).order_by("-seq").first()
    ends = (last.seq, last.hash) if last else (0, "")
    return None if ends == (head.seq, head.hash) else Failure(f"chain {head.chain}", "its end was cut or replaced")


def published_head_failure(digest: str) -> Failure | None:
    """Compare with a checkpoint's digest that was published elsewhere: that checkpoint must still be here."""
    if Checkpoint.objects.filter(digest=digest).exists():
        return None
    return Failure(f"checkpoint {digest}", "it was published, but is not in this database")
