"""Using the embedded servers: they start when they are first needed and stop after their last user."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import threading
from pathlib import Path

from editorial.embedded import locks
from editorial.embedded.keeper import READY
from editorial.embedded.places import Places
from editorial.embedded.servers import SERVERS, Server, ServerError, wait_until

BASE_DIR = Path(__file__).resolve().parent.parent.parent
START_PATIENCE = 120.0  # initdb on a slow machine

_held: dict[tuple[Path, str], int] = {}
_guard = threading.Lock()


def ensure_running(places: Places, name: str) -> None:
    """The server answers, and goes on until this process and the ones it forked are gone or have released it.

    Raises ServerError with what to do when it cannot be started.
    """
    with _guard:
        try:
            _hold(places, name)
            server = SERVERS[name](places)
            if not server.is_up():
                with locks.taken(places.locks / f"{name}.start", patience=START_PATIENCE):
                    if not server.is_up():
                        _start_keeper(server)
        except PermissionError as error:
            raise ServerError(
                f"{error.filename} belongs to another user. Run this as the user who first started it, "
                "or set IMPRIMATUR_DATA to a folder of your own."
            ) from error
        except locks.Busy as error:
            raise ServerError(f"{SERVERS[name].label} is still starting or stopping ({error}); try again.") from error


def release(places: Places, name: str) -> None:
    """This process needs the server no longer; its connections must be closed."""
    with _guard:
        if (handle := _held.pop((places.data_dir, name), None)) is not None:
            os.close(handle)


def is_kept(places: Places, name: str) -> bool:
    """True while the server's keeper lives."""
    return not locks.is_free(places.locks / f"{name}.keeper")


def wait_for_end(places: Places, name: str, seconds: float = 30) -> bool:
    """Asks the server to stop without lingering once it is unused; whether it had stopped in time."""
    if not places.locks.exists() or not is_kept(places, name):
        return True
    with contextlib.suppress(OSError, ValueError):  # it is just starting or has just ended
        os.kill(int((places.locks / f"{name}.keeper").read_text()), signal.SIGTERM)
    return wait_until(lambda: not places.locks.exists() or not is_kept(places, name), seconds)


def _hold(places: Places, name: str) -> None:
    key = (places.data_dir, name)
    if key not in _held:
        _held[key] = locks.take(places.locks / f"{name}.users", shared=True, patience=START_PATIENCE)


def _start_keeper(server: Server) -> None:
    read, write = os.pipe()
    try:
        started = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "editorial.embedded.keeper",
                str(server.places.data_dir),
                server.name,
                str(write),
            ],
            cwd=BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(write,),
            start_new_session=True,
        )
    finally:
        os.close(write)
    started.wait()
    answer = _read_all(read)
    if answer != READY:
        raise ServerError(answer or f"The keeper of {server.label} died; its log is {server.log}.")


def _read_all(pipe: int) -> str:
    with selectors.DefaultSelector() as waiting, os.fdopen(pipe, "rb") as stream:
        waiting.register(stream, selectors.EVENT_READ)
        if not waiting.select(START_PATIENCE):
            raise ServerError("The embedded server took too long to start.")
        return stream.read().decode(errors="replace")
