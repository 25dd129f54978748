"""The desk's pages with letters twice as large, on a phone and on a desk: nothing is wider than the screen."""

import pytest
from playwright.sync_api import Page

from articles.actions.import_drafts import keep_import
from articles.exchange import read_file
from tests.builders import bring_source, edit, make_draft, make_published, make_submitted
from tests.editorial.desk.import_pages import MARKDOWN
from tests.editorial.desk.test_import_browser import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _with_long_words(draft, *, by) -> None:
    words = "Pseudopseudohypoparathyroidism"
    edit(draft, "part-2", f"<p>{words} is long.</p>", by=by, heading=words)
    edit(draft, "front", f"<p>{words}.</p>", by=by, heading=f"{words} explained")


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_the_desk_stay_within_the_screen(page: Page, live_server, width):
    page.set_viewport_size({"width": width, "height": 900})
    editor = sign_in(page, live_server.url)
    draft = make_draft(by=editor, slug="muscle-twitches-and-serotonin-reuptake-inhibitors")
    _with_long_words(draft, by=editor)
    bring_source(draft, by=editor)
    article = f"/desk/articles/{draft.article.slug}/"
    read = read_file("the-whole-of-the-dosing.md", MARKDOWN.replace("policy: POLICY\n", "").encode())
    pending = keep_import(document=read, by=editor, data=MARKDOWN.encode())
    waiting = f"/desk/import/{pending.pk}/"
    live = make_published(by=editor, slug="live-with-a-board")
    ready = make_submitted(by=editor, slug="handed-to-the-board")
    others = [f"/desk/articles/{one.article.slug}/" for one in (live, ready)]

    too_wide = {}
    for name in (*others, article, f"{article}sections/part-1/", "/desk/import/", waiting, f"{waiting}source/"):
        page.goto(f"{live_server.url}{name}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if name == f"{waiting}source/":
            assert page.get_by_text("Not checked twice").is_visible()
        if (by := page.evaluate(WIDE)) > 0:
            too_wide[name] = by

    assert too_wide == {}
