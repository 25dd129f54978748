"""The functions, views and triggers that the database should have, as the files ``<app>/sql/*.sql`` say them.

One file holds one function and the triggers that call it, or one view, or the triggers of several tables that share a
function. On top stands what it guarantees. Functions and triggers are written as PostgreSQL itself writes them
(``pg_get_functiondef``, ``pg_get_triggerdef``; white space aside): the catalogue is compared with the file's own text.
``retired.sql`` names, by statements that drop them, the objects that an older version of the product had.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from django.apps import apps
from django.conf import settings

RETIRED = "retired.sql"


class Kind(StrEnum):
    FUNCTION = "function"
    VIEW = "view"
    TRIGGER = "trigger"


@dataclass(frozen=True)
class Thing:
    """One function, view or trigger. ``table`` is a trigger's only. ``sql`` is its statement, without comments above
    it and without the semicolon; in a retired one, the statement that drops it."""

    kind: Kind
    name: str
    table: str
    sql: str
    path: Path

    def __str__(self) -> str:
        return called(self.kind, self.name, self.table)


class SqlFileError(ValueError):
    """A file under ``sql/`` cannot be used; the message names it and says why."""


def called(kind: Kind, name: str, table: str = "") -> str:
    """What an object is called in messages: “trigger x on y”."""
    return f"{kind} {name} on {table}" if table else f"{kind} {name}"


def directories() -> list[Path]:
    """The folders ``sql/`` of the product's own apps, in the order of INSTALLED_APPS."""
    places = (settings.BASE_DIR.joinpath(*config.name.split("."), "sql") for config in apps.get_app_configs())
    return [place for place in places if place.is_dir()]


def wanted() -> list[Thing]:
    """What the database should have, each after everything that it needs.

    Raises:
        SqlFileError: a statement is none of the three kinds, a name stands twice, or two need each other.
    """
    things = [thing for path in _files() if path.name != RETIRED for thing in _read(path, MAKING)]
    _refuse_doubles(things)
    return in_order(things)


def retired() -> list[Thing]:
    """What the database must have no longer, as ``retired.sql`` lists it: triggers, then views, then functions.

    Raises:
        SqlFileError: a statement drops none of the three kinds, or something that another file makes.
    """
    things = [thing for path in _files() if path.name == RETIRED for thing in _read(path, DROPPING)]
    _refuse_doubles([*wanted(), *things])
    return sorted(things, key=lambda thing: list(reversed(Kind)).index(thing.kind))


def _files() -> list[Path]:
    return [path for place in directories() for path in sorted(place.glob("*.sql"))]


MAKING = re.compile(
    r"CREATE OR REPLACE (?P<function>FUNCTION) (?P<function_name>\w+)\("
    r"|CREATE OR REPLACE (?P<view>VIEW) (?P<view_name>\w+)\s"
    r"|CREATE (?:CONSTRAINT )?(?P<trigger>TRIGGER) (?P<trigger_name>\w+)\s.*?\sON (?P<table>\w+)\s",
    re.DOTALL,
)
DROPPING = re.compile(
    r"DROP (?P<function>FUNCTION) (?P<function_name>\w+\([\w ,\[\]]*\))$"
    r"|DROP (?P<view>VIEW) (?P<view_name>\w+)$"
    r"|DROP (?P<trigger>TRIGGER) (?P<trigger_name>\w+) ON (?P<table>\w+)$"
)
PIECE = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$|;|[^-'$;]+|.", re.DOTALL)
COMMENT = re.compile(r"--[^\n]*")


def statements(text: str) -> list[str]:
    """The statements of a file, without the comments between them; what is in quotes or dollars is left as it is."""
    found = [""]
    for piece in PIECE.finditer(text):
        if piece[0] == ";":
            found.append("")
        elif not piece[0].startswith("--"):
            found[-1] += piece[0]
    return [statement.strip() for statement in found if statement.strip()]


def _read(path: Path, pattern: re.Pattern[str]) -> list[Thing]:
    text = path.read_text(encoding="utf-8")
    if not text.startswith("--"):
        raise SqlFileError(f"{path}: a comment on top must say what it guarantees.")
    return [_thing(path, statement, pattern.match(statement)) for statement in statements(text)]


def _thing(path: Path, statement: str, found: re.Match[str] | None) -> Thing:
    if found is None:
        begun = " ".join(statement.split())[:60]
        raise SqlFileError(f"{path}: “{begun}…” is not a statement that belongs here (see docs/developers.md).")
    kind = next(kind for kind in Kind if found[kind])
    return Thing(kind, found[f"{kind}_name"], found["table"] or "", statement, path)


def _refuse_doubles(things: Iterable[Thing]) -> None:
    seen: dict[str, Thing] = {}
    for thing in things:
        before = seen.setdefault(str(thing), thing)
        if before is not thing:
            raise SqlFileError(f"{thing.path}: {thing} stands in {before.path} already.")


def in_order(things: list[Thing]) -> list[Thing]:
    """Functions and views after those that they mention; triggers last."""
    named = {thing.name: thing for thing in things if thing.kind is not Kind.TRIGGER}
    sorter = TopologicalSorter({name: _mentioned(thing, named.keys()) for name, thing in named.items()})
    try:
        order = [named[name] for name in sorter.static_order()]
    except CycleError as error:
        raise SqlFileError(f"{named[error.args[1][0]].path}: {', '.join(error.args[1])} need each other.") from error
    return order + [thing for thing in things if thing.kind is Kind.TRIGGER]


def _mentioned(thing: Thing, names: Iterable[str]) -> list[str]:
    words = set(re.findall(r"\w+", COMMENT.sub("", thing.sql)))
    return [name for name in names if name in words and name != thing.name]
