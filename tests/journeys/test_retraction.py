"""The retraction story in a browser: from the list, over the notice to readers and the alarm, to the new edition."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from celery import current_app
from playwright.sync_api import Browser, Page, expect

from articles.actions import save_section
from articles.models import Article, PublicPage
from articles.queries import latest_edition_of, part_of
from articles.words.content import Wording
from reviews.models import Alarm
from reviews.room.alarms import open_alarms_for
from reviews.tasks import publish_edition, raise_alarms
from tests.builders import (
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_reference,
    publish_draft,
)
from tests.journeys.people import Editor, Member, go_by
from tests.references.standing_files import list_bytes, list_row

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CITE = '<cite data-ref="boyer2005"></cite>'
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def people(browser: Browser, live_server, eager_tasks, settings, tmp_path):
    """Editor, two members and the chair, each with a browser of their own."""
    settings.MEDIA_ROOT = tmp_path
    assert publish_edition.name in current_app.tasks  # a worker's module, here in the server's own process
    board = make_board()

    def open_as(kind, user):
        return kind(browser.new_context().new_page(), live_server.url, user)

    return {
        "editor": open_as(Editor, make_editor("Article Editor")),
        "first": open_as(Member, make_member(board, "Board Neurologist")),
        "second": open_as(Member, make_member(board, "Board Pharmacist")),
        "chair": open_as(Member, make_chair(board)),
    }


def publish_two(editor) -> None:
    """One article rests on the paper in its text for everyone, the other in what professionals read."""
    make_reference("boyer2005", DOI="10.1000/boyer")
    twitches = make_draft(by=editor, slug="twitches")
    edit(twitches, "part-2", f"<p>Serotonin makes muscles jerk. {CITE}</p>", by=editor)
    publish_draft(twitches, by=editor)
    tremor = make_draft(by=editor, slug="tremor")
    part = part_of(tremor, "part-2")
    words = {**part.content.wordings, "clinician": Wording(html=f"<p>Serotonin toxicity was described. {CITE}</p>")}
    save_section(
        edition=tremor,
        anchor="part-2",
        base_version=part.version.pk,
        base=part.content.base,
        wordings=words,
        by=editor,
    )
    confirm_all(tremor, by=editor)
    publish_draft(tremor, by=editor)


def has_no_barrier(page: Page) -> None:
    """No barrier that axe knows, and nothing wider than the screen, on a phone and on a desk."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def give_the_list(editor) -> None:
    """The editor uploads the list of retractions, and sees it read."""
    editor.go("/desk/references/standings/")
    has_no_barrier(editor.page)
    rows = list_bytes(list_row(77, OriginalPaperDOI="10.1000/BOYER", RetractionDOI="10.1000/notice"), b"broken\r\n")
    upload = {"name": "retractions.csv", "mimeType": "text/csv", "buffer": rows}
    editor.page.locator("input[type=file]").set_input_files(upload)
    editor.press("Read it")
    editor.sees("Read to the end")
    editor.sees("1 row with a fault")
    has_no_barrier(editor.page)


def readers_see_it(page: Page, site: str) -> None:
    """At the reference and at the top, where it is cited."""
    page.goto(f"{site}/articles/twitches/")
    expect(page.get_by_role("main")).to_contain_text("About the evidence on this page")
    notice = "Retracted. Since 15 April 2021. Notice: doi:10.1000/notice. Source: Retraction Watch."
    expect(page.locator("#ref-1")).to_contain_text(notice)
    has_no_barrier(page)
    page.goto(f"{site}/articles/tremor/for/clinician/")
    expect(page.locator("#ref-1")).to_contain_text(notice)
    page.goto(f"{site}/articles/tremor/")
    expect(page.get_by_role("main")).not_to_contain_text("About the evidence")


def test_a_retraction_goes_from_the_list_to_the_new_edition(people, page, live_server):
    editor, first, second, chair = people.values()
    publish_two(editor.user)
    bodies = set(PublicPage.objects.filter(kind="live").values_list("body__digest", flat=True))

    give_the_list(editor)
    readers_see_it(page, live_server.url)
    assert bodies == set(PublicPage.objects.filter(kind="live").values_list("body__digest", flat=True))

    # A member finds the alarm and decides: one sentence is rewritten, the other cites the paper as retracted.
    first.go("/review/")
    first.follow("See what rests on it")
    first.sees("2 sentences rest on it; 2 to decide.")
    has_no_barrier(first.page)
    decide(first, "Serotonin toxicity was described.", "Still right: it is cited as retracted", "It is history.")
    first.sees("1 to decide")
    decide(first, "Serotonin makes muscles jerk.", "Rewrite the sentence", "Say what is known without it.")
    has_no_barrier(first.page)

    # The editor is led to the section; a draft that still rests on it is not submitted.
    editor.open_next("twitches")
    editor.go("/desk/")
    editor.follow("See what rests on it")
    editor.sees("Say what is known without it.")
    go_by(editor.page.get_by_role("link", name="Change the section"))
    field = editor.page.locator(".ProseMirror").first
    field.click()
    editor.page.keyboard.press("Control+A")
    editor.page.keyboard.type("Many things make muscles jerk.")
    editor.press("Save")
    editor.sees("Saved")
    editor.confirm_what_readers_get("twitches")
    editor.submit("twitches")
    for member in (first, second):
        member.open_edition("twitches", 2)
        member.decide_all()
    chair.approve("twitches", 2)

    # Readers get the new words without the notice; the alarm is over.
    page.goto(f"{live_server.url}/articles/twitches/")
    page.reload()  # the browser may keep a page for half a minute
    expect(page.get_by_role("article")).to_contain_text("Many things make muscles jerk.")
    expect(page.get_by_role("main")).not_to_contain_text("Retracted")
    raise_alarms()
    assert Alarm.objects.get().closed_at is not None
    assert open_alarms_for(editor.user) == []
    assert latest_edition_of(Article.objects.get(slug="twitches")).number == 2


def decide(member: Member, sentence: str, choice: str, why: str) -> None:
    """Open the form below a sentence, fill it in, and send it."""
    card = member.page.locator("li.card", has_text=sentence)
    card.locator("summary").click()
    card.get_by_role("radio", name=choice).check()
    card.get_by_label("Why").fill(why)
    go_by(card.get_by_role("button", name="Save the decision"))
    member.sees("Decided:")


def test_the_overview_of_evidence_has_no_barrier(people):
    editor = people["editor"]
    publish_two(editor.user)

    editor.go("/desk/evidence/")

    editor.sees("How old the evidence is")
    has_no_barrier(editor.page)
