"""File locks. The kernel drops them when their last holder is gone, however it went: that is what makes
counting by locks safe against kill -9.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Somebody else holds the lock, and went on holding it."""


def take(path: Path, *, shared: bool = False, patience: float = 0.0) -> int:
    """An open file that holds the lock until it is closed; not inherited by programs that are started.

    Raises Busy when the lock could not be had within `patience` seconds.
    """
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    wanted = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, wanted)
            return handle
        except BlockingIOError:
            if time.monotonic() >= until:
                os.close(handle)
                raise Busy(str(path)) from None
            time.sleep(0.02)


@contextmanager
def taken(path: Path, *, patience: float) -> Iterator[int]:
    """Holds the lock exclusively for the length of the block."""
    handle = take(path, patience=patience)
    try:
        yield handle
    finally:
        os.close(handle)


def is_free(path: Path) -> bool:
    """True when nobody holds the lock at this moment; also where there is none, as when its folder is being deleted.
    Asking makes nothing."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
