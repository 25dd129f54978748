"""Making a database have exactly the functions, views and triggers of the files, after its last migration."""

import sys
from typing import TextIO

from django.apps import AppConfig
from django.core.management import CommandError
from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg.errors import InsufficientPrivilege, InvalidFunctionDefinition, InvalidTableDefinition

from .catalogue import Difference, State, differences
from .files import Kind, Thing, retired, wanted

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('imprimatur: functions, views and triggers'))"
OTHER_SHAPE = (InvalidFunctionDefinition, InvalidTableDefinition)  # CREATE OR REPLACE cannot change it


def install_after_last_migration(
    sender: AppConfig, using: str, verbosity: int = 1, stdout: TextIO | None = None, **kwargs: object
) -> None:
    """The receiver of ``post_migrate``: nothing happens while migrations are missing, or where nothing differs."""
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    done = install(using)
    lines = [f"  Functions, views and triggers: {len(done)} brought up to date.", *(f"    {line}" for line in done)]
    for line in lines[: 0 if not done or not verbosity else 1 if verbosity == 1 else None]:
        (stdout or sys.stdout).write(f"{line}\n")


def install(using: str = "default") -> list[str]:
    """Make what is missing, changed or off, drop what is retired; all or nothing. Returns what was done.

    Only what differs is touched: a database that is as it should be is only read. Objects in no file stay.

    Raises:
        CommandError: this role does not own the tables, or a statement is not written as PostgreSQL writes it.
    """
    if not _to_do(using):
        return []
    try:
        with transaction.atomic(using=using):
            _execute(using, ONE_AT_A_TIME)
            done = _make_equal(using)
            _refuse_rest(using)
    except DatabaseError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise CommandError(
                f"Functions, views and triggers differ from their files, and only their owner may change them: {error}"
                "Run `manage.py migrate` as the owner."
            ) from error
        raise
    return done


def _to_do(using: str) -> bool:
    return any(difference.thing for difference in differences(using)) or any(_is_there(one, using) for one in retired())


def _make_equal(using: str) -> list[str]:
    wrong = {difference.thing: difference for difference in differences(using) if difference.thing}
    done = []
    old = [thing for thing in retired() if _is_there(thing, using)]
    for thing in old:
        if thing.kind is not Kind.FUNCTION:
            _execute(using, thing.sql)
    for thing in wanted():
        if thing in wrong:
            _make(thing, wrong[thing], using)
            done.append(str(wrong[thing]))
    for thing in old:  # now nothing calls them any more
        if thing.kind is Kind.FUNCTION:
            _execute(using, thing.sql)
    return done + [f"{thing} is retired" for thing in old]


def _make(thing: Thing, difference: Difference, using: str) -> None:
    if thing.kind is Kind.TRIGGER:
        if difference.state is not State.MISSING:
            _execute(using, f"DROP TRIGGER {thing.name} ON {thing.table}")
        _execute(using, thing.sql)
        return
    try:
        with transaction.atomic(using=using):
            _execute(using, thing.sql)
    except DatabaseError as error:
        if not isinstance(error.__cause__, OTHER_SHAPE):
            raise
        _execute(using, f"DROP {thing.kind} {thing.name}")
        _execute(using, thing.sql)


def _refuse_rest(using: str) -> None:
    """What still differs after it was made is written in another way than PostgreSQL writes it."""
    for difference in differences(using):
        if difference.thing:
            raise CommandError(
                f"{difference.thing.path}: {difference} even after it was installed. Either it is not written "
                "as PostgreSQL writes it, or one with other arguments is not in retired.sql. PostgreSQL has:\n"
                f"{difference.found}"
            )


def _is_there(thing: Thing, using: str) -> bool:
    """Whether the database still has what ``retired.sql`` names."""
    with connections[using].cursor() as cursor:
        if thing.kind is Kind.TRIGGER:
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = %s AND tgrelid = to_regclass(%s))",
                [thing.name, thing.table],
            )
        elif thing.kind is Kind.FUNCTION:
            cursor.execute("SELECT to_regprocedure(%s) IS NOT NULL", [thing.name])
        else:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [thing.name])
        return bool(cursor.fetchone()[0])


def _execute(using: str, statement: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(statement)
