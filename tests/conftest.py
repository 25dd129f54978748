"""What every test may ask for. The servers of the run are started by tests/cluster.py."""

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TransactionTestCase
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from editorial.accounts.models import User
from editorial.celery import app
from tests.builders import PASSWORD, make_editor
from tests.clearing import AsMigrated
from tests.cluster import PLACES
from tests.here import ASKING, ask_here
from tests.kept import DATABASE, lay
from tests.properties import load_profile
from tests.sessions import begin_session
from tests.waiting import FOR_A_PAGE

CHROMIUM_PLACES = (
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SCENES: dict[str, pytest.FixtureDef[Any]] = {}  # what was built for more than one test, and stands
KEEP_EDITORS = """
  window.editors = [];
  document.addEventListener("prose-editor:ready", (event) => window.editors.push(event.detail.editor));
"""
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


def pytest_configure(config: pytest.Config) -> None:
    # Playwright keeps an event loop running in the main thread, where Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    load_profile(deep=config.getoption("deep"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks by what a test has in hand, so that none is forgotten."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if "use" in getattr(item, "fixturenames", ()) or subprocess in vars(getattr(item, "module", None)).values():
            item.add_marker("programs")
    by_module = groupby(items, key=lambda item: item.path)
    items[:] = [item for _, some in by_module for item in sorted(some, key=begins_with_a_scene)]
    items.sort(key=lambda item: not begins_in_the_world(item))


def begins_with_a_scene(item: pytest.Item) -> bool:
    """Whether it asks for what is built before all of its module's tests; those come last in it."""
    return "before_all" in getattr(item, "fixturenames", ())


def begins_in_the_world(item: pytest.Item) -> bool:
    """Whether it asks for the world of tests/security, which is so large that it is built once for all modules; they
    come first in a run."""
    return "built_world" in getattr(item, "fixturenames", ())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that begins with an empty database finds one, in whatever order the tests come; and none that commits
    begins with a scene, which is never committed."""
    for scene, asked in (("built_world", begins_in_the_world(item)), ("before_all", begins_with_a_scene(item))):
        if asked and commits(item):
            pytest.fail("A test that commits builds its scene itself.")
        if not asked and scene in SCENES:
            SCENES.pop(scene).finish(item._request)


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = "transactional_db" in item.fixturenames or "live_server" in item.fixturenames
    return asked or bool(marker and marker.kwargs.get("transaction"))


def name_test_database() -> None:
    """The embedded server copies the database that was migrated once. On a server that DATABASE_URL names, two runs
    must not share a database either. And a page that a browser gets keeps no connection: its thread lives as long as
    the browser, of which a run has many."""
    from django.db import connection

    connection.settings_dict["CONN_MAX_AGE"] = 0
    if os.environ.get("DATABASE_URL"):
        connection.settings_dict["TEST"]["NAME"] = f"test_imprimatur_{os.getpid()}"
    elif lay(PLACES):
        connection.settings_dict["TEST"]["TEMPLATE"] = DATABASE


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: looking through it again and again for garbage is a twentieth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Tests make hundreds of accounts; a password need not be slow to check here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def quick_sign_in() -> Iterator[None]:
    """``force_login`` writes a session, and nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", lambda client, user, backend=None: begin_session(client, user))
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once() -> Iterator[None]:
    """Every test client is a site of its own, which looks through all static files as it begins. What it finds is the
    same in a whole run, and is read only."""
    found: dict[str, Any] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def add_files_from_finders(site: WhiteNoiseMiddleware) -> None:
        if site.files:  # in a folder for collected files, which a test has made its own
            look(site)
        elif found:
            site.files.update(found)
        else:
            look(site)
            found.update(site.files)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_files_from_finders)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    name_test_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Whatever a test commits is taken out after it, and nothing that the migrations wrote: see tests/clearing.py."""
    with django_db_blocker.unblock():
        kept = AsMigrated()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: kept.restore())
        yield


@pytest.fixture(scope="module")
def before_all(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """What a module's fixture asks for that builds one scene for all of its tests: a transaction around them, undone
    after the last. Each test has a savepoint in it, so that it finds the scene as it was built, whatever others did."""
    SCENES[request.fixturename] = request._fixturedef
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def own(db: None) -> Callable[[Any], Any]:
    """Copies what was built before all, for this test alone: one object stays one, and nobody finds what another test
    made of it. Nor in the cache, whose keys name the same people and articles now in every test of the module."""
    cache.clear()
    memo: dict[int, Any] = {}
    return lambda built: deepcopy(built, memo)


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that people send are read in the test's own process, but where that is what is tried. With the patches of
    the test itself, so that the last one made is undone first."""
    if request.node.get_closest_marker("apart") or "live_server" in request.fixturenames:
        return
    for module in ASKING:
        monkeypatch.setattr(f"{module}.ask_apart", ask_here)


@pytest.fixture(autouse=True)
def signed_in_so_often(request: pytest.FixtureRequest) -> None:
    """A site lets one address sign in so often a minute, and a quick machine runs more tests than that: each that has
    a browser begins with nothing counted."""
    if "live_server" in request.fixturenames:
        cache.clear()


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


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """The run's browser, patient in every window: also where three processes and their databases share a processor."""
    expect.set_options(timeout=FOR_A_PAGE)
    make = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = make(**options)
        context.set_default_timeout(FOR_A_PAGE)
        return context

    browser.new_context = new_context
    return browser


@pytest.fixture
def writer(page: Page, live_server) -> User:
    """An editor signed in, in a window that keeps hold of the page's editors."""
    person = make_editor("Owner")
    person.set_password(PASSWORD)
    person.save()
    page.add_init_script(KEEP_EDITORS)
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/my-work/")
    return person


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: refusals of the content security policy among it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said
