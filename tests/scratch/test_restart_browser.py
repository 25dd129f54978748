"""The server is killed and started again, and the database drops all, while somebody types: no word is gone."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import BrowserContext, expect

from articles.queries import part_of
from editorial.embedded.servers import wait_until
from tests.builders import article_of, make_draft, make_editor
from tests.scratch.test_scratch_browser import KEPT, open_at, surface, write
from tests.sessions import begin_session
from tests.waiting import LONG

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="The server is pointed at the embedded database."),
]
LATER = 90_000  # milliseconds: a page tries again after one minute at the latest


class Site:
    """The web server as it runs in production, on this test's database; started again at the same address."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.start()

    def start(self) -> None:
        database = connection.settings_dict
        url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "editorial.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "4"],
            env={**os.environ, "DATABASE_URL": url},
            cwd=settings.BASE_DIR,
            start_new_session=True,
        )
        assert wait_until(self.answers, LONG)

    def answers(self) -> bool:
        client = HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            client.request("GET", "/robots.txt")
            return client.getresponse().status == 200
        except OSError:
            return False
        finally:
            client.close()

    def kill(self) -> None:
        os.killpg(self.process.pid, 9)
        self.process.wait()


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.kill()


@pytest.fixture
def editor():
    return make_editor("Owner")


def end_every_connection() -> None:
    """What the web server sees of a database that is started again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [connection.settings_dict["NAME"]],
        )


def test_nothing_typed_is_gone_when_server_and_database_start_again(context: BrowserContext, site, editor, client):
    edition = make_draft(by=editor)
    begin_session(client, editor)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.address}])
    address = f"{site.address}/desk/articles/{article_of(edition).slug}/sections/part-1/"
    page = open_at(context, address)
    write(page, "Before. ")
    expect(page.get_by_text(KEPT)).to_be_visible()

    site.kill()
    write(page, "While it was down. ")
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    site.start()
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=LATER)
    end_every_connection()
    write(page, "After the database. ")
    page.close(run_before_unload=False)

    page = open_at(context, address)
    expect(page.locator("[data-unsaved-copy]").first).to_contain_text("After the database.")
    page.get_by_role("link", name="Put it back into the form").first.click()
    for words in ("Before.", "While it was down.", "After the database."):
        expect(surface(page)).to_contain_text(words)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert "While it was down. Before." in part_of(edition, "part-1").content.base.html
