"""What every test may ask for. The servers of the run are started by tests/cluster.py."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

from editorial.celery import app

CHROMIUM_PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_sql_flush = DatabaseOperations.sql_flush


def _flush_without_triggers(self: DatabaseOperations, *args: object, **options: object) -> list[str]:
    """The product's tables refuse TRUNCATE. As a replica, a session fires no such triggers."""
    statements = _sql_flush(self, *args, **options)
    if not statements:
        return []
    return ["SET session_replication_role = replica;", *statements, "SET session_replication_role = DEFAULT;"]


def pytest_configure() -> None:
    DatabaseOperations.sql_flush = _flush_without_triggers
    # Playwright keeps an event loop running in the main thread, where Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_unconfigure() -> None:
    DatabaseOperations.sql_flush = _sql_flush


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Tests make hundreds of accounts; a password need not be slow to check here."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """On a server that DATABASE_URL names, two runs must not share a database either."""
    from django.conf import settings

    if "DATABASE_URL" in os.environ:
        settings.DATABASES["default"]["TEST"] = {"NAME": f"test_imprimatur_{os.getpid()}"}


@pytest.fixture
def eager_tasks() -> Iterator[None]:
    """Tasks run at once, in the test's own process, and their exceptions reach the test."""
    before = app.conf.task_always_eager, app.conf.task_eager_propagates
    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    yield
    app.conf.task_always_eager, app.conf.task_eager_propagates = before


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The browser that the machine has; CHROMIUM names another."""
    program = os.environ.get("CHROMIUM") or next((p for p in CHROMIUM_PLACES if Path(p).exists()), None)
    program = program or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.exit("The journeys need Chromium or Chrome: install it, or set CHROMIUM to its program.", 3)
    return {**browser_type_launch_args, "executable_path": program, "args": list(QUIET_BROWSER)}
