"""Pasting into the section editor in a real browser: real paste events with the HTML that other programs copy."""

from base64 import b64encode
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.queries import part_of
from articles.requirements import draft_issues
from tests.articles.media.files import picture_of
from tests.builders import make_draft, make_reference

from .test_desk_browser import open_section

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CASES = Path(__file__).parents[2] / "articles" / "exchange" / "cases"
PASTE = """([html, text, shift, picture]) => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
  if (picture) data.items.add(new File([bytes], "image.png", { type: "image/png" }));
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const { dom } = window.editors[0].view;
  const key = { key: "V", ctrlKey: true, shiftKey: Boolean(shift), bubbles: true };
  dom.dispatchEvent(new KeyboardEvent("keydown", key));
  const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  dom.dispatchEvent(pasted);
}"""


@pytest.fixture
def section(page, live_server, writer):
    """An open section without words, its cursor in the text."""
    edition = make_draft(by=writer)
    open_section(page, live_server, edition)
    page.locator("#wording-everyone .ProseMirror").click()
    page.evaluate("window.editors[0].commands.clearContent(true)")
    return edition


def paste(page: Page, html: str = "", text: str = "", *, shift: bool = False, picture: str = "") -> None:
    page.evaluate(PASTE, [html, text, shift, picture])


def clipboard(name: str) -> str:
    return (CASES / f"{name}-clipboard.html").read_text()


def html_of(page: Page) -> str:
    return page.evaluate("window.editors[0].getHTML()")


def report(page: Page):
    return page.locator("#wording-everyone .pasted")


def test_google_docs_keeps_what_is_bold_and_names_what_was_struck_out(page, section, complaints):
    paste(page, clipboard("gdocs-headings-lists"))

    expect(report(page)).to_contain_text("Struck-out words were left out: “Take 900 mg.”")
    html = html_of(page)
    assert html.count("<strong>") == 2
    assert "<em>always</em>" in html
    assert "<sub>2</sub>" in html
    assert '<ol start="2">' in html
    assert "900" not in html
    assert complaints == []


def test_lists_headings_and_cells_of_word(page, section, complaints):
    paste(page, clipboard("word-headings-lists"))

    expect(report(page)).to_contain_text("Is one week right?")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert part_of(section, "part-1").content.base.html == (
        "<h3>Taking lithium</h3><p>Lithium needs <strong>regular</strong> blood tests.</p><h4>When to call</h4>"
        "<ul><li>shaking that grows<ul><li>in both hands</li></ul></li><li>vomiting</li></ul>"
        "<table><tbody><tr><td>Level</td><td>What to do</td></tr><tr><td>above 1.5</td><td></td></tr></tbody></table>"
        "<p>Test in one week.</p>"
    )
    assert complaints == []


def test_marks_become_citations_which_stop_the_submission(page, section, complaints):
    make_reference("lane1998", title="Movement", author=[{"family": "Lane"}], issued={"date-parts": [[1998]]})
    paste(page, clipboard("pasted-marks"))

    expect(report(page)).to_contain_text("citations have no reference yet")
    expect(page.locator("#wording-everyone .cite-atom").first).to_be_visible()
    assert "Lane 1998" in page.locator("#wording-everyone .ProseMirror").inner_text()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert "unresolved-citation" in {issue.code for issue in draft_issues(section)}
    assert complaints == []


def test_one_undo_takes_the_whole_paste_back_and_nothing_else(page, section):
    page.keyboard.type("Before. ")
    paste(page, clipboard("word-list"))
    expect(page.locator("#wording-everyone .ProseMirror")).to_contain_text("Breathe out.")
    page.keyboard.type("After")

    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")

    assert html_of(page) in ("<p>Before. </p>", "<p>Before.</p>")


def test_words_are_pasted_into_the_middle_of_a_sentence(page, section):
    page.keyboard.type("Take  a day.")
    page.evaluate("window.editors[0].commands.setTextSelection(6)")

    paste(page, "<span style='font-weight:700'>one tablet</span>")

    expect(page.locator("#wording-everyone .ProseMirror strong")).to_have_text("one tablet")
    assert html_of(page) == "<p>Take <strong>one tablet</strong> a day.</p>"


def test_who_types_on_while_it_is_read_loses_nothing(page, section):
    held = []
    page.route("**/paste/", lambda route: held.append(route))
    page.keyboard.type("First. ")
    paste(page, "<p>Pasted <b>words</b>.</p>")
    expect(report(page)).to_contain_text("Reading what you pasted")
    page.keyboard.type("Typed on.")
    held[0].continue_()

    expect(page.locator("#wording-everyone .ProseMirror")).to_contain_text("Pasted words.")
    page.keyboard.type(" And more.")
    text = page.locator("#wording-everyone .ProseMirror").inner_text()
    assert text.index("First.") < text.index("Pasted words.") < text.index("Typed on. And more.")


def test_saving_waits_for_what_is_being_read(page, section):
    held = []
    page.route("**/paste/", lambda route: held.append(route))
    paste(page, "<p>Take <b>one</b>.</p>")
    expect(report(page)).to_contain_text("Reading what you pasted")
    page.get_by_role("button", name="Save", exact=True).click()
    held[0].continue_()

    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert part_of(section, "part-1").content.base.html == "<p>Take <strong>one</strong>.</p>"


def test_off_line_it_says_so_and_offers_the_plain_text(page, section):
    page.keyboard.type("Typed. ")
    page.context.set_offline(True)
    paste(page, "<p>Take <s>two</s> <b>one</b>.</p>", "Take one.")

    expect(report(page)).to_contain_text("The server could not be reached.")
    assert html_of(page) in ("<p>Typed. </p>", "<p>Typed.</p>")
    page.get_by_role("button", name="Paste the plain text").click()

    assert html_of(page) == "<p>Typed. Take one.</p>"
    expect(report(page)).to_be_empty()
    page.context.set_offline(False)


def test_trying_again_pastes_it(page, section):
    page.context.set_offline(True)
    paste(page, "<p>Take <b>one</b>.</p>")
    page.get_by_role("button", name="Try again").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()

    expect(page.locator("#wording-everyone .ProseMirror strong")).to_have_text("one")


def test_with_shift_the_plain_text_is_pasted_and_nobody_is_asked(page, section):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/paste/") else None)

    paste(page, "<p>Take <b>one</b> [1].</p>", "Take one [1].", shift=True)

    assert html_of(page) == "<p>Take one [1].</p>"
    assert asked == []


def test_what_was_copied_here_is_pasted_as_it_is(page, section):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/paste/") else None)
    page.evaluate("window.editors[0].commands.setContent('<p>So<cite data-unresolved=\"[7]\"></cite>.</p>')")
    page.evaluate("window.editors[0].chain().focus().selectAll().run()")
    copy = """() => {
      const data = new DataTransfer();
      const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
      window.editors[0].view.dom.dispatchEvent(event);
      return data.getData("text/html");
    }"""
    copied = page.evaluate(copy)
    page.evaluate("window.editors[0].commands.focus('end')")

    paste(page, copied, "So[[7] ?].")

    assert html_of(page).count("<cite") == 2
    assert asked == []


def test_a_picture_among_pasted_words_waits_on_the_page_of_pictures_and_comes_in(page, section, complaints):
    drawn = b64encode(picture_of()).decode()
    paste(page, f'<p>Look at it: <b>5 mg</b></p><p><img src="data:image/png;base64,{drawn}" alt="A chart"></p>')

    expect(report(page)).to_contain_text("1 picture you pasted waits to be added")
    expect(page.locator("#wording-everyone .ProseMirror")).to_contain_text("Look at it: 5 mg")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    page.get_by_role("link", name="Add a picture or sound").click()
    expect(page.locator("[data-chosen]")).to_contain_text("pasted-1.png")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".medium-row img")).to_have_count(1)
    assert complaints == []


def test_a_picture_alone_waits_there_too_and_once(page, section, complaints):
    paste(page, picture=b64encode(picture_of()).decode())

    expect(report(page)).to_contain_text("1 picture you pasted waits to be added")
    report(page).get_by_role("link", name="Pictures and sound").click()
    expect(page.locator("[data-chosen] li")).to_have_count(1)
    page.reload()
    expect(page.locator("[data-chosen] li")).to_have_count(0)
    assert complaints == []


def test_words_that_bring_a_picture_of_themselves_are_words(page, section):
    paste(page, "<p>Only <b>words</b></p>", "Only words", picture=b64encode(picture_of()).decode())

    expect(page.locator("#wording-everyone .ProseMirror")).to_contain_text("Only words")
    expect(report(page)).not_to_contain_text("picture")


def test_the_report_is_read_out_and_has_no_barrier(page, section):
    paste(page, clipboard("gdocs-headings-lists"))

    expect(report(page)).to_have_attribute("aria-live", "polite")
    expect(report(page).get_by_role("list")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.get_by_role("button", name="I have seen this").click()
    expect(report(page)).to_be_empty()


def test_without_scripts_the_page_says_how_pasting_works(browser, live_server, writer, page):
    edition = make_draft(by=writer)
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{live_server.url}/desk/articles/{edition.article.slug}/sections/part-1/")

    assert "What you paste here comes in as plain text" in plain.locator("noscript").first.inner_text()
    context.close()
