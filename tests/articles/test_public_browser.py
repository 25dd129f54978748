"""The public pages in a real browser: what is read is what was signed, with and without JavaScript."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from articles.actions import save_section
from articles.models import PublicPage
from articles.queries import part_of
from articles.words.content import Wording
from references.actions import set_standing
from references.models import Reference
from reviews.tasks import recompose_stale_pages
from tests.builders import edit, make_board, make_draft, make_editor, make_reference, make_submitted, publish_draft
from tests.reviews.test_review_pages_browser import LOOKS, barriers_in_any_look

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


NODES = """() => {
  const own = document.documentElement.cloneNode(true);
  // What this visit adds, whoever reads: a preview, what was said, and the place in the contents.
  for (const added of own.querySelectorAll(".citation-card")) added.remove();
  for (const said of own.querySelectorAll("[data-audience-said]")) said.textContent = "";
  for (const link of own.querySelectorAll(".contents a")) link.removeAttribute("aria-current");
  const nodes = [];
  const walk = (node, depth) => {
    const text = node.nodeType === Node.TEXT_NODE ? node.textContent.trim() : "";
    const names = node.getAttributeNames?.().sort().map((name) => `${name}=${node.getAttribute(name)}`) ?? [];
    const isElement = node.nodeType === Node.ELEMENT_NODE;
    if (text || isElement) nodes.push(`${" ".repeat(depth)}${node.nodeName} ${names.join(" ")} ${text}`);
    for (const child of node.childNodes) walk(child, depth + 1);
  };
  const shared = 'meta[charset], meta[name="viewport"], link[rel="stylesheet"], link[rel="icon"]';
  for (const element of own.querySelectorAll(shared)) element.remove();
  walk(own, 0);
  return nodes;
}"""


@pytest.fixture
def noticed(live_server) -> str:
    """The address of a page whose audiences have their own title, references in another order, and notices on some."""
    editor = make_editor()
    for key in ("boyer2005", "lane1998", "roe2001"):
        make_reference(key, title=f"About {key}")
    draft = make_draft(by=editor, slug="noticed", sections=2)
    boyer, lane, roe = (f'<cite data-ref="{key}"></cite>' for key in ("boyer2005", "lane1998", "roe2001"))
    front, part = part_of(draft, "front"), part_of(draft, "part-2")
    own = Wording(
        heading="Fasciculation", html="<p>The lead for you.</p>", question="Whence?", summary="Another summary."
    )
    written = [
        (front, front.content.base, {"clinician": own}),
        (part, replace(part.content.base, html=f"<p>A claim.{boyer}</p>"), {
            "clinician": Wording(html=f"<p>One claim.{lane}</p><p>Another claim.{roe}{boyer}</p>"),
            "carer": Wording(left_out=True),
        }),
    ]  # fmt: skip
    for part, base, wordings in written:
        save_section(
            edition=draft,
            anchor=part.section.anchor,
            base_version=part.version.pk,
            base=base,
            wordings={**part.content.wordings, **wordings},
            by=editor,
        )
    publish_draft(draft, by=editor)
    for key, standing in (("boyer2005", "concern"), ("roe2001", "retracted")):
        set_standing(reference=Reference.objects.get(key=key), standing=standing, note="See there.", by=editor)
    recompose_stale_pages()
    return f"{live_server.url}/articles/noticed/"


AUDIENCES = ("patient", "carer", "clinician")


def address_for(address: str, audience: str) -> str:
    return address if audience == "patient" else f"{address}for/{audience}/"


@pytest.mark.parametrize("chosen", AUDIENCES)
def test_a_page_chosen_in_place_is_the_page_loaded(page: Page, noticed, complaints, chosen):
    """Node by node, whichever audience's page it was before: notices, title, canonical address, what machines read."""
    page.goto(address_for(noticed, chosen))
    loaded = page.evaluate(NODES)

    for before in AUDIENCES:
        page.evaluate("localStorage.clear()")
        page.goto(address_for(noticed, before))
        page.locator(f"[data-audience-choice] a[data-audience={chosen}]").click()
        expect(page.locator("[data-reader]")).to_have_attribute("data-audience", chosen)
        expect(page).to_have_url(address_for(noticed, chosen))
        assert page.evaluate(NODES) == loaded, f"from {before} to {chosen}"
    assert complaints == []


def test_pages_of_audiences_differ_in_all_that_is_swapped(page: Page, noticed):
    """So that the comparison can fail: each of these differs between two pages."""
    page.goto(noticed)
    patient = page.evaluate(NODES)
    page.goto(address_for(noticed, "clinician"))
    other = page.evaluate(NODES)

    for what in ("#text  Fasciculation", "name=description", "rel=canonical", "href=#ref-", '"@id":', "Available from"):
        assert [node for node in patient if what in node] != [node for node in other if what in node], what
    assert "About roe2001" not in str(patient)
    said = page.locator(".notice").filter(has_text="About the evidence on this page")
    expect(said.get_by_role("link")).to_have_count(2)
    for link in said.get_by_role("link").all():
        expect(page.locator(link.get_attribute("href"))).to_be_attached()


def test_words_remembered_bring_their_notices_along(page: Page, noticed, complaints):
    page.goto(noticed)
    page.evaluate("localStorage.setItem('imprimatur.audience', 'clinician')")

    page.goto(noticed)

    expect(page).to_have_url(address_for(noticed, "clinician"))
    expect(page.locator(".notice").filter(has_text="About the evidence")).to_contain_text("Retracted")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical.endswith("/articles/noticed/for/clinician/")
    expect(page.locator("#cite-text")).to_contain_text(canonical)
    assert complaints == []


def test_a_choice_made_off_line_keeps_the_page(page: Page, article):
    page.goto(article)
    page.context.set_offline(True)

    page.get_by_role("link", name="I am a health professional").click()

    expect(page.locator("[data-audience-said]")).to_contain_text("still in the words for “I am a patient”")
    expect(page).to_have_url(article)
    expect(page.locator("[data-body]")).to_contain_text("Plain words.")
    page.context.set_offline(False)
    page.get_by_role("link", name="I am a health professional").click()
    expect(page).to_have_url(f"{article}for/clinician/")
    page.route(article, lambda route: route.abort())
    page.go_back()
    expect(page.locator("[data-audience-said]")).to_contain_text("still in the words for “I am a health professional”")
    expect(page).to_have_url(f"{article}for/clinician/")


def test_the_choice_keeps_the_focus(page: Page, noticed):
    page.goto(noticed)
    option = page.get_by_role("link", name="I am a health professional")
    option.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(address_for(noticed, "clinician"))
    expect(option).to_be_focused()


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


def test_no_page_has_barriers_or_runs_over_the_edge(page: Page, article, live_server, complaints):
    paths = ("/", "/board/", "/editorial-policy/", "/articles/twitches/", "/articles/twitches/ask/")

    tried, found = barriers_in_any_look(page, [live_server.url + path for path in paths])

    assert (tried, found, complaints) == (LOOKS * len(paths), {}, [])


def test_a_pending_page_has_no_barriers(page: Page, live_server, complaints):
    make_board(show_pending=True)
    make_submitted(slug="pending")

    page.goto(f"{live_server.url}/articles/pending/")

    expect(page.get_by_role("note", name="Caution")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert complaints == []


def test_letters_twice_as_large_need_more_lines_and_not_a_wider_screen(page: Page, article, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []
    for address in (f"{live_server.url}/", article, f"{article}for/clinician/"):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(address)

    assert wide == []


def test_paper_says_for_whom_its_words_were_written(page: Page, article):
    page.goto(f"{article}for/clinician/")

    page.emulate_media(media="print")

    said = page.locator("[data-audience-choice]").inner_text().split("\n")
    assert [line for line in said if line.strip()] == ["Which best describes you?", "I am a health professional"]
