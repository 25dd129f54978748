"""One page for an article: its sections are written, added, moved and removed on it, without leaving."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.models import Edition
from articles.queries import draft_of, part_of, parts_of
from editorial.scratch.models import ScratchCopy
from reviews.actions import submit
from tests.builders import (
    PASSWORD,
    article_of,
    edit,
    make_audiences,
    make_board,
    make_draft,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(editor_in_browser):
    return editor_in_browser


@pytest.fixture
def loads(page: Page) -> list[str]:
    """The pages that were loaded."""
    seen: list[str] = []
    page.on("load", lambda one: seen.append(one.url))
    return seen


def go(page: Page, live_server, edition: Edition) -> None:
    page.goto(f"{live_server.url}/desk/articles/{article_of(edition).slug}/")


def opened(page: Page, name: str):
    """The part that is open in its place, once its editors are there."""
    part = page.get_by_role("region", name=name)
    expect(part.locator(".ProseMirror:visible, form").first).to_be_visible()
    return part


def write(page: Page, part, text: str) -> None:
    part.locator(".ProseMirror:visible").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def words(edition: Edition, anchor: str) -> str:
    return part_of(edition, anchor).content.base.html


def test_an_article_from_begin_to_submit_in_three_pages(page, live_server, editor, loads):
    """Six sections, two audiences with words of their own, somebody named: all on the article's page."""
    make_audiences()
    make_board()
    page.goto(f"{live_server.url}/desk/articles/new/")
    page.get_by_label("Title").fill("Trembling hands")
    page.get_by_label("The reader’s question").fill("Why do my hands tremble?")
    page.get_by_label("Summary").fill("Why hands tremble, and what helps.")
    page.get_by_label("Topic").fill("Nerves")
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/desk/articles/trembling-hands/")
    for number in range(1, 7):
        page.get_by_role("link", name="Add a section").click()
        part = opened(page, "Add a section")
        part.get_by_label("Heading").fill(f"Part {number}")
        part.get_by_role("button", name="Add and write").click()
        part = opened(page, f"Part {number}")
        write(page, part, f"Words of part {number}.")
        for audience in ("patient", "professional"):
            part.get_by_role("tab", name=audience).click()
            write(page, part, f"Own words {number}.")
        part.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.get_by_text("Saved as version").first).to_be_visible()
    page.get_by_role("link", name="Change who is named").click()
    part = opened(page, "Who is named")
    part.get_by_label("Name", exact=True).fill("A. Writer")
    part.get_by_label("Credentials").fill("BSc")
    part.get_by_label("interests").fill("None.")
    part.get_by_label("Who this is").select_option(index=1)
    part.get_by_role("button", name="Add", exact=True).click()
    expect(part.get_by_text("A. Writer").first).to_be_visible()
    part.get_by_role("button", name="Close").click()
    for _ in range(3):
        number = page.locator(".confirm-row button").count()
        page.locator(".confirm-row button").first.click()
        expect(page.locator(".confirm-row button")).to_have_count(number - 1)
    page.get_by_label("What changed").fill("A new article.")
    page.get_by_label("Publish on").fill("2099-03-01T09:30")
    page.get_by_role("button", name="Save the time").last.click()
    expect(page.get_by_text("Saved when to publish.")).to_be_visible()
    page.get_by_label("Funding").fill("None.")
    page.get_by_role("button", name="Submit edition", exact=True).click()
    expect(page.get_by_text("the board sees it from now on")).to_be_visible()
    page.wait_for_load_state()

    assert len(loads) == 3
    edition = Edition.objects.get(article__slug="trembling-hands")
    assert (edition.state, edition.funding, len(parts_of(edition))) == ("submitted", "None.", 7)
    assert (edition.change_note, edition.publish_at.year, edition.article.topic) == ("A new article.", 2099, "Nerves")
    assert part_of(edition, "front").content.base.question == "Why do my hands tremble?"
    assert words(edition, "part-3") == "<p>Words of part 3.</p>"


def test_a_saved_section_stays_open_with_its_cursor_and_its_undo(page, live_server, editor, loads):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " More.")

    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    page.keyboard.insert_text(" And more.")  # the cursor is where it was
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    assert words(edition, "part-1").endswith(" More. And more.</p>")

    for _ in range(4):
        page.keyboard.press("Control+z")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved as version 1.")).to_be_visible()  # these words are there already
    assert "More" not in words(edition, "part-1")
    assert len(loads) == 1
    assert not ScratchCopy.objects.exclude(sent="").exists()


def test_what_is_typed_in_a_part_that_is_closed_waits_there(page, live_server, editor, loads):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    write(page, opened(page, "Part 1"), " Not saved.")

    page.locator("#section-part-2 a").first.click()
    part = opened(page, "Part 2")
    write(page, part, " Saved.")
    part.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")

    expect(part.get_by_text("You had typed this, and it is not saved")).to_be_visible()
    part.get_by_role("link", name="Put it back into the form").click()
    expect(page.locator(".ProseMirror:visible")).to_contain_text("Not saved.")
    part.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert words(edition, "part-1").endswith(" Not saved.</p>")
    assert words(edition, "part-2").endswith(" Saved.</p>")
    assert len(loads) == 1


def test_what_cannot_be_saved_comes_back_in_its_place(page, live_server, editor, loads):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " Kept.")
    part.get_by_label("Heading").first.fill("Hid\u200bden")

    part.get_by_role("button", name="Save", exact=True).last.click()

    part = page.locator("[data-in-place]")
    expect(part.get_by_role("alert")).to_contain_text("Not saved yet")
    expect(part.locator(".ProseMirror:visible")).to_contain_text("Kept.")
    assert part_of(edition, "part-1").version.number == 1
    part.get_by_label("Heading").first.fill("Plain")
    part.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("#section-part-1")).to_contain_text("Plain")  # the row says it too
    assert len(loads) == 1


def test_somebody_else_saved_first_and_both_are_shown_in_place(page, live_server, editor):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    edit(edition, "part-1", "<p>Theirs.</p>", by=editor)
    write(page, part, " Mine.")

    part.get_by_role("button", name="Save", exact=True).last.click()

    expect(page.locator("[data-in-place]")).to_contain_text("Theirs.")
    expect(page.locator("[data-in-place]")).to_contain_text("Mine.")
    assert words(edition, "part-1") == "<p>Theirs.</p>"


def test_a_comment_leaves_what_is_typed_in_the_section_alone(page, live_server, editor, loads):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " Typed.")

    part.locator("summary", has_text="Write a comment").click()
    part.get_by_label("Your comment").fill("Is this so?")
    part.get_by_role("button", name="Comment", exact=True).click()

    expect(part.get_by_text("Is this so?").first).to_be_visible()
    expect(part.locator(".ProseMirror:visible")).to_contain_text("Typed.")
    part.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert words(edition, "part-1").endswith(" Typed.</p>")
    assert len(loads) == 1


def test_a_heading_that_somebody_else_gave_is_not_taken_back(page, live_server, editor):
    """Joined by the server: the form shows it before anything more can be saved."""
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    edit(edition, "part-1", words(edition, "part-1"), by=editor, heading="Their heading")
    write(page, part, " Mine.")

    page.keyboard.press("Control+s")

    part = opened(page, "Their heading")
    expect(part.get_by_label("Heading").first).to_have_value("Their heading")
    write(page, part, " And more.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved as version 4.")).to_be_visible()
    said = part_of(edition, "part-1").content.base
    assert said.heading == "Their heading"
    assert "Mine." in said.html
    assert "And more." in said.html


def test_a_comment_that_is_not_sent_outlives_a_save(page, live_server, editor):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    part.locator("summary", has_text="Write a comment").click()
    part.get_by_label("Your comment").fill("Half a thought")
    write(page, part, " Saved.")

    page.keyboard.press("Control+s")

    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    expect(part.get_by_label("Your comment")).to_have_value("Half a thought")


def test_a_link_to_the_part_that_is_open_leads_there_and_leaves_it(page, live_server, editor, loads):
    make_audiences()
    edition = make_draft(by=editor, complete=False)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " Typed.")

    page.locator("#submit .confirm-row", has_text="Part 1").first.get_by_role("link").click()

    expect(part.get_by_role("tab", selected=True)).not_to_have_text("Everyone")
    part.get_by_role("tab", name="Everyone").click()
    expect(part.locator(".ProseMirror:visible")).to_contain_text("Typed.")
    assert len(loads) == 1


def test_what_is_refused_by_a_page_of_its_own_leaves_the_words_where_they_are(page, live_server, editor):
    make_board()
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " Typed.")
    submit(edition=edition, by=editor)  # by a colleague

    page.keyboard.press("Control+s")

    expect(page.get_by_text("contents no longer change").first).to_be_visible()
    expect(part.locator(".ProseMirror:visible")).to_contain_text("Typed.")


def test_two_presses_are_two_saves_and_no_conflict(page, live_server, editor):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " One.")

    page.keyboard.press("Control+s")
    page.keyboard.insert_text(" Two.")
    page.keyboard.press("Control+s")

    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    assert words(edition, "part-1").endswith(" One. Two.</p>")
    expect(part.locator(".ProseMirror:visible")).to_be_visible()


def test_moving_keeps_the_open_part_and_the_focus(page, live_server, editor, loads):
    edition = make_draft(by=editor, sections=3)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " Typed.")

    page.get_by_role("button", name="Move “Part 3” up").click()

    expect(page.locator("[data-outline] > li[id]").nth(2)).to_have_attribute("id", "section-part-3")
    expect(page.get_by_role("button", name="Move “Part 3” up")).to_be_focused()
    expect(part.locator(".ProseMirror:visible")).to_contain_text("Typed.")
    assert [one.section.anchor for one in parts_of(edition)] == ["front", "part-1", "part-3", "part-2"]
    assert page.locator("[data-outline] > li").nth(2).get_attribute("data-in-place-row") is not None
    assert len(loads) == 1


def test_a_section_is_removed_with_its_reason_and_brought_back(page, live_server, editor, loads):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.get_by_role("link", name="Remove “Part 2”").click()
    part = opened(page, "Remove “Part 2”?")
    part.get_by_role("button", name="Remove the section").click()
    expect(page.get_by_text("“Part 2” is no longer in this edition.")).to_be_visible()

    assert [one.section.anchor for one in parts_of(edition)] == ["front", "part-1"]
    assert len(loads) == 1


def test_without_a_connection_nothing_is_lost_and_it_says_so(page, live_server, editor):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " Typed.")
    page.context.set_offline(True)

    part.get_by_role("button", name="Save", exact=True).last.click()

    expect(page.get_by_text("Nothing is saved: the site did not answer")).to_be_visible()
    page.context.set_offline(False)
    part.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert words(edition, "part-1").endswith(" Typed.</p>")


def test_an_ended_sign_in_is_renewed_in_place(page, live_server, editor, loads):
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    part = opened(page, "Part 1")
    write(page, part, " Typed.")
    page.context.clear_cookies()

    part.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_label("E-mail address").fill(editor.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert words(edition, "part-1").endswith(" Typed.</p>")
    assert len(loads) == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_the_open_part_is_there_after_a_reload_and_has_no_barriers(page, live_server, editor, width):
    edition = make_draft(by=editor)
    page.set_viewport_size({"width": width, "height": 900})
    go(page, live_server, edition)
    page.locator("#section-part-1 a").first.click()
    opened(page, "Part 1")

    page.reload()

    opened(page, "Part 1")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert draft_of(article_of(edition)) == edition
