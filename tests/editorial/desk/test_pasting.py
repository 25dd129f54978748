"""What is pasted into a section, through the very address that the editor asks."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from articles.models import Edition
from articles.text import clean
from editorial.accounts.kept import SEAL
from editorial.desk.views import pasting
from tests.builders import (
    article_of,
    make_draft,
    make_editor,
    make_reference,
    make_submitted,
)

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[2] / "articles" / "exchange" / "cases"
CLIPBOARDS = sorted(path.name for path in CASES.glob("*clipboard.html"))


@pytest.fixture(scope="module")
def built(before_all):
    owner = make_editor("Owner")
    return owner, make_draft(by=owner)


@pytest.fixture
def editor(client, built, own):
    person = own(built)[0]
    client.force_login(person)
    return person


@pytest.fixture
def edition(built, own):
    """A draft of the editor's, complete."""
    return own(built)[1]


def address(edition: Edition, anchor: str = "part-1") -> str:
    return f"/desk/articles/{article_of(edition).slug}/sections/{anchor}/paste/"


def paste(client: Client, edition: Edition, html: str = "", text: str = "", **more: str):
    return client.post(address(edition), {"html": html, "text": text}, headers={"Accept": "application/json"} | more)


def test_there_are_six_clipboards():
    assert len(CLIPBOARDS) == 6


@pytest.mark.parametrize("name", CLIPBOARDS)
def test_every_clipboard_comes_back_as_it_may_be_stored(client, editor, name):
    answer = paste(client, make_draft(by=editor), (CASES / name).read_text()).json()

    assert clean(answer["html"]).html == answer["html"]
    assert clean(answer["html"]).notes == []


def test_struck_words_are_left_out_and_named_first(client, editor):
    answer = paste(client, make_draft(by=editor), (CASES / "word-marks-clipboard.html").read_text()).json()

    assert "200" not in answer["html"]
    assert answer["notes"][0] == {
        "said": "Struck-out words were left out: “200”",
        "sentence": answer["notes"][0]["sentence"],
        "serious": True,
    }
    assert len(answer["unresolved"]) == 3


def test_keys_that_the_library_has_are_linked_and_named(client, editor):
    make_reference("lane1998", title="Movement", author=[{"family": "Lane"}])
    answer = paste(client, make_draft(by=editor), "<p>So [@lane1998, p. 4; @nobody2020].</p>").json()

    assert answer["html"] == (
        '<p>So <cite data-ref="lane1998" data-locator="p. 4"></cite><cite data-unresolved="[@nobody2020]"></cite>.</p>'
    )
    assert answer["unresolved"] == ["[@nobody2020]"]
    assert list(answer["names"]) == ["lane1998"]
    assert answer["names"]["lane1998"]["title"] == "Movement"


def test_nothing_is_written(client, editor, edition):
    before = list(edition.article.sections.values_list("versions__pk", flat=True))

    paste(client, edition, "<p>Words.</p>")

    assert list(edition.article.sections.values_list("versions__pk", flat=True)) == before


def test_too_much_is_refused_with_the_limit(client, editor):
    answer = paste(client, make_draft(by=editor), "x" * 4_000_001)

    assert answer.status_code == 422
    assert "4,000,000 characters" in answer.json()["issues"][0]


def test_an_edition_in_review_takes_nothing(client, editor):
    edition = make_submitted(by=editor)

    answer = paste(client, edition, "<p>Words.</p>")

    assert answer.status_code == 409
    assert "no draft now" in answer.json()["issues"][0]


def test_other_peoples_sections_are_not_found(client, editor):
    edition = make_draft(by=make_editor("Other"))

    assert paste(client, edition, "<p>Words.</p>").status_code == 404
    assert client.post(address(make_draft(by=editor), "no-such-part"), {"html": "<p>a</p>"}).status_code == 404


def test_pasting_very_often_has_to_wait(client, editor, edition, monkeypatch):
    monkeypatch.setattr(pasting, "LIMIT", 2)

    assert [paste(client, edition, "<p>a</p>").status_code for _ in range(3)] == [200, 200, 429]


def test_hostile_words_come_back_harmless(client, editor):
    html = "<p onclick='x()'>a<script>alert(1)</script><a href='javascript:x()'>b</a><img src=x onerror=x()></p>"

    answer = paste(client, make_draft(by=editor), html).json()

    assert answer["html"] == "<p>ab</p>"


def test_a_paste_forgets_nothing_that_was_kept_for_the_page(client, editor, edition):
    """Words that were typed while a sign-in ended are put back into the form; pasting saves none of them."""
    page = address(edition).removesuffix("paste/")
    seal = re.search(rf'name="{SEAL}" value="([^"]+)"', client.get(page).text)
    sent = {SEAL: unescape(seal[1]), "everyone-html": "<p>What I typed.</p>"}
    client.cookies.pop("sessionid")
    client.post(page, sent, headers={"Referer": f"http://testserver{page}"})
    client.force_login(editor)

    paste(client, edition, "<p>Words.</p>", Referer=f"http://testserver{page}")

    assert "What I typed." in client.get(page).text


def test_without_a_sign_in_nothing_is_read(client, editor, edition):
    del client.cookies["sessionid"]

    answer = paste(client, edition, "<p>Pasted words.</p>")

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")
