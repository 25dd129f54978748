"""What may be done only so often, and by one at a time. It is counted in the shared cache, so all processes keep one
count; while the cache does not answer, each process keeps its own: a dead cache stops neither readers nor the desk.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

from django.core.cache import cache

from .canonical import sha256

_LOOK_AGAIN = 0.1  # seconds


def is_within(what: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more, and say whether that is within the limit for this span of time, which begins with the first.

    Addresses are kept as digests only.
    """
    counted: int = cache.count(_key("throttle", what, who), seconds)  # type: ignore[attr-defined]  # ours (editorial.embedded.cache)
    return counted <= limit


@contextmanager
def turn(what: str, who: str, *, apart: int, lease: int, patience: float) -> Iterator[bool]:
    """Wait until nobody else has the turn, and ``apart`` seconds have passed since the last one began.

    Gives whether the turn was got within ``patience`` seconds; without it, nothing may be done. A turn whose holder
    died is free after ``lease`` seconds, which must be longer than anything done in it.
    """
    busy, rest, mine = _key("turn", what, who), _key("rest", what, who), token_hex(8)
    until = time.monotonic() + patience
    while not (got := _take(busy, rest, mine, apart, lease)) and time.monotonic() < until:
        time.sleep(_LOOK_AGAIN)
    try:
        yield got
    finally:
        if got and cache.get(busy) == mine:  # not the turn of whoever came after a lease that ran out
            cache.delete(busy)


def _take(busy: str, rest: str, mine: str, apart: int, lease: int) -> bool:
    if not cache.add(busy, mine, lease):
        return False
    if cache.add(rest, 1, apart):
        return True
    cache.delete(busy)
    return False


def _key(sort: str, what: str, who: str) -> str:
    return f"{sort}:{what}:{sha256(who)}"
