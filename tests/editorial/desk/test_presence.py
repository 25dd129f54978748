"""Who else is here, and what they saved meanwhile: told to those who write the article, and to nobody else."""

import pytest
from django.core.cache import cache
from django.test import Client

from articles.actions import add_collaborator
from articles.queries import part_of
from editorial.desk import presence
from tests.builders import article_of, make_board, make_draft, make_editor, make_member
from tests.editorial.desk.test_two_editors import save

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    owner, other, stranger = make_editor("Owner"), make_editor("Editor Two"), make_editor("Stranger")
    edition = make_draft(by=owner)
    add_collaborator(article=article_of(edition), user=other, by=owner)
    return owner, other, stranger, make_member(make_board()), edition


@pytest.fixture
def world(built, own):
    cache.clear()
    return own(built)


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def beat(client: Client, edition, section: str = "", **more):
    return client.post(f"/desk/articles/{article_of(edition).slug}/here/", {"section": section, **more})


def people(answer) -> list[str]:
    return [one["says"] for one in answer.json()["people"]]


def test_each_is_told_of_the_other_and_nobody_of_themselves(world):
    owner, other, *_, edition = world
    one, two = browser(owner), browser(other)

    assert people(beat(one, edition, "part-1")) == []
    assert people(beat(two, edition, "part-1")) == ["Owner is in this section."]
    assert people(beat(one, edition, "part-1")) == ["Editor Two is in this section."]
    assert people(beat(browser(owner), edition, "part-2")) == ["Editor Two has this article open."]
    assert beat(two, edition).json()["people"] == [
        {"name": "Owner", "sections": ["part-1", "part-2"], "says": "Owner has this article open."}
    ]


def test_who_says_nothing_more_is_gone(world, monkeypatch):
    owner, other, *_, edition = world
    beat(browser(owner), edition, "part-1")
    now = presence.time.time()

    monkeypatch.setattr(presence.time, "time", lambda: now + presence.KEPT - 1)
    assert people(beat(browser(other), edition)) == ["Owner has this article open."]
    monkeypatch.setattr(presence.time, "time", lambda: now + presence.KEPT + 1)
    assert people(beat(browser(other), edition)) == []


def test_pages_say_it_as_they_are_opened(world):
    owner, other, *_, edition = world
    address = f"/desk/articles/{article_of(edition).slug}/"
    browser(other).get(f"{address}sections/part-1/")

    outline = browser(owner).get(address).text
    section = browser(owner).get(f"{address}sections/part-1/").text
    elsewhere = browser(owner).get(f"{address}sections/part-2/").text

    assert 'data-here-row="part-1">Editor Two is in this section.' in outline
    assert 'data-here-row="part-2"></p>' in outline
    assert "Editor Two is in this section." in section
    assert "Editor Two has this article open." in elsewhere
    assert "Owner is in this section." in browser(other).get(f"{address}sections/part-1/").text


def test_only_who_writes_the_article_is_told_and_counted(world):
    owner, _, stranger, member, edition = world
    for person in (stranger, member):
        assert beat(browser(person), edition, "part-1").status_code == 404
    assert beat(Client(), edition, "part-1").status_code == 302

    assert people(beat(browser(owner), edition, "part-1")) == []


def test_what_somebody_saved_is_told_with_the_way_to_what_changed(world):
    owner, other, *_, edition = world
    began = part_of(edition, "part-1").version
    said = {"version": str(began.pk), "number": str(began.number)}
    assert beat(browser(owner), edition, "part-1", **said).json()["saved"] is None

    now = save(edition, "<p>By the other.</p>", by=other)
    saved = beat(browser(owner), edition, "part-1", **said).json()["saved"]

    assert saved["says"].startswith("Editor Two saved this section at ")
    assert saved["changes"].endswith(f"/history/part-1/?to={now.number}&from={began.number}")
    assert "By the other" not in str(saved)
    assert beat(browser(owner), edition, "part-1", version=str(now.pk)).json()["saved"] is None
    assert beat(browser(owner), edition, "part-2", **said)["Content-Type"] == "application/json"


@pytest.mark.parametrize("crowd", [0, 20])
def test_saying_so_costs_the_same_however_many_are_there_and_writes_no_row(world, django_assert_num_queries, crowd):
    owner, other, *_, edition = world
    for number in range(crowd):
        beat(browser(other), edition, f"part-{number}")
    client = browser(owner)

    with django_assert_num_queries(5) as made:  # session, person, roles, article, version
        beat(client, edition, "part-1", version="0")

    assert all(query["sql"].startswith("SELECT") for query in made.captured_queries)


@pytest.mark.parametrize("kept", ["nonsense", 3, None])
def test_a_cache_that_holds_something_else_is_nobody(world, kept):
    owner, *_, edition = world
    cache.set(f"here:{article_of(edition).pk}", kept)

    assert people(beat(browser(owner), edition, "part-1")) == []
