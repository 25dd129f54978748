"""Whether anything in the database changed."""

from django.db import connection

# What may be written by looking: the security log, sessions; and what is not the product's.
EXCEPTED = {"record_denial", "django_session", "django_migrations"}
_SUM = "SELECT '{0}', md5(coalesce(string_agg(t, '|' ORDER BY t), '')) FROM (SELECT r::text AS t FROM {0} r) s"


def checksums() -> dict[str, str]:
    """A digest of every table's rows, in one query."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - EXCEPTED)
        cursor.execute(" UNION ALL ".join(_SUM.format(table) for table in tables))
        return dict(cursor.fetchall())


def changed(before: dict[str, str]) -> list[str]:
    """The tables whose rows are not what they were."""
    now = checksums()
    return [table for table in now if now[table] != before.get(table)]
