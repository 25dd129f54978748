"""An urgent change of an article in which a passage stands."""

import pytest

from articles.actions import open_edition
from articles.models import Audience
from reviews.actions import publish
from reviews.rules.case import case_of
from reviews.rules.requirements import to_approve
from reviews.rules.urgent import Urgent
from tests.builders import approve, confirm_all, edit, name_raw_rows, sign_all
from tests.reviews.test_passages import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> World:
    world = World()
    sign_all(world.host, world.first, world.second)
    approve(edition=world.host, by=world.chair)
    publish(edition_id=world.host.pk)
    world.host.refresh_from_db()
    return world


@pytest.fixture
def world(built, own) -> World:
    return own(built)


@pytest.mark.parametrize("new_readers", [True, False])
def test_a_passage_that_was_signed_for_other_readers_is_named(world, new_readers):
    """Nobody can sign it in the host, whatever is said of signatures that lack."""
    if new_readers:
        Audience.objects.create(key="nurse", label="I am a nurse", order=9)
        name_raw_rows()
    draft = open_edition(article=world.host.article, by=world.editor)
    edit(draft, "part-1", "<p>Stop taking it.</p>", by=world.editor)
    confirm_all(draft, by=world.editor)
    edition = world.with_board(draft)
    sign_all(edition, world.chair, world.first)
    place = world.place("part-1", edition)

    urgent = Urgent(frozenset({place.part.key}), "It is dangerous.")
    found = [issue.code for issue in to_approve(case_of(edition), world.chair, urgent)]

    assert found == (["new-readers", "passage-signed-otherwise"] if new_readers else [])
