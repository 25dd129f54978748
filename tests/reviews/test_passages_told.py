"""What people are told of passages: that one is live, and that a signature on it falls away where it stands."""

import pytest

from articles.enums import EditionState
from articles.models import Article, Edition
from reviews.actions import declare_interest, recuse
from reviews.actions.contributors import save_contributor
from reviews.enums import NoticeKind, ToldReaders
from reviews.models import Notice
from reviews.publishing.told import correctable, first_told
from tests.builders import make_member
from tests.reviews.test_passages import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> World:
    return World()


@pytest.fixture
def world(built, own) -> World:
    return own(built)


def told_of(article) -> list[Notice]:
    return list(Notice.objects.filter(article=article).select_related("person").order_by("at"))


def test_that_a_passage_is_live_leads_to_pages_that_there_are(world, client):
    published = [one for one in told_of(world.passage) if one.kind == NoticeKind.PUBLISHED]

    assert published
    for notice in published:
        assert "live" in notice.text
        client.force_login(notice.person)
        assert client.get(notice.path, follow=True).status_code == 200, notice.path


def test_of_a_passage_nobody_was_told_what_could_be_corrected(world):
    home = Edition.objects.get(pk=world.home.pk)
    home.change_note = "Clearer."
    other = Edition(article=Article(kind="article"), change_note="Clearer.", state=EditionState.PUBLISHED)

    assert correctable(home) == {}
    assert first_told(other, ToldReaders.NOTE) == "Clearer."


@pytest.mark.parametrize("lose", [
    lambda world: declare_interest(article=world.passage, statement="Shares.", by=world.first),
    lambda world: recuse(article=world.passage, reason="A friend.", by=world.first),
])  # fmt: skip
def test_the_board_of_a_host_is_told_that_a_signature_on_its_passage_is_gone(lose, world):
    Notice.objects.all().delete()

    lose(world)

    told = told_of(world.host.article)
    assert [(one.person, one.kind) for one in told] == [(world.chair, NoticeKind.REVIEW_DUE)]
    assert "First" in told[0].text
    assert "Shares" not in told[0].text


def test_who_signed_nothing_of_a_passage_is_lost_to_no_host(world):
    Notice.objects.all().delete()

    declare_interest(article=world.passage, statement="Shares.", by=make_member(world.board, "Third"))

    assert told_of(world.host.article) == []


def test_so_it_is_where_a_signer_turns_out_to_be_named_on_the_passage(world):
    person = world.home.bylines.get().contributor
    Notice.objects.all().delete()

    said = {"name": person.name, "credentials": "BSc", "interests": "none"}
    save_contributor(by=world.editor, contributor=person, user=world.first, **said)

    assert [(one.person, one.kind) for one in told_of(world.host.article)] == [(world.chair, NoticeKind.REVIEW_DUE)]
