"""The parts that open on the article's page: what they leave behind when they close, and who hears of it."""

import pytest
from playwright.sync_api import Page, expect

from articles.actions import add_collaborator
from editorial.desk import presence
from tests.builders import article_of, make_audiences, make_draft, make_editor
from tests.editorial.desk.test_in_place_browser import go, opened, write
from tests.sessions import begin_session

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(page: Page, live_server, client):
    person = make_editor("Owner")
    begin_session(client, person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return person


def listening(page: Page) -> int:
    """How many listeners the document and the window have."""
    counted = "[document, window].flatMap((one) => Object.values(getEventListeners(one))).flat().length"
    asked = {"expression": counted, "includeCommandLineAPI": True}
    return page.context.new_cdp_session(page).send("Runtime.evaluate", asked)["result"]["value"]


def test_nothing_listens_any_more_for_parts_that_were_closed(page, live_server, editor):
    make_audiences()
    edition = make_draft(by=editor)
    go(page, live_server, edition)
    expect(page.locator("[data-handle]").first).to_be_visible()
    at_first = listening(page)
    page.locator("#section-part-1 a").first.click()
    write(page, opened(page, "Part 1"), " Typed.")
    while_open = listening(page)
    for name in ("Part 2", "Part 1", "Part 2"):  # each closes the one before
        page.locator(f"#section-{name.lower().replace(' ', '-')} a").first.click()
        opened(page, name)
        expect(page.get_by_role("region", name=name).get_by_role("tab", name="Everyone")).to_be_visible()
        assert listening(page) == while_open
    page.locator("[data-in-place]").get_by_role("button", name="Close").click()
    expect(page.locator("[data-in-place]")).to_have_count(0)

    assert while_open > at_first
    assert listening(page) == at_first


def test_others_are_told_in_which_section_a_part_is_open(page, live_server, editor, client, monkeypatch):
    """A section, and what is done with one: divided, merged, made another kind, removed."""
    monkeypatch.setattr(presence, "KEPT", 600.0)
    edition = make_draft(by=editor, sections=6)
    article = article_of(edition)
    other = make_editor("Other")
    add_collaborator(article=article, user=other, by=editor)
    begin_session(client, other)

    def others_here(anchor: str) -> list[str]:
        answer = client.post(f"/desk/articles/{article.slug}/here/", {"section": anchor}).json()
        return [one["says"] for one in answer["people"]]

    for number, act in enumerate(("", "split/", "merge/", "kind/", "remove/"), start=1):
        anchor = f"part-{number}"
        assert "Owner is in this section." not in others_here(anchor)
        page.goto("about:blank")
        page.goto(f"{live_server.url}/desk/articles/{article.slug}/#open:sections/{anchor}/{act}")
        expect(page.locator("[data-in-place] [data-here-says]")).to_have_text("Other is in this section.")
        assert others_here(anchor) == ["Owner is in this section."]
    page.goto("about:blank")
