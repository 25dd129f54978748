"""Where references are cited: who is told which article, and what is only counted."""

import pytest
from django.urls import reverse

from articles.actions import save_section
from articles.queries import part_of
from articles.usage import ArticlesCite
from articles.words.content import Wording
from references.actions import merge_references
from references.library.listing import library_page, wanted_from
from references.library.picker import used_lately
from tests.builders import (
    edit,
    make_administrator,
    make_complete,
    make_draft,
    make_editor,
    make_reference,
    publish_draft,
)

pytestmark = pytest.mark.django_db
USE = ArticlesCite()


def cite(edition, key: str, *, by, anchor: str = "part-1", patient: str = "", locator: str = "") -> None:
    """Let a section's text for everyone, and perhaps the patients', cite a reference."""
    part = part_of(edition, anchor)
    place = f' data-locator="{locator}"' if locator else ""
    base = Wording(heading=part.content.base.heading, html=f'<p>So.<cite data-ref="{key}"{place}></cite></p>')
    wordings = {"patient": Wording(html=f'<p>Plain.<cite data-ref="{patient}"></cite></p>')} if patient else {}
    save_section(edition=edition, anchor=anchor, base_version=part.version.pk, base=base, wordings=wordings, by=by)


def _published_citing(editor, key: str):
    draft = make_draft(by=editor, complete=False)
    cite(draft, key, by=editor)
    make_complete(draft, by=editor)
    return publish_draft(draft, by=editor)


def told(reference, person) -> tuple[list[tuple], int]:
    found = USE.places(reference, person)
    return [(p.title, p.section, p.state, p.audiences, p.locators, p.key) for p in found.places], found.hidden


def test_where_it_is_cited_names_sections_audiences_and_places_in_them():
    editor, reference = make_editor(), make_reference(key="boyer2005")
    draft = make_draft(by=editor, complete=False)
    cite(draft, "boyer2005", by=editor, patient="boyer2005", locator="p. 4")
    make_reference(key="other2005")
    cite(draft, "other2005", by=editor, anchor="part-2")

    expected = [("Muscle twitches", "Part 1", "draft", ("Everyone", "I am a patient"), ("p. 4",), "")]
    assert told(reference, editor) == (expected, 0)


def test_other_peoples_drafts_are_counted_and_not_named():
    editor, reference = make_editor(), make_reference(key="boyer2005")
    for slug in ("one", "two"):
        cite(make_draft(by=editor, slug=slug, complete=False), "boyer2005", by=editor)

    assert told(reference, make_editor()) == ([], 2)
    assert told(reference, make_administrator()) == ([], 2)
    assert [row[2] for row in told(reference, editor)[0]] == ["draft", "draft"]


def test_what_is_live_is_named_to_everybody_who_uses_the_library():
    editor, reference = make_editor(), make_reference(key="boyer2005")
    live = _published_citing(editor, "boyer2005")

    [place], hidden = USE.places(reference, make_administrator()).places, told(reference, make_administrator())[1]
    page = reverse("article", args=[live.article.slug])
    assert (place.state_label, place.url, place.section_url, hidden) == ("Live", page, f"{page}#part-1", 0)


def test_an_older_edition_and_an_older_version_count_no_more():
    editor, reference = make_editor(), make_reference(key="boyer2005")
    draft = make_draft(by=editor, complete=False)
    cite(draft, "boyer2005", by=editor)
    edit(draft, "part-1", "<p>Nothing is cited any more.</p>", by=editor)

    assert told(reference, editor) == ([], 0)
    assert list(USE.cited()) == []


def test_citations_of_a_merged_reference_count_for_the_one_that_answers():
    editor, into, duplicate = make_editor(), make_reference(key="into2005"), make_reference(key="twin2005")
    draft = make_draft(by=editor, complete=False)
    cite(draft, "twin2005", by=editor)
    cite(draft, "into2005", by=editor, anchor="part-2")
    other = make_draft(by=editor, complete=False)
    cite(other, "twin2005", by=editor)
    merge_references(into=into, duplicate=duplicate, by=editor)

    assert sorted(row[-1] for row in told(into, editor)[0]) == ["", "twin2005", "twin2005"]
    assert USE.counts([into.pk, duplicate.pk]) == {into.pk: 2}
    assert [row["answer"] for row in USE.cited()] == [into.pk]


def test_the_library_shows_and_filters_by_citation(client):
    editor = make_editor()
    make_reference(key="cited2005")
    make_reference(key="free2005")
    draft = make_draft(by=editor, complete=False)
    cite(draft, "cited2005", by=editor)

    def keys(cited: str) -> list[str]:
        return [one.key for one in library_page(editor, wanted_from({"cited": cited})).references]

    client.force_login(editor)
    html = client.get(reverse("references:list")).content.decode()
    assert (keys("yes"), keys("no")) == (["cited2005"], ["free2005"])
    assert html.count("Cited in 1 article<") == html.count("Not cited<") - 1 == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_often_it_is_cited(client, django_assert_num_queries, count):
    editor = make_editor()
    make_reference(key="boyer2005")
    for _ in range(count):
        draft = make_draft(by=editor, complete=False)
        cite(draft, "boyer2005", by=editor)
    client.force_login(editor)

    with django_assert_num_queries(13):
        client.get(reverse("references:detail", args=["boyer2005"]))


def test_what_was_used_lately_comes_in_groups_without_repeats():
    editor = make_editor()
    make_reference(key="here2005")
    make_reference(key="elsewhere2005")
    here, elsewhere = (make_draft(by=editor, slug=slug, complete=False) for slug in ("here", "elsewhere"))
    cite(here, "here2005", by=editor)
    cite(elsewhere, "elsewhere2005", by=editor)

    def groups(person, article: str) -> list[tuple[str, list[str]]]:
        return [(label, [one.key for one in some]) for label, some in used_lately(person, article)]

    assert groups(editor, "here") == [("In this article", ["here2005"]), ("Used by you lately", ["elsewhere2005"])]
    assert groups(editor, "") == [("Used by you lately", ["elsewhere2005", "here2005"])]
    assert groups(make_editor(), "here") == []
