"""Who may open and change what on the desk: every address for every role."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from articles.actions import add_collaborator
from articles.models import Contributor, FollowUp
from articles.plain_terms import id_of
from editorial.desk.urls.desk import urlpatterns
from reviews.actions import add_comment
from tests.builders import article_of, bring_source, make_board, make_draft, make_editor, make_member, make_user

pytestmark = pytest.mark.django_db

OPEN_TO_READ = {
    "article", "address", "contributors", "contributor", "new_section", "section", "remove_section", "take_back",
    "discard", "history", "section_history", "urgent", "merges", "split_section", "merge_next", "section_kind",
    "preview_links", "place_passage", "media", "translate",
}  # fmt: skip
POST_ONLY = {
    "open_next", "statement", "confirm", "submit", "schedule", "policy", "invite", "uninvite", "name_known",
    "arrange", "move_section", "restore_section", "comment", "resolve_comment", "restore_words", "close_question",
    "reopen_question", "accept_proposal", "decline_proposal", "decide_merge", "paste", "here", "reading",
    "checks", "fill_in", "close_preview", "renew_passage",
}  # fmt: skip
ONLY_READ = {"source", "source_file", "word", "preview"}
WITHOUT_ARTICLE = {
    "home", "link_to", "questions", "new_article", "evidence", "plain_words", "plain_words_csv", "add_plain_word",
    "change_plain_word", "take_out_plain_word", "templates", "template", "passages",
    "new_passage", "passage", "take_out_passage",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(before_all):
    """A draft with a comment and a reader's question, and somebody of every role."""
    board = make_board()
    owner = make_editor("Owner")
    edition = make_draft(by=owner)
    article = article_of(edition)
    friend = make_editor("Collaborator")
    add_collaborator(article=article, user=friend, by=owner)
    version = edition.pins.get(section__anchor="part-1").version
    return {
        "article": article,
        "edition": edition,
        "comment": add_comment(version=version, text="Why?", by=owner),
        "source": bring_source(edition, by=owner),
        "question": FollowUp.objects.create(article=article, question="Is it safe?"),
        "owner": owner,
        "collaborator": friend,
        "other editor": make_editor("Other"),
        "board member": make_member(board),
        "nobody in particular": make_user("Nobody"),
        "deactivated": make_editor("Gone", is_active=False),
    }


@pytest.fixture
def world(built, own):
    return own(built)


def address(world, name: str) -> str:
    known = {
        "slug": world["article"].slug,
        "anchor": "part-1",
        "user": world["collaborator"].pk,
        "person": Contributor.objects.get().pk,
        "role": "author",
        "comment": world["comment"].pk,
        "question": world["question"].pk,
        "source": world["source"].pk,
        "word": id_of("oedema"),
        "subject": "test",
        "passage": "00000000-0000-4000-8000-000000000000",
        "link": "00000000-0000-4000-8000-000000000000",
    }
    pattern = next(one for one in urlpatterns if one.name == name)
    return reverse(f"desk:{name}", kwargs={key: known[key] for key in pattern.pattern.converters})


def test_every_address_of_the_desk_is_in_this_test():
    assert {pattern.name for pattern in urlpatterns} == OPEN_TO_READ | ONLY_READ | POST_ONLY | WITHOUT_ARTICLE


EVERYTHING = sorted(OPEN_TO_READ | POST_ONLY | WITHOUT_ARTICLE)


def gets(client, world, names) -> dict[str, int]:
    return {name: client.get(address(world, name)).status_code for name in names}


def posts(client, world, names) -> dict[str, int]:
    return {name: client.post(address(world, name)).status_code for name in names}


def test_anonymous_is_asked_to_sign_in(client, world):
    sign_in = {name: f"{reverse('account_login')}?next={address(world, name)}" for name in EVERYTHING}

    assert {name: client.get(address(world, name)).url for name in EVERYTHING} == sign_in
    assert {name: client.post(address(world, name)).url for name in EVERYTHING} == sign_in


def test_a_deactivated_editor_is_asked_to_sign_in(client, world):
    client.force_login(world["deactivated"])

    assert gets(client, world, EVERYTHING) == dict.fromkeys(EVERYTHING, 302)
    assert posts(client, world, EVERYTHING) == dict.fromkeys(EVERYTHING, 302)


@pytest.mark.parametrize("role", ["other editor", "board member", "nobody in particular"])
def test_others_do_not_learn_that_the_article_exists(client, world, role):
    client.force_login(world[role])

    assert gets(client, world, OPEN_TO_READ | ONLY_READ) == dict.fromkeys(OPEN_TO_READ | ONLY_READ, 404)
    assert posts(client, world, OPEN_TO_READ | POST_ONLY) == dict.fromkeys(OPEN_TO_READ | POST_ONLY, 404)


@pytest.mark.parametrize("role", ["owner", "collaborator"])
def test_owner_and_collaborator_open_every_page(client, world, role):
    client.force_login(world[role])

    assert gets(client, world, OPEN_TO_READ | ONLY_READ) == dict.fromkeys(OPEN_TO_READ | ONLY_READ, 200)


def test_what_an_article_was_imported_from_asks_to_sign_in(client, world):
    sign_in = {name: f"{reverse('account_login')}?next={address(world, name)}" for name in ONLY_READ}

    assert {name: client.get(address(world, name)).url for name in ONLY_READ} == sign_in
    client.force_login(world["deactivated"])
    assert gets(client, world, ONLY_READ) == dict.fromkeys(ONLY_READ, 302)


@pytest.mark.parametrize("role", ["owner", "other editor", "nobody in particular"])
def test_what_is_only_read_takes_no_post_from_anybody(client, world, role):
    client.force_login(world[role])

    assert posts(client, world, ONLY_READ) == dict.fromkeys(ONLY_READ, 405)


def test_what_changes_something_takes_no_get(client, world):
    client.force_login(world["owner"])

    assert gets(client, world, POST_ONLY) == dict.fromkeys(POST_ONLY, 405)


def test_a_post_without_its_token_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world["owner"])
    names = POST_ONLY | {"new_article", "section", "address", "discard", "take_back", "contributors"}

    assert posts(client, world, names) == dict.fromkeys(names, 403)


def test_an_unknown_section_is_not_found(client, world):
    client.force_login(world["owner"])
    names = ("section", "section_history", "remove_section")

    answers = [client.get(address(world, name).replace("part-1", "part-9")).status_code for name in names]

    assert answers == [404, 404, 404]


def test_the_board_is_sent_to_its_own_queue(client, world):
    client.force_login(world["board member"])

    answer = client.get("/desk/")

    assert (answer.status_code, answer.url) == (302, "/review/")


def test_who_is_neither_gets_a_friendly_page(client, world):
    client.force_login(world["nobody in particular"])

    answer = client.get("/desk/")

    assert answer.status_code == 200
    assert "Welcome, Nobody" in answer.text


def test_only_editors_begin_articles(client, world):
    client.force_login(world["board member"])

    assert client.post("/desk/articles/new/", {"heading": "x"}).status_code == 403


def test_readers_questions_of_others_are_not_listed(client, world):
    client.force_login(world["other editor"])

    assert "Is it safe?" not in client.get("/desk/questions/").text
    client.force_login(world["owner"])
    assert "Is it safe?" in client.get("/desk/questions/").text


def test_a_comment_of_another_article_cannot_be_resolved_through_mine(client, world):
    mine = make_draft(by=world["other editor"])
    client.force_login(world["other editor"])
    target = reverse("desk:resolve_comment", args=[article_of(mine).slug, "part-1", world["comment"].pk])

    assert client.post(target).status_code == 404
    assert client.post(target.replace(str(world["comment"].pk), str(uuid.uuid4()))).status_code == 404
