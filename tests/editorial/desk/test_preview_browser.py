"""The preview at the width of a phone, in a real browser without scripts."""

import pytest
from playwright.sync_api import Browser, expect

from tests.builders import article_of, make_draft, make_editor
from tests.sessions import begin_session

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_frame_is_as_wide_as_a_phone_and_its_links_lead_out_of_it(browser: Browser, live_server, client):
    editor = make_editor()
    address = f"{live_server.url}/desk/articles/{article_of(make_draft(by=editor)).slug}/preview/"
    begin_session(client, editor)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="At the width of a phone").click()

    inside = page.frame_locator("iframe")
    expect(inside.get_by_text("not approved, not published")).to_be_visible()
    expect(inside.get_by_role("heading", level=1)).to_be_visible()
    assert inside.locator("html").bounding_box()["width"] == 390
    inside.get_by_role("link", name="Our board").first.click()
    page.wait_for_url("**/board/")
    context.close()
