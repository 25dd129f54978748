"""What people type into every form of the site (threats 13, 22, 28, 31, 33): found by crawling, tried one by one."""

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory

from articles.models import Article, Collaborator, Edition
from editorial.accounts.models import User
from reviews.models import Approval, BoardMember, SignOff

from .checksum import EXCEPTED, writes, written
from .crawling import WRITERS, forms_first_met_by, forms_for, undone
from .pages import Field, Form, intrusions

pytestmark = pytest.mark.django_db
HIDDEN = "\u202e"
MARK = "Sentinel"
BREAK_OUT = f"""{MARK}"'></textarea></title></style></script>--><x-sentinel onfocus=pwned()></x-sentinel>"""
IMAGE = f"""{MARK}<img src=x onerror="window.pwned=1"><svg><script>window.pwned=1</script></svg>"""
TEMPLATES = MARK + " {{ 7|add:7 }}{% now 'Y' %}{user.password}{0.__class__}%(x)s%s${{7*7}}#{7*7}"
PAYLOADS = (BREAK_OUT, IMAGE, TEMPLATES)
# Passwords are never stored as they are typed, and may hold anything; an address in a form token neither.
NOT_PROSE = {"password", "password1", "password2", "oldpassword", "csrfmiddlewaretoken", "next", "form_owner"}


@pytest.fixture(autouse=True)
def no_old_attempts():
    cache.clear()


def stored_with(text: str, since: dict[str, int]) -> list[str]:
    """The tables written to since ``writes()`` was ``since`` in which a row holds ``text``."""
    tables = sorted(set(written(since)) - EXCEPTED)
    if not tables:
        return []
    with connection.cursor() as cursor:
        one = "SELECT '{0}' FROM (SELECT 1 FROM {0} r WHERE strpos(r::text, %s) > 0 LIMIT 1) s"
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables), [text] * len(tables))
        return [table for (table,) in cursor.fetchall()]


def typed_fields(form: Form) -> list[Field]:
    return [field for field in form.text_fields if field.name not in NOT_PROSE]


def send(client, form: Form, **instead):
    data = form.data(**instead)
    data.pop("csrfmiddlewaretoken", None)
    return client.post(form.action, data, HTTP_REFERER=f"http://testserver{form.page}")


@pytest.mark.parametrize("role", WRITERS)
def test_hidden_characters_are_kept_nowhere(world, client_of, role):
    client, wrong, tried = client_of(role, raise_request_exception=False), {}, 0

    for form in forms_first_met_by(role, client_of, world):
        for field in typed_fields(form):
            with undone(client):
                value, before = f"{field.plausible() or ''} Hid{HIDDEN}den", writes()
                response = send(client, form, **{field.name: value})
                tried += 1
                if response.status_code >= 500:
                    wrong[f"{form}: {field.name} failed"] = response.status_code
                elif tables := stored_with(HIDDEN, before):
                    wrong[f"{form}: {field.name}"] = tables

    assert tried > 0
    assert sorted(wrong) == []


def pages_after(client, form: Form, field: Field, payload: str) -> tuple[bool, list]:
    """Whether it was kept when somebody typed this, and all pages that show it then: the answer, and where it led."""
    before = writes()
    response = send(client, form, **{field.name: payload})
    if response.status_code != 302:
        return False, [response]
    kept = bool(stored_with(MARK, before))
    places = dict.fromkeys((response.url.split("#")[0], form.page.split("#")[0]))
    return kept, [response, *(client.get(place) for place in places)]


@pytest.mark.parametrize("role", WRITERS)
def test_payloads_change_no_page(world, client_of, role):
    """All of them at once; each alone in a field that takes one of them, but not so much."""
    client, wrong, literal = client_of(role, raise_request_exception=False), {}, 0

    for form in forms_first_met_by(role, client_of, world):
        for field in typed_fields(form):
            at_once = " ".join(PAYLOADS)
            for payload in (at_once, *PAYLOADS):
                with undone(client):
                    kept, pages = pages_after(client, form, field, payload)
                for page in pages:
                    if page.status_code >= 500:
                        wrong[f"{form}: {field.name} failed"] = page.status_code
                    if "html" not in page.get("Content-Type", "") or not page.content:
                        continue
                    if found := intrusions(page.content):
                        wrong[f"{form}: {field.name}"] = found
                    literal += MARK in page.content.decode()
                if kept == (payload is at_once):  # nothing is left to try, or one is refused as all are
                    break

    assert wrong == {}
    assert literal > 0


MORE = {
    "state": "published",
    "status": "approved",
    "owner": "1",
    "author": "1",
    "by": "1",
    "user": "1",
    "approved_by": "1",
    "submitted_by": "1",
    "published_at": "2020-01-01",
    "submitted_at": "2020-01-01",
    "digest": "0" * 64,
    "content_hash": "0" * 64,
    "number": "77",
    "id": "77",
    "pk": "77",
    "is_staff": "on",
    "is_superuser": "on",
    "is_editor": "on",
    "is_active": "",
    "email": "owner-of-all@example.org",
    "standing": "good",
    "resolved_by": "1",
    "resolved_at": "2020-01-01",
    "must_be_answered": "on",
    "role": "chair",
    "specialties": "everything",
    "left_out": "on",
    "is_default": "on",
}


def privileges() -> dict[str, list]:
    """What no form may give, but the one that is for it."""
    return {
        "people": sorted(
            (re.sub("^guest-.*@", "guest@", email), *rest)  # a guest's is made up anew each time
            for email, *rest in User.objects.values_list("email", "is_staff", "is_superuser", "is_editor", "is_active")
        ),
        "owners": sorted(Article.objects.values_list("slug", "owner")),
        "collaborators": sorted(Collaborator.objects.values_list("article__slug", "user")),
        "editions": sorted(
            Edition.objects.values_list("article__slug", "number", "state", "opened_by", "published_at__year")
        ),
        "board": sorted(BoardMember.objects.values_list("user", "role", "starts_on")),
        "signatures": [SignOff.objects.count(), Approval.objects.count()],
    }


@pytest.mark.parametrize("role", WRITERS)
def test_fields_that_a_form_does_not_have_do_nothing(world, client_of, role):
    client, wrong = client_of(role, raise_request_exception=False), {}

    for form in forms_for(role, client, world):
        own = {field.name for field in form.fields}
        more = {name: value for name, value in MORE.items() if name not in own}
        with undone(client):
            without = send(client, form).status_code, privileges()
        cache.clear()
        with undone(client):
            with_more = send(client, form, **more).status_code, privileges()
        cache.clear()
        if without != with_more:
            wrong[str(form)] = [without[0], with_more[0]]

    assert wrong == {}


LONG = {  # each of what is long is read alone in test_endless.py
    "long": "x" * 100_000 + "\n" * 20_000 + " " * 50_000 + "[" * 20_000 + "x",
    "markup": "<div>" * 10_000 + "<" * 20_000 + "&amp" * 10_000,
    "nul": "a\x00b",
    "surrogate": "a\ud800b",
    "not a number": "NaN",
    "huge number": "9" * 400,
    "negative": "-1",
}


def sent_with(names: list[str], text: bytes) -> tuple[bytes | str, str]:
    """The body of a form that says this in every field, and its kind. What is long is sent in parts, as forms with
    files are: to write and read so many signs by their numbers takes longer than all that is tried with them."""
    if len(text) < 1000:
        return urlencode(dict.fromkeys(names, text)), "application/x-www-form-urlencoded"
    parts = [f'--typed\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + text for name in names]
    return b"\r\n".join([*parts, b"--typed--\r\n"]), "multipart/form-data; boundary=typed"


def test_what_is_sent_in_parts_arrives_as_what_is_sent_in_one():
    long, short = b"&amp;<\n\n" * 300, b"a\x00b"

    for text in (long, short):
        body, kind = sent_with(["one", "two"], text)
        arrived = RequestFactory().post("/", body, kind).POST
        assert arrived.dict() == dict.fromkeys(("one", "two"), text.decode())


@pytest.mark.parametrize("role", WRITERS)
@pytest.mark.parametrize("kind", LONG)
def test_no_text_breaks_a_form(world, client_of, role, kind):
    """Every control gets it, also those that a browser would not let one change."""
    client, wrong = client_of(role, raise_request_exception=False), {}

    for form in forms_first_met_by(role, client_of, world):
        names = [field.name for field in form.fields if field.name != "csrfmiddlewaretoken" and field.type != "file"]
        with undone(client):
            response = client.post(form.action, *sent_with(names, LONG[kind].encode("utf-8", "surrogatepass")))
            if response.status_code >= 500:
                wrong[str(form)] = response.status_code

    assert wrong == {}
