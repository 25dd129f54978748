"""What every test may ask for. The servers of the run are started by tests/cluster.py."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from pytest_django import DjangoDbBlocker

from editorial.celery import app
from tests.clearing import AsMigrated

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


def pytest_configure() -> None:
    # Playwright keeps an event loop running in the main thread, where Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # How fast the machine is today is nothing that a test says of the product.
    hypothesis.settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    hypothesis.settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: looking through it again and again for garbage is a twentieth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Tests make hundreds of accounts; a password need not be slow to check here."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """On a server that DATABASE_URL names, two runs must not share a database either. And a page that a browser gets
    keeps no connection: its thread lives as long as the browser, of which a run has many."""
    from django.conf import settings

    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    if "DATABASE_URL" in os.environ:
        settings.DATABASES["default"]["TEST"] = {"NAME": f"test_imprimatur_{os.getpid()}"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Whatever a test commits is taken out after it, and nothing that the migrations wrote: see tests/clearing.py."""
    with django_db_blocker.unblock():
        kept = AsMigrated()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: kept.restore())
        yield


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
