"""An article got another address: who had its pages open, or kept a link, goes on where they were."""

import pytest
from django.test import Client

from articles.actions.articles import rename_article
from articles.models import FollowUp
from reviews.models import Comment
from reviews.tasks import recompose_stale_pages
from tests.builders import (
    article_of,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    sit_down,
)

pytestmark = pytest.mark.django_db
PAGES = ("/review/old/", "/review/old/1/", "/review/old/history/", "/dossiers/old/1/", "/review/old/word/")
DESK = ("/desk/articles/old/", "/desk/articles/old/sections/part-1/", "/desk/articles/old/history/")


def statuses(person, addresses) -> dict[str, int]:
    client = Client()
    sit_down(client, person)
    return {address: client.get(address, follow=True).status_code for address in addresses}


def test_pages_of_board_and_desk_answer_by_an_earlier_address():
    board, editor = make_board(), make_editor()
    chair = make_chair(board)
    edition = make_submitted(by=editor, slug="old")
    rename_article(article=article_of(edition), slug="newer", by=editor)

    assert statuses(chair, PAGES) == dict.fromkeys(PAGES, 200)
    assert statuses(editor, DESK) == dict.fromkeys(DESK, 200)
    assert statuses(make_editor("Stranger"), PAGES + DESK) == dict.fromkeys(PAGES + DESK, 404)


def test_a_remark_sent_from_a_page_that_was_open_arrives(client):
    editor, member = make_editor(), make_member(make_board())
    edition = make_submitted(by=editor, slug="old")
    sit_down(client, member)
    version = edition.pins.get(section__anchor="part-1").version_id
    rename_article(article=article_of(edition), slug="newer", by=editor)

    answer = client.post("/review/old/1/comments/", {"version": str(version), "text": "Half an hour of words."})

    assert answer.status_code == 302
    assert Comment.objects.get().text == "Half an hour of words."


def test_a_readers_question_and_the_list_of_references_are_had_by_the_earlier_address(client):
    editor = make_editor()
    edition = make_published(by=editor, slug="old")
    rename_article(article=article_of(edition), slug="newer", by=editor)
    recompose_stale_pages()

    assert client.get("/articles/old/").status_code == 301
    sent = client.post("/articles/old/ask/", {"question": "May I drive?", "audience": ""}, follow=True)

    assert sent.status_code == 200
    assert FollowUp.objects.get().article_id == edition.article_id
    assert (
        client.get("/articles/old/references.ris").status_code
        == client.get("/articles/newer/references.ris").status_code
    )
