"""Deciding and signing in a real browser: what is kept, the way round by the password, and pages without barriers."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from reviews.enums import Verdict
from reviews.models import KeptDecision, SignOff
from reviews.rules.checklist import checklist_from_lines
from tests.builders import PASSWORD, make_board, sign
from tests.reviews.scenes import Scene, make_scene
from tests.reviews.test_review_pages_browser import LOOKS, PHONE, barriers_in_any_look

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
QUESTION = "Do the sources say so?"
WIDTHS_OF_WORDS = """name => name.textContent.split(" ").map(word => {
  const alone = name.cloneNode();
  alone.textContent = word;
  alone.style.whiteSpace = "nowrap";
  name.parentNode.append(alone);
  const width = alone.getBoundingClientRect().width;
  alone.remove();
  return width;
})"""


@pytest.fixture
def scene() -> Scene:
    scene = make_scene(board=make_board(checklist=checklist_from_lines(f"{QUESTION} [required; reason if no]")))
    scene.member.set_password(PASSWORD)
    scene.member.save()
    sign(version=scene.version("part-2"), verdict=Verdict.APPROVE, by=scene.second)
    return scene


def opened(browser: Browser, live_server, scene: Scene, **options) -> Page:
    """The review page of the member, in a window of its own."""
    context = browser.new_context(base_url=live_server.url, **{"viewport": PHONE, **options})
    session = scene.client("member").cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(scene.url())
    return page


def end_sitting(scene: Scene) -> None:
    session = scene.client("member").session
    at = timezone.now() - timedelta(seconds=settings.SIGNING_IDLE + 60)
    session["account_authentication_methods"] = [{"method": "password", "at": at.timestamp()}]
    session.save()


def decide(page: Page, anchor: str) -> None:
    """Approve a section, answering "no" with a reason, and write a note."""
    section = page.locator(f"#section-{anchor}")
    section.get_by_role("radio", name="Approve").check()
    section.get_by_role("radio", name="No", exact=True).check()
    section.get_by_label("Why, if no").fill("One is older.")
    section.get_by_text("Add a note").click()
    section.get_by_label("What should change, or why").fill("Fine otherwise.")


@pytest.mark.parametrize("script", [True, False])
def test_the_way_round_by_the_password_loses_nothing(scene, browser, live_server, script):
    page = opened(browser, live_server, scene, java_script_enabled=script)
    end_sitting(scene)
    decide(page, "part-1")

    page.locator("#signing [type=submit]").first.click()
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_text("What you ticked and typed is still here, and not signed yet")).to_be_visible()
    expect(page).to_have_url(f"{scene.url()}#section-part-1")
    section = page.locator("#section-part-1")
    expect(section.get_by_role("radio", name="Approve")).to_be_checked()
    expect(section.get_by_label("Why, if no")).to_have_value("One is older.")
    expect(section.get_by_label("What should change, or why")).to_have_value("Fine otherwise.")
    page.locator("#signing [type=submit]").first.click()
    expect(page.get_by_text("Signed: “Part 1”: approve")).to_be_visible()
    assert list(SignOff.objects.filter(user=scene.member).values_list("note", flat=True)) == ["Fine otherwise."]


def test_what_is_typed_is_kept_while_it_is_typed(scene, browser, live_server):
    page = opened(browser, live_server, scene)
    expect(page.get_by_role("button", name="Keep for later")).to_be_hidden()

    with page.expect_response(lambda response: response.url.endswith("/keep/")) as kept:
        decide(page, "part-1")
    expect(page.locator("[data-kept]")).to_have_text("Kept.")
    page.goto(reverse("review:queue"))
    page.goto(scene.url())

    assert kept.value.status == 204
    expect(page.locator("#section-part-1").get_by_label("Why, if no")).to_have_value("One is older.")
    expect(page.get_by_role("button", name="1 section decided: sign")).to_be_visible()
    assert (SignOff.objects.filter(user=scene.member).count(), KeptDecision.objects.count()) == (0, 1)


def test_no_page_of_signing_has_a_barrier(scene, browser, live_server):
    page = opened(browser, live_server, scene)
    history = reverse("review:section_history", args=[scene.edition.article.slug, "part-2"])
    addresses = [scene.url(), history, f"{reverse('account_reauthenticate')}?next=/review/"]

    assert barriers_in_any_look(page, addresses) == (LOOKS * len(addresses), {})


def test_the_browsers_back_does_not_tick_again_what_was_signed(scene, browser, live_server):
    page = opened(browser, live_server, scene)
    decide(page, "part-1")
    page.locator("#signing [type=submit]").first.click()
    expect(page.get_by_text("Signed: “Part 1”: approve")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("heading", name="Part 1")).to_be_visible()
    expect(page.locator("#section-part-1 input:checked")).to_have_count(0)
    expect(page.locator("[data-signing-words]")).to_have_text("Sign")


def test_a_sign_in_that_ended_is_called_by_its_name(scene, browser, live_server):
    page = opened(browser, live_server, scene)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    decide(page, "part-1")

    expect(page.locator("[data-kept]")).to_contain_text("Not kept: your sign-in has ended.")


@pytest.mark.parametrize("script", [True, False])
def test_who_signs_is_named_in_whole_words_on_a_phone(scene, browser, live_server, script):
    page = opened(browser, live_server, scene, java_script_enabled=script)
    page.locator("#section-part-1").get_by_role("radio", name="Approve").check()

    name = page.locator("#signing p")

    widest = max(page.locator("#signing strong").evaluate(WIDTHS_OF_WORDS))
    assert name.bounding_box()["width"] >= widest
    assert page.locator("#signing").bounding_box()["height"] < PHONE["height"] / 4


@pytest.mark.parametrize("script", [True, False])
def test_what_was_signed_is_said_where_the_page_opens(scene, browser, live_server, script):
    page = opened(browser, live_server, scene, java_script_enabled=script)
    decide(page, "part-1")

    page.locator("#signing [type=submit]").first.click()

    expect(page).to_have_url(re.compile("#section-"))
    expect(page.locator("#signing").get_by_text("Signed: “Part 1”: approve")).to_be_in_viewport()
