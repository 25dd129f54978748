"""The pages of sets in a browser: no barrier that axe knows; made and approved without scripts, by the keyboard."""

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Edition
from editorial.accounts.models import User
from reviews.models import Board
from tests.builders import (
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_submitted,
    sign_all,
    sit_down,
)
from tests.editorial.desk.test_page_barriers_browser import in_large_letters
from tests.reviews.set_scenes import default_board, set_of
from tests.reviews.test_review_pages_browser import LOOKS, barriers_in_any_look

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_as(browser: Browser, live_server, client):
    contexts = []

    def opened(person: User, **more) -> Page:
        sit_down(client, person)
        context = browser.new_context(base_url=live_server.url, **more)
        contexts.append(context)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def signed_editions(editor: User) -> list[Edition]:
    if not Board.objects.exists():
        make_board()
    editions = [make_submitted(by=editor) for _ in range(2)]
    for one in editions:
        sign_all(one, make_member(default_board(), "First"), make_member(default_board(), "Second"))
    return editions


def test_the_pages_of_sets_have_no_barrier(open_as):
    editor = make_editor("Owner")
    made = set_of([*signed_editions(editor), make_draft(by=editor, complete=False)], by=editor)
    signed = set_of(signed_editions(editor), by=editor, name="A very long name " * 9)
    make_draft(by=editor)
    page, other = f"/sets/{made.pk}/", f"/sets/{signed.pk}/"
    visits = [
        (editor, ["/sets/", "/sets/new/", page, f"{page}add/", f"{page}time/", f"{page}submit/"]),
        (make_chair(default_board()), [other, f"{other}approve/"]),
    ]
    for person, addresses in visits:
        shown = open_as(person)
        assert barriers_in_any_look(shown, addresses) == (LOOKS * len(addresses), {})
        assert in_large_letters(shown, addresses) == {}


def test_a_set_is_made_and_approved_without_scripts_and_without_a_mouse(open_as):
    editor = make_editor("Owner")
    signed_editions(editor)
    page = open_as(editor, java_script_enabled=False)
    page.goto("/sets/new/")
    page.get_by_label("What it is called").fill("Lithium")
    page.get_by_label("Why these belong together").fill("One warning, at once.")
    for box in page.get_by_role("main").get_by_role("checkbox").all():
        box.press("Space")
    page.get_by_role("button", name="Make the set").press("Enter")
    expect(page.get_by_role("heading", name="Lithium")).to_be_visible()
    expect(page.get_by_text("Nothing but its approval.")).to_have_count(2)

    chair = open_as(make_chair(default_board()), java_script_enabled=False)
    chair.goto(page.url.removeprefix(page.url.split("/sets/")[0]))
    chair.get_by_role("link", name="Approve together").press("Enter")
    for box in chair.get_by_role("main").get_by_role("checkbox").all():
        box.press("Space")
    chair.get_by_role("button", name="Approve and sign").press("Enter")
    expect(chair.get_by_text("2 editions are approved.")).to_be_visible()
