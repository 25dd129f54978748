"""The import in a real browser: pasting what a page looks like, correcting it, and doing all of it without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from articles.actions.import_drafts import keep_import
from articles.exchange import read_pasted
from articles.exchange.remarks import Remark
from articles.models import Article, ImportDraft
from articles.queries import latest_edition_of, parts_of
from tests.builders import PASSWORD, make_audiences, make_editor
from tests.editorial.desk.import_pages import PAGE
from tests.journeys.people import go_by, unfold

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
    page.wait_for_url("**/my-work/")
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


def press(page: Page, name: str) -> None:
    go_by(page.get_by_role("button", name=name))


def test_everything_works_without_scripts(browser: Browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server.url)

    page.fill("#id_text", PAGE.replace("[2]", "[9]").replace("What to do\n", "Advertisement\n\nWhat to do\n"))
    press(page, "Read it")
    page.get_by_label("Topic").fill("Nerves")
    page.get_by_label("[9] rests on (line 13)").select_option("lane1998")
    unfold(page, "Advertisement")
    page.get_by_label("Advertisement").check()
    press(page, "As headings of sections")
    unfold(page, "Advertisement")
    press(page, "Drop Advertisement")
    press(page, "Correct the text of What to do")
    page.get_by_label("Text").fill("<p>Sleep.</p>")
    press(page, "Save")
    press(page, "Create the article")

    article = Article.objects.get()
    front, feel, todo = parts_of(latest_edition_of(article))
    assert page.url.startswith(f"{live_server.url}/desk/articles/why-do-muscles-twitch/")
    assert article.topic == "Nerves"
    assert (feel.content.base.heading, todo.content.base.html) == ("What you may feel", "<p>Sleep.</p>")
    assert front.content.cited_keys() == {"boyer2005"}


def doubtful(person, number: int) -> ImportDraft:
    """A page that waits, with so many doubts about doses."""
    document = read_pasted(PAGE, "")
    for place in range(number):
        words, sentence = f"{place + 1}00 mg", f"Rest is best, and {place + 1}00 mg."
        document.remarks.append(Remark("struck", words, "Struck out", 13, "section:what-to-do", sentence, serious=True))
    return keep_import(document=document, by=person, data=PAGE.encode())


@pytest.mark.parametrize("width", [390, 1280])
def test_ten_doubts_are_decided_before_the_article_is_looked_at(page: Page, live_server, width):
    page.set_viewport_size({"width": width, "height": 900})
    person = sign_in(page, live_server.url)
    draft = doubtful(person, 10)
    page.goto(f"{live_server.url}/desk/import/{draft.pk}/")
    page.locator("summary", has_text="2 more").click()
    found = violations(page)

    for left in range(9, -1, -1):
        page.get_by_role("button", name="Right as it stands").first.click()
        expect(page.locator(".import-left")).to_have_count(1 if left else 0)
    expect(page.get_by_text("Everything is decided.")).to_be_visible()

    assert found == []
    assert len(ImportDraft.objects.get().decided) == 10
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_several_files_show_how_far_they_are(page: Page, live_server):
    sign_in(page, live_server.url)
    files = [
        {"name": "a.txt", "mimeType": "text/plain", "buffer": PAGE.encode()},
        {"name": "b.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"},
        {"name": "c.txt", "mimeType": "text/plain", "buffer": PAGE.replace("muscles", "eyelids").encode()},
    ]

    page.set_input_files("#id_file", files)
    page.get_by_role("button", name="Read it").click()

    expect(page.locator("[data-several-said]")).to_contain_text("3 files were read.")
    expect(page.locator("[data-several-list] li")).to_have_count(3)
    expect(page.locator("[data-several-list] a")).to_have_count(2)
    expect(page.locator("[data-several-list]")).to_contain_text("b.pdf is a PDF")
    assert ImportDraft.objects.count() == 2
