"""The desk's list of articles: what it says, and what it costs."""

import pytest

from articles.actions import open_edition
from articles.models import FollowUp
from reviews.actions import begin_review, return_to_editor, take_back
from reviews.models import ReviewPolicy
from tests.builders import (
    article_of,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    sign_all,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = make_editor("Owner")
    client.force_login(person)
    return person


def entries(client, query: str = "") -> list:
    return client.get(f"/desk/{query}").context["entries"]


def steps(client) -> list[str]:
    return [entry.next_step for entry in entries(client)]


def test_an_empty_desk_offers_to_import_and_to_begin(client, editor):
    text = client.get("/desk/").text

    assert "No articles yet" in text
    assert 'href="/desk/import/"' in text
    assert 'href="/desk/articles/new/"' in text


def test_a_draft_says_how_much_is_missing(client, editor):
    make_draft(by=editor, complete=False)

    assert steps(client) == ["1 to mend, 7 to confirm before it can be submitted."]


def test_a_complete_draft_is_ready(client, editor):
    make_draft(by=editor)

    assert steps(client) == ["Ready to be submitted."]


def test_a_submitted_edition_waits_and_one_in_review_shows_its_progress(client, editor):
    edition = make_submitted(by=editor)
    assert steps(client) == ["Waits for the board to begin."]

    board = ReviewPolicy.objects.get().board
    sign_all(edition, make_member(board), make_member(board))

    [entry] = entries(client)
    assert entry.next_step == "Every section has its signatures."
    assert (entry.case.reached, len(entry.case.sections)) == (3, 3)


def test_a_returned_edition_shows_that_a_letter_waits_until_it_is_answered(client, editor):
    edition = make_submitted(by=editor)
    return_to_editor(edition=edition, text="Say how often.", by=make_chair(ReviewPolicy.objects.get().board))

    assert "A letter from the board" in client.get("/desk/").text
    assert steps(client) == ["The board returned it with a letter: open the next edition to answer."]
    open_edition(article=article_of(edition), by=editor)
    assert "A letter from the board" in client.get("/desk/").text


def test_an_edition_taken_back_says_how_to_go_on(client, editor):
    take_back(edition=make_submitted(by=editor), by=editor)

    assert steps(client) == ["Taken back: open the next edition to go on."]


def test_a_published_article_with_a_new_draft_is_listed_as_the_draft(client, editor):
    edition = make_published(by=editor)
    assert [entry.edition.number for entry in entries(client, "?state=live")] == [1]

    open_edition(article=article_of(edition), by=editor)

    assert [(entry.edition.number, entry.live.number) for entry in entries(client)] == [(2, 1)]
    assert entries(client, "?state=live") == []


def test_tabs_count_and_filter_by_state(client, editor):
    make_draft(by=editor)
    make_draft(by=editor)
    make_submitted(by=editor)

    tabs = client.get("/desk/").context["tabs"]

    assert [(tab["label"], tab["count"]) for tab in tabs] == [("All", 3), ("Drafts", 2), ("With the board", 1)]
    assert [entry.edition.state for entry in entries(client, "?state=board")] == ["submitted"]
    assert len(entries(client, "?state=nonsense")) == 3


def test_what_changed_last_comes_first_with_who_did_it(client, editor):
    first, second = make_draft(by=editor), make_draft(by=editor)
    take_back(edition=make_submitted(by=editor), by=editor)

    listed = entries(client)

    assert [entry.article for entry in listed][1:] == [article_of(second), article_of(first)]
    assert {entry.changed_by for entry in listed} == {"Owner"}


def test_open_questions_of_readers_are_counted(client, editor):
    article = article_of(make_draft(by=editor))
    FollowUp.objects.create(article=article, question="Is it safe?")
    FollowUp.objects.create(article=article, question="Still?")

    assert entries(client)[0].questions == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(client, editor, django_assert_num_queries, count):
    board = make_board()
    for _ in range(count):
        make_draft(by=editor)
        begin_review(edition=make_submitted(by=editor), by=make_member(board))
        take_back(edition=make_submitted(by=editor), by=editor)
    client.get("/desk/")

    with django_assert_num_queries(31):
        client.get("/desk/")
