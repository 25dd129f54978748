"""The import in a real browser: pasting what a page looks like, correcting it, and doing all of it without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from articles.models import Article, ImportDraft
from articles.queries import latest_edition_of, parts_of
from tests.articles.import_pages import PAGE
from tests.builders import PASSWORD, make_audiences, make_editor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASTED = "<h1>Why?</h1><p>A lead of some words, as pages have them.</p><h2>One</h2><ul><li>a</li><li>b</li></ul>"
PASTE = """([text, html]) => {
  const area = document.querySelector("#id_text"), data = new DataTransfer();
  data.setData("text/plain", text);
  data.setData("text/html", html);
  area.focus();
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  area.value = text;
  area.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
}"""


def sign_in(page: Page, address: str):
    make_audiences()
    person = make_editor("Owner")
    person.set_password(PASSWORD)
    person.save()
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/")
    page.goto(f"{address}/desk/import/")
    return person


def violations(page: Page) -> list[str]:
    return [f"{found['id']}: {found['nodes'][0]['html'][:100]}" for found in Axe().run(page).response["violations"]]


def test_pasting_takes_the_look_of_the_page_along(page: Page, live_server):
    sign_in(page, live_server.url)

    page.evaluate(PASTE, ["Why?\nA lead of some words, as pages have them.\nOne\na\nb", PASTED])
    expect(page.locator("[data-paste-said]")).to_have_text("Headings, lists and tables were taken along with the text.")
    page.get_by_role("button", name="Read it").click()

    page.wait_for_url("**/desk/import/*-*/")
    assert ImportDraft.objects.get().document["sections"][0]["base"]["html"] == "<ul><li>a</li><li>b</li></ul>"


def test_text_that_was_changed_after_pasting_is_what_is_read(page: Page, live_server):
    sign_in(page, live_server.url)

    page.evaluate(PASTE, ["Something", PASTED])
    page.locator("#id_text").fill(PAGE)
    page.get_by_role("button", name="Read it").click()

    page.wait_for_url("**/desk/import/*-*/")
    assert ImportDraft.objects.get().document["front"]["base"]["heading"] == "Why do muscles twitch?"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_accessible_and_fit(page: Page, live_server, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url)
    found = {"import": violations(page)}

    page.fill("#id_text", PAGE.replace("[2]", "[9]").replace("What to do\n", "Advertisement\n\nWhat to do\n"))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/desk/import/*-*/")
    preview = page.url
    for name in ("", "source/", "text/front/", "references/lane1998/"):
        page.goto(preview + name)
        found[name] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name

    assert found == {name: [] for name in found}


def test_everything_works_without_scripts(browser: Browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server.url)

    page.fill("#id_text", PAGE.replace("[2]", "[9]").replace("What to do\n", "Advertisement\n\nWhat to do\n"))
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("Topic").fill("Nerves")
    page.get_by_label("[9] rests on (line 13)").select_option("lane1998")
    page.get_by_label("Advertisement").check()
    page.get_by_role("button", name="As headings of sections").click()
    page.get_by_role("button", name="Drop Advertisement").click()
    page.get_by_role("button", name="Correct the text of What to do").click()
    page.get_by_label("Text").fill("<p>Sleep.</p>")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Create the article").click()

    article = Article.objects.get()
    front, feel, todo = parts_of(latest_edition_of(article))
    assert page.url.startswith(f"{live_server.url}/desk/articles/why-do-muscles-twitch/")
    assert article.topic == "Nerves"
    assert (feel.content.base.heading, todo.content.base.html) == ("What you may feel", "<p>Sleep.</p>")
    assert front.content.cited_keys() == {"boyer2005"}
