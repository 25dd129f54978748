"""Who gets a picture: everybody once it was published; before that only who may see the words it stands with."""

import pytest
from django.test import Client

from articles.actions import open_edition
from articles.actions.passages import place_passage
from articles.models import Edition
from editorial.files.store import open_file
from reviews.actions import retire, submit, take_back
from reviews.models import ReviewPolicy
from tests.builders import (
    bring_picture,
    confirm_all,
    illustrate,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_user,
    placed,
    publish_draft,
    sit_down,
)
from tests.passages import make_passage_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> Edition:
    editor = make_editor()
    make_board()
    draft = make_draft(by=editor)
    illustrate(draft, "part-2", placed(bring_picture(draft, by=editor)), by=editor)
    confirm_all(draft, by=editor)
    return draft


@pytest.fixture
def draft(built, own) -> Edition:
    return own(built)


def files_of(edition: Edition) -> list[str]:
    medium = edition.article.media.get()
    return [medium.file_id, medium.renditions.get().file_id]


def seen_by(user, edition: Edition) -> set[int]:
    client = sit_down(Client(), user) if user else Client()
    return {client.get(f"/media/{edition.article_id}/{file}").status_code for file in files_of(edition)}


def public(edition: Edition) -> set[int]:
    return {Client().get(f"/media/{file}").status_code for file in files_of(edition)}


def test_a_draft_s_picture_is_its_editors_alone(draft):
    board = ReviewPolicy.objects.get(is_default=True).board
    others = [make_editor("Another"), make_member(board), make_administrator(), make_user("Reader")]

    assert seen_by(draft.article.owner, draft) == {200}
    assert [seen_by(user, draft) for user in others] == [{404}] * 4
    assert seen_by(None, draft) == {302}
    assert public(draft) == {404}


def test_what_is_submitted_is_its_board_s_too_and_nobody_else_s(draft):
    editor = draft.article.owner
    policy = ReviewPolicy.objects.get(is_default=True)
    member, administrator = make_member(policy.board), make_administrator()
    stranger = make_member(make_board(name="Another board"))
    edition = submit(edition=draft, by=editor)

    assert [seen_by(user, edition) for user in (editor, member, administrator)] == [{200}] * 3
    assert [seen_by(user, edition) for user in (stranger, make_editor("Another"))] == [{404}] * 2
    pending = 200 if policy.versions.latest("number").show_pending else 404
    assert public(edition) == {pending}
    take_back(edition=edition, by=editor)
    assert public(edition) == {404}


def test_a_picture_of_a_later_draft_is_not_the_board_s(draft):
    editor = draft.article.owner
    edition = publish_draft(draft, by=editor)
    later = open_edition(article=edition.article, by=editor)
    medium = bring_picture(later, by=editor, colour="red")
    illustrate(later, "part-2", placed(medium), by=editor)
    member = make_member(ReviewPolicy.objects.get(is_default=True).board)

    client = sit_down(Client(), member)
    assert client.get(f"/media/{edition.article_id}/{medium.file_id}").status_code == 404
    assert Client().get(f"/media/{medium.file_id}").status_code == 404


def test_what_was_published_is_everybody_s_for_ever_and_of_its_own_type(draft):
    editor = draft.article.owner
    file = files_of(draft)[0]
    edition = publish_draft(draft, by=editor)

    answer = Client().get(f"/media/{file}")
    assert b"".join(answer.streaming_content) == open_file(edition.article.media.get().file).read()
    said = ("Content-Type", "X-Content-Type-Options", "Cache-Control", "ETag", "Content-Disposition")
    assert [answer[name] for name in said] == [
        "image/png",
        "nosniff",
        "public, max-age=31536000, immutable",
        f'"{file}"',
        "inline",
    ]
    assert not answer.cookies
    assert Client().get(f"/media/{file}", headers={"if-none-match": f'"{file}"'}).status_code == 304
    looked = Client().head(f"/media/{file}")
    assert (looked.content, looked["Content-Length"]) == (b"", answer["Content-Length"])
    part = Client().get(f"/media/{file}", headers={"range": "bytes=0-3"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"\x89PNG")
    retire(edition=edition, reason="Out of date.", by=make_chair(ReviewPolicy.objects.get(is_default=True).board))
    assert public(edition) == {200}


def test_a_passage_s_picture_is_everybody_s_once_an_article_holds_it(draft):
    editor = draft.article.owner
    passage = make_passage_draft(by=editor)
    illustrate(passage, "numbers", placed(bring_picture(passage, by=editor, colour="red")), by=editor)
    confirm_all(passage, by=editor)
    passage = publish_draft(passage, by=editor)
    assert (passage.published_at is not None, public(passage)) == (True, {404})

    place_passage(edition=draft, passage=passage.article, by=editor)
    assert public(passage) == {404}
    publish_draft(draft, by=editor)
    assert public(passage) == {200}


@pytest.mark.parametrize("digest", ["0" * 64, "abc", "x" * 64])
def test_what_is_not_there_is_not_found(draft, digest):
    client = sit_down(Client(), draft.article.owner)

    assert Client().get(f"/media/{digest}").status_code == 404
    assert client.get(f"/media/{draft.article_id}/{digest}").status_code == 404
