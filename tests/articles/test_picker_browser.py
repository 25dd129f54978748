"""Choosing a reference while writing, in a real browser: by the keyboard alone, and without leaving to add one."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.queries import part_of
from references.actions.lookups import look_up
from references.models import Lookup, Reference
from tests.builders import edit, make_draft, make_reference
from tests.editorial.desk.test_desk_browser import open_section
from tests.other_server import answer_json, other_server

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def open_picker(page: Page):
    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("A claim [@")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def chosen_in(dialog):
    return dialog.get_by_role("listbox", name="References").get_by_role("option", selected=True)


def stored(edition) -> str:
    return part_of(edition, "part-1").content.base.html


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as version")).to_be_visible()


def test_the_keyboard_is_enough_and_says_what_happens(page, live_server, writer, complaints):
    edition = make_draft(by=writer)
    make_reference("lane1998", title="Movement and medicines", author=[{"family": "Lane"}])
    make_reference("boyer2005", title="Movement at night")
    open_section(page, live_server, edition)
    dialog = open_picker(page)
    field = dialog.get_by_role("combobox", name="Search the library")
    expect(field).to_be_focused()

    page.keyboard.type("movement")
    expect(dialog.get_by_role("status").first).to_have_text("2 found.")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = dialog.get_by_role("option").nth(1)
    expect(field).to_have_attribute("aria-activedescendant", active.get_attribute("id"))
    expect(field).to_have_attribute("aria-expanded", "true")
    name = active.locator("strong").text_content()
    page.keyboard.press("Enter")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(dialog.get_by_label("Where in it")).to_be_focused()
    page.keyboard.type("p. 4")
    page.keyboard.press("Enter")
    save(page)

    key = {"Movement and medicines": "lane1998", "Movement at night": "boyer2005"}[name]
    assert stored(edition) == f'<p>A claim <cite data-ref="{key}" data-locator="p. 4"></cite></p>'
    assert complaints == []


def test_what_was_used_lately_is_offered_before_anything_is_typed(page, live_server, writer):
    edition, other = make_draft(by=writer), make_draft(by=writer)
    for key in ("here2005", "elsewhere2005", "never2005"):
        make_reference(key)
    edit(edition, "part-2", '<p>So<cite data-ref="here2005"></cite></p>', by=writer)
    edit(other, "part-2", '<p>So<cite data-ref="elsewhere2005"></cite></p>', by=writer)
    open_section(page, live_server, edition)

    dialog = open_picker(page)

    expect(dialog.get_by_role("group", name="In this article").get_by_role("option")).to_have_count(1)
    expect(dialog.get_by_role("group", name="Used by you lately").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_new_reference_is_added_by_a_few_fields_without_leaving(page, live_server, writer, complaints):
    edition = make_draft(by=writer)
    open_section(page, live_server, edition)
    dialog = open_picker(page)
    dialog.get_by_text("Add a new reference").click()
    dialog.get_by_text("Or fill in a few fields").click()
    dialog.get_by_label("Type", exact=True).select_option("webpage")
    dialog.get_by_label("Title").fill("A page about twitches")
    dialog.get_by_label("Web address", exact=True).fill("https://example.org/twitches")

    dialog.get_by_role("button", name="Add to the library").click()

    expect(chosen_in(dialog)).to_contain_text("A page about twitches")
    dialog.get_by_role("button", name="Cite").click()
    save(page)
    made = Reference.objects.get()
    assert (made.csl["URL"], made.created_by) == ("https://example.org/twitches", writer)
    assert stored(edition) == f'<p>A claim <cite data-ref="{made.key}"></cite></p>'
    assert complaints == []


def test_a_new_reference_is_looked_up_without_leaving(page, live_server, writer, settings):
    record = {"type": "article-journal", "title": "The serotonin syndrome", "author": [{"family": "Boyer"}]}
    edition = make_draft(by=writer)
    open_section(page, live_server, edition)
    dialog = open_picker(page)
    dialog.get_by_text("Add a new reference").click()
    with other_server() as server:
        settings.OUTGOING_ALLOW_PRIVATE, settings.OUTGOING_PORTS = True, [server.server_port]
        settings.NCBI_ADDRESS = server.address
        server.answers["/lit/ctxp/v1/pubmed/"] = answer_json(record)
        dialog.get_by_label("DOI, PubMed number").fill("15784664")
        with page.expect_response("**/desk/references/look-up/"):
            dialog.get_by_role("button", name="Look it up").click()
        expect(dialog.get_by_text("Another server is being asked…")).to_be_visible()
        look_up(Lookup.objects.get().pk)  # what the worker does
    dialog.get_by_role("button", name="Yes, add it").click()

    expect(chosen_in(dialog)).to_contain_text("The serotonin syndrome")
    dialog.get_by_role("button", name="Cite").click()
    save(page)
    assert stored(edition) == f'<p>A claim <cite data-ref="{Reference.objects.get().key}"></cite></p>'
