"""Exporting a selection of the library."""

import pytest
from django.urls import reverse

from references.formats.reading import read_references
from references.formats.writing import FORMATS, with_key

from .builders import make_editor, make_person, make_reference

pytestmark = pytest.mark.django_db
EXPORT = "/desk/references/export/"


@pytest.fixture
def editor(client):
    person = make_editor()
    client.force_login(person)
    return person


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_ticked_references_are_a_file_that_reads_as_they_are(client, editor, suffix):
    one, two, _ = make_reference(note="Found so"), make_reference(DOI="10.1000/x"), make_reference()

    response = client.get(EXPORT, {"format": suffix, "key": [two.key, one.key]})

    assert response["Content-Type"] == FORMATS[suffix].content_type
    assert response["Content-Disposition"] == f'attachment; filename="references.{suffix}"'
    assert [entry.csl for entry in read_references(response.content).entries] == [
        with_key(reference.key, reference.csl) for reference in sorted((one, two), key=lambda row: row.key)
    ]


def test_all_that_a_search_finds_can_be_exported(client, editor):
    found, _ = make_reference(title="Akathisia"), make_reference(title="Something else")

    response = client.get(EXPORT, {"format": "json", "q": "akathisia", "all": "1"})

    assert [entry.csl["id"] for entry in read_references(response.content).entries] == [found.key]


@pytest.mark.parametrize("fields", [{}, {"key": "none"}, {"all": "1", "q": "nothing"}])
def test_nothing_chosen_is_no_file(client, editor, fields):
    response = client.get(EXPORT, fields, follow=True)

    assert response.redirect_chain == [(reverse("references:list"), 302)]
    assert "Choose some references first" in response.content.decode()


def test_there_is_no_spreadsheet(client, editor):
    """Formulas in a title can therefore be run by nobody."""
    reference = make_reference(title="=HYPERLINK(1)")

    assert client.get(EXPORT, {"format": "csv", "key": reference.key}).status_code == 404


def test_a_reader_exports_nothing(client):
    make_reference(key="lane1998")
    client.force_login(make_person())

    assert client.get(EXPORT, {"key": "lane1998"}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_an_export_costs_the_same_whatever_it_holds(client, editor, django_assert_num_queries, number):
    keys = [make_reference().key for _ in range(number)]

    with django_assert_num_queries(3):
        client.get(EXPORT, {"key": keys})
