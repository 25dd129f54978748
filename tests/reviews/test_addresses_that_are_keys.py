"""An address that is a key by itself: nothing that answers there lets an engine, a cache or another site learn it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.actions import assign, invite_guest, revoke_guest
from reviews.notices.request_links import secret_of
from reviews.views.request_links import SEAL

from .scenes import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def invite(scene):
    until = timezone.localdate() + timedelta(days=7)
    person = {"name": "Outside Expert", "credentials": "PhD", "email": "expert@example.org"}
    return invite_guest(edition=scene.edition, by=scene.chair, until=until, **person)


def say(scene, url: str, text: str):
    version = scene.version("part-1")
    return Client().post(url, {"version": str(version.pk), "text": text})


@pytest.mark.parametrize(
    "what", ["page", "no such", "no slash", "method", "no seal", "answered", "too often", "failed"]
)
def test_no_answer_at_the_address_tells_anybody_of_it(scene, what, monkeypatch):
    row = assign(article=scene.edition.article, user=scene.member, by=scene.chair, due_on=timezone.localdate())
    link = row.links.get()
    url, client = reverse("request", args=[secret_of(link.pk)]), Client(raise_request_exception=False)
    if what == "too often":
        monkeypatch.setattr("reviews.views.request_links.is_within", lambda *args, **more: False)
    if what == "failed":
        monkeypatch.setattr("reviews.views.request_links.request_of", None)
    answers = {
        "no such": lambda: client.get(f"{url[:-3]}/"),
        "no slash": lambda: client.get(url.removesuffix("/")),
        "method": lambda: client.delete(url),
        "no seal": lambda: client.post(url, {"answer": "accept"}),
        "answered": lambda: client.post(url, {"seal": SEAL.sign(str(link.pk)), "answer": "accept"}),
    }
    answer = answers.get(what, lambda: client.get(url))()

    status = {
        "page": 200,
        "no such": 404,
        "no slash": 301,
        "method": 405,
        "no seal": 403,
        "answered": 302,
        "failed": 500,
    }
    assert answer.status_code == status.get(what, 429)
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("what", ["page", "word", "no such", "said", "closed", "refused"])
def test_no_answer_at_a_guests_address_tells_anybody_of_it(scene, what):
    guest, secret = invite(scene)
    url = reverse("guest", args=[secret])
    if what == "closed":
        revoke_guest(guest=guest, by=scene.chair)
    answers = {
        "word": lambda: Client().get(reverse("guest_word", args=[secret])),
        "no such": lambda: Client().get(f"{url[:-3]}/"),
        "said": lambda: say(scene, url, "I doubt the dose."),
        "refused": lambda: say(scene, url, ""),
    }
    answer = answers.get(what, lambda: Client().get(url))()

    status = {"no such": 404, "said": 302, "closed": 410, "refused": 422}
    assert answer.status_code == status.get(what, 200)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"  # without any, a browser's form would name no origin
    assert "no-store" in answer["Cache-Control"]
