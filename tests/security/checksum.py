"""Whether anything in the database changed."""

from django.db import connection

# What may be written by looking: the security log, sessions, what waits in this transaction to be named; and what is
# not the product's.
EXCEPTED = {"record_denial", "record_pending", "django_session", "django_migrations"}
_SUM = "SELECT '{0}', md5(coalesce(string_agg(t, '|' ORDER BY t), '')) FROM (SELECT r::text AS t FROM {0} r) s"
# How often this transaction wrote to each table, also where it was rolled back: no more writes, nothing changed.
_WRITES = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"


class Checksums(dict):
    """Table → digest of its rows; ``writes`` counts what this transaction had written by then."""

    writes: dict[str, int]


def checksums() -> Checksums:
    """A digest of every table's rows, in one query. What the test does must run on its own connection."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - EXCEPTED
        sums = Checksums(_sums(cursor, tables))
        sums.writes = _writes(cursor)
    return sums


def changed(before: Checksums) -> list[str]:
    """The tables whose rows are not what they were. Reads only those that were written to."""
    with connection.cursor() as cursor:
        now = _writes(cursor)
        touched = {table for table in before if now.get(table, 0) != before.writes.get(table, 0)}
        sums = _sums(cursor, touched)
    return [table for table in sorted(sums) if sums[table] != before[table]]


def _writes(cursor) -> dict[str, int]:
    cursor.execute(_WRITES)
    return dict(cursor.fetchall())


def _sums(cursor, tables: set[str]) -> dict[str, str]:
    if not tables:
        return {}
    cursor.execute(" UNION ALL ".join(_SUM.format(table) for table in sorted(tables)))
    return dict(cursor.fetchall())
