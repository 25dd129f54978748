"""What was typed while a sign-in ended is there after signing in, in every form that takes words; for nobody else."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.utils import timezone

from editorial.accounts.kept import COOKIE, OLDEST, SEAL
from editorial.accounts.tasks import clear_sessions
from reviews.models import Comment
from tests.builders import sit_down

from .checksum import changed, checksums
from .crawling import WRITERS, forms_first_met_by, forms_for, undone
from .pages import Field, Form, forms_on

pytestmark = pytest.mark.django_db
WITHOUT_ACCOUNT = (
    "/accounts/",
    "/articles/",
    "/guest/",
    "/request/",
)  # anybody may send these, or nothing of them may be kept
SIGNING_IN = {
    "django_session",
    "accounts_user",
    "accounts_historicaluser",
    "record_pending",
}  # what signing in itself writes


def words_of(form: Form) -> list[Field]:
    return [field for field in form.text_fields if field.type != "password" and "password" not in field.name]


def takes_words(form: Form) -> bool:
    return bool(words_of(form)) and not form.action.startswith(WITHOUT_ACCOUNT)


def typed_into(form: Form) -> dict[str, str]:
    return {field.name: f"What I typed <b>&amp; {field.name}" for field in words_of(form)}


def send(client: Client, form: Form, **more: str):
    sent = form.data(**typed_into(form)) | more
    return client.post(form.action, sent, headers={"Referer": f"http://testserver{form.page}"})


def signed_out(client: Client) -> Client:
    del client.cookies["sessionid"]
    return client


def place_after(response) -> str:
    """Where signing in leads from an answer that asks for it."""
    assert response.status_code == 302
    assert urlsplit(response.url).path == "/accounts/login/"
    return parse_qs(urlsplit(response.url).query)["next"][0]


def found_in(form: Form, text: bytes) -> bool:
    """Whether the page has the form with all that was typed into it."""
    typed = typed_into(form)
    return any(
        typed.items() <= {field.name: field.value for field in shown.fields}.items()
        for shown in forms_on(form.page, text)
        if shown.action == form.action
    )


@pytest.mark.parametrize("role", [role for role in WRITERS if role != "anonymous"])
def test_words_are_there_after_signing_in_in_every_form(world, client_of, role):
    client, lost, tried = client_of(role), [], 0
    forms = [form for form in forms_first_met_by(role, client_of, world) if takes_words(form)]

    for form in forms:
        with undone(client):
            before = checksums()
            page = place_after(send(signed_out(client), form))
            sit_down(client, world.people[role])
            shown = client.get(page, follow=True)
            tried += 1
            if not found_in(form, shown.content) or b"Nothing was sent yet" not in shown.content:
                lost.append(f"{form} at {page}: {shown.redirect_chain} {shown.status_code}")
            if tables := set(changed(before)) - SIGNING_IN:
                lost.append(f"{form} changed {tables}")

    assert tried
    assert lost == []


@pytest.mark.parametrize("role", [role for role in WRITERS if role != "anonymous"])
def test_words_are_not_lost_with_all_cookies(world, client_of, role):
    """The form's token means nothing any more: nothing is done, and the words are there after signing in."""
    lost = []

    for form in [form for form in forms_first_met_by(role, client_of, world) if takes_words(form)]:
        client = Client(enforce_csrf_checks=True)
        answer = send(client, form)
        assert answer.status_code == 403
        said = unescape(answer.text)
        link = re.search(r'<a href="([^"]+)">Go on', answer.text)
        if link is None:
            lost.append(str(form))
            continue
        go_on = unescape(link[1])
        sit_down(client, world.people[role])
        shown = client.get(parse_qs(urlsplit(go_on).query)["next"][0])
        if not all(words in said for words in typed_into(form).values()) or not found_in(form, shown.content):
            lost.append(str(form))

    assert lost == []


@pytest.fixture
def comment(world, client_of) -> Form:
    """A member's form for a comment, and with it what is typed there."""
    forms = forms_for("member", client_of("member"), world)
    return next(form for form in forms if form.action.endswith("/comments/") and takes_words(form))


def test_nobody_else_gets_it_back_and_who_typed_it_does_later(world, client_of, comment):
    client = client_of("member")
    page = place_after(send(signed_out(client), comment))

    for other in ("chair", "interested"):
        sit_down(client, world.people[other])
        assert "What I typed" not in client.get(page).text
        assert "What I typed" not in client.get("/kept/").text
    assert "What I typed" not in signed_out(client).get("/kept/").text
    sit_down(client, world.people["member"])
    assert found_in(comment, client.get(page).content)


def test_a_browser_that_did_not_send_it_gets_nothing(world, client_of, comment):
    place_after(send(signed_out(client_of("member")), comment))

    assert "What I typed" not in client_of("member").get(comment.page).text


def test_it_is_shown_until_it_is_sent_and_then_is_gone(world, client_of, comment):
    client = client_of("member")
    page = place_after(send(signed_out(client), comment))
    sit_down(client, world.people["member"])
    before = Comment.objects.count()

    assert found_in(comment, client.get(page).content)
    assert found_in(comment, client.get(page).content)
    assert Comment.objects.count() == before  # showing does nothing

    send(client, comment)

    assert "Nothing was sent yet" not in client.get(page).text


def test_what_was_typed_into_another_form_of_the_page_is_there_when_the_first_was_sent(world, client_of, comment):
    client = client_of("member")
    others = [form for form in forms_for("member", client, world) if form.page == comment.page and takes_words(form)]
    other = next(form for form in others if form.action != comment.action)
    page = place_after(send(signed_out(client), comment))
    place_after(send(client, other))
    sit_down(client, world.people["member"])

    assert found_in(other, client.get(page).content)
    send(client, other)

    assert found_in(comment, client.get(page).content)


def test_it_can_be_thrown_away(world, client_of, comment):
    client = client_of("member")
    page = place_after(send(signed_out(client), comment))
    sit_down(client, world.people["member"])
    key = re.search(r'name="kept" value="(\w+)"', client.get(page).text)[1]

    client.post("/kept/", {"kept": key})

    assert "What I typed" not in client.get(page).text
    assert "Nothing is kept" in client.get("/kept/").text


@pytest.mark.parametrize(
    "seal", ["", "forged", signing.dumps(["1", ""], salt="another")], ids=["none", "forged", "other"]
)
def test_a_form_that_does_not_prove_whose_it_was_keeps_nothing(world, client_of, comment, seal):
    """Neither from another site nor from a script can words be put into somebody's form."""
    client = signed_out(client_of("member"))
    before = Session.objects.count()

    send(client, comment, **{SEAL: seal})

    assert (COOKIE in client.cookies, Session.objects.count()) == (False, before)
    strict = Client(enforce_csrf_checks=True)
    answer = send(strict, comment, **{SEAL: seal})
    assert (answer.status_code, "What I typed" in answer.text, COOKIE in strict.cookies) == (403, False, False)


def test_a_page_that_was_open_for_weeks_keeps_nothing(world, client_of, comment, monkeypatch):
    client = signed_out(client_of("member"))
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + OLDEST + 60)

    send(client, comment)

    assert COOKIE not in client.cookies


def test_passwords_and_tokens_are_not_kept(world, client_of, comment):
    client = signed_out(client_of("member"))
    send(client, comment, new_password="Sesame", csrfmiddlewaretoken="t", scratch="window.0:1")

    kept = Session.objects.get(session_key=client.cookies[COOKIE].value).get_decoded()["kept_words"]

    assert "What+I+typed" in kept["sent"]
    assert all(word not in kept["sent"] for word in ("Sesame", "csrfmiddlewaretoken", SEAL, "window.0"))
    assert (client.cookies[COOKIE]["httponly"], client.cookies[COOKIE]["samesite"]) == (True, "Lax")


def test_what_nobody_comes_back_for_goes(world, client_of, comment):
    send(signed_out(client_of("member")), comment)
    Session.objects.update(expire_date=timezone.now())

    clear_sessions()

    assert Session.objects.count() == 0


def test_a_form_whose_page_is_gone_gives_its_words_back_to_be_copied(world, client_of):
    client = client_of("owner")
    forms = forms_for("owner", client, world)
    form = next(form for form in forms if form.action.endswith("/statement/"))
    signed_out(client)
    page = place_after(client.post(form.action, form.data(**typed_into(form))))  # no page is named: where it was sent
    sit_down(client, world.people["owner"])
    shown = client.get(page, follow=True)

    assert shown.redirect_chain == [("/kept/", 302)]
    assert "What I typed" in shown.text
