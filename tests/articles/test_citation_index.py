"""The index that says where references are cited: made again from the texts, and verified against them."""

import pytest
from django.core.management import call_command

from articles.actions.reindexing import rebuild_citations
from articles.models import Citation, SectionVersion
from articles.queries import part_of
from articles.verification import check_citations
from editorial.record.models import Event
from references.actions import merge_references
from tests.builders import edit, make_draft, make_editor, make_reference

pytestmark = pytest.mark.django_db
TEXT = '<p>So.<cite data-ref="boyer2005" data-locator="p. 4"></cite><cite data-ref="lane1998"></cite></p>'


@pytest.fixture(scope="module")
def built(before_all) -> SectionVersion:
    editor = make_editor()
    for key in ("boyer2005", "lane1998"):
        make_reference(key)
    draft = make_draft(by=editor)
    edit(draft, "part-1", TEXT, by=editor)
    return part_of(draft, "part-1").version


@pytest.fixture
def version(built, own) -> SectionVersion:
    return own(built)


def rows(version: SectionVersion) -> list[tuple]:
    return list(version.citations.values_list("audience", "position", "reference__key", "locator"))


def failures() -> list[str]:
    return [failure.problem for failure in check_citations() if failure]


INDEXED = [("", 0, "boyer2005", "p. 4"), ("", 1, "lane1998", "")]


def test_an_index_that_says_what_the_text_says_stays(version):
    before = Event.objects.count()

    assert (rebuild_citations(version=version), rows(version), failures()) == (False, INDEXED, [])
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda version: version.citations.all().delete(),
        lambda version: version.citations.filter(position=0).update(locator="p. 5"),
        lambda version: version.citations.filter(position=1).update(audience="patient"),
        lambda version: Citation.objects.create(
            version=version, position=9, reference=version.citations.all()[0].reference
        ),
    ],
    ids=["gone", "elsewhere", "others'", "one too many"],
)
def test_an_index_that_says_something_else_is_found_and_mended(version, spoil, capsys):
    spoil(version)
    assert failures() == ["its citations are indexed otherwise"]

    call_command("rebuild_citations")

    assert (rows(version), failures()) == (INDEXED, [])
    assert capsys.readouterr().out.endswith("mended: 1.\n")
    assert Event.objects.get(verb="citations.rebuilt").subject == f"version:{version.pk}"


def test_citations_of_a_reference_that_was_merged_stay_its_own(version):
    other = make_reference("kept2005")
    merge_references(into=other, duplicate=version.citations.first().reference, by=make_editor())

    call_command("rebuild_citations", "nothing-there")

    assert (rebuild_citations(version=version), rows(version), failures()) == (False, INDEXED, [])
