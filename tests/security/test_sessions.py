"""Sessions and rights that end (threats 9, 18, 21, 26, 27), beside what tests/accounts/test_sign_in.py holds."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles.actions import remove_collaborator
from editorial.accounts.actions import send_account_mails
from editorial.accounts.models import User
from reviews.actions import end_term
from reviews.models import BoardMember, SignOff
from tests.builders import PASSWORD, edit, part_of

from .checksum import changed, checksums
from .pages import tree_of
from .world import section_of

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def quiet(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


def sign_in(client: Client, person: User, password: str = PASSWORD, **extra):
    return client.post(LOGIN, {"login": person.email, "password": password}, **extra)


# Cookies and sessions


def test_cookies_are_kept_from_scripts_and_from_other_sites(world):
    client = Client()
    client.get(LOGIN)
    sign_in(client, world.people["owner"])

    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]

    assert (session["httponly"], session["samesite"], session["path"], session["domain"]) == (True, "Lax", "/", "")
    assert (token["samesite"], token["domain"]) == ("Lax", "")
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60


def test_a_session_key_chosen_by_somebody_else_is_not_taken_over(world):
    client = Client()
    client.cookies["sessionid"] = "chosen-by-an-attacker-0123456789"

    sign_in(client, world.people["owner"])

    assert client.cookies["sessionid"].value != "chosen-by-an-attacker-0123456789"
    assert not Session.objects.filter(session_key="chosen-by-an-attacker-0123456789").exists()


def test_a_session_is_dead_after_signing_out_even_if_its_cookie_was_kept(world):
    client, thief = Client(), Client()
    sign_in(client, world.people["owner"])
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    before = thief.get("/desk/").status_code

    client.post("/accounts/logout/")

    assert (before, thief.get("/desk/").status_code) == (200, 302)


def test_signing_in_as_somebody_else_leaves_nothing_of_the_first(world):
    client = Client()
    sign_in(client, world.people["owner"])
    client.post("/accounts/logout/")
    sign_in(client, world.people["member"])

    assert client.get("/desk/articles/our-draft/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/desk/", "/review/", "/admin/", "/desk/references/", LOGIN, "/articles/our-live/ask/"]
)
def test_pages_for_somebody_are_kept_by_no_shared_cache(client_of, path):
    for role in ("owner", "chair", "administrator"):
        response = client_of(role).get(path)
        header = response.headers.get("Cache-Control", "")

        assert "public" not in header
        if response.status_code == 200:
            assert "no-store" in header or "private" in header, path


@pytest.mark.parametrize(
    "path", ["/review/our-reviewed/1/", "/review/our-reviewed/1/approve/", "/desk/", "/admin/", LOGIN]
)
def test_nobody_may_frame_where_people_decide(client_of, path):
    response = client_of("chair").get(path)

    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


# Accounts


@pytest.mark.parametrize("role", ["owner", "deactivated"])
def test_a_wrong_password_is_answered_the_same_whoever_it_is_for(world, client_of, role):
    client_of("deactivated")
    nobody = Client().post(LOGIN, {"login": "nobody@example.org", "password": "wrong"})
    somebody = sign_in(Client(), world.people[role], "wrong")

    def said(response) -> tuple:
        return response.status_code, response.context["form"].errors

    assert said(somebody) == said(nobody)


def test_forgotten_passwords_are_answered_the_same_whoever_asks(world, client_of):
    client_of("deactivated")
    url = "/accounts/password/reset/"

    answers = [
        Client().post(url, {"email": email}, REMOTE_ADDR=f"192.0.2.{number}")
        for number, email in enumerate(
            ("nobody@example.org", world.people["owner"].email, world.people["deactivated"].email)
        )
    ]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/accounts/password/reset/done/")}
    send_account_mails()
    assert [message.to for message in mail.outbox] == [[world.people["owner"].email]]


def test_a_mail_leads_to_this_site_whatever_host_was_asked(world):
    for headers in ({"x-forwarded-host": "evil.example"}, {"host": "localhost:8000"}):
        Client().post("/accounts/password/reset/", {"email": world.people["owner"].email}, headers=headers)
        cache.clear()

    send_account_mails()
    assert len(mail.outbox) == 2
    assert all(f"{settings.SITE_ADDRESS}/accounts/password/reset/key/" in message.body for message in mail.outbox)
    assert all("evil" not in message.body for message in mail.outbox)


def test_another_host_is_no_address_of_this_site(world):
    assert Client(raise_request_exception=False).get("/desk/", headers={"host": "evil.example"}).status_code == 400


def test_guessing_under_made_up_addresses_is_counted_as_one(world):
    for number in range(5):
        sign_in(Client(), world.people["owner"], "wrong", headers={"x-forwarded-for": f"203.0.113.{number}"})
    client = Client()

    sign_in(client, world.people["owner"], headers={"x-forwarded-for": "203.0.113.200"})
    elsewhere = Client()
    sign_in(elsewhere, world.people["owner"], REMOTE_ADDR="192.0.2.200")

    assert [client.get("/desk/").status_code, elsewhere.get("/desk/").status_code] == [302, 200]


# Rights that end while somebody is at work


def test_a_term_that_ends_between_reading_and_signing(world, client_of):
    client = client_of("member")
    page = client.get("/review/our-reviewed/1/")
    version = section_of(world.reviewed, "part-2").version
    term = BoardMember.objects.get(user=world.people["member"])
    end_term(member=term, on=timezone.localdate() - timedelta(days=1), by=world.people["administrator"])
    signatures = SignOff.objects.count()

    response = client.post("/review/our-reviewed/1/sign/", {f"{version.pk}-verdict": "approve"})

    assert (page.status_code, response.status_code) == (200, 404)
    assert SignOff.objects.count() == signatures


@pytest.mark.parametrize("end", ["deactivated", "no editor any more", "no collaborator any more"])
def test_rights_that_end_between_opening_and_saving(world, client_of, end):
    person, client = world.people["collaborator"], client_of("collaborator")
    opened = client.get("/desk/articles/our-draft/sections/part-1/")
    if end == "deactivated":
        User.objects.filter(pk=person.pk).update(is_active=False)
    elif end == "no editor any more":
        User.objects.filter(pk=person.pk).update(is_editor=False)
    else:
        remove_collaborator(article=world.draft.article, user=person, by=world.people["owner"])
    before = checksums()

    form = {"base_version": section_of(world.draft).version.pk, "everyone-html": "<p>New.</p>"}
    response = client.post("/desk/articles/our-draft/sections/part-1/", form)

    assert (opened.status_code, response.status_code) == (200, 302 if end == "deactivated" else 404)
    assert changed(before) == []


def test_an_administrator_who_is_one_no_more(world, client_of):
    client = client_of("administrator")
    before = client.get("/admin/accounts/user/").status_code
    User.objects.filter(pk=world.people["administrator"].pk).update(is_staff=False)

    assert (before, client.get("/admin/accounts/user/").status_code) == (200, 302)


def test_a_superuser_signs_and_edits_nothing_by_being_one(world, client_of):
    client = client_of("administrator")
    version = section_of(world.reviewed, "part-2").version
    before = checksums()

    answers = [
        client.post("/review/our-reviewed/1/sign/", {f"{version.pk}-verdict": "approve"}).status_code,
        client.post("/review/our-reviewed/1/approve/").status_code,
        client.post("/desk/articles/our-draft/submit/").status_code,
        client.post("/desk/articles/our-draft/sections/part-1/", {"base_version": "1"}).status_code,
    ]

    assert answers == [404, 404, 404, 404]
    assert changed(before) == []


def test_what_was_written_stays_the_persons_after_deactivation(world):
    edition = world.draft.edition
    edit(edition, "part-1", "<p>Theirs.</p>", by=world.people["collaborator"])
    User.objects.filter(pk=world.people["collaborator"].pk).update(is_active=False)

    assert part_of(edition, "part-1").version.created_by == world.people["collaborator"]


# Where a page may lead


AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "javascript:window.pwned=1",
    "data:text/html,x",
    "/%09/evil.example",
    "\t//evil.example/",
    " //evil.example/",
    "/\t/evil.example/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "http://[::1]@evil.example/",
    "http://[evil.example/",
    "//[evil.example]/",
    "//evil%E3%80%82example/",
    "/\n/evil.example",
    "https://evil.example\\@testserver/",
]


def leads_away(address: str) -> bool:
    """Whether a browser would leave this site; it takes backslashes for slashes and drops white space."""
    cleaned = "".join(address.replace("\\", "/").split())
    return cleaned.startswith("//") or ":" in cleaned.split("/")[0].split("?")[0]


@pytest.mark.parametrize("address", AWAY)
def test_signing_in_and_out_leads_nowhere_else(world, address):
    client = Client()

    signed_in = client.post(f"{LOGIN}", {"login": world.people["owner"].email, "password": PASSWORD, "next": address})
    again = client.get(LOGIN, {"next": address})
    signed_out = client.post("/accounts/logout/", {"next": address})

    assert [leads_away(response.url) for response in (signed_in, again, signed_out)] == [False, False, False]


@pytest.mark.parametrize("address", [*AWAY, "http://testserver//evil.example/", "http://testserver/\\evil.example/"])
def test_the_way_back_from_a_refusal_stays_here(world, client_of, address):
    client = client_of("owner")
    url = "/desk/articles/our-reviewed/statement/"

    response = client.post(
        url, {"note": "Words"}, headers={"referer": address.encode("ascii", "ignore").decode().strip()}
    )

    assert response.status_code == 409
    assert [link.get("href") for link in tree_of(response.text).iter("a") if leads_away(link.get("href"))] == []


def test_the_sign_in_page_of_the_administration_leads_nowhere_else(world):
    response = Client().get("/admin/login/", {"next": "//evil.example/"})

    assert not leads_away(response.url)


# Asking for what is not shown


@pytest.mark.parametrize(
    "query",
    [
        "owner__password__startswith=pbkdf2",
        "owner__email__contains=@",
        "history__history_user__password__regex=.",
        "editions__pins__version__content__contains=Text",
        "id__in=1,2",
        "o=owner__password",
        "_to_field=owner",
        "q=%00",
        "e=1",
    ],
)
def test_hidden_columns_answer_no_questions_in_the_administration(client_of, query):
    client = client_of("administrator", raise_request_exception=False)
    everything = client.get("/admin/articles/article/").context["cl"].result_count

    response = client.get(f"/admin/articles/article/?{query}")

    if response.status_code == 200:
        assert response.context["cl"].result_count in (0, everything)
    assert response.status_code in (200, 302, 400)


@pytest.mark.parametrize(
    "query", ["created_by__password__startswith=m", "q=a&order=password", "kind[]=1", "q=.*", "q=%25", "q=_"]
)
def test_hidden_columns_answer_no_questions_in_the_library(client_of, query):
    client = client_of("owner")
    by_name = {row.reference.key for row in client.get("/desk/references/").context["rows"]}

    rows = {row.reference.key for row in client.get(f"/desk/references/?{query}").context["rows"]}

    assert rows in (by_name, set()) or rows < by_name
    assert "password" not in client.get(f"/desk/references/?{query}").context["wanted"].text
