"""A session is read as Django reads it: the one that the key names, as long as it lasts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def begun(**held: str) -> str:
    store = SessionStore()
    store.update(held)
    store.create()
    return store.session_key


def test_each_key_finds_its_own_session_in_one_query():
    first, second = begun(name="first"), begun(name="second")

    for key, name in ((first, "first"), (second, "second"), (first, "first")):
        with CaptureQueriesContext(connection) as asked:
            store = SessionStore(key)
            assert store["name"] == name
        assert len(asked) == 1
        assert (store.session_key, dict(store.items())) == (key, dict(db.SessionStore(key).items()))


@pytest.mark.parametrize(("seconds", "found"), [(60, {"name": "kept"}), (-1, {})])
def test_a_session_that_is_over_is_none(seconds, found):
    key = begun(name="kept")
    Session.objects.filter(pk=key).update(expire_date=timezone.now() + timedelta(seconds=seconds))

    store = SessionStore(key)

    assert dict(store.items()) == dict(db.SessionStore(key).items()) == found
    assert store.session_key == (key if found else None)


@pytest.mark.parametrize("key", ["nobody-has-this-key", "' OR ''='", "%s", "🩺" * 20])
def test_a_key_that_is_none_finds_nothing(key):
    begun(name="another's")

    store = SessionStore(key)

    assert dict(store.items()) == {}
    assert store.session_key is None
