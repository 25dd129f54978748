"""Signing in, staying signed in, and passwords, through the site's own pages."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from editorial.accounts.actions import send_account_mails
from editorial.accounts.models import User
from editorial.record.rows import check_histories

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"


def mails() -> list:
    """What the worker sends now."""
    send_account_mails()
    return mail.outbox


@pytest.fixture(autouse=True)
def _mail_in_memory_and_no_old_attempts(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_user("ed@example.org", PASSWORD, display_name="Ed Itor", is_editor=True)


def sign_in(client: Client, email: str = "ed@example.org", password: str = PASSWORD, address: str = "192.0.2.1"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)


def test_sign_in_with_the_right_password_leads_to_ones_work(client, editor):
    response = sign_in(client)

    assert (response.status_code, response.url) == (302, "/my-work/")
    assert client.session[SESSION_KEY] == str(editor.pk)


def test_sign_in_with_the_address_in_capitals_is_the_same_account(client, editor):
    sign_in(client, email="ED@Example.org")

    assert client.session[SESSION_KEY] == str(editor.pk)


def test_sign_in_with_a_wrong_password_says_why_and_keeps_the_address(client, editor):
    response = sign_in(client, password="wrong horse battery")

    assert response.status_code == 200
    assert SESSION_KEY not in client.session
    assert 'value="ed@example.org"' in response.text


def test_sign_in_answers_the_same_for_an_account_that_does_not_exist(client, editor):
    known = sign_in(client, password="wrong horse battery").context["form"].errors
    unknown = sign_in(client, email="nobody@example.org").context["form"].errors

    assert known == unknown


def test_sign_in_of_a_deactivated_person_is_refused(client, editor):
    User.objects.filter(pk=editor.pk).update(is_active=False)

    sign_in(client)

    assert SESSION_KEY not in client.session


def test_deactivation_ends_a_session_that_was_open(client, editor):
    sign_in(client)
    User.objects.filter(pk=editor.pk).update(is_active=False)

    response = client.get("/accounts/password/change/")

    assert response.url.startswith(LOGIN)


def test_session_key_changes_at_sign_in(client, editor):
    client.get(LOGIN)
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key

    sign_in(client)

    assert client.session.session_key != before


def test_guessing_is_stopped_for_the_address_that_guesses(client, editor):
    for _ in range(5):
        sign_in(client, password="wrong horse battery", address="198.51.100.7")

    sign_in(client, address="198.51.100.7")

    assert SESSION_KEY not in client.session


@pytest.fixture
def no_cache(settings):
    """Nobody is there where the cache should be."""
    here = settings.CACHES
    settings.CACHES = {"default": here["default"] | {"LOCATION": "unix:///nowhere/valkey.sock?db=1"}}
    cache._cache._here.clear()


@pytest.mark.usefixtures("no_cache")
def test_people_sign_in_while_the_cache_is_gone(client, editor):
    response = sign_in(client)

    assert (response.status_code, response["Location"]) == (302, "/my-work/")
    assert client.get("/desk/").status_code == 200


@pytest.mark.usefixtures("no_cache")
def test_guessing_is_stopped_while_the_cache_is_gone_too(client, editor):
    for _ in range(5):
        sign_in(client, password="wrong")

    assert "Too many failed" in sign_in(client).text


def test_guessing_from_elsewhere_does_not_lock_the_person_out(client, editor):
    for _ in range(6):
        sign_in(Client(), password="wrong horse battery", address="198.51.100.7")

    sign_in(client, address="192.0.2.1")

    assert client.session[SESSION_KEY] == str(editor.pk)


def test_sign_in_leaves_no_line_in_the_history_but_keeps_its_time(client, editor):
    lines = editor.history.count()

    sign_in(client)

    editor.refresh_from_db()
    assert editor.history.count() == lines
    assert editor.last_login is not None


def test_the_record_holds_after_somebody_signed_in_and_names_whom_somebody_else_changed(client, editor):
    sign_in(client)
    after_signing_in = [one for one in check_histories() if one]

    User.objects.filter(pk=editor.pk).update(is_staff=True)

    assert after_signing_in == []
    assert [one.row for one in check_histories() if one] == [f"accounts_user {editor.pk}"]


def test_next_outside_the_site_is_ignored(client, editor):
    response = client.post(f"{LOGIN}?next=//evil.example/", {"login": "ed@example.org", "password": PASSWORD})

    assert response.url == "/my-work/"


def test_next_inside_the_site_is_followed(client, editor):
    response = client.post(f"{LOGIN}?next=/review/", {"login": "ed@example.org", "password": PASSWORD})

    assert response.url == "/review/"


def test_sign_out_asks_first_and_then_ends_the_session(client, editor):
    sign_in(client)

    asked = client.get("/accounts/logout/")
    still = SESSION_KEY in client.session
    client.post("/accounts/logout/")

    assert (asked.status_code, still, SESSION_KEY in client.session) == (200, True, False)


def test_password_change_is_a_line_in_the_history_and_leads_to_ones_work(client, editor):
    sign_in(client)

    response = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "a quite different one", "password2": "a quite different one"},
    )

    last = editor.history.first()
    assert response.url == "/my-work/"
    assert (last.history_change_reason, last.history_user_name) == ("Password changed", "Ed Itor")


def test_password_change_ends_sessions_elsewhere(client, editor):
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "a quite different one", "password2": "a quite different one"},
    )

    assert elsewhere.get("/accounts/password/change/").url.startswith(LOGIN)


def test_forgotten_password_is_replaced_by_the_link_that_was_sent(client, editor, settings):
    settings.SITE_ADDRESS = "https://health.example"
    client.post("/accounts/password/reset/", {"email": "Ed@example.org"}, headers={"host": "localhost"})
    link = re.search(r"https://health\.example(\S+)", mails()[0].body)[1]

    form_page = client.get(link, follow=True)
    new = {"password1": "a quite different one", "password2": "a quite different one"}
    client.post(form_page.redirect_chain[-1][0], new)

    assert mail.outbox[0].to == ["ed@example.org"]
    assert User.objects.get(pk=editor.pk).check_password("a quite different one")


def test_reset_link_works_once(client, editor):
    client.post("/accounts/password/reset/", {"email": "ed@example.org"})
    link = re.search(r"http://[^/]+(\S+)", mails()[0].body)[1]
    form_page = client.get(link, follow=True)
    new = {"password1": "a quite different one", "password2": "a quite different one"}
    client.post(form_page.redirect_chain[-1][0], new)

    again = Client().get(link)

    assert "This link no longer works" in again.text


def test_confirming_the_password_again_takes_the_right_one_only(client, editor):
    sign_in(client)

    wrong = client.post("/accounts/reauthenticate/", {"password": "wrong horse battery"})
    right = client.post("/accounts/reauthenticate/?next=/review/", {"password": PASSWORD})

    assert (wrong.status_code, right.status_code, right.url) == (200, 302, "/review/")


def test_nobody_can_make_their_own_account(client, db):
    assert client.get("/accounts/signup/").status_code == 404
    assert User.objects.count() == 0


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "login/code/", "login/code/confirm/"])
def test_account_pages_that_the_site_does_not_have_are_not_found(client, db, path):
    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"],
)
def test_account_page_has_no_placeholder_inline_style_or_script(client, db, name):
    text = client.get(reverse(name)).text

    assert re.findall(r"placeholder=|style=|<style|<script(?![^>]*src=)|onclick=", text) == []
