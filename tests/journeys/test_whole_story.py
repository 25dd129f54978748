"""The whole main job, in a browser: drafted, reviewed section by section, signed, published; then a second edition."""

import pytest
from celery import current_app
from playwright.sync_api import Browser, expect

from articles.enums import EditionState
from articles.models import Article, PublicPage
from articles.queries import latest_edition_of
from reviews.models import SignOff
from reviews.tasks import publish_edition
from tests.articles.exchange.docx import docx, paragraph, run
from tests.builders import (
    make_audiences,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
)
from tests.journeys.people import Editor, Member

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SLUG = "muscle-twitches"
PART_1, PART_2 = "what-it-feels-like", "why-muscles-twitch"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file() -> bytes:
    """A short article as an author would send it: headings, a list, superscript citations, numbered references."""
    return docx(
        paragraph("Muscle twitches", style="Title"),
        paragraph("Written by A. Writer"),
        paragraph("Twitches are common and mostly harmless."),
        paragraph("What it feels like", style="Heading1"),
        paragraph("A muscle flickers under the skin for a moment."),
        paragraph("Why muscles twitch", style="Heading1"),
        paragraph("Too much serotonin can make muscles jerk.", run("1", "sup")),
        paragraph("Some medicines raise it:"),
        paragraph("antidepressants", run("1,2", "sup"), style="ListParagraph", list_id=1),
        paragraph("some painkillers", style="ListParagraph", list_id=1),
        paragraph("References", style="Heading1"),
        paragraph("1. Boyer EW, Shannon M. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120."),
        paragraph("2. Keegan MT, Brown DR. Serotonin syndrome. Anesth Analg. 2006;103(6):1466-1468."),
    )


@pytest.fixture
def people(browser: Browser, live_server, eager_tasks):
    """Everybody of the story, each with a browser of their own."""
    assert publish_edition.name in current_app.tasks  # a worker's module, here in the server's own process
    board = make_board()
    make_audiences()

    def open_as(kind, user):
        return kind(browser.new_context().new_page(), live_server.url, user)

    return {
        "editor": open_as(Editor, make_editor()),
        "neurologist": open_as(Member, make_member(board, "Board Neurologist")),
        "pharmacist": open_as(Member, make_member(board, "Board Pharmacist")),
        "chair": open_as(Member, make_chair(board)),
    }


def state() -> str:
    return latest_edition_of(Article.objects.get(slug=SLUG)).state


def test_an_article_goes_all_the_way_and_its_second_edition_needs_only_what_changed(people, page, live_server):
    editor, neurologist, pharmacist, chair = people.values()

    # The editor imports a Word file, completes it, writes words for patients and submits it.
    editor.import_file("twitches.docx", word_file(), WORD)
    editor.sees("Why muscles twitch")
    editor.create_from_preview(slug=SLUG, summary="Most twitches pass.", credentials="BSc, medical writer")
    editor.say_who(SLUG, "A. Writer")
    editor.write(SLUG, PART_1, "Everybody twitches now and then.")
    editor.add_wording(SLUG, PART_1, "I am a patient", "Plain words.")
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)
    assert state() == EditionState.SUBMITTED

    # A member signs; the editor takes the edition back to mend a section, while another member goes on signing.
    neurologist.open_edition(SLUG, 1)
    assert neurologist.decide_all() == 3
    editor.take_back(SLUG)
    pharmacist.open_edition(SLUG, 1)
    pharmacist.sees("took this edition back")
    assert pharmacist.decide_all() == 3
    editor.write(SLUG, PART_2, "More words.")
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)

    # Only the mended section is signed again.
    for member in (neurologist, pharmacist):
        member.open_edition(SLUG, 2)
        assert member.decide_all() == 1
    chair.approve(SLUG, 2)
    assert state() == EditionState.PUBLISHED

    # A reader gets the words for them, with their references.
    page.goto(f"{live_server.url}/articles/{SLUG}/")
    expect(page.get_by_role("article")).to_contain_text("Plain words.")
    expect(page.get_by_role("main")).to_contain_text("Board Neurologist, MD")
    page.get_by_role("link", name="Reference 1").first.click()
    expect(page.locator("#ref-1")).to_contain_text("The serotonin syndrome")
    page.goto(f"{live_server.url}/articles/{SLUG}/for/clinician/")
    expect(page.get_by_role("article")).to_contain_text("Everybody twitches now and then.")
    expect(page.get_by_role("article")).not_to_contain_text("Plain words.")

    # A second edition in which one section changes.
    signed = SignOff.objects.count()
    editor.open_next(SLUG)
    editor.write(SLUG, PART_2, "Even more words.")
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)
    for member in (neurologist, pharmacist):
        member.open_edition(SLUG, 3)
        assert member.decide_all() == 1
    chair.approve(SLUG, 3)
    assert SignOff.objects.count() == signed + 2
    page.reload()
    expect(page.get_by_role("article")).to_contain_text("Even more words.")
    assert PublicPage.objects.filter(article__slug=SLUG, kind="live", edition__number=3).count() == 3


def test_a_reader_without_javascript_chooses_and_asks(people, browser, live_server):
    editor, neurologist, pharmacist, chair = people.values()
    draft = make_draft(by=editor.user, slug=SLUG)
    editor.submit(SLUG)
    for member in (neurologist, pharmacist):
        member.open_edition(SLUG, draft.number)
        member.decide_all()
    chair.approve(SLUG, draft.number)
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()

    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Muscle twitches").click()
    expect(page.get_by_role("article")).to_contain_text("Plain words.")
    page.get_by_role("link", name="I am a health professional").first.click()
    expect(page.get_by_role("article")).to_contain_text("Text of part 1.")
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("Your question").fill("How long do twitches last?")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("main")).to_contain_text("Thank you")
    editor.go("/desk/questions/")
    editor.sees("How long do twitches last?")
