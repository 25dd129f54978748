"""The import page: citations and references, decided by a person and never by a guess."""

import json

import pytest

from articles.models import Article, ImportDraft
from articles.queries import latest_edition_of, parts_of
from articles.requirements import citation_issues
from references.models import Reference
from tests.builders import make_reference
from tests.editorial.desk.import_pages import PAGE, file, paste, press, preview_of, upload

pytestmark = pytest.mark.django_db


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


def test_a_number_that_the_list_lacks_is_named_and_prevents_submission(desk):
    draft = paste(desk, PAGE.replace("Rest is best [2].", "Rest is best.2,7"))
    assert "[7] is cited, but the list has no such number." in desk.get(preview_of(draft)).content.decode()

    press(desk, draft, "create")

    issues = citation_issues([part.content for part in parts_of(latest_edition_of(Article.objects.get()))])
    assert [issue.message for issue in issues] == ["The citation “[7]” in “What to do” has no reference yet."]


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


THIN = """Restless legs

Legs that do not rest keep many people awake, and most of them for years [1].

References

Research

SSRI-induced extrapyramidal side-effects and akathisia.

Journal of Psychopharmacology, 1998
"""


def lane() -> Reference:
    return make_reference(
        "lane1998",
        title="SSRI-induced extrapyramidal side-effects and akathisia: implications for treatment",
        author=[{"family": "Lane", "given": "R. M."}],
        issued={"date-parts": [[1998, 3]]},
        volume="12",
    )


def test_a_work_that_the_library_may_have_is_asked_about_with_what_differs(desk):
    same = lane()

    page = desk.get(preview_of(paste(desk, THIN))).content.decode()

    assert "Perhaps in the library already" in page
    assert f"/references/{same.key}" in page
    for name in ("Volume", "Authors", "Date", "Title"):
        assert f'<th scope="row">{name}</th>' in page
    assert "It is the same work" in page


def test_a_work_that_is_said_to_be_the_librarys_is_not_added_again(desk):
    same = lane()
    draft = paste(desk, THIN)
    key = draft.document["references"][0]["key"]

    press(desk, draft, f"same:{key}")
    page = desk.get(preview_of(draft)).content.decode()
    assert "In the library as lane1998" in page
    press(desk, draft, "create")

    assert [row.key for row in Reference.objects.all()] == [same.key]
    assert Article.objects.exists()


def test_a_work_that_is_another_is_added(desk):
    lane()

    press(desk, paste(desk, THIN), "create")

    assert Reference.objects.count() == 2


def test_works_that_contradict_the_librarys_are_not_asked_about(desk):
    lane()

    page = desk.get(preview_of(paste(desk, THIN.replace("1998", "2011")))).content.decode()

    assert "Perhaps in the library already" not in page
