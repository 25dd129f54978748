"""Waiting for what others hold has an end, and the end has words.

Whoever waits holds a thread of the web server, and readers' pages need threads too: so nobody at the desk waits longer
than some seconds for a lock, and never do all threads work for the desk (:class:`editorial.middleware.RoomForReaders`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.utils.translation import gettext

from .issues import Issue, Refused

SECONDS = 5.0
_NOT_GOT = {
    "55P03",  # PostgreSQL's code for a lock_timeout that ran out
    "40P01",  # and of two that waited for each other, for the one that it let go
}


class Busy(Refused):
    """Somebody else held what was needed for too long. Nothing was changed."""

    def __init__(self, what: str = "this"):
        message = gettext("Others are changing %(what)s just now. Nothing was changed: try again in a moment.") % {
            "what": what
        }
        super().__init__(Issue("busy", message))


def waited_too_long(error: BaseException | None) -> bool:
    """Whether a database error says that a lock was not got: in time, or since each waited for the other."""
    return getattr(error.__cause__ if error else None, "sqlstate", None) in _NOT_GOT


@contextmanager
def or_busy(what: str) -> Iterator[None]:
    """Raises :class:`Busy` for a lock that was not got in time. Inside a transaction, which is rolled back by it."""
    try:
        yield
    except OperationalError as error:
        if waited_too_long(error):
            raise Busy(what) from error
        raise


def lock_for_all(number: int, *, what: str, seconds: float | None = None) -> None:
    """Take the advisory lock ``number`` until this transaction ends; :class:`Busy` if others hold it too long.

    From then on the transaction waits no longer than ``seconds`` (:data:`SECONDS`) for any other lock either. One
    statement.
    """
    with or_busy(what), connection.cursor() as cursor:
        wait = f"{int((seconds or SECONDS) * 1000)}ms"
        cursor.execute("SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(%s)", [wait, number])


def be_patient_for_people(connection: Any, **_: object) -> None:
    """Receiver of ``connection_created``, for processes that people wait for: no statement waits longer for a lock."""
    connection.connection.execute(f"SET lock_timeout = '{int(SECONDS * 1000)}ms'")
