"""The page of a section's pictures and sound: bringing them, saying what they are, and losing nothing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Edition, Medium
from articles.queries import part_of
from articles.words.media import MediumWords
from tests.builders import (
    bring_picture,
    illustrate,
    make_draft,
    make_picture,
    placed,
    sit_down,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> Edition:
    return make_draft()


@pytest.fixture
def draft(built, own) -> Edition:
    return own(built)


@pytest.fixture
def client(draft) -> Client:
    return sit_down(Client(), draft.article.owner)


def page_of(draft: Edition, anchor: str = "part-2") -> str:
    return f"/desk/articles/{draft.article.slug}/sections/{anchor}/media/"


def fields(page: str) -> dict[str, str]:
    """What the form of a page would send, as a browser has it."""
    sent = dict(re.findall(r'<input type="(?:hidden|text|number)" name="([\w-]+)" value="([^"]*)"', page))
    sent |= {
        name: text.strip() for name, text in re.findall(r'<textarea name="([\w-]+)"[^>]*>([^<]*)</textarea>', page)
    }
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}


def upload(name: str = "lung.png", colour: str = "navy") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_picture(colour), content_type="text/plain")


def test_a_picture_is_brought_and_then_described(client, draft):
    page = page_of(draft)
    answer = client.post(page, {**fields(client.get(page).content.decode()), "upload": [upload()]}, follow=True)

    assert (answer.status_code, answer.redirect_chain) == (200, [(page, 302)])
    sent = fields(answer.content.decode())
    said = {"alt": " A square. ", "caption": "All navy.", "credit": "Desk", "licence": "CC0"}
    assert client.post(page, sent | {f"medium1-{name}": text for name, text in said.items()}).status_code == 302
    (one,) = part_of(draft, "part-2").content.media
    assert (one.words, one.credit, one.licence) == ({"": MediumWords("A square.", "All navy.")}, "Desk", "CC0")
    assert one.file == Medium.objects.get().file_id


def test_what_is_refused_loses_nothing(client, draft):
    editor = draft.article.owner
    illustrate(draft, "part-2", placed(bring_picture(draft, by=editor)), by=editor)
    page = page_of(draft)
    sent = fields(client.get(page).content.decode()) | {"medium1-alt": "Typed with care."}
    bad = SimpleUploadedFile("virus.png", b"MZ\x90 a program", content_type="image/png")

    answer = client.post(page, sent | {"upload": [upload("good.png", "red"), bad]})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Typed with care." in text
    assert "virus.png" in text
    assert part_of(draft, "part-2").content.media == (placed(Medium.objects.earliest("at")),)
    again = client.post(page, fields(text))  # the good one is in the form already
    assert again.status_code == 302
    media = part_of(draft, "part-2").content.media
    assert [one.base.alt for one in media] == ["Typed with care.", ""]
    assert len({one.file for one in media}) == 2


def test_whatever_was_typed_comes_back_however_many_files_were_taken(client, draft):
    page = page_of(draft)
    sent = fields(client.get(page).content.decode())
    sent |= {f"medium{number}-file": f"{number:064x}" for number in range(1, 41)}
    sent |= {f"medium{number}-kind": "picture" for number in range(1, 41)}

    back = client.post(page, sent | {"upload": [upload()]})
    again = fields(back.content.decode())
    assert (back.status_code, again["medium41-file"]) == (422, Medium.objects.get().file_id)
    assert "medium41-place" not in again
    last = client.post(page, again | {"medium41-alt": "Typed with care."})
    assert last.status_code == 422
    assert fields(last.content.decode())["medium41-alt"] == "Typed with care."


def test_places_are_changed_and_pictures_taken_out(client, draft):
    editor = draft.article.owner
    media = [
        placed(bring_picture(draft, by=editor, colour=colour), caption=colour) for colour in ("red", "green", "blue")
    ]
    illustrate(draft, "part-2", *media, by=editor)
    page = page_of(draft)
    sent = fields(client.get(page).content.decode())

    client.post(page, sent | {"medium1-place": "3", "medium3-place": "1", "medium2-out": "on"})
    assert [one.base.caption for one in part_of(draft, "part-2").content.media] == ["blue", "red"]


def test_who_has_words_of_their_own_has_fields_of_their_own(client, draft):
    editor = draft.article.owner
    picture = placed(bring_picture(draft, by=editor))
    illustrate(draft, "part-1", picture, by=editor)
    (own,) = part_of(draft, "part-1").content.wordings
    page = page_of(draft, "part-1")
    sent = fields(client.get(page).content.decode())

    client.post(page, sent | {f"medium1-alt-{own}": "In their words."})
    assert part_of(draft, "part-1").content.media[0].words[own] == MediumWords("In their words.")


def test_what_somebody_else_made_of_it_is_shown_before_it_is_replaced(client, draft):
    editor = draft.article.owner
    picture = placed(bring_picture(draft, by=editor))
    illustrate(draft, "part-2", picture, by=editor)
    page = page_of(draft)
    sent = fields(client.get(page).content.decode()) | {"medium1-alt": "Mine."}
    illustrate(draft, "part-2", placed(Medium.objects.get(), alt="Theirs."), by=editor)

    answer = client.post(page, sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert ("Mine." in text, "Theirs." in text) == (True, True)
    assert client.post(page, fields(text)).status_code == 302
    assert part_of(draft, "part-2").content.media[0].base.alt == "Mine."


@pytest.mark.parametrize(
    "change",
    [
        {"medium1-file": "0" * 64},
        {"medium1-file": "x"},
        {"medium1-kind": "film"},
        {"medium1-kind": "audio"},
        {"base_version": "nothing"},
        {"medium1-alt": "A \u202e turn"},
        {"medium1-place": "-4"},
    ],
)
def test_an_odd_form_is_refused(client, draft, change):
    editor = draft.article.owner
    illustrate(draft, "part-2", placed(bring_picture(draft, by=editor)), by=editor)
    before = part_of(draft, "part-2").version
    page = page_of(draft)

    assert client.post(page, fields(client.get(page).content.decode()) | change).status_code == 422
    assert part_of(draft, "part-2").version == before


def test_the_section_and_the_list_of_what_is_missing_lead_there(client, draft):
    editor = draft.article.owner
    illustrate(draft, "part-2", placed(bring_picture(draft, by=editor), alt=""), by=editor)

    assert page_of(draft) in client.get(f"/desk/articles/{draft.article.slug}/sections/part-2/").content.decode()
    assert f"{page_of(draft)}#medium-1" in client.get(f"/desk/articles/{draft.article.slug}/").content.decode()
