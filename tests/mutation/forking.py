"""Work in a process of its own that begins as a copy of this one."""

import os
import pickle
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_WAITING = 900.0  # seconds of a process that computes nothing: it waits for something that never comes


@dataclass(frozen=True)
class Ended:
    """How the work went: its result, or None where the process did not come to an end of its own."""

    result: Any = None
    is_whole: bool = False


def in_a_copy(work: Callable[[], Any], *, seconds: int, quiet: bool = True) -> Ended:
    """Does the work and pickles its result back. ``seconds`` of computing are the most that it gets, by the copy's own
    clock: other programs on the machine cost it nothing."""
    read, write = os.pipe()
    copy = os.fork()
    if copy == 0:
        os.close(read)
        _work(work, write, seconds, quiet=quiet)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        found = _read(stream.fileno(), copy)
    os.waitpid(copy, 0)
    return Ended(pickle.loads(found), is_whole=True) if found else Ended()


def _work(work: Callable[[], Any], write: int, seconds: int, *, quiet: bool) -> None:
    """Never returns."""
    try:
        used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds + 5))
        if quiet:
            nothing = os.open(os.devnull, os.O_WRONLY)
            for stream in (1, 2):
                os.dup2(nothing, stream)
        with os.fdopen(write, "wb") as stream:
            pickle.dump(work(), stream)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        os._exit(0)


def _read(stream: int, copy: int) -> bytes:
    """Everything that the copy writes; nothing from one that had to be ended."""
    os.set_blocking(stream, False)
    parts, until = [], time.monotonic() + MOST_WAITING
    while True:
        try:
            part = os.read(stream, 1 << 16)
        except BlockingIOError:
            if time.monotonic() > until:
                os.kill(copy, signal.SIGKILL)
                return b""
            time.sleep(0.005)
            continue
        if not part:
            return b"".join(parts)
        parts.append(part)
