"""The role that runs the product owns nothing, and cannot change what is immutable even by raw SQL."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from editorial.checks import check_application_role, check_grant, check_guards, check_policy
from reviews.actions import publish
from tests.builders import make_approved, make_published

pytestmark = pytest.mark.django_db
ROLE = "imprimatur_test_application"


@pytest.fixture
def role():
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
    yield ROLE
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def as_role(sql: str = "SELECT 1") -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        cursor.execute(sql)


def test_the_application_works_as_that_role(role):
    edition = make_approved()
    call_command("grant_application_role", role)
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")

    assert publish(edition_id=edition.pk) is True


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reviews_signoff SET printed_name = 'x'",
        "DELETE FROM record_event",
        "INSERT INTO record_event SELECT * FROM record_event",
        "UPDATE record_chainhead SET seq = 0",
        "DELETE FROM record_pending",
        "DELETE FROM record_namedrow",
        "TRUNCATE articles_sectionversion CASCADE",
        "ALTER TABLE articles_sectionversion DISABLE TRIGGER ALL",
        "DROP TRIGGER record_event_immutable ON record_event",
        "SET session_replication_role = replica",
    ],
)
def test_that_role_cannot_go_round_the_guards(role, sql):
    make_published()
    call_command("grant_application_role", role)
    as_role()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        as_role(sql)


def test_the_deploy_check_refuses_a_role_that_owns_tables_and_accepts_one_that_does_not(role):
    call_command("grant_application_role", role)
    as_owner = check_application_role(None, ["default"])
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")

    assert [error.id for error in as_owner] == ["imprimatur.E001"]
    assert check_application_role(None, ["default"]) == []


def test_the_deploy_check_says_what_to_do_before_the_grant(role):
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")

    (before,) = check_grant(None, ["default"])
    assert (before.id, before.msg.startswith("The database role may not read ")) == ("imprimatur.E006", True)
    assert "grant_application_role" in before.hint
    assert check_policy(None, ["default"]) == []  # nothing more can be asked
    check_guards(None, ["default"])  # and nothing raises

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    call_command("grant_application_role", role)
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
    assert check_grant(None, ["default"]) == []


def test_an_unknown_role_is_refused():
    with pytest.raises(CommandError, match="There is no role"):
        call_command("grant_application_role", "nobody_here")
