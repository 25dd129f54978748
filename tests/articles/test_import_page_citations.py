"""The import page: citations and references, decided by a person and never by a guess."""

import json

import pytest

from articles.models import Article, ImportDraft
from articles.queries import latest_edition_of, parts_of
from tests.articles.import_pages import PAGE, file, paste, press, preview_of, upload
from tests.builders import make_audiences, make_editor, make_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    make_audiences()
    client.force_login(make_editor())
    return client


def said(article: Article) -> list[tuple[str, str]]:
    return [(part.content.base.heading, part.content.base.html) for part in parts_of(latest_edition_of(article))]


def test_an_entry_that_is_no_reference_leaves_its_citations_unresolved(desk):
    draft = paste(desk, PAGE)
    key = draft.document["references"][0]["key"]

    press(desk, draft, f"no-reference:{key}")

    document = ImportDraft.objects.get().document
    assert [entry["key"] for entry in document["references"]] == ["lane1998"]
    assert [mark["marker"] for mark in document["unresolved"]] == ["[1]"]
    assert key not in str(document["sections"])


def test_an_unresolved_citation_is_settled_by_a_reference_of_the_list(desk):
    draft = paste(desk, PAGE.replace("[2]", "[9]"))

    press(desk, draft, "save", **{"cite-marker-0": "lane1998"})

    document = ImportDraft.objects.get().document
    assert document["unresolved"] == []
    assert '<cite data-ref="lane1998"></cite>' in document["sections"][1]["base"]["html"]


def test_an_unresolved_citation_is_settled_by_a_reference_of_the_library(desk):
    make_reference("roe2001")
    draft = paste(desk, PAGE.replace("[2]", "[9]"))

    press(desk, draft, "create", **{"cite-key-0": "roe2001"})

    assert '<cite data-ref="roe2001"></cite>' in said(Article.objects.get())[2][1]


def test_an_unresolved_citation_is_settled_by_a_key_of_the_list_too(desk):
    draft = paste(desk, PAGE.replace("[2]", "[9]"))

    press(desk, draft, "save", **{"cite-key-0": "lane1998"})

    assert ImportDraft.objects.get().document["unresolved"] == []


def test_a_bibliography_that_came_along_is_offered_and_joins_the_list_when_it_is_chosen(desk):
    item = {"id": "roe2001", "type": "book", "title": "Muscle twitching: rest is best", "author": [{"family": "Roe"}]}
    refs = file("refs.json", json.dumps([item]))
    draft = upload(desk, "page.txt", PAGE.replace("[2]", "[9]"), bibliography=refs)

    press(desk, draft, "save", **{"cite-marker-0": "roe2001"})

    document = ImportDraft.objects.get().document
    assert [entry["key"] for entry in document["references"]] == ["boyer2005", "lane1998", "roe2001"]
    assert document["unresolved"] == []


def test_a_key_that_nobody_has_settles_nothing(desk):
    draft = paste(desk, PAGE.replace("[2]", "[9]"))

    answer = press(desk, draft, "save", **{"cite-key-0": "roe2001"})

    assert answer.status_code == 422
    assert "There is no reference “roe2001” in the library." in answer.content.decode()
    assert ImportDraft.objects.get().revision == draft.revision


@pytest.mark.parametrize(("choice", "text"), [("-text", "Rest is best [9]."), ("-remove", "Rest is best.")])
def test_what_is_no_citation_stays_as_words_or_goes(desk, choice, text):
    draft = paste(desk, PAGE.replace("[2]", "[9]"))

    press(desk, draft, "save", **{"cite-marker-0": choice})

    document = ImportDraft.objects.get().document
    assert document["unresolved"] == []
    assert text in document["sections"][1]["base"]["html"]


def test_a_proposal_by_position_is_applied_only_when_it_is_confirmed(desk):
    page = PAGE.replace("1. Boyer", "Boyer").replace("2. Lane", "Lane")
    draft = paste(desk, page)
    assert draft.document["proposal"]["numbers"] == {"1": "boyer2005", "2": "lane1998"}
    assert len(draft.document["unresolved"]) == 2

    press(desk, draft, "confirm-proposal")

    document = ImportDraft.objects.get().document
    assert (document["proposal"], document["unresolved"]) == (None, [])
    assert '<cite data-ref="boyer2005"></cite>' in document["front"]["base"]["html"]


def test_a_refused_proposal_leaves_the_citations_unresolved(desk):
    draft = paste(desk, PAGE.replace("1. Boyer", "Boyer").replace("2. Lane", "Lane"))

    press(desk, draft, "refuse-proposal")

    document = ImportDraft.objects.get().document
    assert (document["proposal"], len(document["unresolved"])) == (None, 2)


def test_references_get_the_keys_of_the_library(desk):
    make_reference("lane1998", title="Another work of that year")
    same = make_reference(
        "serotonin",
        title="The serotonin syndrome",
        author=[{"family": "Boyer", "given": "EW"}, {"family": "Shannon", "given": "M"}],
    )

    draft = paste(desk, PAGE)

    keys = [entry["key"] for entry in draft.document["references"]]
    assert keys == [same.key, "lane1998a"]
    assert "In the library as serotonin" in desk.get(preview_of(draft)).content.decode()
