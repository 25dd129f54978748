"""A section goes out to Word and comes back as proposals, of which an editor accepts one; in a browser."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from articles.queries import part_of
from reviews.rules.eligibility import contributors_to
from tests.articles.returned.reviewing import W, opened, replace
from tests.builders import edit, make_board, make_draft, make_editor, make_member
from tests.journeys.people import Editor, go_by

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
NAME = "Mary Ember"


def has_no_barrier(page: Page) -> None:
    """No barrier that axe knows, and nothing wider than the screen, on a phone and on a desk."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def reviewed(data: bytes) -> tuple[bytes, str]:
    """The file after its reviewer changed some words of it, tracked; and the words that came in."""
    file = opened(data, seed=1)
    assert replace(file, NAME)
    (new,) = ("".join(one.itertext()) for one in file.body.iter(f"{W}ins"))
    return file.saved(), new


def test_a_section_goes_out_to_word_and_comes_back_as_a_proposal_that_an_editor_accepts(open_as):
    user, member = make_editor("Article Editor"), make_member(make_board(), NAME)
    draft = make_draft(by=user, slug="twitches")
    edit(draft, "part-2", "<p>Take 10 mg once a day, and never more than 20 mg in all.</p>", by=user)
    editor = open_as(Editor, user)

    editor.go("/desk/articles/twitches/sections/part-2/")
    with editor.page.expect_download() as download:
        editor.page.get_by_role("link", name="Download for Word").click()
    data, new = reviewed(Path(download.value.path()).read_bytes())

    editor.open_article("twitches")
    editor.follow("Bring a Word file back")
    has_no_barrier(editor.page)
    sent = {"name": "twitches.docx", "mimeType": "application/octet-stream", "buffer": data}
    editor.page.locator("input[type=file]").set_input_files(sent)
    editor.press("Read it")
    editor.sees(f"named {NAME} in the file")
    has_no_barrier(editor.page)
    editor.press("Bring all of it")
    editor.sees("At their places")
    has_no_barrier(editor.page)

    # Nothing is accepted before it is said who wrote it; then it stands in the text, and its writer does not sign it.
    go_by(editor.page.locator("a[href*='#comment-']"))
    has_no_barrier(editor.page)
    assert editor.page.get_by_role("button", name="Accept these words").is_disabled()
    editor.page.get_by_label(f"Who is “{NAME}”?").select_option(str(member.pk))
    editor.press("Say so")
    editor.press("Accept these words")
    version = part_of(draft, "part-2").version
    assert new in version.content
    assert contributors_to([version])[version.pk] == {user.pk, member.pk}
