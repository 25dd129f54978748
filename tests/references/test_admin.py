"""The library in the admin."""

import json

import pytest
from django.urls import reverse

from references.models import Reference

from .builders import article, make_administrator, make_editor, make_reference

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:references_reference_changelist"), reverse("admin:references_reference_add")
INLINE = {"standing_changes-TOTAL_FORMS": "0", "standing_changes-INITIAL_FORMS": "0"}


@pytest.fixture
def administrator(client):
    person = make_administrator()
    client.force_login(person)
    return person


def change(reference: Reference) -> str:
    return reverse("admin:references_reference_change", args=[reference.pk])


def test_an_editor_has_no_admin(client):
    client.force_login(make_editor())

    assert client.get(LIST).status_code == 302


def test_an_administrator_adds_and_changes_through_the_actions(client, administrator):
    client.post(ADD, {"key": "lane1998", "kind": "book", "csl": json.dumps(article(DOI="doi:10.1000/X")), **INLINE})
    reference = Reference.objects.get()

    data = {"kind": "research", "csl": json.dumps(article(title="Better")), "base": "1", "reason": "Typo.", **INLINE}
    client.post(change(reference), data)

    reference.refresh_from_db()
    assert (reference.key, reference.kind, reference.title, reference.revision) == ("lane1998", "research", "Better", 2)
    assert [row.history_change_reason for row in reference.history.all()] == ["Typo.", ""]
    assert reference.history.first().history_user == administrator


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"key": "UPPER"}, "A key"),
        ({"csl": '{"URL": "javascript:alert(1)"}'}, "is not a web address"),
        ({"csl": "[1]"}, "has to be an object"),
        ({"csl": "{"}, "valid JSON"),
        ({"csl": "[" * 50_000}, "valid JSON"),
        ({"csl": '{"PMID": "77"}'}, "The library has this PMID already"),
    ],
)
def test_what_an_action_would_refuse_is_said_at_the_form(client, administrator, fields, message):
    make_reference(key="other1998", PMID="77")

    response = client.post(ADD, {"key": "lane1998", "kind": "book", "csl": json.dumps(article()), **INLINE, **fields})

    assert (response.status_code, message in response.content.decode()) == (200, True)
    assert Reference.objects.count() == 1


def test_a_stale_change_is_refused(client, administrator):
    reference = make_reference()

    response = client.post(change(reference), {"kind": "book", "csl": json.dumps(article()), "base": "7", **INLINE})

    assert "Somebody changed this reference" in response.content.decode()
    assert Reference.objects.get().revision == 1


def test_the_key_cannot_be_changed_and_nothing_deleted(client, administrator):
    reference = make_reference(key="lane1998")
    data = {"key": "other", "kind": "book", "csl": json.dumps(reference.csl), "base": "1", **INLINE}

    client.post(change(reference), data)
    deleted = client.post(reverse("admin:references_reference_delete", args=[reference.pk]), {"post": "yes"})

    assert Reference.objects.get().key == "lane1998"
    assert deleted.status_code == 403


def test_the_list_the_form_and_the_history_open(client, administrator):
    reference = make_reference()
    history = reverse("admin:references_reference_history", args=[reference.pk])

    assert [client.get(page).status_code for page in (LIST, ADD, change(reference), history)] == [200, 200, 200, 200]
