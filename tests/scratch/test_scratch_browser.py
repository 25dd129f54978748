"""Nothing typed is lost, in a real browser: whatever happens to the window, the network, the sign-in or the site."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from articles.models import SectionVersion
from articles.queries import part_of
from editorial.scratch.models import ScratchCopy
from editorial.scratch.queries import copies_of
from tests.builders import PASSWORD, article_of, make_draft, make_editor
from tests.sessions import begin_session
from tests.waiting import comes_to_be

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
UNSAVED = "You had typed this, and it is not saved"
KEPT = re.compile(r"^Kept \d\d:\d\d$")


@pytest.fixture
def editor():
    person = make_editor("Owner")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def edition(editor):
    return make_draft(by=editor)


@pytest.fixture
def section(live_server, edition) -> str:
    return f"{live_server.url}/desk/articles/{article_of(edition).slug}/sections/part-1/"


@pytest.fixture
def signed_in(context: BrowserContext, live_server, editor, client) -> BrowserContext:
    begin_session(client, editor)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return context


def surface(page: Page):
    return page.locator("#wording-everyone .ProseMirror")


def write(page: Page, words: str) -> None:
    surface(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type(words)


def open_at(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(surface(page)).to_be_visible()
    return page


def test_a_killed_window_has_its_words_again_with_what_differs_and_they_are_saved(signed_in, section, edition, editor):
    page = open_at(signed_in, section)
    write(page, "An hour of words. ")
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.close(run_before_unload=False)
    versions = SectionVersion.objects.count()

    page = open_at(signed_in, section)
    expect(page.get_by_text(UNSAVED)).to_be_visible()
    expect(page.locator("[data-unsaved-copy] ins")).to_contain_text("An hour of words.")
    expect(surface(page)).not_to_contain_text("An hour")
    page.get_by_role("link", name="Put it back into the form").click()
    expect(surface(page)).to_contain_text("An hour of words.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()

    expect(page.get_by_text(UNSAVED)).to_have_count(0)
    assert "An hour of words." in part_of(edition, "part-1").content.base.html
    assert SectionVersion.objects.count() == versions + 1
    assert not copies_of(editor).exists()


def test_a_thousand_keys_make_no_version_and_saving_by_the_keyboard_makes_one(signed_in, section, edition, editor):
    page = open_at(signed_in, section)
    versions = SectionVersion.objects.count()
    write(page, "0123456789" * 100)
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert SectionVersion.objects.count() == versions

    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()

    assert (SectionVersion.objects.count(), copies_of(editor).exists()) == (versions + 1, False)


def test_without_a_network_the_browser_keeps_it_and_the_site_has_it_later(signed_in, section):
    page = open_at(signed_in, section)
    signed_in.set_offline(True)
    write(page, "Typed in a train. ")
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    page.close(run_before_unload=False)

    signed_in.set_offline(False)
    page = open_at(signed_in, section)

    expect(page.locator("[data-unsaved-copy] ins")).to_contain_text("Typed in a train.")
    assert comes_to_be(page, "Object.keys(localStorage).length", 0)


def test_a_site_that_fails_is_tried_again(signed_in, section, editor):
    page = open_at(signed_in, section)

    def full(route: Route) -> None:
        route.fulfill(status=507, body="No space left")

    page.route("**/typed/", full)
    write(page, "The disk is full. ")
    expect(page.get_by_text("The site could not keep it.")).to_be_visible()
    page.unroute("**/typed/", full)

    expect(page.get_by_text(KEPT)).to_be_visible(timeout=15000)
    assert copies_of(editor).count() == 1


def test_signing_in_again_in_place_goes_on_where_one_was(signed_in, section, edition, editor):
    page = open_at(signed_in, section)
    write(page, "Before. ")
    expect(page.get_by_text(KEPT)).to_be_visible()
    signed_in.clear_cookies(name="sessionid")
    page.keyboard.type("After. ")
    expect(page.get_by_text("Your sign-in has ended.")).to_be_visible()

    page.get_by_role("button", name="Sign in here").click()
    page.get_by_label("E-mail address").fill(editor.email)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("dialog").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("dialog").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text(KEPT)).to_be_visible()

    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert "Before. After." in part_of(edition, "part-1").content.base.html


def test_somebody_else_who_signs_in_here_is_shown_nothing_and_the_writer_loses_nothing(
    signed_in, section, edition, editor, live_server, client
):
    page = open_at(signed_in, section)
    signed_in.set_offline(True)
    write(page, "Mine alone. ")
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    other = make_editor("Other")
    cookie = {"name": "sessionid", "url": live_server.url}
    signed_in.add_cookies([cookie | {"value": begin_session(client, other).cookies["sessionid"].value}])
    signed_in.set_offline(False)
    page.keyboard.type("More. ")
    expect(page.get_by_text("Somebody else is signed in")).to_be_visible()
    page.close(run_before_unload=False)

    elsewhere = signed_in.new_page()
    elsewhere.goto(f"{live_server.url}/typed/")
    expect(elsewhere.get_by_text("Nothing waits here")).to_be_visible()
    assert "Mine alone" not in elsewhere.content()
    assert not ScratchCopy.objects.exists()

    signed_in.add_cookies([cookie | {"value": begin_session(client, editor).cookies["sessionid"].value}])
    again = open_at(signed_in, section)
    expect(again.locator("[data-unsaved-copy] ins")).to_contain_text("Mine alone. More.")


def test_two_windows_of_one_person_keep_both(signed_in, section, editor):
    first, second = open_at(signed_in, section), open_at(signed_in, section)
    write(first, "In the first. ")
    write(second, "In the second. ")
    expect(first.get_by_text(KEPT)).to_be_visible()
    expect(second.get_by_text(KEPT)).to_be_visible()
    for page in (first, second):
        page.close(run_before_unload=False)

    page = open_at(signed_in, section)

    expect(page.locator("[data-unsaved-copy]")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("In the first.")
    expect(page.locator("main")).to_contain_text("In the second.")


def test_what_is_taken_back_by_undoing_is_nothing_unsaved(signed_in, section, editor):
    page = open_at(signed_in, section)
    write(page, "Oops. ")
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert copies_of(editor).count() == 1
    for _ in range(5):
        page.keyboard.press("Control+z")
    expect(surface(page)).not_to_contain_text("Oops")
    expect(page.get_by_text(KEPT)).to_have_count(0)
    assert not copies_of(editor).exists()
    page.close(run_before_unload=False)

    page = open_at(signed_in, section)

    expect(page.get_by_text(UNSAVED)).to_have_count(0)


def test_that_it_is_kept_is_shown_at_every_pause_and_said_aloud_once(signed_in, section):
    page = open_at(signed_in, section)
    page.evaluate("""() => {
        window.spoken = [];
        const hear = ({ target }) => target.closest?.("[role=status]") && spoken.push(target.textContent);
        const observer = new MutationObserver((records) => records.forEach(hear));
        observer.observe(document.querySelector("#words-form"), { childList: true, subtree: true });
    }""")
    for words in ("First pause. ", "Second pause. ", "Third pause. "):
        with page.expect_response("**/typed/"):
            write(page, words)
    expect(page.get_by_text(KEPT)).to_be_visible()

    assert page.evaluate("spoken.filter(Boolean)") == ["What you typed is kept until you save it."]


def test_who_comes_back_in_the_same_window_and_types_does_not_write_over_what_they_had_typed(signed_in, section):
    page = open_at(signed_in, section)
    write(page, "An hour of words. ")
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_text(UNSAVED)).to_be_visible()
    write(page, "x")
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.close(run_before_unload=False)

    page = open_at(signed_in, section)

    expect(page.locator("[data-unsaved-copy]")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("An hour of words.")


def test_saving_before_the_first_pause_is_over_leaves_nothing_unsaved_and_its_message(signed_in, section, editor):
    page = open_at(signed_in, section)
    write(page, "Quick. ")
    page.get_by_role("button", name="Save").first.click()

    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert comes_to_be(page, "Object.keys(localStorage).length", 0)
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert not copies_of(editor).exists()


def test_a_refused_form_is_kept_for_the_page_that_it_belongs_to(signed_in, live_server, edition, editor):
    """Its address after the refusal is one that nobody can open. And no other form is kept that nobody wrote in."""
    article = f"{live_server.url}/desk/articles/{article_of(edition).slug}/"
    page = signed_in.new_page()
    page.goto(article)
    page.get_by_label("What changed").fill("Doses are new.")
    page.get_by_label("Publish on").fill("2020-01-01T10:00")
    page.get_by_role("button", name="Save the time").click()
    page.wait_for_url("**/schedule/")
    expect(page.get_by_text(KEPT)).to_be_visible()

    [copy] = copies_of(editor)
    assert (copy.page, "2020-01-01" in copy.sent) == (article.removeprefix(live_server.url), True)
    page.close(run_before_unload=False)
    page = signed_in.new_page()
    page.goto(article)
    expect(page.get_by_text(UNSAVED)).to_be_visible()


def test_the_keyboard_saves_a_section_and_sends_nothing_else(signed_in, section, editor):
    page = open_at(signed_in, section)
    page.get_by_text("Write a comment").click()
    box = page.locator("#comments textarea").last
    box.fill("Why so much?")
    box.press("Control+s")
    expect(page.get_by_text(KEPT)).to_be_visible()

    assert page.url.split("#")[0] == section
    assert copies_of(editor).count() == 1
