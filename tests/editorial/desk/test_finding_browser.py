"""The palette, in a browser: opened by key and by button, moved through by arrows, never in the text editor's way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.builders import edit, make_draft
from tests.editorial.desk.test_desk_browser import open_section

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def palette(page):
    return page.get_by_role("dialog", name="Search")


def test_an_article_is_opened_by_keys_alone(page, live_server, writer, palette, complaints):
    for slug, title in (("gout", "Gout"), ("knee", "Gout of the knee")):
        edit(make_draft(by=writer, slug=slug), "front", "<p>The lead.</p>", by=writer, heading=title)
    page.goto(f"{live_server.url}/my-work/")

    page.keyboard.press("Control+k")
    field = palette.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    expect(palette.get_by_role("option", name="Begin a new article")).to_be_visible()
    field.fill("gout")
    first, second = (palette.get_by_role("option").nth(place) for place in (0, 1))
    expect(first).to_contain_text("Gout")
    expect(second).to_contain_text("Gout of the knee")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/articles/knee/")
    assert complaints == []


def test_words_that_find_nothing_lead_to_the_page_of_the_search(page, live_server, writer, palette):
    page.goto(f"{live_server.url}/my-work/")
    page.get_by_role("link", name="Search").click()
    palette.get_by_role("combobox").fill("xyzzy")
    expect(palette.get_by_role("status")).to_have_text("Nothing is called so.")
    page.keyboard.press("Enter")

    page.wait_for_url("**/find/?q=xyzzy")
    expect(page.get_by_role("heading", name="Nothing is called so")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("xyzzy")


def test_in_the_text_editor_the_keys_make_a_link(page, live_server, writer, palette):
    open_section(page, live_server, make_draft(by=writer))
    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.press("Control+k")

    expect(page.get_by_role("dialog").get_by_label("Article or address")).to_be_visible()
    expect(palette).to_have_count(0)


def test_it_closes_and_the_focus_is_where_it_was(page, live_server, writer, palette):
    page.goto(f"{live_server.url}/my-work/")
    link = page.get_by_role("link", name="Search")
    link.focus()
    page.keyboard.press("Control+k")
    expect(palette).to_be_visible()
    page.keyboard.press("Escape")

    expect(palette).to_be_hidden()
    expect(link).to_be_focused()
