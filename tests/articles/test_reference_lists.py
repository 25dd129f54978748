"""The references of a published page as a file."""

import pytest
from django.urls import reverse

from articles.models import PublicPage
from articles.site.published import references_of
from references.actions import update_reference
from references.formats.reading import read_references
from references.formats.writing import FORMATS
from references.models import Reference
from tests.builders import edit, make_draft, make_editor, make_reference, publish_draft

pytestmark = pytest.mark.django_db
CITE = '<cite data-ref="{}"></cite>'


@pytest.fixture(scope="module")
def built(before_all):
    """A page that cites two references, the second first."""
    for key in ("one2001", "two2002"):
        make_reference(key)
    text = f"<p>First {CITE.format('two2002')}, then {CITE.format('one2001')} and again {CITE.format('two2002')}.</p>"
    editor = make_editor()
    edition = make_draft(by=editor, slug="cited")
    edit(edition, "part-2", text, by=editor)
    return publish_draft(edition, by=editor)


@pytest.fixture
def published(built, own):
    return own(built)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_page_gives_its_references_in_their_order(client, published, suffix):
    response = client.get(f"/articles/cited/references.{suffix}")

    assert response["Content-Type"] == FORMATS[suffix].content_type
    assert [entry.csl["id"] for entry in read_references(response.content).entries] == ["two2002", "one2001"]


def test_the_page_names_its_files_and_they_are_there(client, published):
    page = client.get("/articles/cited/").content.decode()
    audience = PublicPage.objects.filter(slug="cited", is_default=False).values_list("audience", flat=True).first()
    other = client.get(f"/articles/cited/for/{audience}/").content.decode()

    for suffix in FORMATS:
        assert f'href="/articles/cited/references.{suffix}"' in page
        assert f'href="/articles/cited/for/{audience}/references.{suffix}"' in other
        assert client.get(f"/articles/cited/for/{audience}/references.{suffix}").status_code == 200


def test_it_is_the_same_for_everyone_and_any_cache_may_keep_it(client, published):
    first = client.get("/articles/cited/references.bib")
    again = client.get("/articles/cited/references.bib", headers={"If-None-Match": first["ETag"]})

    assert (first["Cache-Control"], first.cookies, "Vary" in first) == ("public, max-age=30", {}, False)
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_given_is_what_was_submitted_and_no_remark_of_the_desk(client, published):
    reference = Reference.objects.get(key="one2001")
    before = references_of("cited")
    changed = {**reference.csl, "title": "Changed since", "note": "A remark of the desk"}
    update_reference(reference=reference, base=reference.revision, csl=changed, by=reference.created_by)

    assert references_of("cited") == before
    assert all("note" not in item and "abstract" not in item for item in before)


@pytest.mark.parametrize(
    "path", ["cited/references.csv", "cited/references.html", "none/references.bib", "cited/for/nobody/references.bib"]
)
def test_nothing_else_is_there(client, published, path):
    assert client.get(f"/articles/{path}").status_code == 404


def test_a_draft_has_no_list(client):
    assert references_of("none") is None


def test_one_query_answers(client, published, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(reverse("article_references", args=["cited", "json"]))
