"""Whether anything in the database changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# What may be written by looking: the security log, sessions, what waits in this transaction to be named; and what is
# not the product's.
EXCEPTED = {"record_denial", "record_pending", "django_session", "django_migrations"}
_SUM = "SELECT '{0}', md5(coalesce(string_agg(t, '|' ORDER BY t), '')) FROM (SELECT r::text AS t FROM {0} r) s"
# How often this transaction wrote to each table, also where it was rolled back: no more writes, nothing changed.
# As pg_stat_xact_user_tables counts them, which looks up much more of every table.
_WRITES = """SELECT relname, writes FROM (
    SELECT relname, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
        + pg_stat_get_xact_tuples_deleted(oid) AS writes
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace OFFSET 0) t WHERE writes > 0"""


class Checksums(dict):
    """Table → digest of its rows; ``writes`` counts what this transaction had written by then."""

    writes: dict[str, int]


class Stands:
    """What stands for many tests, each of which is undone: its digests are taken once, and before a test again only of
    what the test itself has written to."""

    sums: Checksums | None = None


def checksums() -> Checksums:
    """A digest of every table's rows, in one query. What the test does must run on its own connection."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - EXCEPTED
        now, kept = _writes(cursor), Checksums()
        if Stands.sums is not None:
            kept |= {table: Stands.sums[table] for table in tables - _moved(Stands.sums.writes, now)}
        sums = Checksums(kept | _sums(cursor, tables - set(kept)))
        sums.writes = now
    return sums


@contextmanager
def standing() -> Iterator[None]:
    """The rows as they are now stand as long as this lasts, and whatever is written is undone before the next test."""
    Stands.sums = checksums()
    try:
        yield
    finally:
        Stands.sums = None


def begin_test() -> None:
    """Whatever was written before, by other tests, is undone."""
    if Stands.sums is not None:
        Stands.sums.writes = writes()


def changed(before: Checksums) -> list[str]:
    """The tables whose rows are not what they were. Reads only those that were written to."""
    with connection.cursor() as cursor:
        sums = _sums(cursor, _moved(before.writes, _writes(cursor)) & set(before))
    return [table for table in sorted(sums) if sums[table] != before[table]]


def written(before: dict[str, int]) -> list[str]:
    """The tables that were written to since ``writes()`` was ``before``, also if nothing of it stayed."""
    return sorted(_moved(before, writes()))


def _moved(before: dict[str, int], now: dict[str, int]) -> set[str]:
    return {table for table in now.keys() | before.keys() if now.get(table, 0) != before.get(table, 0)}


def writes() -> dict[str, int]:
    with connection.cursor() as cursor:
        return _writes(cursor)


def _writes(cursor) -> dict[str, int]:
    cursor.execute(_WRITES)
    return dict(cursor.fetchall())


def _sums(cursor, tables: set[str]) -> dict[str, str]:
    if not tables:
        return {}
    cursor.execute(" UNION ALL ".join(_SUM.format(table) for table in sorted(tables)))
    return dict(cursor.fetchall())
