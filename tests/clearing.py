"""How the database is emptied after a test that commits: back to what the migrations wrote, and nothing else.

The product's immutable tables refuse DELETE and TRUNCATE, in tests too. As a replica (``session_replication_role``), a
session fires no such triggers; it needs a superuser, and no product code has this way. Rows are deleted, and only
where there are any: that takes a fraction of truncating every table, and waits for no other session.
"""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper


class AsMigrated:
    """What the migrations left in the database: the rows of every table that has any."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            self.tables = sorted(connection.introspection.table_names(cursor))
            self.rows = {table: read_rows(cursor, table) for table in self._filled(cursor)}

    def restore(self) -> None:
        """Take out what a test committed, and put back what it changed."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            filled = self._filled(cursor)
            for table in sorted(filled - set(self.rows)):
                cursor.execute(f'DELETE FROM "{table}"')
            for table, rows in self.rows.items():
                if read_rows(cursor, table) != rows:
                    cursor.execute(f'DELETE FROM "{table}"')
                    with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                        copy.write(rows)

    def _filled(self, cursor: CursorWrapper) -> set[str]:
        """The tables with any row, found in one query."""
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in self.tables)
        )
        return {table for (table,) in cursor.fetchall()}


def read_rows(cursor: CursorWrapper, table: str) -> bytes:
    """All rows of the table, as PostgreSQL copies them."""
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)
