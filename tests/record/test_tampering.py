"""Whatever somebody with every right to the database changes behind the product's back, verification finds.

Generated from the catalogue: of every guarded table (and of every mutable one whose history is watched) each column is
changed, a row deleted, a row added, and what a row refers to taken away, as a superuser with every trigger off and the
table's constraints dropped. A new guarded table that is not watched, or has no row in the world, fails.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from psycopg import sql

from editorial.record.rows import check_references, histories, history_failures, row_failures, watched
from editorial.record.verification import CHECKS
from tests.builders import make_published

from .world import make_world

pytestmark = pytest.mark.django_db

# By what they do, not by their names: whatever looks at a row before it is changed or deleted, and may refuse.
GUARDED = """
    SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(current_schema())
        AND t.tgtype & 1 = 1 AND t.tgtype & 2 = 2 AND t.tgtype & (8 | 16) > 0 AND p.prosrc LIKE '%%RAISE EXCEPTION%%'
"""
OWN = {"record_event", "record_checkpoint"}  # the record itself: events and checkpoints are chained
# When a page was composed, and since when it waits: it is the same page then. (The digest of its bytes is named.)
DERIVED = {("articles_publicpage", column) for column in ("composed_at", "stale_since")}
DERIVED |= {("reviews_editionset", "told_at")}  # when notices went out
DERIVED |= {("accounts_user", "last_login")}  # and what signing in writes
COLUMNS = """
    SELECT column_name, udt_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
LIFTED = """
    SELECT format('ALTER TABLE %%I DROP CONSTRAINT IF EXISTS %%I CASCADE', relname, conname)
    FROM pg_constraint JOIN pg_class c ON c.oid = conrelid WHERE relname = %(table)s AND contype IN ('c', 'f', 'u')
    UNION ALL
    SELECT format('DROP INDEX IF EXISTS %%I', i.indexrelid::regclass::text)
    FROM pg_index i WHERE i.indrelid = %(table)s::regclass AND NOT i.indisprimary
        AND (i.indisunique OR i.indexprs IS NOT NULL)  -- one of an expression fails on what it cannot read
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
"""
TEXT = "overlay(coalesce({0}, '') placing (CASE left({0}, 1) WHEN 'x' THEN 'y' ELSE 'x' END) from 1 for 1)"
OTHER = {
    "uuid": "gen_random_uuid()",
    "varchar": TEXT,
    "text": TEXT,
    "bool": "NOT coalesce({0}, false)",
    "int2": "coalesce({0}, 0) + 1",
    "int4": "coalesce({0}, 0) + 1",
    "int8": "coalesce({0}, 0) + 100000",
    "date": "coalesce({0}, date '2020-01-01') + 1",
    "timestamptz": "coalesce({0}, now()) + interval '1 second'",
    "jsonb": "'{{\"tampered\": true}}'::jsonb",
    "_varchar": "'{{tampered}}'::varchar[]",
    "_text": "'{{tampered}}'::text[]",
    "_uuid": "ARRAY[gen_random_uuid()]",
}


def execute(statement: str | sql.Composed, params=None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def guarded() -> set[str]:
    return {name for (name,) in execute(GUARDED, [])}


def columns(table: str) -> list[tuple[str, str]]:
    return execute(COLUMNS, [table])


def key_of(table: str) -> str:
    return execute(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] "
        "WHERE i.indrelid = %s::regclass AND i.indisprimary",
        [table],
    )[0][0]


def failures(table: str) -> list[str]:
    """What verification finds: first what is said of this table, then whatever any check says."""
    own = [str(one) for one in row_failures(table) if one] if table in {one.relation for one in watched()} else []
    history = dict(histories()).get(table)
    own += [str(one) for one in history_failures(table, history)] if history else []
    own = own or [str(one) for one in check_references() if one]
    return own or [f"{check.name}: {one}" for check in CHECKS for one in check.run() if one]


def found_after(table: str, change: Callable[[], None]) -> bool:
    """Whether verification finds a change, which is undone afterwards."""
    with transaction.atomic():
        execute("SET LOCAL session_replication_role = replica")
        change()
        execute("SET LOCAL session_replication_role = DEFAULT")
        found = bool(failures(table))
        transaction.set_rollback(True)
    return found


def change_of(table: str, column: str, kind: str) -> Callable[[], None]:
    name = sql.Identifier(column).as_string(None)
    value = OTHER[kind].format(name)
    return lambda: execute(
        f'UPDATE "{table}" SET {name} = {value} WHERE ctid = (SELECT ctid FROM "{table}" ORDER BY ctid LIMIT 1)'
    )


def addition_to(table: str) -> Callable[[], None]:
    key = key_of(table)
    kind = dict(columns(table))[key]
    new = {"uuid": "gen_random_uuid()", "varchar": "'somebody-else'"}.get(kind, "1000000")
    names = ", ".join(f'"{column}"' for column, _ in columns(table))
    return lambda: execute(
        f'INSERT INTO "{table}" ({names}) SELECT {names} FROM (SELECT (jsonb_populate_record(NULL::"{table}", '
        f"to_jsonb(one) || jsonb_build_object('{key}', {new}))).* FROM \"{table}\" one LIMIT 1) copied"
    )


def removal_from(table: str) -> Callable[[], None]:
    return lambda: execute(f'DELETE FROM "{table}" WHERE ctid = (SELECT ctid FROM "{table}" LIMIT 1)')


def targets(table: str) -> Iterator[tuple[str, str, str]]:
    """(column, table, key) of everything that a table refers to and has a row that does."""
    rows = execute(
        "SELECT a.attname, c.relname, b.attname FROM pg_constraint f JOIN pg_class c ON c.oid = f.confrelid "
        "JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1] "
        "JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1] "
        "WHERE f.contype = 'f' AND f.conrelid = %s::regclass AND cardinality(f.conkey) = 1",
        [table],
    )
    for column, target, key in rows:
        if execute(f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 1'):
            yield column, target, key


def loss_of(table: str, column: str, target: str, key: str) -> Callable[[], None]:
    """What one row refers to goes, and with it what is said of it: the row is left dangling."""
    return lambda: execute(
        f'DELETE FROM "{target}" WHERE "{key}" = '
        f'(SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 1)'
    )


@pytest.fixture
def world(settings):
    make_world()
    execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS record_all_named DEFERRED")


def lift(table: str) -> None:
    """Drop the constraints that a superuser would drop first."""
    for (statement,) in execute(LIFTED, {"table": table}):
        execute(statement)


def test_every_guarded_table_is_watched():
    """In itself, or by its history where its rows change."""
    names, kept = {one.relation for one in watched()}, dict(histories())

    assert guarded() - OWN - names - set(kept) == set()
    assert names - guarded() - set(kept.values()) == set()


@pytest.mark.parametrize("when", ["UPDATE", "DELETE", "INSERT OR UPDATE OF key"])
def test_a_new_table_with_a_guard_of_its_own_is_seen(when):
    execute("CREATE TABLE new_and_guarded (key int)")
    execute("CREATE FUNCTION new_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$")
    assert "new_and_guarded" not in guarded()
    execute(f"CREATE TRIGGER anything BEFORE {when} ON new_and_guarded FOR EACH ROW EXECUTE FUNCTION new_guard()")

    assert guarded() - {one.relation for one in watched()} - set(dict(histories())) - OWN == {"new_and_guarded"}


def test_an_untouched_world_holds(world):
    assert [f"{check.name}: {one}" for check in CHECKS for one in check.run() if one] == []


def test_every_tampering_is_found(world):
    tables = sorted(guarded() | {one.relation for one in watched()} | {table for table, _ in histories()})
    empty = [table for table in tables if not execute(f'SELECT 1 FROM "{table}" LIMIT 1')]
    assert empty == [], "the world has no row of these tables"
    missed = []
    for table in tables:
        dangling = [target for target in targets(table) if table not in {t for t, _ in histories()}]
        with transaction.atomic():
            lift(table)
            for column, kind in columns(table):
                if (table, column) not in DERIVED and not found_after(table, change_of(table, column, kind)):
                    missed.append(f"{table}.{column} changed")
            if not found_after(table, removal_from(table)):
                missed.append(f"{table}: a row deleted")
            if not found_after(table, addition_to(table)):
                missed.append(f"{table}: a row added")
            transaction.set_rollback(True)
        for column, target, key in dangling:
            if not found_after(table, loss_of(table, column, target, key)):
                missed.append(f"{table}.{column} left dangling")

    assert missed == []


@pytest.mark.parametrize(
    "change",
    [
        "content = replace(content, 'First Member', 'Other Member')",
        "content = replace(content, 'Medically reviewed', 'Read')",
        "card = jsonb_set(card, '{reviewers}', '[\"Somebody else\"]')",
        "card = card - 'summary'",
    ],
)
def test_what_readers_get_around_the_signed_words_is_watched_too(change):
    """With the digest of the page worked out anew, as whoever has every right to the database can."""
    make_published()
    execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS record_all_named DEFERRED")
    assert failures("articles_publicpage") == []
    before = execute("SELECT content, card FROM articles_publicpage ORDER BY id")

    def tamper() -> None:
        execute(f"UPDATE articles_publicpage SET {change} WHERE kind = 'live'")
        execute("UPDATE articles_publicpage SET etag = encode(sha256(convert_to(content, 'UTF8')), 'hex')")
        assert execute("SELECT content, card FROM articles_publicpage ORDER BY id") != before

    assert found_after("articles_publicpage", tamper)
