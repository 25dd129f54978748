"""The public pages in a real browser: what is read is what was signed, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from articles.models import PublicPage
from tests.builders import edit, make_board, make_draft, make_editor, make_reference, make_submitted, publish_draft

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LONG = "<p>Words to scroll past.</p>" * 40


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: refusals of the content security policy among it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def article(live_server) -> str:
    """The address of a published article with a reference, long enough to scroll."""
    editor = make_editor()
    make_reference("boyer2005")
    draft = make_draft(by=editor, slug="twitches", sections=3)
    edit(draft, "part-2", f'<p>A claim.<cite data-ref="boyer2005"></cite></p>{LONG}', by=editor)
    edit(draft, "part-3", LONG, by=editor)
    publish_draft(draft, by=editor)
    return f"{live_server.url}/articles/twitches/"


def test_what_is_read_is_what_was_signed(page: Page, article, complaints):
    """The text of the page's body equals that of the signed one, for every audience, as a browser reads both."""
    for stored in PublicPage.objects.filter(slug="twitches").select_related("body"):
        page.goto(f"{article}for/{stored.audience}/")
        read = page.evaluate("document.querySelector('[data-body]').textContent.trim()")
        signed = page.evaluate(
            "html => new DOMParser().parseFromString(html, 'text/html').body.textContent.trim()", stored.body.html
        )
        assert read == signed
    assert complaints == []


def test_choosing_swaps_the_words_and_keeps_the_place(page: Page, article, complaints):
    page.goto(article)
    page.evaluate("document.getElementById('part-3').scrollIntoView()")
    before = page.evaluate("document.getElementById('part-3').getBoundingClientRect().top")
    expect(page.locator("[data-body]")).to_contain_text("Plain words.")

    page.evaluate("document.querySelector('[data-audience-choice] a[data-audience=clinician]').click()")

    expect(page.locator("[data-body]")).not_to_contain_text("Plain words.")
    expect(page.locator("[data-audience-said]")).to_have_text(
        "This page is now in the words for “I am a health professional”."
    )
    expect(page).to_have_url(f"{article}for/clinician/")
    assert abs(page.evaluate("document.getElementById('part-3').getBoundingClientRect().top") - before) < 3
    page.go_back()
    expect(page.locator("[data-body]")).to_contain_text("Plain words.")
    assert complaints == []


def test_the_choice_is_remembered_on_the_next_page(page: Page, article, complaints):
    page.goto(article)
    page.get_by_role("link", name="I am a health professional").click()
    expect(page).to_have_url(f"{article}for/clinician/")

    page.goto(article)

    expect(page).to_have_url(f"{article}for/clinician/")
    expect(page.locator("[data-audience-said]")).to_contain_text("as you chose before")
    assert (page.context.cookies(), complaints) == ([], [])


def test_everything_works_without_javascript(browser: Browser, article):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(article)

    page.get_by_role("link", name="I am a health professional").click()
    expect(page).to_have_url(f"{article}for/clinician/")
    expect(page.locator("[data-body]")).not_to_contain_text("Plain words.")
    page.get_by_role("link", name="Reference 1: ").click()
    expect(page.locator("#ref-1")).to_be_in_viewport()
    page.get_by_role("link", name="Back to mention 1 of reference 1").click()
    expect(page.locator("#cite-1-1")).to_be_in_viewport()
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("Your question").fill("Is it the tea?")
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your question")
    page.context.close()


def test_a_number_inside_a_range_shows_itself_to_whoever_is_led_to_it(page: Page, live_server, complaints):
    """By the keyboard, and by the way back from the list; the text that is copied has the range only."""
    editor = make_editor()
    keys = [make_reference(key, title=f"About {key}").key for key in ("a2001", "b2002", "c2003")]
    draft = make_draft(by=editor, slug="ranges", sections=3)
    cites = "".join(f'<cite data-ref="{key}"></cite>' for key in keys)
    edit(draft, "part-2", f"<p>A claim.{cites}</p>{LONG}", by=editor)
    publish_draft(draft, by=editor)
    page.goto(f"{live_server.url}/articles/ranges/")
    between, shown = page.locator("#cite-2-1"), "el => getComputedStyle(el, '::before').content"
    assert (page.locator("sup.cites").inner_text(), between.evaluate(shown)) == ("[1–3]", "none")

    page.locator("#cite-1-1").focus()
    page.keyboard.press("Tab")

    expect(between).to_be_focused()
    assert between.evaluate(shown) == '"2–"'
    expect(page.get_by_role("tooltip")).to_contain_text("About b2002")
    page.keyboard.press("Enter")
    expect(page.locator("#ref-2")).to_be_in_viewport()
    page.get_by_role("link", name="Back to mention 1 of reference 2").click()
    expect(between).to_be_in_viewport()
    assert between.evaluate(shown) == '"2–"'
    assert (Axe().run(page).response["violations"], complaints) == ([], [])


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_barriers_or_runs_over_the_edge(page: Page, article, live_server, complaints, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    found = []
    for path in ("/", "/board/", "/editorial-policy/", "/articles/twitches/", "/articles/twitches/ask/"):
        page.goto(live_server.url + path)
        found += [(path, one["id"]) for one in Axe().run(page).response["violations"]]
        found += [(path, "too wide")] if page.evaluate("document.documentElement.scrollWidth") > width else []

    assert (found, complaints) == ([], [])


def test_a_pending_page_has_no_barriers(page: Page, live_server, complaints):
    make_board(show_pending=True)
    make_submitted(slug="pending")

    page.goto(f"{live_server.url}/articles/pending/")

    expect(page.get_by_role("note", name="Caution")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert complaints == []
