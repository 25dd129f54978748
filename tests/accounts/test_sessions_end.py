"""Deactivating an account ends its sessions for good."""

import pytest
from django.test import Client

from editorial.accounts.models import User
from editorial.shared.audit import save_audited
from tests.builders import make_administrator, make_editor

pytestmark = pytest.mark.django_db


def signed_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def switch(person: User, *, on: bool) -> None:
    person = User.objects.get(pk=person.pk)
    person.is_active = on
    save_audited(person, by=make_administrator(), reason="On leave")


def test_a_session_from_before_does_not_work_again_after_reactivation():
    person, client = make_editor(), Client()
    client.force_login(person)
    assert signed_in(client)

    switch(person, on=False)
    assert not signed_in(client)
    switch(person, on=True)
    assert not signed_in(client)

    again = Client()
    again.force_login(User.objects.get(pk=person.pk))
    assert signed_in(again)


def test_other_changes_of_an_account_end_no_session():
    person, client = make_editor(), Client()
    client.force_login(person)
    person = User.objects.get(pk=person.pk)
    person.credentials = "MD"
    save_audited(person, by=make_administrator(), reason="Credentials")
    assert (signed_in(client), person.deactivations) == (True, 0)


def test_also_where_only_one_field_is_saved():
    person = User.objects.get(pk=make_editor().pk)
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert User.objects.get(pk=person.pk).deactivations == 1
