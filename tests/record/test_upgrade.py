"""A database of the version before events named rows: brought forward, its rows are adopted once and the record holds.

The data are what that version wrote into a small site (``data/before_rows_were_named.json.gz``: the tables as ``COPY``
gives them, and the migrations that had been applied).
"""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from editorial.record.models import Event
from editorial.record.verification import CHECKS

DATA = Path(__file__).parent / "data" / "before_rows_were_named.json.gz"
FORWARD, NAME = "imprimatur_brought_forward", "imprimatur_upgraded"
SEQUENCES = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_identity = 'YES' AND NOT table_name LIKE 'django%'
"""

pytestmark = pytest.mark.django_db(transaction=True)


def execute(sql: str, params: list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def move_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def database(name: str, template: str) -> Iterator[None]:
    """A database of this name for the length of the block."""
    execute(f"DROP DATABASE IF EXISTS {name}")
    execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield
    finally:
        execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Everything in the block happens in that database."""
    home = connection.settings_dict["NAME"]
    try:
        move_to(name)
        yield
    finally:
        move_to(home)


@pytest.fixture(scope="module")
def brought_forward(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict]:
    """A database migrated to that version, filled with its rows, and brought forward: once, for all tests to copy. The
    data that it had."""
    old = json.loads(gzip.decompress(DATA.read_bytes()))
    with django_db_blocker.unblock(), database(FORWARD, "template0"):
        with inside(FORWARD):
            for app, migration in old["migrations"].items():
                call_command("migrate", app, migration, verbosity=0)
            fill(old["tables"])
            call_command("migrate", verbosity=0)
        yield old


@pytest.fixture
def upgraded(brought_forward: dict) -> Iterator[dict]:
    """The test is in a copy of its own."""
    with database(NAME, FORWARD), inside(NAME):
        yield brought_forward


def fill(tables: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, data in tables.items():
            cursor.execute(f'DELETE FROM "{table}"')
            with cursor.copy(f'COPY "{table}" ({data["columns"]}) FROM STDIN') as copy:
                copy.write(data["rows"])
        cursor.execute(SEQUENCES)
        for table, column in cursor.fetchall():
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}")
        cursor.execute("SET session_replication_role = DEFAULT")


def found() -> list[tuple[str, str]]:
    return [(check.name, str(failure)) for check in CHECKS for failure in check.run() if failure]


def test_an_upgraded_record_holds_its_rows_adopted_its_events_as_they_were(upgraded):
    before = upgraded["tables"]["record_event"]["rows"]
    events = Event.objects.exclude(verb="rows.adopted").order_by("id")

    assert found() == []
    assert events.count() == before.count("\n")
    assert all(event.hash in before for event in events)
    adopted = Event.objects.filter(verb="rows.adopted")
    assert {event.chain.partition(":")[0] for event in adopted} == {"article", "references", "site"}
    assert adopted.count() == len(set(adopted.values_list("chain", "subject")))
    assert all('"as":"found, not witnessed"' in event.content for event in adopted)

    call_command("migrate", verbosity=0)
    assert Event.objects.filter(verb="rows.adopted").count() == adopted.count()


def test_pages_named_before_what_stands_on_them_was_watched_are_named_anew_once(upgraded):
    """As the version before named them: without the digest of their bytes, and without what lists say."""
    narrow = "ARRAY(SELECT c FROM unnest(s.columns) c WHERE c NOT IN ('etag', 'card') ORDER BY c)"
    of_pages = (
        "FROM record_namedrow n JOIN record_shape s ON s.id = n.shape_id WHERE n.relation = 'articles_publicpage'"
    )
    execute(f"INSERT INTO record_shape (columns) SELECT DISTINCT {narrow} {of_pages}")
    execute(
        "UPDATE record_namedrow n SET shape_id = known.id, "
        "digest = record_digest(record_columns_of(to_jsonb(p), known.columns)) "
        "FROM record_shape s, record_shape known, articles_publicpage p WHERE s.id = n.shape_id "
        f"AND n.relation = 'articles_publicpage' AND n.key = p.id::text AND known.columns = {narrow}"
    )
    execute("SET session_replication_role = replica; UPDATE articles_publicpage SET card = '{}' WHERE kind = 'live'")
    execute("SET session_replication_role = DEFAULT")
    named = "SELECT count(*) FROM record_event WHERE verb = 'rows.widened'"
    assert "rows and events" not in {name for name, _ in found()}

    assert execute("SELECT record_widen('articles_publicpage')") == execute("SELECT count(*) FROM articles_publicpage")
    assert execute(named) == execute("SELECT count(DISTINCT article_id) FROM articles_publicpage")
    assert execute("SELECT record_widen('articles_publicpage')") == [(0,)]
    execute('SET session_replication_role = replica; UPDATE articles_publicpage SET card = \'{"title": "X"}\'')
    assert "rows and events" in {name for name, _ in found()}


def test_what_is_changed_afterwards_is_found_and_a_second_adoption_too(upgraded):
    execute("SET session_replication_role = replica")
    execute("UPDATE articles_contribution SET at = at + interval '1 day'")
    execute("SET session_replication_role = DEFAULT")
    assert {name for name, _ in found()} == {"rows and events"}

    execute("DELETE FROM record_namedrow WHERE relation = 'articles_contribution'")
    execute("SELECT record_adopt()")
    assert "adoptions" in {name for name, _ in found()}
