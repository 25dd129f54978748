"""Rows and events compared, both ways: what the record says of rows, and what is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from .verification import Failure, check

WATCHED = "SELECT relation, key_column FROM record_watched"
# What a history adds to the columns of the row that it is about.
OF_HISTORY = [
    "history_id",
    "history_date",
    "history_change_reason",
    "history_type",
    "history_user_id",
    "history_user_name",
    "nonce",
]
# Columns that are written without a line in the history, and on which nothing rests: the time of the last sign-in.
UNTOLD = {"accounts_user": ["last_login"]}
HISTORY = "_historical"
PRIMARY_KEY = """
    SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = %s::regclass AND i.indisprimary
"""
# The foreign keys of the tables named, each of one column.
FOREIGN_KEYS = """
    SELECT f.conrelid::regclass::text, a.attname, f.confrelid::regclass::text, b.attname
    FROM pg_constraint f
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
        JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
    WHERE f.contype = 'f' AND cardinality(f.conkey) = 1 AND f.conrelid::regclass::text = ANY (%s)
    ORDER BY 1, 2
"""
OWN = ["record_event", "record_namedrow"]
AGAIN = """
    SELECT chain, subject, count(*) FROM record_event WHERE verb = 'rows.adopted' GROUP BY 1, 2 HAVING count(*) > 1
"""
LATE = """
    SELECT n.relation, min(e.chain) FROM record_namedrow n JOIN record_event e ON e.id = n.event_id
    WHERE e.verb = 'rows.adopted' AND n.event_id > (
        SELECT min(w.event_id) FROM record_namedrow w JOIN record_event v ON v.id = w.event_id
        WHERE w.relation = n.relation AND v.verb <> 'rows.adopted')
    GROUP BY 1
"""


@dataclass(frozen=True)
class Watched:
    """A table whose rows events name: every guarded one, editions, pages, and the histories of mutable rows."""

    relation: str
    key: str


def watched() -> list[Watched]:
    """The watched tables, by name."""
    return [Watched(*row) for row in _rows(WATCHED)]


def _rows(
    statement: str | sql.Composed, params: Sequence[Any] | Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def count_rows() -> int:
    """How many rows the watched tables have."""
    counts = [sql.SQL("(SELECT count(*) FROM {})").format(sql.Identifier(one.relation)) for one in watched()]
    return int(_rows(sql.SQL("SELECT {}").format(sql.SQL(" + ").join(counts)))[0][0])


@check("rows and events", count=count_rows)
def check_rows() -> Iterator[Failure | None]:
    """Every row of a watched table is as the last event that names it says, and none is there, or gone, unsaid."""
    for table in watched():
        yield from row_failures(table.relation)


def row_failures(relation: str) -> Iterator[Failure | None]:
    """For every row of a watched table, and every one that the record names."""
    for key, problem in _rows("SELECT key, problem FROM record_compared(%s) ORDER BY problem DESC, key", [relation]):
        yield Failure(f"{relation} {key}", problem) if problem else None


@check("events and rows", count=lambda: 1)
def check_index() -> Iterator[Failure | None]:
    """The index of named rows says exactly what the events say (``rebuild_record`` mends it)."""
    wrong = _rows("SELECT event_id, relation, key, problem FROM record_index_compared() ORDER BY 1, 2, 3")
    for event, relation, key, problem in wrong:
        yield Failure(f"event {event} on {relation} {key}", problem)
    if not wrong:
        yield None


@check("adoptions", count=lambda: 1)
def check_adoptions() -> Iterator[Failure | None]:
    """Rows were adopted once for each chain and table, and before any event named rows of that table."""
    failures = [
        Failure(f"chain {chain}", f"{subject} was adopted {times} times") for chain, subject, times in _rows(AGAIN)
    ]
    failures += [
        Failure(f"chain {chain}", f"rows of {relation} were adopted although events named its rows by then")
        for relation, chain in _rows(LATE)
    ]
    yield from failures or (None,)


@check("references between rows", count=lambda: len(_foreign_keys()))
def check_references() -> Iterator[Failure | None]:
    """What a watched row refers to is there."""
    for table, column, target, key in _foreign_keys():
        lost = _rows(
            sql.SQL(
                "SELECT one.{0} FROM {1} one LEFT JOIN {2} other ON other.{3} = one.{0} "
                "WHERE one.{0} IS NOT NULL AND other.{3} IS NULL LIMIT 1"
            ).format(*map(sql.Identifier, (column, table, target, key)))
        )
        yield Failure(f"{table}.{column}", f"{lost[0][0]} is not in {target}") if lost else None


def _foreign_keys() -> list[tuple[str, str, str, str]]:
    return [
        tuple(name.strip('"') for name in row)
        for row in _rows(FOREIGN_KEYS, [[*(one.relation for one in watched()), *OWN]])
    ]


def histories() -> list[tuple[str, str]]:
    """The mutable tables whose histories are watched, each with its history."""
    names = [one.relation for one in watched() if HISTORY in one.relation]
    return [(name.replace(HISTORY, "_", 1), name) for name in names]


@check("histories", count=lambda: len(histories()))
def check_histories() -> Iterator[Failure | None]:
    """A mutable row whose history is watched is as the last entry says, and not gone without one that says so."""
    for table, history in histories():
        wrong = history_failures(table, history)
        yield from wrong or (None,)


def history_failures(table: str, history: str) -> list[Failure]:
    """What is wrong between the rows of a mutable table and the last entries of their histories."""
    key = _rows(PRIMARY_KEY, [table])[0][0]
    names = {"key": sql.Identifier(key), "table": sql.Identifier(table), "history": sql.Identifier(history)}
    wrong = _rows(sql.SQL(COMPARED).format(**names), {"of_history": OF_HISTORY + UNTOLD.get(table, [])})
    return [Failure(f"{table} {key}", problem) for key, problem in wrong]


COMPARED = """
    SELECT key, problem FROM (
        SELECT coalesce(now.{key}, last.{key})::text AS key, CASE
            WHEN last.{key} IS NULL THEN 'it has no history'
            WHEN now.{key} IS NULL AND last.history_type <> '-' THEN 'it is gone, and its history does not say so'
            WHEN now.{key} IS NULL THEN ''
            WHEN last.history_type = '-' THEN 'its history says that it went'
            WHEN record_columns_of(to_jsonb(now), record_keys(to_jsonb(last) - %(of_history)s::text[]))
                <> to_jsonb(last) - %(of_history)s::text[] THEN 'it is not as its history says'
            ELSE '' END AS problem
        FROM {table} now FULL JOIN (
            SELECT DISTINCT ON (h.{key}) h.* FROM {history} h ORDER BY h.{key}, h.history_id DESC
        ) last ON last.{key} = now.{key}) compared
    WHERE problem <> '' ORDER BY 1
"""
