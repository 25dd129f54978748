"""The follow-up question: how it reaches the desk, and what keeps machines from flooding it."""

import re

import pytest
from django.core.cache import cache
from django.http import Http404
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.actions.followups import ask_follow_up, readable
from articles.models import FollowUp
from articles.text import hidden_characters
from editorial.shared.issues import Refused
from tests.builders import codes, make_board, make_draft, make_published, make_submitted
from tests.other_server import gone_cache

pytestmark = pytest.mark.django_db
ASK = "/articles/twitches/ask/"
THANKS = "/articles/twitches/asked/"


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


@pytest.fixture(scope="module")
def built(before_all):
    return make_published(slug="twitches")


@pytest.fixture
def published(built, own):
    return own(built)


def send(client: Client, address: str = ASK, **fields):
    return client.post(address, {"question": "Is it the tea?", "audience": "clinician", **fields})


def test_a_question_reaches_the_desk_with_what_the_reader_saw(client, published):
    response = send(client, question="  Is it\r\n\r\n\r\nthe tea?\t", reply_to="Reader@example.org")

    asked = FollowUp.objects.get()
    assert (response.status_code, response.url) == (302, THANKS)
    assert (asked.article_id, asked.edition_id, asked.audience) == (published.article_id, published.pk, "clinician")
    assert (asked.question, asked.reply_to) == ("Is it\n\nthe tea?", "Reader@example.org")


def test_the_form_knows_for_whom_the_page_was_worded(client, published):
    response = client.get(f"{ASK}?audience=clinician")

    assert '<input type="hidden" name="audience" value="clinician"' in response.text
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_thanks_are_the_same_for_everyone_and_lead_back(client, published):
    response = client.get(THANKS)

    assert (response.status_code, response.cookies, "Vary" in response) == (200, {}, False)
    assert 'href="/articles/twitches/"' in response.text


def test_a_question_about_a_pending_page_is_welcome(client):
    make_board(show_pending=True)
    make_submitted(slug="twitches")

    assert (client.get(ASK).status_code, send(client).url, client.get(THANKS).status_code) == (200, THANKS, 200)


def test_a_question_about_what_readers_cannot_read_finds_nothing(client):
    make_draft(slug="twitches")

    assert [client.get(ASK).status_code, send(client).status_code, client.get(THANKS).status_code] == [404, 404, 404]
    with pytest.raises(Http404):
        ask_follow_up(slug="twitches", question="Is it the tea?")
    assert FollowUp.objects.count() == 0


def test_an_audience_that_the_article_has_not_is_left_out(client, published):
    send(client, audience="<script>")

    assert FollowUp.objects.get().audience == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"question": "  "}, "Write your question."),
        ({"question": "\u200b"}, "Write your question."),
        ({"question": "x" * 2001}, "Your question has 2,001 characters; please use at most 2,000."),
        ({"reply_to": "nobody"}, "Enter a valid email address."),
        ({"reply_to": "a@example.org\nBcc: b@example.org"}, "Enter a valid email address."),
    ],
)
def test_a_question_that_cannot_be_taken_comes_back_as_typed(client, published, fields, words):
    response = send(client, **fields)

    assert response.status_code == 422
    assert words in response.text
    assert FollowUp.objects.count() == 0
    typed = fields["question"].strip() if "question" in fields else "Is it the tea?"
    assert f"{typed}</textarea>" in response.text


def test_a_question_of_2000_characters_is_taken(client, published):
    assert send(client, question="x" * 2000).status_code == 302


def test_the_action_refuses_for_itself(published):
    with pytest.raises(Refused) as refused:
        ask_follow_up(slug="twitches", question="x" * 2001)

    assert codes(refused) == ["too-long"]


def test_a_question_without_the_forms_token_is_refused(published):
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(ASK).text)[1]

    assert send(client).status_code == 403
    assert send(client, csrfmiddlewaretoken=token).status_code == 302


def test_a_machine_is_thanked_and_ignored(client, published):
    assert send(client, website="https://spam.example").url == THANKS
    assert FollowUp.objects.count() == 0


def test_the_sixth_question_within_an_hour_waits_and_is_kept(client, published):
    for _ in range(5):
        send(client)

    response = send(client, question="One more")

    assert (response.status_code, FollowUp.objects.count()) == (429, 5)
    assert "Please wait an hour" in response.text
    assert "One more</textarea>" in response.text


def test_another_readers_question_does_not_wait(client, published):
    for _ in range(6):
        send(client)

    client.post(ASK, {"question": "Me too"}, REMOTE_ADDR="192.0.2.7")

    assert FollowUp.objects.count() == 6


def test_a_forged_address_does_not_help(client, published):
    for number in range(7):
        client.post(ASK, {"question": "Again"}, headers={"X-Forwarded-For": f"192.0.2.{number}"})

    assert FollowUp.objects.count() == 5


def test_a_dead_cache_stops_nobody(client, published, monkeypatch):
    monkeypatch.setattr("editorial.shared.throttle.cache", gone_cache())

    assert [send(client).status_code for _ in range(6)] == [302] * 5 + [429]  # each process keeps its own count


def test_hostile_words_stay_words_in_the_form(client, published):
    response = send(client, question="</textarea><script>alert(1)</script>", reply_to="nobody")

    assert "<script>alert" not in response.text


@given(st.text())
def test_what_is_stored_hides_nothing_and_stays_the_same_when_tidied_again(text):
    once = readable(text)

    assert readable(once) == once
    assert [place for line in once.split("\n") for place in hidden_characters(line)] == []
