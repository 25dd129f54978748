"""A first review in which changes are asked for, and a second edition that a member decides in a few presses."""

import pytest
from playwright.sync_api import Page, expect

from articles.enums import EditionState
from articles.models import Article
from articles.queries import latest_edition_of
from reviews.models import SignOff
from tests.builders import make_board, make_chair, make_draft, make_editor, make_member
from tests.journeys.people import Editor, Member, go_by

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SLUG, PART = "muscle-twitches", "part-2"
REQUEST, MENDED = "Say how long it lasts.", "A twitch lasts for seconds."
FEW = 10  # presses: a decision takes fewer


@pytest.fixture
def people(open_as):
    """Everybody of the story, each with a browser of their own."""
    board, editor = make_board(), make_editor("Article Editor")
    make_draft(by=editor, slug=SLUG)
    return (
        open_as(Editor, editor),
        open_as(Member, make_member(board, "Board Neurologist")),
        open_as(Member, make_member(board, "Board Pharmacist")),
        open_as(Member, make_chair(board)),
    )


def state() -> str:
    return latest_edition_of(Article.objects.get(slug=SLUG)).state


def waiting(member: Member) -> list[str]:
    """The sections that the page puts before the member."""
    return [place.get_attribute("id") for place in member.page.locator(".review-waits").all()]


def presses(page: Page) -> list[str]:
    """Grows by what is pressed with the mouse in this window from now on, on whatever page."""
    counted: list[str] = []
    page.expose_function("pressed", lambda words: counted.append(words))
    page.add_init_script("addEventListener('pointerdown', (event) => pressed(event.target.innerText), true)")
    page.reload()
    return counted


def ask_for_changes(member: Member) -> None:
    """Ask for changes to one section, with everything else approved."""
    member.open_edition(SLUG, 1)
    for place in member.page.locator(".review-waits").all():
        place.get_by_role("radio", name="Approve").check()
    asked = member.page.locator(f"#section-{PART}")
    asked.get_by_role("radio", name="Request changes").check()
    note = asked.get_by_label("What should change, or why")
    if not note.is_visible():
        asked.get_by_text("Add a note").click()
    note.fill(REQUEST)
    member.sign()


def test_what_was_asked_for_is_done_and_the_next_edition_is_decided_in_a_few_presses(people, page, live_server):
    editor, neurologist, pharmacist, chair = people
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)

    # One member asks for changes to one section; the chair returns the edition with a letter that quotes it.
    ask_for_changes(neurologist)
    chair.open_edition(SLUG, 1)
    chair.follow("Return to the editor")
    letter = chair.page.get_by_label("Letter to the editor")
    assert REQUEST in letter.input_value()
    letter.fill(f"{letter.input_value()}\n\nThe rest may stay.")
    chair.press("Send the letter and return")
    chair.sees("Returned to the editor with your letter.")

    # The editor reads the letter, mends the section, and submits again.
    editor.open_article(SLUG)
    editor.sees("The rest may stay.")
    editor.open_next(SLUG)
    editor.write(SLUG, PART, MENDED)
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)

    # Only that section waits: what was asked, beside what was done. The member signs it.
    neurologist.open_edition(SLUG, 2)
    assert waiting(neurologist) == [f"section-{PART}"]
    asked = neurologist.page.locator("#asked").locator("..")
    expect(asked).to_contain_text("You asked, and this was done")
    expect(asked).to_contain_text(REQUEST)
    expect(asked.locator("ins")).to_contain_text([MENDED])
    expect(neurologist.page.locator(f"#section-{PART} [data-marked] ins")).to_contain_text([MENDED])
    assert neurologist.decide_all() == 1
    pharmacist.open_edition(SLUG, 2)
    assert pharmacist.decide_all() == 3
    chair.approve(SLUG, 2)
    assert state() == EditionState.PUBLISHED
    page.goto(f"{live_server.url}/articles/{SLUG}/for/clinician/")
    expect(page.get_by_role("article")).to_contain_text(MENDED)

    # A second edition in which one section changed: from the queue to the signature in a few presses.
    editor.open_next(SLUG)
    editor.write(SLUG, "part-1", "Everybody twitches.")
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)
    for member in (neurologist, pharmacist):
        assert len(decide_from_the_queue(member)) < FEW
    assert SignOff.objects.filter(edition__number=3).count() == 2
    chair.approve(SLUG, 3)
    assert state() == EditionState.PUBLISHED


def decide_from_the_queue(member: Member) -> list[str]:
    """Find the edition in the queue, read the one section that waits, approve and sign it; what was pressed."""
    member.go("/review/")
    counted = presses(member.page)
    go_by(member.page.get_by_role("link", name="Muscle twitches").first)
    member.sees("1 section for you")
    member.follow("Go to the first")
    member.page.locator("#section-part-1").get_by_role("radio", name="Approve").check()
    member.sign()
    assert len(counted) == 4  # the count counts
    return counted
