"""Checks while somebody types: the list follows the words, and what is typed into it stays."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Dismissal
from tests.builders import edit, make_board, make_draft
from tests.editorial.desk.test_desk_browser import open_section

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_list_follows_what_is_typed_and_a_reason_lets_words_stand(page: Page, live_server, writer):
    make_board()
    draft = make_draft(by=writer)
    edit(draft, "part-1", "<p>Rest.</p>", by=writer)
    open_section(page, live_server, draft)
    panel = page.locator("#wording-everyone")
    asks = panel.locator(".check-asks")
    expect(asks).to_have_count(0)

    panel.locator(".prose").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Give 1.0 mg.")
    expect(asks).to_have_count(1)
    asks.get_by_text("Why, and let it stand").click()
    reason = asks.get_by_label("Why the words stay as they are, for the board")
    reason.fill("The pump shows it so.")
    panel.locator(".prose").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It cures gout.")
    expect(panel.get_by_text("promises more than anybody can know")).to_be_visible()
    expect(reason).to_have_value("The pump shows it so.")

    asks.get_by_role("button", name="Let it stand").click()
    expect(page.get_by_text("The words stay. The board sees your reason.")).to_be_visible()
    assert Dismissal.objects.get().reason == "The pump shows it so."
