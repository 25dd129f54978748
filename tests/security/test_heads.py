"""Every page about one article says which: the browser's title begins with its name, and the page has it at its head.

With thirty windows open, a chair publishes the wrong one where a page says only "Edition 1"."""

import pytest
from lxml import html as parser

from .routes import DOORS, Route, address_of, declared_routes
from .world import World

pytestmark = pytest.mark.django_db
TITLE = "Muscle twitches"  # of every article in this world
HEADS = "//nav[contains(@class, 'breadcrumb')] | //h1 | //*[contains(@class, 'overline')]"


def about_an_article(route: Route) -> bool:
    return route.name.startswith(("desk:", "review:", "dossier")) and "slug" in route.parameters


def missing(page: str) -> list[str]:
    """What the page does not say of its article."""
    tree = parser.document_fromstring(page)
    head = " ".join(part.text_content() for part in tree.xpath(HEADS))
    said = {"title": tree.findtext(".//title").strip().startswith(TITLE), "head": TITLE in head}
    return [place for place, is_said in said.items() if not is_said]


def test_what_is_missing_is_seen():
    page = "<title>{}</title><nav class='breadcrumb'>{}</nav><h1>Assign</h1>"

    assert missing(page.format("Muscle twitches: Assign", "Muscle twitches")) == []
    assert missing(page.format("Assign: Muscle twitches", "Edition 1")) == ["title", "head"]


@pytest.mark.parametrize("role", ["owner", "member", "chair"])
def test_every_page_about_an_article_begins_with_its_name(world: World, client_of, role):
    client, wrong, seen = client_of(role), {}, set()

    for route in filter(about_an_article, declared_routes()):
        response = client.get(address_of(route, world)) if DOORS[route.name].page else None
        if response is None or response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        seen.add(route.name)
        if said := missing(response.text):
            wrong[route.name] = said

    assert wrong == {}
    assert len(seen) > 10
