"""An expert without an account: invited, heard, answered, thanked; and then the link opens nothing any more."""

import pytest
from playwright.sync_api import Browser, expect

from tests.builders import make_board, make_chair, make_draft, make_editor
from tests.journeys.people import Editor, Member, go_by

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SLUG, REMARK, ANSWER = "muscle-twitches", "Cold can bring it on, too.", "Thank you, the editor adds it."
MORE = "Only in some people."


@pytest.fixture
def people(open_as, live_server, settings):
    """The editor and the chair; the guest has no account."""
    settings.SITE_ADDRESS = live_server.url  # the link that is shown and mailed leads there
    board, editor = make_board(), make_editor("Article Editor")
    make_draft(by=editor, slug=SLUG)
    return open_as(Editor, editor), open_as(Member, make_chair(board))


def invite(chair: Member) -> str:
    """Ask an expert; the link that the page shows this once."""
    chair.open_edition(SLUG, 1)
    chair.follow("Assign members")
    go_by(chair.page.get_by_role("link", name="Ask an expert without an account"))
    chair.page.get_by_label("Name").fill("Outside Expert")
    chair.page.get_by_label("Credentials").fill("PhD")
    chair.page.get_by_label("E-mail address").fill("expert@example.org")
    chair.press("Invite")
    chair.sees("Outside Expert, PhD is invited until")
    return chair.page.locator("#guest-link").inner_text()


def test_a_guest_comments_is_answered_and_the_link_is_closed(people, browser: Browser, live_server):
    editor, chair = people
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)
    link = invite(chair)

    # The link opens the edition in a browser that knows nobody; and nothing else opens.
    guest = browser.new_context().new_page()
    guest.goto(link)
    expect(guest.get_by_role("main")).to_contain_text("Text of part 1.")
    section = guest.locator("#section-part-1")
    section.get_by_text("Comment, or propose other words on Part 1").click()
    section.get_by_label("Your comment").fill(REMARK)
    go_by(section.get_by_role("button", name="Send the comment"))
    expect(guest.get_by_text("can read your comment now")).to_be_visible()
    expect(section).to_contain_text(REMARK)
    guest.goto(f"{live_server.url}/review/{SLUG}/1/")
    expect(guest.get_by_role("main").get_by_role("button", name="Sign in")).to_be_visible()

    # The chair sees it beside the section, with its author's name, and answers it.
    chair.open_edition(SLUG, 1)
    thread = chair.page.locator("#section-part-1 .review-thread")
    expect(thread).to_contain_text("Outside Expert")
    expect(thread).to_contain_text(REMARK)
    go_by(thread.get_by_role("link", name="Answer"))
    chair.page.get_by_label("Your answer").fill(ANSWER)
    go_by(chair.page.get_by_role("main").locator("form [type=submit]"))
    expect(chair.page.locator("#section-part-1 .review-thread")).to_contain_text(ANSWER)

    # The guest reads the answer, and goes on from it.
    guest.goto(link)
    expect(section).to_contain_text(ANSWER)
    expect(section).to_contain_text("Board Chair, MD")
    section.get_by_text("Add to this").click()
    section.locator(".review-thread").get_by_label("Your comment").fill(MORE)
    go_by(section.get_by_role("button", name="Send", exact=True))
    expect(section.locator(".review-thread")).to_contain_text(MORE)

    # The chair closes the link: it says so, and shows nothing of the article; what was said stays with the board.
    chair.go(f"/review/{SLUG}/1/guests/")
    chair.press("Close the link of Outside Expert")
    chair.sees("The link of Outside Expert is closed.")
    assert guest.goto(link).status == 410
    expect(guest.get_by_role("main")).to_contain_text("This link is closed")
    expect(guest.get_by_role("main")).not_to_contain_text("Text of part 1.")
    chair.open_edition(SLUG, 1)
    expect(chair.page.locator("#section-part-1 .review-thread")).to_contain_text(MORE)
