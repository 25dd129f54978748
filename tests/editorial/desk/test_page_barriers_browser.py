"""The page of an article and all that opens on it or beside it: no barrier that axe knows by day and by night, on a
phone and on a desk; with letters twice as large nothing is wider than the screen."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.actions import begin_translation, open_edition, set_statement
from editorial.accounts.models import User
from reviews.models import Board
from tests.builders import (
    confirm_all,
    edit,
    make_administrator,
    make_chair,
    make_draft,
    make_editor,
    make_published,
    publish_draft,
)
from tests.editorial.desk.test_large_letters import WIDE
from tests.passages import make_live_passage
from tests.reviews.test_review_pages_browser import LOOKS, PHONE, barriers_in_any_look, barriers_shown
from tests.sessions import begin_session

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DRAFT = "/desk/articles/draft/"
TRANSLATION = "/desk/articles/zucken/sections/part-1/"


@dataclass
class World:
    editor: User
    chair: User


@pytest.fixture
def world() -> World:
    editor = make_editor("Owner")
    make_live_passage(by=editor)
    make_draft(by=editor, slug="draft")
    first = make_published(by=editor, slug="live")
    second = open_edition(article=first.article, by=editor)
    edit(second, "part-1", "<p>Take 5 mg once a day.</p>", by=editor)
    set_statement(edition=second, note="Doses are nwe.", by=editor)
    confirm_all(second, by=editor)
    live = publish_draft(second, by=editor)
    begin_translation(source=live.article, language="de", title="Zucken", slug="zucken", by=editor)
    return World(editor, make_chair(Board.objects.get(), "Second Chair"))


@pytest.fixture
def open_as(browser: Browser, live_server, client):
    contexts = []

    def opened(person: User) -> Page:
        begin_session(client, person)
        context = browser.new_context(base_url=live_server.url)
        contexts.append(context)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def in_large_letters(page: Page, addresses: list[str]) -> dict[str, int]:
    """By how much pages are wider than a phone."""
    page.set_viewport_size(PHONE)
    wider = {}
    for address in addresses:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wider[address] = page.evaluate(WIDE)
    return {address: by for address, by in wider.items() if by > 0}


def test_the_article_s_page_and_those_beside_it_have_no_barrier(world, open_as):
    parts = [f"{DRAFT}sections/part-1/{act}" for act in ("", "split/", "merge/", "kind/", "remove/")]
    beside = [f"{DRAFT}{name}" for name in ("address/", "passages/", "preview/links/", "preview/?width=phone")]
    visits = [
        (world.editor, [DRAFT, *parts, *beside, "/desk/passages/", TRANSLATION]),
        (make_administrator(), ["/desk/templates/", "/desk/templates/medicine/"]),
        (world.chair, ["/review/live/2/correct/note/"]),
    ]
    for person, addresses in visits:
        page = open_as(person)
        assert barriers_in_any_look(page, addresses) == (LOOKS * len(addresses), {})
        assert in_large_letters(page, addresses) == {}


def test_a_section_in_its_place_and_a_translation_with_an_error_have_no_barrier(world, open_as):
    page = open_as(world.editor)
    for size in (PHONE, {"width": 1280, "height": 900}):
        page.set_viewport_size(size)
        page.goto("about:blank")
        page.goto(f"{DRAFT}#open:sections/part-1/")
        expect(page.get_by_role("region", name="Part 1").locator(".ProseMirror:visible")).to_be_visible()
        shown_in_both(page)
        page.goto(TRANSLATION)
        page.get_by_label("Heading").first.fill("Hid\u200bden")
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.get_by_role("alert")).to_contain_text("Not saved yet")
        expect(page.locator(".ProseMirror:visible").first).to_be_visible()
        shown_in_both(page)


def shown_in_both(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert barriers_shown(page) == []
    assert page.evaluate(WIDE) <= 0
