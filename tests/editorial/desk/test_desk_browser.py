"""The section editor in a real browser: nothing that may be stored is lost on the way through the writing surface."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, Phase, given, seed
from playwright.sync_api import Page, expect

from articles.models import Edition
from articles.queries import part_of
from articles.requirements import draft_issues
from articles.text import citations_in, clean, plain_text
from articles.words.content import Wording
from tests.articles.html_strategies import documents
from tests.builders import article_of, make_draft, make_reference
from tests.properties import examples
from tests.waiting import comes_to_be

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

THROUGH = """texts => texts.map((text) => {
  window.editors[0].commands.setContent(text);
  return window.editors[0].getHTML();
})"""
EVERYTHING = [
    "<p>H<sub>2</sub>O, 10<sup>3</sup>, <strong>not <em>ever</em></strong>, 10\u00a0mg.<br>New line.</p>",
    "<h3>Heading</h3><p>a</p><h4>Smaller</h4><p>b</p>",
    "<ul><li>one<ul><li>inner</li></ul></li><li><p>two</p><p>more</p></li></ul>",
    '<ol start="3"><li>three</li><li>four</li></ol>',
    '<table><thead><tr><th scope="col">Dose</th><th scope="col">Effect</th></tr></thead>'
    '<tbody><tr><th scope="row">5\u00a0mg</th><td>a<br>b</td></tr><tr><td colspan="2">both</td></tr></tbody></table>',
    "<blockquote><p>Said.</p><ul><li>x</li></ul></blockquote>",
    *(f'<aside data-callout="{kind}"><p>Box.</p></aside>' for kind in ("note", "tip", "warning", "danger")),
    '<aside data-callout="warning"><h3>Stop</h3><ol><li>a</li></ol><blockquote><p>b</p></blockquote></aside>',
    '<p><a href="https://example.org/a?b=c&amp;d">out</a>, '
    '<a data-article="123e4567-e89b-12d3-a456-426614174000">another article</a></p>',
    '<p>So<cite data-ref="lane1998" data-locator="p. 4 &amp; &quot;5&quot;"></cite><cite data-ref="boyer2005"></cite>'
    ' and<cite data-unresolved="[7] &lt;x&gt;"></cite>.</p>',
]


def open_section(page: Page, live_server, edition: Edition, anchor: str = "part-1") -> None:
    page.goto(f"{live_server.url}/desk/articles/{article_of(edition).slug}/sections/{anchor}/")
    every = "window.editors?.length === document.querySelectorAll('textarea[data-prose]').length"
    assert comes_to_be(page, every, True)


def random_documents() -> list[str]:
    """Many stored texts, the same in every run."""
    found: list[str] = []

    @seed(20)
    @examples(150, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(documents)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


def test_what_is_stored_comes_back_unchanged(page, live_server, writer):
    open_section(page, live_server, make_draft(by=writer))

    back = [clean(text) for text in page.evaluate(THROUGH, EVERYTHING)]

    assert [one.html for one in back] == EVERYTHING
    assert [one.notes for one in back] == [[]] * len(EVERYTHING)


def test_any_text_keeps_its_words_and_citations(page, live_server, writer):
    open_section(page, live_server, make_draft(by=writer))
    texts = random_documents()

    back = [clean(text).html for text in page.evaluate(THROUGH, texts)]

    assert [plain_text(text) for text in back] == [plain_text(text) for text in texts]
    assert [citations_in(text) for text in back] == [citations_in(text) for text in texts]
    # Rows of a table that are too short get empty cells; all else is the same to the byte.
    plain = [(a, b) for a, b in zip(texts, back, strict=True) if "<table" not in a]
    assert [b for _, b in plain] == [a for a, _ in plain]
    assert len(plain) > 50


def test_opening_and_saving_makes_no_version_and_no_complaint(page, live_server, writer, complaints):
    edition = make_draft(by=writer)
    open_section(page, live_server, edition)

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Nothing had changed, so there is no new version.")).to_be_visible()
    assert complaints == []


def test_writing_with_a_citation_a_list_and_a_warning(page, live_server, writer, complaints):
    edition = make_draft(by=writer)
    make_reference("lane1998", title="Movement and medicines", author=[{"family": "Lane"}])
    open_section(page, live_server, edition)

    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Twitches are harmless [@")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search the library").fill("movement")
    dialog.get_by_role("option", name="Movement").click()
    dialog.get_by_label("Where in it").fill("p. 4")
    dialog.get_by_role("button", name="Cite").click()
    page.keyboard.type(".")
    page.keyboard.press("Enter")
    page.keyboard.type("- rest")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator("#wording-everyone").get_by_label("Box around it").select_option("warning")
    page.keyboard.type("Call if you faint.")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert part_of(edition, "part-1").content.base.html == (
        '<p>Twitches are harmless <cite data-ref="lane1998" data-locator="p. 4"></cite>.</p>'
        '<ul><li>rest</li></ul><aside data-callout="warning"><p>Call if you faint.</p></aside>'
    )
    assert complaints == []


CITE_AND_LOOK = """async () => {
  [...document.querySelectorAll("dialog button")].find((button) => button.textContent === "Cite").click();
  for (let step = 0; step < 20; step += 1) await null;  // all that happens before the next key is heard
  return [document.activeElement.getAttribute("role"), window.editors[0].getText()];
}"""
BOX_AND_LOOK = """(box) => {
  box.value = "warning";
  box.dispatchEvent(new Event("change"));
  return document.activeElement.getAttribute("role");
}"""


def test_the_next_key_after_a_dialog_or_a_tool_goes_into_the_text(page, live_server, writer):
    """However fast it is pressed: behind the citation that was chosen, into the box that was put around."""
    make_reference("lane1998", title="Movement and medicines", author=[{"family": "Lane"}])
    open_section(page, live_server, make_draft(by=writer))
    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Harmless [@movement")  # the dialog is there before the m
    page.get_by_role("dialog").get_by_role("option", name="Movement").click()

    assert page.evaluate(CITE_AND_LOOK) == ["textbox", "Harmless [Lane 2005]"]
    box = page.locator("#wording-everyone").get_by_label("Box around it")
    box.focus()
    assert box.evaluate(BOX_AND_LOOK) == "textbox"


def test_enter_in_a_field_saves_and_confirms_nothing(page, live_server, writer):
    edition = make_draft(by=writer, complete=False)
    open_section(page, live_server, edition)
    page.get_by_role("tab", name="I am a health professional").click()

    page.locator("#wording-clinician").get_by_role("textbox", name="Heading").press("Enter")

    expect(page.get_by_text("Nothing had changed, so there is no new version.")).to_be_visible()
    assert "wording:part-1:clinician" in [issue.target for issue in draft_issues(edition)]


def test_tabs_by_keyboard_and_no_barrier_on_the_page(page, live_server, writer):
    edition = make_draft(by=writer)
    open_section(page, live_server, edition)

    page.get_by_role("tab", name="Everyone").focus()
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("tab", name="I am a patient")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#wording-everyone")).to_be_hidden()
    expect(page.get_by_role("textbox", name="I am a patient Text")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def test_what_scripts_say_is_in_the_language_of_the_page(page, live_server, writer, monkeypatch):
    german = {"Cancel": "Abbrechen", "Chosen: %(name)s.": "Gewählt: %(name)s.", "Cite": "Zitieren"}
    said = {"words": german, "plurals": [int(number != 1) for number in range(200)]}
    monkeypatch.setattr("editorial.shared.language._catalogues", {"en-gb": said})
    make_reference("lane1998", title="Movement and medicines", author=[{"family": "Lane"}])
    open_section(page, live_server, make_draft(by=writer))

    page.locator("#wording-everyone .tool-strong").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search the library").fill("movement")
    dialog.get_by_role("option", name="Movement").click()

    expect(page.locator("#wording-everyone .tool-strong")).to_have_text("Zitieren")
    expect(dialog.get_by_role("button", name="Abbrechen")).to_be_visible()
    expect(dialog.get_by_text("Gewählt: Lane")).to_be_visible()


def test_a_choice_stands_though_a_search_was_under_way(page, live_server, writer):
    make_reference("lane1998", title="Movement and medicines", author=[{"family": "Lane"}])
    open_section(page, live_server, make_draft(by=writer))
    page.locator("#wording-everyone .tool-strong").click()
    dialog = page.get_by_role("dialog")
    option = dialog.get_by_role("option", name="Movement")
    expect(option).to_be_visible()
    page.route("**/search.json*", lambda route: None)  # its answer stays away
    with page.expect_request("**/search.json*"):
        dialog.get_by_label("Search the library").fill("movement")

    with page.expect_event("requestfailed"):
        option.click()

    expect(dialog.get_by_text("Chosen: Lane")).to_be_visible()


def test_leaving_with_unsaved_words_asks_first(page, live_server, writer):
    open_section(page, live_server, make_draft(by=writer))
    page.on("dialog", lambda dialog: dialog.dismiss())

    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.type("New words. ")
    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="Back to the article").click()

    expect(page.locator("#wording-everyone .ProseMirror")).to_contain_text("New words.")
    assert asked.value.type == "beforeunload"


def test_another_forms_button_asks_before_words_are_lost(page, live_server, writer):
    """In every form that takes words: the page's other forms cannot send them."""
    article = article_of(make_draft(by=writer))
    page.goto(f"{live_server.url}/desk/articles/{article.slug}/contributors/")
    page.on("dialog", lambda dialog: dialog.dismiss())

    page.get_by_label("Name").last.fill("C. Author")
    with page.expect_event("dialog") as asked:
        page.get_by_role("button", name="Take off").first.click()

    expect(page.get_by_label("Name").last).to_have_value("C. Author")
    assert asked.value.type == "beforeunload"


def test_without_scripts_the_form_takes_html(browser, browser_context_args, live_server, writer, page):
    edition = make_draft(by=writer)
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{live_server.url}/desk/articles/{article_of(edition).slug}/sections/part-1/")

    plain.locator("#wording-everyone textarea").fill("<p>Typed <em>by hand</em>.</p>")
    plain.locator("#wording-patient textarea").fill("<p>Plain.</p>")
    plain.get_by_role("button", name="Save", exact=True).click()

    expect(plain.get_by_text("Saved as version 2.")).to_be_visible()
    content = part_of(edition, "part-1").content
    assert content.base == Wording("Part 1", "<p>Typed <em>by hand</em>.</p>")
    assert content.wordings == {"patient": Wording(html="<p>Plain.</p>")}
    context.close()
