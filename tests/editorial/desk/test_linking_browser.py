"""Linking in the section editor: an article by its title or address, somewhere else, and with the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.queries import part_of
from tests.builders import article_of, edit, make_draft, make_published
from tests.editorial.desk.test_desk_browser import open_section
from tests.journeys.people import go_by

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


CHOOSE = """length => {
  const { commands, state } = window.editors[0];
  const end = state.doc.content.size - 1;
  commands.setTextSelection({ from: end - length, to: end });
}"""


def write_and_choose(page: Page, words: str) -> None:
    """Type words at the end and choose them."""
    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {words}")
    page.evaluate(CHOOSE, len(words))


def saved(page: Page, edition) -> str:
    go_by(page.get_by_role("button", name="Save", exact=True).last)
    return part_of(edition, "part-1").content.base.html


def test_an_article_is_linked_by_its_title_and_the_link_changed_and_removed(page, live_server, writer, complaints):
    live = article_of(make_published(by=writer, slug="twitches"))
    edition = make_draft(by=writer)
    edit(edition, "front", "<p>Lead.</p>", by=writer, heading="Cramps in the night")
    open_section(page, live_server, edition)

    write_and_choose(page, "see here")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("option")).to_have_count(2)
    expect(dialog.get_by_role("option", name="Cramps in the night")).to_contain_text("Readers do not have it yet")
    assert not Axe().run(page).response["violations"]
    page.keyboard.type("twtiches")
    expect(dialog.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(dialog).to_have_count(0)
    link = f'<a data-article="{live.pk}">see here</a>'
    assert saved(page, edition) == f"<p>Text of part 1. {link}</p>"

    page.locator("#wording-everyone .ProseMirror a").click()
    page.get_by_role("button", name="Link to an article or an address (Ctrl+K)").first.click()
    expect(dialog.get_by_role("status")).to_have_text("Leads to: Muscle twitches.")
    dialog.get_by_role("button", name="Remove the link").click()
    assert saved(page, edition) == "<p>Text of part 1. see here</p>"
    assert complaints == []


def test_a_link_stands_where_the_caret_was_seen_though_the_browser_tells_of_it_late(page, live_server, writer):
    edition = make_draft(by=writer)
    open_section(page, live_server, edition)
    dialog = page.get_by_role("dialog")
    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.press("Control+Home")
    page.evaluate("document.addEventListener('selectionchange', (event) => event.stopImmediatePropagation(), true)")

    page.keyboard.press("Control+End")
    page.keyboard.press("Control+k")
    dialog.get_by_label("Article or address").fill("https://example.org/a")
    page.keyboard.press("Enter")

    expect(dialog).to_have_count(0)
    address = '<a href="https://example.org/a">https://example.org/a</a>'
    assert saved(page, edition) == f"<p>Text of part 1.{address}</p>"


def test_addresses_of_this_site_and_of_others(page, live_server, writer):
    live = article_of(make_published(by=writer, slug="twitches"))
    edition = make_draft(by=writer)
    open_section(page, live_server, edition)
    dialog = page.get_by_role("dialog")

    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+k")
    dialog.get_by_label("Article or address").fill(f"{live_server.url}/articles/twitches/#part-1")
    expect(dialog.get_by_role("status")).to_have_text("Leads to: Muscle twitches.")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    write_and_choose(page, "elsewhere")
    page.keyboard.press("Control+k")
    dialog.get_by_label("Article or address").fill("nothing like it")
    expect(dialog.get_by_role("status")).to_have_text("No article is called so.")
    dialog.get_by_role("button", name="Link", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("give a whole address")
    dialog.get_by_label("Article or address").fill("https://example.org/a")
    dialog.get_by_role("button", name="Link", exact=True).click()

    expect(dialog).to_have_count(0)
    assert saved(page, edition) == (
        f'<p>Text of part 1.<a data-article="{live.pk}#part-1">Muscle twitches</a> '
        '<a href="https://example.org/a">elsewhere</a></p>'
    )
