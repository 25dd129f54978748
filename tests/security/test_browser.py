"""Hostile words in a real browser with its second wall, the content security policy, taken away (threat 22)."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from .hostile import Hostile, make_hostile
from .test_markup import ROLES, addresses

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
EVERYTHING_ELSE = (
    "document.querySelectorAll('x-sentinel, [onfocus], [onerror], [onload], iframe, object, embed').length"
)


def sign_in(page: Page, address: str, hostile: Hostile, role: str) -> None:
    if role == "anonymous":
        return
    client = Client()
    client.force_login(hostile.people[role])
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def test_no_page_runs_any_of_the_words(live_server, browser: Browser, eager_tasks):
    hostile, wrong, seen = make_hostile(), {}, 0

    for role in ROLES:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        sign_in(page, live_server.url, hostile, role)
        for path in addresses(role, hostile):
            page.goto(live_server.url + path, wait_until="load")
            ran, brought = page.evaluate("window.pwned"), page.evaluate(EVERYTHING_ELSE)
            if ran is not None or brought:
                wrong[f"{role} {path}"] = ran, brought
            seen += 1
        context.close()

    assert wrong == {}
    assert seen > 100


def test_this_browser_would_run_them(live_server, browser: Browser):
    """The same words, written into a page as they are."""
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(f"{live_server.url}/robots.txt")

    page.set_content('<img src="x:" onerror="window.pwned=1"><x-sentinel onfocus="1"></x-sentinel>')
    page.wait_for_function("window.pwned === 1")

    assert page.evaluate(EVERYTHING_ELSE) == 2
    page.context.close()
