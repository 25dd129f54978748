"""Functions, views and triggers in PostgreSQL are those of the files; and what is said and done where they differ."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from editorial.checks import check_guards
from editorial.shared.guards import files
from editorial.shared.guards.catalogue import TRIGGERS, State, differences
from editorial.shared.guards.files import Kind, SqlFileError, in_order, retired, statements, wanted
from editorial.shared.guards.installing import install
from tests.architecture.source import APPS, ROOT

TRIGGER = "articles_pin_same_article"
FUNCTION = "reviews_contributors"
MAKE_FUNCTION = "CREATE OR REPLACE FUNCTION {0}() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT {1} $$;"
MAKE_VIEW = "-- Ours.\nCREATE OR REPLACE VIEW shared_ours AS {0};"


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def said(using: str = "default") -> list[str]:
    return [str(difference) for difference in differences(using)]


@pytest.fixture
def more(tmp_path, monkeypatch):
    """Files beside the product's: ``more(name=text)`` writes them, and replaces those of an earlier call."""
    place = tmp_path / "sql"
    place.mkdir()
    ours = files.directories()
    monkeypatch.setattr(files, "directories", lambda: [*ours, place])

    def write(**texts: str) -> None:
        for path in place.iterdir():
            path.unlink()
        for name, text in texts.items():
            (place / f"{name}.sql").write_text(text)

    return write


# The files and the database


@pytest.mark.django_db
def test_the_database_has_exactly_what_the_files_say():
    assert said() == []


@pytest.mark.django_db
def test_every_trigger_of_the_catalogue_stands_in_a_file_and_the_other_way_round():
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        there = {(name, table) for name, table, _definition, _on in cursor.fetchall()}

    assert {(thing.name, thing.table) for thing in wanted() if thing.kind is Kind.TRIGGER} == there
    assert len(there) > 50


def test_every_sql_file_of_the_repository_is_read():
    lying = {path for app in APPS for path in (ROOT / app).rglob("*.sql")}

    assert {path for place in files.directories() for path in place.glob("*.sql")} == lying


def test_a_file_is_called_what_its_function_or_view_is_called():
    """Without the name of the app, or of the product, before it; and holds one of them at most."""
    labels = {place: place.parent.name for place in files.directories()}
    named = [thing for thing in wanted() if thing.kind is not Kind.TRIGGER]
    wrong = [
        f"{thing.path.name}: {thing.name}"
        for thing in named
        if thing.name not in (f"{labels[thing.path.parent]}_{thing.path.stem}", f"imprimatur_{thing.path.stem}")
    ]

    assert wrong == []
    assert len({thing.path for thing in named}) == len(named)


# What is said, and mended


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoil", "finding"),
    [
        (f"DROP TRIGGER {TRIGGER} ON articles_pin", f"trigger {TRIGGER} on articles_pin is missing"),
        (f"ALTER TABLE articles_pin DISABLE TRIGGER {TRIGGER}", f"trigger {TRIGGER} on articles_pin is switched off"),
        (
            f"ALTER TABLE articles_pin ENABLE REPLICA TRIGGER {TRIGGER}",
            f"trigger {TRIGGER} on articles_pin is switched off",
        ),
        (
            f"CREATE OR REPLACE TRIGGER {TRIGGER} BEFORE INSERT ON articles_pin "
            f"FOR EACH ROW EXECUTE FUNCTION {TRIGGER}()",
            f"trigger {TRIGGER} on articles_pin is not as its file says",
        ),
        (
            f"CREATE OR REPLACE TRIGGER {TRIGGER} BEFORE INSERT OR UPDATE ON articles_pin "
            f"FOR EACH ROW WHEN (false) EXECUTE FUNCTION {TRIGGER}()",
            f"trigger {TRIGGER} on articles_pin is not as its file says",
        ),
        (f"DROP FUNCTION {FUNCTION}", f"function {FUNCTION} is missing"),
        (f"ALTER FUNCTION {FUNCTION} VOLATILE", f"function {FUNCTION} is not as its file says"),
        (f"ALTER FUNCTION {FUNCTION} SECURITY DEFINER", f"function {FUNCTION} is not as its file says"),
        (f"ALTER FUNCTION {FUNCTION} SET search_path = pg_temp", f"function {FUNCTION} is not as its file says"),
        (
            f"CREATE OR REPLACE FUNCTION {FUNCTION}(the_versions uuid[]) RETURNS TABLE(version_id uuid, user_id uuid) "
            "LANGUAGE sql STABLE AS $$ SELECT v, v FROM unnest(the_versions) v WHERE false $$",
            f"function {FUNCTION} is not as its file says",
        ),
        (
            f"DROP FUNCTION {FUNCTION}; CREATE FUNCTION {FUNCTION}(v uuid[]) RETURNS integer "
            "LANGUAGE sql AS 'SELECT 1'",
            f"function {FUNCTION} is not as its file says",
        ),
    ],
)
def test_what_was_spoilt_is_named_and_the_next_migrate_mends_it(spoil, finding):
    execute(spoil)

    assert said() == [finding]
    assert [(message.id, message.msg) for message in check_guards(None, ["default"])] == [
        ("imprimatur.E004", f"In the database, the {finding}.")
    ]
    call_command("migrate", verbosity=0)
    assert said() == []


@pytest.mark.django_db
def test_what_is_in_no_file_is_named_and_stays():
    execute("CREATE VIEW a_report AS SELECT 1 AS one")
    execute("CREATE FUNCTION a_sum() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")
    execute("CREATE TRIGGER a_sum BEFORE INSERT ON reviews_signoff FOR EACH ROW EXECUTE FUNCTION a_sum()")

    assert install() == []
    assert [(message.id, message.msg) for message in check_guards(None, ["default"])] == [
        ("imprimatur.W002", "In the database, the function a_sum is in no file."),
        ("imprimatur.W002", "In the database, the view a_report is in no file."),
        ("imprimatur.E005", "In the database, the trigger a_sum on reviews_signoff is in no file."),
    ]


def test_without_the_database_nothing_is_compared():
    assert check_guards(None, None) == []


# Installing


@pytest.mark.django_db
def test_a_migrate_with_nothing_to_do_takes_no_lock_on_any_table():
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation "
            "WHERE l.pid = pg_backend_pid() AND c.relnamespace = current_schema()::regnamespace"
        )
        modes = {mode for (mode,) in cursor.fetchall()}

    assert modes <= {"AccessShareLock", "RowShareLock", "RowExclusiveLock"}


@pytest.mark.django_db
def test_nothing_is_installed_while_a_migration_is_missing():
    execute(f"DROP TRIGGER {TRIGGER} ON articles_pin")
    last = "SELECT max(name) FROM django_migrations WHERE app = 'record'"
    execute(f"DELETE FROM django_migrations WHERE app = 'record' AND name = ({last})")

    call_command("migrate", "articles", verbosity=0)
    assert said() == [f"trigger {TRIGGER} on articles_pin is missing"]

    call_command("migrate", fake=True, verbosity=0)
    assert said() == []


@pytest.mark.django_db
def test_the_application_role_is_told_who_may_install():
    execute("CREATE ROLE imprimatur_test_guest")
    call_command("grant_application_role", "imprimatur_test_guest")
    execute("SET ROLE imprimatur_test_guest")
    try:
        assert said() == []
        assert install() == []
        execute("RESET ROLE")
        execute(f"ALTER FUNCTION {FUNCTION} VOLATILE")
        execute("SET ROLE imprimatur_test_guest")
        assert said() == [f"function {FUNCTION} is not as its file says"]
        with pytest.raises(CommandError, match="as the owner"):
            install()
    finally:
        execute("RESET ROLE")


@pytest.mark.django_db
def test_functions_and_views_come_after_what_they_need(more):
    more(
        a=f"-- Ours.\n{MAKE_FUNCTION.format('shared_a', 'shared_b()')}",
        b=f"-- Ours.\n{MAKE_FUNCTION.format('shared_b', '(SELECT n FROM shared_ours)')}",
        ours=MAKE_VIEW.format("SELECT 2 AS n"),
    )

    assert install() == [
        "view shared_ours is missing",
        "function shared_b is missing",
        "function shared_a is missing",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT shared_a()")
        assert cursor.fetchone() == (2,)


@pytest.mark.django_db
def test_a_view_that_changes_is_made_anew(more):
    more(ours=MAKE_VIEW.format("SELECT id, state FROM articles_edition WHERE state IN ('draft', 'approved')"))
    install()
    assert said() == []
    execute("CREATE OR REPLACE VIEW shared_ours AS SELECT id, state FROM articles_edition WHERE state = 'draft'")
    assert said() == ["view shared_ours is not as its file says"]
    more(ours=MAKE_VIEW.format("SELECT state FROM articles_edition"))

    assert install() == ["view shared_ours is not as its file says"]
    assert said() == []


@pytest.mark.django_db
def test_what_is_retired_is_dropped_and_only_once(more):
    more(
        old="-- Ours.\n"
        "CREATE OR REPLACE FUNCTION shared_old() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
        "CREATE TRIGGER shared_old BEFORE INSERT ON articles_pin FOR EACH ROW EXECUTE FUNCTION shared_old();",
        ours=MAKE_VIEW.format("SELECT 1 AS n"),
    )
    install()
    more(
        retired="-- Of version 0.\n"
        "DROP FUNCTION shared_old(); DROP VIEW shared_ours; DROP TRIGGER shared_old ON articles_pin;"
    )

    assert install() == [
        "trigger shared_old on articles_pin is retired",
        "view shared_ours is retired",
        "function shared_old() is retired",
    ]
    assert said() == []
    assert install() == []


@pytest.mark.django_db
def test_a_function_with_other_arguments_needs_its_old_ones_retired(more):
    new = "-- Ours.\nCREATE OR REPLACE FUNCTION shared_f(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n $$;"
    more(f=f"-- Ours.\n{MAKE_FUNCTION.format('shared_f', 1)}")
    install()
    more(f=new)
    with pytest.raises(CommandError, match=r"shared_f is not as its file says.*retired\.sql"):
        install()
    more(f=new, retired="-- It takes a number.\nDROP FUNCTION shared_f();")

    assert install() == ["function shared_f is not as its file says", "function shared_f() is retired"]
    assert said() == []


@pytest.mark.django_db
def test_what_postgresql_writes_in_another_way_is_refused_and_undone(more):
    more(
        late="-- Ours.\nCREATE TRIGGER late BEFORE UPDATE OR INSERT ON articles_pin "
        f"FOR EACH ROW EXECUTE FUNCTION {TRIGGER}();"
    )

    with pytest.raises(CommandError, match="CREATE TRIGGER late BEFORE INSERT OR UPDATE ON articles_pin"):
        install()
    assert said() == ["trigger late on articles_pin is missing"]


# Reading


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        ({"a": MAKE_FUNCTION.format("shared_a", 1)}, "a comment on top"),
        ({"a": "-- Ours.\nDELETE FROM articles_pin;"}, "“DELETE FROM articles_pin…” is not a statement that belongs"),
        ({"retired": "-- Old.\nDROP TABLE articles_pin;"}, "“DROP TABLE articles_pin…” is not a statement"),
        ({"retired": f"-- Old.\nDROP TRIGGER {TRIGGER} ON articles_pin;"}, f"{TRIGGER} on articles_pin stands in"),
        ({"a": f"-- Ours.\n{MAKE_FUNCTION.format('shared_a', 1) * 2}"}, "function shared_a stands in"),
        (
            {
                "a": f"-- Ours.\n{MAKE_FUNCTION.format('shared_a', 'shared_b()')}",
                "b": f"-- Ours.\n{MAKE_FUNCTION.format('shared_b', 'shared_a()')}",
            },
            "need each other",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(more, texts, problem):
    more(**texts)

    with pytest.raises(SqlFileError, match=problem) as refusal:
        wanted(), retired()
    assert ".sql" in str(refusal.value)


def test_statements_end_where_they_end():
    text = "-- One; two.\nSELECT 'a;--b''' ; -- three\nSELECT $x$ $$;-- $ $x$, $$;$$, 1 - 2;\n"

    assert statements(text) == ["SELECT 'a;--b'''", "SELECT $x$ $$;-- $ $x$, $$;$$, 1 - 2"]


def test_what_is_only_spoken_of_in_a_comment_is_not_needed():
    first, second = wanted()[:2]
    assert in_order([first, second]) == [first, second]


def test_states_have_words():
    assert all(str(state).startswith("is ") for state in State)
