"""Mail about accounts: no request waits for the mail server, and none tells who has an account."""

import re
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.accounts import adapter
from editorial.accounts.actions import keep_account_mail, send_account_mails
from editorial.accounts.models import AccountMail, User
from tests.other_server import silent_server

PASSWORD, NEW = "correct horse battery", "a quite different one"
CHANGE, RESET = "/accounts/password/change/", "/accounts/password/reset/"
CHANGED = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_old_attempts(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def editor() -> User:
    return User.objects.create_user(
        email="ed@example.org", password=PASSWORD, display_name="Ed Itor", is_editor=True, is_active=True
    )


@pytest.fixture
def signed_in(client: Client, editor: User) -> Client:
    client.post("/accounts/login/", {"login": "ed@example.org", "password": PASSWORD})
    return client


@pytest.fixture
def _silent_mail_server(settings):
    """One that takes every connection and never answers."""
    with silent_server() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 10
        yield


@pytest.mark.usefixtures("_silent_mail_server")
def test_a_password_is_changed_and_answered_while_the_mail_server_never_answers(signed_in, editor):
    began = time.monotonic()
    response = signed_in.post(CHANGE, CHANGED)

    assert (response.status_code, time.monotonic() - began < 8) == (302, True)
    editor.refresh_from_db()
    assert editor.check_password(NEW)
    assert AccountMail.objects.get().person == editor


@pytest.mark.usefixtures("_silent_mail_server")
@pytest.mark.parametrize("address", ["ed@example.org", "nobody@example.org"])
def test_a_new_password_is_asked_for_while_the_mail_server_never_answers(client, editor, address):
    began = time.monotonic()
    response = client.post(RESET, {"email": address})

    assert (response.status_code, response.url, time.monotonic() - began < 8) == (302, f"{RESET}done/", True)


def test_password_and_mail_are_one_transaction(signed_in, editor, monkeypatch):
    def fail(**_):
        raise RuntimeError

    monkeypatch.setattr(adapter, "keep_account_mail", fail)
    with pytest.raises(RuntimeError):
        signed_in.post(CHANGE, CHANGED)

    editor.refresh_from_db()
    assert (editor.check_password(PASSWORD), editor.history.count()) == (True, 1)


def test_asking_is_the_same_work_whether_or_not_there_is_an_account(client, editor):
    """The time that an answer takes says nothing: the same statements, and nothing else that could take time."""
    done = []
    for address in ("ed@example.org", "nobody@example.org"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.post(RESET, {"email": address})
        statements = [re.sub(r"'[^']*'|\d+", "…", query["sql"]) for query in queries]
        done.append((response.status_code, response.url, response.content, statements))

    assert done[0] == done[1]
    assert not any("accounts_user" in statement for statement in done[0][-1])


def test_a_link_is_sent_to_who_has_the_account_and_nothing_is_kept_of_it(client, editor):
    client.post(RESET, {"email": "ED@example.org"})
    (waiting,) = AccountMail.objects.all()
    assert (waiting.person, waiting.facts) == (None, {})  # no link, no secret

    assert [send_account_mails(), send_account_mails()] == [1, 0]

    (message,) = mail.outbox
    assert (message.to, "/accounts/password/reset/key/" in message.body) == (["ed@example.org"], True)
    assert message.extra_headers["Message-ID"].startswith(f"<{waiting.pk}@")
    waiting.refresh_from_db()
    assert (waiting.person, waiting.address, waiting.facts, waiting.was_sent) == (editor, "", {}, True)


@pytest.mark.parametrize("active", [None, False])
def test_of_an_address_of_nobody_nothing_is_sent_and_nothing_kept(client, active):
    if active is not None:
        User.objects.create_user(email="nobody@example.org", display_name="Left", is_active=active)

    client.post(RESET, {"email": "nobody@example.org"})

    assert (send_account_mails(), mail.outbox, AccountMail.objects.count()) == (0, [], 0)


def test_who_changed_a_password_is_told_when_and_from_where(signed_in, editor):
    signed_in.post(CHANGE, CHANGED, REMOTE_ADDR="192.0.2.5", headers={"User-Agent": "Some browser"})

    send_account_mails()

    (message,) = mail.outbox
    assert (message.to, message.subject.startswith("Imprimatur: ")) == (["ed@example.org"], True)
    assert "the password of your account was changed." in message.body
    assert f"{timezone.localtime():%Y}" in message.body
    assert "from the address 192.0.2.5 (Some browser)" in message.body
    assert AccountMail.objects.get().facts == {}


def test_the_server_that_is_back_gets_what_waited(signed_in, settings):
    signed_in.post(CHANGE, CHANGED)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_account_mails() == 0
    waiting = AccountMail.objects.get()
    assert (waiting.attempts, waiting.finished_at, waiting.facts != {}) == (1, None, True)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_account_mails(now=waiting.due_at) == 1


def test_any_other_mail_of_the_library_goes_the_same_way(editor):
    facts = {"activate_url": "https://www.example.org/x", "user": editor, "request": object()}
    keep_account_mail(template="account/email/unknown_account", address="new@example.org", person=editor, facts=facts)

    assert AccountMail.objects.get().facts == {"activate_url": "https://www.example.org/x"}
    assert (send_account_mails(), mail.outbox[0].to) == (1, ["new@example.org"])
