"""The functions, views and triggers of a database, and how they differ from the files'. Only reads; any role may."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import DatabaseError, connections, transaction
from django.db.backends.utils import CursorWrapper

from .files import Kind, Thing, called, wanted

# Extensions bring functions of their own.
FUNCTIONS = """
    SELECT p.proname, '', pg_get_functiondef(p.oid), true FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema() AND p.prokind IN ('f', 'p') AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
"""
VIEWS = """
    SELECT c.relname, '', concat(c.reloptions, pg_get_viewdef(c.oid)), true
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'v' AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
"""
TRIGGERS = """
    SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid, true), t.tgenabled = 'O'
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND NOT t.tgisinternal
"""
COMPARED = "imprimatur_compared"
VIEW = "SELECT concat(c.reloptions, pg_get_viewdef(c.oid)) FROM pg_class c WHERE c.oid = %s::regclass"


class State(StrEnum):
    MISSING = "is missing"
    CHANGED = "is not as its file says"
    OFF = "is switched off"
    EXTRA = "is in no file"


@dataclass(frozen=True)
class Difference:
    """One object in which a database and the files differ. ``thing`` is what the file says, if there is one; ``found``
    what the database has, if it has it."""

    kind: Kind
    name: str
    table: str
    state: State
    thing: Thing | None = None
    found: str = ""

    def __str__(self) -> str:
        return f"{called(self.kind, self.name, self.table)} {self.state}"


@dataclass(frozen=True)
class Found:
    """One object of the catalogue. ``definition`` is PostgreSQL's own text."""

    kind: Kind
    name: str
    table: str
    definition: str
    on: bool


def differences(using: str = "default") -> list[Difference]:
    """Everything in which the database and the files differ, missing and changed things first; empty if nothing.

    Takes no lock that could keep anybody waiting.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
        there: dict[tuple[Kind, str, str], list[Found]] = {}
        for found in _found(cursor):
            there.setdefault((found.kind, found.name, found.table), []).append(found)
        expected = wanted()
        wrong = [_compare(thing, there, schema, using) for thing in expected]
    known = {(thing.kind, thing.name, thing.table) for thing in expected}
    extra = [Difference(*key, State.EXTRA, None, ones[0].definition) for key, ones in there.items() if key not in known]
    return [difference for difference in wrong if difference] + extra


def _found(cursor: CursorWrapper) -> Iterator[Found]:
    for kind, query in zip(Kind, (FUNCTIONS, VIEWS, TRIGGERS), strict=True):
        cursor.execute(query)
        yield from (Found(kind, *row) for row in cursor.fetchall())


def _compare(
    thing: Thing, there: dict[tuple[Kind, str, str], list[Found]], schema: str, using: str
) -> Difference | None:
    ones = there.get((thing.kind, thing.name, thing.table), [])
    key = (thing.kind, thing.name, thing.table)
    if not ones:
        return Difference(*key, State.MISSING, thing)
    expected = _as_stored(thing, schema, using)
    for one in ones:  # several functions of one name can differ in their arguments
        if _plain(one.kind, one.definition, schema) != expected:
            return Difference(*key, State.CHANGED, thing, one.definition)
        if not one.on:
            return Difference(*key, State.OFF, thing, one.definition)
    return None


def _as_stored(thing: Thing, schema: str, using: str) -> object:
    """What the catalogue would hold of a file's statement; None for a view that cannot be made at present."""
    if thing.kind is not Kind.VIEW:
        return _plain(thing.kind, thing.sql, schema)
    try:
        return _view_as_stored(thing, using)
    except DatabaseError:
        return None


def _view_as_stored(thing: Thing, using: str) -> str:
    """PostgreSQL rewrites a view altogether, so it is asked: it makes a temporary one, which nobody else ever sees."""
    made = re.sub(r"^CREATE OR REPLACE VIEW \w+", f"CREATE TEMPORARY VIEW {COMPARED}", thing.sql)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(made)
        cursor.execute(VIEW, [COMPARED])
        text: str = cursor.fetchone()[0]
        cursor.execute(f"DROP VIEW {COMPARED}")
    return text


BODY = re.compile(r"(?P<head>.*?)\bAS \$(?P<tag>\w*)\$(?P<body>.*)\$(?P=tag)\$\s*", re.DOTALL)


def _plain(kind: Kind, text: str, schema: str) -> object:
    """A definition without what does not matter: white space outside a function's body, the schema before its name."""
    if kind is Kind.VIEW:
        return text
    if kind is Kind.TRIGGER:
        return " ".join(text.split())
    parts = BODY.fullmatch(text)
    if parts is None:
        return " ".join(text.split())
    return " ".join(parts["head"].split()).replace(f"FUNCTION {schema}.", "FUNCTION ", 1), parts["body"]
