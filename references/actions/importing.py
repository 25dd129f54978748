"""Works from files, taken into the library some at a time: what a transaction of the library holds, everybody at the
desk waits for."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import transaction

from editorial.accounts.models import User
from editorial.shared.issues import refuse
from references.library.queries import find_existing, record_of

from ..formats.entries import ReadEntry
from ..keys import is_key
from ..models import Reference
from ..permissions import require_editor
from ..requirements import key_issues
from .library import add_reference, kind_issues
from .rows import lock_library

T = TypeVar("T")
TOGETHER = 20
HOLD = 0.5
"""So many references are added in one transaction, or for so many seconds: on a busy machine twenty take longer."""
PATIENCE = 60.0  # seconds; a file has more of it than a person


def import_entries(
    *, entries: Iterable[ReadEntry], by: User, on_progress: Callable[[int], None] = lambda number: None
) -> tuple[list[Reference], list[Reference]]:
    """Add what was read from a file and is not in the library: (those made, those that were here), in their order.

    An item's "id" becomes its key where it can; its kind is what its source said, else guessed. One that cannot be
    used refuses the whole, before anything is added. Added are :data:`TOGETHER` at a time, each time in a transaction
    of its own: what stops it half way leaves what was added, and importing the same again goes on from there.
    ``on_progress`` is told how many more are done.
    """
    require_editor(by)
    entries = list(entries)
    for entry in entries:
        record_of(entry.csl)
        refuse(kind_issues(entry.kind or None))
    made: list[Reference] = []
    existing: list[Reference] = []
    while entries:
        done = _import_some(entries[:TOGETHER], by)
        for reference, is_new in done:
            (made if is_new else existing).append(reference)
        entries = entries[len(done) :]
        on_progress(len(done))
    return made, existing


@transaction.atomic
def _import_some(entries: Sequence[ReadEntry], by: User) -> list[tuple[Reference, bool]]:
    """The reference of each entry, and whether it is new; of at least one entry, and of as many as the time allows."""
    lock_library(seconds=PATIENCE)
    done = []
    for entry in within(entries):
        found = find_existing(entry.csl)
        done.append((found or _added(entry, by), found is None))
    return done


def _added(entry: ReadEntry, by: User) -> Reference:
    return add_reference(
        csl=entry.csl, key=_key_for(entry.csl), kind=entry.kind or None, study_type=entry.study_type, by=by
    )


def _key_for(item: dict[str, Any]) -> str | None:
    wish = str(item.get("id") or "").lower()
    return wish if is_key(wish) and not key_issues(wish) else None


def within(entries: Iterable[T], seconds: float = HOLD) -> Iterator[T]:
    """The first, and further ones until the time is over."""
    until = time.monotonic() + seconds
    for place, entry in enumerate(entries):
        if place and time.monotonic() > until:
            return
        yield entry
