"""Random scenes in which PostgreSQL and Python answer the same question.

Rows are written as a replica (``session_replication_role``): such a session checks no foreign key, and fires no trigger
but those that are told to. So a scene has only the rows that its rule looks at, a thousand of them are written at once,
and exactly one guard answers. Everything is rolled back with the test.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from random import Random

from django.db import connection, models
from django.utils import timezone

HOW_MANY = 1000
NOW = timezone.now()

# Tries a statement and undoes it: what the guard says, or "" where it lets it pass.
TRY = """
    CREATE OR REPLACE FUNCTION pg_temp.refusal(statement text) RETURNS text LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE statement;
        RAISE EXCEPTION USING ERRCODE = 'raise_exception';
    EXCEPTION
        WHEN integrity_constraint_violation OR unique_violation THEN RETURN SQLERRM;
        WHEN raise_exception THEN RETURN '';
    END $$
"""


def only(trigger: str = "", table: str = "") -> None:
    """From now on nothing but that trigger is checked on this connection, until its transaction is rolled back."""
    with connection.cursor() as cursor:
        if trigger:
            cursor.execute(f"ALTER TABLE {table} ENABLE REPLICA TRIGGER {trigger}")
        cursor.execute("SET LOCAL session_replication_role = replica")


def write(rows: Iterable[models.Model]) -> None:
    """All at once, each object once. Without figures about them afterwards, PostgreSQL reads everything each time."""
    by_table = defaultdict(list)
    for row in {id(row): row for row in rows}.values():
        by_table[type(row)].append(row)
    for model, ones in by_table.items():
        model.objects.bulk_create(ones)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def refusals(statements: Iterable[tuple[str, tuple[object, ...]]]) -> list[str]:
    """What the database says of each statement, tried from the same state; "" for one that it takes."""
    with connection.cursor() as cursor:
        cursor.execute(TRY)
        texts = [cursor.mogrify(statement, params) for statement, params in statements]
        cursor.execute(
            "SELECT pg_temp.refusal(s) FROM unnest(%s::text[]) WITH ORDINALITY AS t(s, n) ORDER BY n", [texts]
        )
        return [said for (said,) in cursor.fetchall()]


def insert(row: models.Model) -> tuple[str, tuple[object, ...]]:
    """The statement that writes a row, for :func:`refusals`."""
    fields = [field for field in row._meta.concrete_fields if field.attname != "id" or row.pk is not None]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = tuple(field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields)
    return f'INSERT INTO "{row._meta.db_table}" ({names}) VALUES ({", ".join(["%s"] * len(values))})', values


def insert_together(rows: list[models.Model]) -> tuple[str, tuple[object, ...]]:
    """One statement that writes all of these rows of a table."""
    (first, _), *_more = statements = [insert(row) for row in rows]
    table, _, values = first.partition(" VALUES ")
    return f"{table} VALUES {', '.join([values] * len(rows))}", tuple(one for _, said in statements for one in said)


def identity(random: Random) -> uuid.UUID:
    """A random id, the same at every run."""
    return uuid.UUID(int=random.getrandbits(128))


def some(random: Random, things: list, most: int) -> list:
    """None, one or several of the things, at most so many."""
    return random.sample(things, random.randint(0, min(most, len(things))))
