"""The review page in a real browser: with and without JavaScript, by keyboard, and for everybody (axe)."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from reviews.actions import publish
from reviews.enums import Verdict
from reviews.models import SignOff
from tests.builders import approve
from tests.reviews.scenes import Scene, comment_on, make_scene, next_edition

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def scene() -> Scene:
    """A second edition in review, in which one section changed, with a comment."""
    scene = make_scene()
    scene.sign_all("member", "second")
    approve(edition=scene.edition, by=scene.chair)
    publish(edition_id=scene.edition.pk)
    scene.edition.refresh_from_db()
    scene.edition = next_edition(scene, part_1="<p>Take 5 mg. Not more.</p>", part_2="<p>Other words.</p>")
    comment_on(scene, by=scene.second, quote="Take 5 mg.")
    return scene


@pytest.fixture
def opened(browser: Browser, live_server, scene: Scene) -> Callable[..., Page]:
    """Opens an address as somebody, in a window of its own."""

    def open_as(role: str, address: str, **options) -> Page:
        context = browser.new_context(base_url=live_server.url, **{"viewport": PHONE, **options})
        session = scene.client(role).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(address)
        return page

    return open_as


def choice(page: Page, scene: Scene, anchor: str, verdict: str):
    return page.locator(f'[name="{scene.version(anchor).pk}-verdict"][value="{verdict}"]')


def signed(scene: Scene) -> list[tuple[str, str]]:
    rows = SignOff.objects.filter(edition=scene.edition).order_by("version__section__anchor")
    return [(row.version.section.anchor, row.verdict) for row in rows.select_related("version__section")]


def test_a_member_decides_two_sections_and_signs_them_in_one_go(scene, opened):
    page = opened("member", reverse("review:queue"))
    page.get_by_role("link", name="Muscle twitches").first.click()
    expect(page.get_by_role("heading", name="2 sections for you")).to_be_visible()

    choice(page, scene, "part-1", Verdict.APPROVE).check()
    expect(page.get_by_role("button", name="1 section decided: sign")).to_be_visible()
    choice(page, scene, "part-2", Verdict.REQUEST_CHANGES).check()
    page.locator(f'[name="{scene.version("part-2").pk}-note"]').fill("Which words?")
    page.get_by_role("button", name="2 sections decided: sign").click()

    expect(page.get_by_text("Nothing here waits for you now.")).to_be_visible()
    assert signed(scene) == [("part-1", "approve"), ("part-2", "request_changes")]


def test_everything_works_without_javascript(scene, opened):
    page = opened("member", scene.url(), java_script_enabled=False)

    choice(page, scene, "part-1", Verdict.APPROVE).check()
    page.get_by_role("button", name="Sign what you decided").click()
    expect(page.get_by_text("1 more waits for you.")).to_be_visible()
    section = page.locator("#section-part-2")
    section.get_by_text("Comment on Part 2").click()
    section.get_by_label("Comment", exact=True).fill("A remark.")
    section.get_by_role("button", name="Comment").click()

    expect(page.get_by_text("A remark.")).to_be_visible()
    assert signed(scene) == [("part-1", "approve")]


def test_the_keyboard_alone_leads_through_the_changes_and_signs(scene, opened):
    page = opened("member", scene.url(), viewport=DESK)

    page.get_by_role("button", name="Next change").press("Enter")
    expect(page.get_by_text("Change 1 of")).to_be_visible()
    page.get_by_label("Single keys").press("Space")
    page.keyboard.press("n")
    expect(page.get_by_text("Change 2 of")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_text("Change 1 of")).to_be_visible()
    choice(page, scene, "part-1", Verdict.APPROVE).press("Space")
    page.get_by_role("button", name="1 section decided: sign").press("Enter")

    expect(page.get_by_text("1 more waits for you.")).to_be_visible()
    assert signed(scene) == [("part-1", "approve")]


def test_letters_move_nothing_unless_asked_for_and_never_while_typing(scene, opened):
    page = opened("member", scene.url(), viewport=DESK)

    page.keyboard.press("n")
    expect(page.get_by_text("Change 1 of")).to_have_count(0)
    page.get_by_label("Single keys").check()
    choice(page, scene, "part-1", Verdict.REQUEST_CHANGES).check()
    note = page.locator(f'[name="{scene.version("part-1").pk}-note"]')
    note.press_sequentially("no pain")

    expect(note).to_have_value("no pain")
    expect(page.get_by_text("Change 1 of")).to_have_count(0)


def test_keys_lead_to_the_decision_and_to_a_comment_that_quotes_what_is_selected(scene, opened):
    page = opened("member", scene.url(), viewport=DESK)
    page.get_by_label("Single keys").press("Space")

    page.keyboard.press("n")
    page.keyboard.press("s")
    expect(choice(page, scene, "part-1", Verdict.APPROVE)).to_be_focused()
    page.locator("#section-part-1 [data-wording=''] [data-marked] p:has(ins)").first.select_text()
    page.keyboard.press("c")
    form = page.locator("#section-part-1 [data-comment-form]")
    expect(form.get_by_label("Comment", exact=True)).to_be_focused()
    expect(form.get_by_label("Words it is about")).to_have_value("Take 5 mg. Not more.")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys on this page")).to_be_visible()


def test_names_are_offered_while_somebody_is_mentioned(scene, opened):
    page = opened("member", scene.url(), viewport=DESK)
    form = page.locator("#section-part-1 [data-comment-form]")
    form.locator("summary").click()
    text = form.get_by_label("Comment", exact=True)

    text.press_sequentially("Ask @sec")
    form.get_by_role("button", name="Second Member").press("Enter")

    expect(text).to_have_value("Ask @Second Member ")
    expect(text).to_be_focused()


def test_a_quotation_and_its_comment_lead_to_each_other_without_javascript(scene, opened):
    page = opened("member", scene.url(), java_script_enabled=False)
    section = page.locator("#section-part-1")

    expect(section.locator("mark.quoted").first).to_have_text("Take 5 mg.")
    section.get_by_role("link", name="Show them in the text").click()
    expect(page).to_have_url(re.compile("#quote-"))
    section.get_by_role("link", name="Comment by Second Member").click()
    expect(page).to_have_url(re.compile("#comment-"))


def test_the_redline_says_what_changed_also_to_those_who_hear_it(scene, opened):
    page = opened("member", scene.url())
    section = page.locator("#section-part-1")

    assert "[inserted: " in section.locator("[data-marked] ins").first.text_content()
    expect(section.get_by_text("Look at these first")).to_be_visible()
    assert section.locator(".redline-spoken").first.bounding_box()["width"] <= 1


def test_no_page_of_the_board_has_a_barrier(scene, opened):
    names = ("edition", "approve", "return", "assign", "policy", "schedule", "declare_interest", "recuse")
    addresses = [reverse("review:queue"), *(scene.url(name) for name in names), scene.url("preview", "patient")]
    addresses.append(scene.url("section", "part-1"))

    assert barriers_in_any_look(opened("chair", addresses[0]), addresses) == (LOOKS * len(addresses), {})


LOOKS = 4  # by day and by night, on a phone and on a desk


def barriers_in_any_look(page: Page, addresses: list[str]) -> tuple[int, dict[tuple[str, int, str], list[str]]]:
    """How many looks of pages were tried, and what keeps somebody out, by address, width and scheme."""
    tried, found = 0, {}
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for address in addresses:
            page.emulate_media(color_scheme="light")
            found[address, size["width"], "light"] = barriers(page, address, size["width"])
            page.emulate_media(color_scheme="dark")
            found[address, size["width"], "dark"] = barriers_shown(page)
            tried += 2
    return tried, {place: problems for place, problems in found.items() if problems}


def barriers(page: Page, address: str, width: int) -> list[str]:
    """What axe finds with everything unfolded, and whether the page is wider than the screen."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    return barriers_shown(page) + ["too wide"] * (page.evaluate("document.documentElement.scrollWidth") > width)


def barriers_shown(page: Page) -> list[str]:
    return [violation["id"] for violation in Axe().run(page).response["violations"]]
