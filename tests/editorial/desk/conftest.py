"""An editor and their browser, as tests of imports begin; other modules have an ``editor`` with a scene of its own."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from editorial.accounts.models import User
from tests.builders import PASSWORD, make_audiences, make_editor


@pytest.fixture
def editor(db) -> User:
    """Where there are the audiences of the site, and nothing else."""
    make_audiences()
    return make_editor()


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """The editor is signed in."""
    client.force_login(editor)
    return client


@pytest.fixture
def editor_in_browser(page: Page, live_server) -> Iterator[User]:
    """Signed in by hand; what their page still asks for after an answer is waited for at the end."""
    person = make_editor("Owner")
    person.set_password(PASSWORD)
    person.save()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/my-work/")
    yield person
    expect(page.locator("[data-outline][aria-busy]")).to_have_count(0)
