"""The outline in a browser: sections are put into order by hand and by keyboard, divided at the cursor, and merged."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.queries import part_of, parts_of
from tests.builders import edit, make_draft

from .test_in_place_browser import go, opened

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(editor_in_browser):
    return editor_in_browser


def order(page: Page) -> list[str]:
    return page.locator("[data-outline] > li[id] .list-row-title").all_inner_texts()[1:]


def handle(page: Page, name: str):
    return page.get_by_role("button", name=f"Reorder “{name}”")


def stored(edition) -> list[str]:
    return [part.section.anchor for part in parts_of(edition) if not part.content.is_front]


def test_sections_are_put_into_order_by_keyboard(page, live_server, editor):
    edition = make_draft(by=editor, sections=3)
    go(page, live_server, edition)

    handle(page, "Part 1").press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert order(page) == ["Part 2", "Part 3", "Part 1"]
    expect(page.get_by_text("“Part 1”: place 3 of 3.")).to_be_attached()
    page.keyboard.press("Escape")
    assert order(page) == ["Part 1", "Part 2", "Part 3"]
    expect(page.get_by_text("“Part 1” is back at place 1.")).to_be_attached()
    assert stored(edition) == ["part-1", "part-2", "part-3"]

    handle(page, "Part 1").press("Space")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/sections/part-1/move/"):
        page.keyboard.press("Space")
    expect(page.locator("[data-outline][aria-busy]")).to_have_count(0)
    expect(handle(page, "Part 1")).to_be_focused()
    assert order(page) == ["Part 2", "Part 1", "Part 3"]
    assert stored(edition) == ["part-2", "part-1", "part-3"]


def test_the_outline_comes_without_a_complaint_of_the_browser(page, live_server, editor, complaints):
    go(page, live_server, make_draft(by=editor, sections=2))

    expect(handle(page, "Part 1")).to_be_visible()
    assert complaints == []


def test_sections_are_put_into_order_by_dragging(page, live_server, editor):
    edition = make_draft(by=editor, sections=3)
    page.set_viewport_size({"width": 1280, "height": 2400})
    go(page, live_server, edition)
    start, end = (page.locator(f"#section-part-{number} [data-handle]").bounding_box() for number in (3, 1))

    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] - 5, steps=8)
    assert order(page) == ["Part 3", "Part 1", "Part 2"]
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order(page) == ["Part 1", "Part 2", "Part 3"]

    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] - 5, steps=8)
    with page.expect_response("**/sections/part-3/move/"):
        page.mouse.up()
    expect(page.locator("[data-outline][aria-busy]")).to_have_count(0)
    assert stored(edition) == ["part-3", "part-1", "part-2"]


def test_a_section_is_divided_at_the_cursor_and_merged_again(page, live_server, editor):
    edition = make_draft(by=editor, sections=2)
    edit(edition, "part-2", "<p>First words. Second words.</p><p>Third.</p>", by=editor)
    go(page, live_server, edition)
    page.locator("#section-part-2").get_by_role("link", name="Part 2", exact=True).click()
    part = opened(page, "Part 2")
    part.locator(".ProseMirror:visible").click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("Typed just now. ")
    for _ in range(len("First words. ")):
        page.keyboard.press("ArrowRight")
    part.get_by_role("button", name="Divide the section here").click()

    part = opened(page, "Divide “Part 2”")
    expect(part.get_by_label("The second part begins with")).to_have_value("1")
    assert Axe().run(page).response["violations"] == []
    part.get_by_role("group", name="Everyone").get_by_label("Its heading").fill("The rest")
    part.get_by_role("button", name="Divide the section").click()

    opened(page, "The rest")
    expect(page.locator("[data-outline][aria-busy]")).to_have_count(0)
    assert stored(edition) == ["part-1", "part-2", "the-rest"]
    assert part_of(edition, "part-2").content.base.html == "<p>Typed just now. First words.</p>"
    assert part_of(edition, "the-rest").content.base.html == "<p>Second words.</p><p>Third.</p>"

    row = page.locator("#section-part-2")
    row.get_by_text("More").click()
    row.get_by_role("link", name="Merge with the next").click()
    part = opened(page, "Merge “Part 2” with “The rest”?")
    assert Axe().run(page).response["violations"] == []
    part.get_by_role("button", name="Merge the sections").click()

    expect(page.get_by_role("region", name="Part 2", exact=True)).to_be_visible()
    expect(page.locator("[data-outline][aria-busy]")).to_have_count(0)
    assert stored(edition) == ["part-1", "part-2"]
    html = "<p>Typed just now. First words.</p><h3>The rest</h3><p>Second words.</p><p>Third.</p>"
    assert part_of(edition, "part-2").content.base.html == html


def test_wordings_stand_side_by_side_where_there_is_room_and_all_are_reached_on_a_phone(page, live_server, editor):
    edition = make_draft(by=editor, sections=1)
    page.goto(f"{live_server.url}/desk/articles/{edition.article.slug}/sections/part-1/")
    editors = page.locator(".ProseMirror:visible")
    expect(editors).to_have_count(1)

    page.get_by_role("button", name="Side by side").click()

    expect(editors).to_have_count(4)
    first, second = (page.locator(f"#wording-{key}").bounding_box() for key in ("everyone", "patient"))
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] <= second["x"]
    assert Axe().run(page).response["violations"] == []
    page.reload()
    expect(editors).to_have_count(4)

    page.set_viewport_size({"width": 390, "height": 800})
    expect(editors).to_have_count(1)
    for name in ("I am a patient", "I care for someone", "I am a health professional", "Everyone"):
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
