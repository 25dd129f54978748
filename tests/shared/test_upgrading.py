"""A database of version 0.1.0, before functions and triggers stood in files, becomes one of today's."""

from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql
from pytest_django import DjangoDbBlocker

from editorial.shared.guards.catalogue import State, differences
from editorial.shared.guards.installing import install

# The last migrations that version 0.1.0 had.
LEAVES = {
    "accounts": "0003_photographs",
    "record": "0002_guards",
    "references": "0007_notice_indexes",
    "articles": "0004_set_aside",
    "reviews": "0010_guests",
}


@pytest.fixture
def empty_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The connection leads to an empty database beside the one of the tests."""
    usual = connection.settings_dict["NAME"]
    other = f"{usual}_upgraded"
    with django_db_blocker.unblock():
        params = connection.get_connection_params()
        server = psycopg.connect(**{**params, "cursor_factory": psycopg.Cursor}, autocommit=True)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(other)))
        connection.close()
        connection.settings_dict["NAME"] = other
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(other)))
            server.close()


def test_a_database_of_version_0_1_0_gets_todays_functions_views_and_triggers(empty_database):
    executor = MigrationExecutor(connection)
    leaves = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in LEAVES]
    executor.migrate([*leaves, *LEAVES.items()])
    assert "reviews_page_guard" not in {one.name for one in differences() if one.state is State.MISSING}

    call_command("migrate", verbosity=0)

    assert differences() == []
    assert install() == []
