"""One row by one query, as quickly as Django's connection allows: for the page that everybody asks for."""

from collections.abc import Sequence
from typing import Any

from django.db import InterfaceError, OperationalError, connection


def read_row(sql: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The first row of a query that only reads, or None.

    Instead of asking the server whether the connection still lives and then asking the question, this only asks the
    question; if the connection turns out to be dead (a restarted server), it asks once more over a new one.
    """
    connection.health_check_done = True  # type: ignore[attr-defined]  # BaseDatabaseWrapper's own, not in its stubs
    try:
        return _row(sql, values)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _row(sql, values)


def _row(sql: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
