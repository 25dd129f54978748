"""A sign-in that ends while somebody writes, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from articles.queries import part_of
from tests.builders import PASSWORD, article_of, make_draft, make_editor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, person) -> None:
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


@pytest.fixture
def editor():
    person = make_editor("Owner")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.mark.parametrize("gone", [["sessionid"], ["sessionid", "csrftoken"]])
def test_words_are_in_the_editor_again_and_are_saved_when_it_is_pressed(page: Page, live_server, editor, gone):
    edition = make_draft(by=editor)
    page.goto(f"{live_server.url}/accounts/login/")
    sign_in(page, editor)
    page.wait_for_url("**/my-work/")
    page.goto(f"{live_server.url}/desk/articles/{article_of(edition).slug}/sections/part-1/")
    page.locator("#wording-everyone .ProseMirror").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Words of an hour & <more>. ")
    for name in gone:
        page.context.clear_cookies(name=name)

    page.get_by_role("button", name="Save").first.click()
    if "csrftoken" in gone:
        expect(page.get_by_role("heading", level=1)).to_have_text("The form has expired")
        expect(page.locator("textarea").filter(has_text="Words of an hour")).to_be_visible()
        page.get_by_role("link", name="Go on").click()
    else:
        expect(page.get_by_text("What you typed is kept")).to_be_visible()
    sign_in(page, editor)

    expect(page.get_by_text("Nothing was sent yet")).to_be_visible()
    expect(page.locator("#wording-everyone .ProseMirror")).to_contain_text("Words of an hour & <more>.")
    assert "hour" not in part_of(edition, "part-1").content.base.html
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    expect(page.get_by_text("Nothing was sent yet")).to_have_count(0)
    assert "Words of an hour &amp; &lt;more&gt;." in part_of(edition, "part-1").content.base.html
