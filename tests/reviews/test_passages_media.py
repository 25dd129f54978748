"""A picture that a passage and the article in which it stands both have: given alike, so that a signature counts."""

from dataclasses import replace

import pytest

from articles.actions import keep_medium, open_edition
from articles.actions.passages import place_passage
from articles.media.values import PICTURE, ReadMedium, SmallerPicture
from articles.models import Edition, Medium, Rendition
from articles.queries import manifest_of
from editorial.files.actions import keep_file
from reviews.rules.case import case_of
from reviews.rules.requirements import unmet
from tests.builders import confirm_all, illustrate, make_draft, make_picture, name_raw_rows, placed
from tests.reviews.test_passages import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> World:
    return World()


@pytest.fixture
def world(built, own) -> World:
    return own(built)


READ = ReadMedium(PICTURE, "image/png", make_picture(), width=240, height=240)


def drawn(colour: str) -> ReadMedium:
    """One picture, as a program drew it smaller."""
    return replace(READ, renditions=(SmallerPicture(make_picture(colour, side=120), "image/png", 120, 120),))


def with_picture(edition: Edition, anchor: str, colour: str, *, by) -> Medium:
    medium = keep_medium(article=edition.article, read=drawn(colour), by=by)
    illustrate(edition, anchor, placed(medium), by=by)
    confirm_all(edition, by=by)
    return medium


def illustrated(world: World, anchor: str = "emergency") -> Medium:
    """The passage's next edition, live with a picture that two members signed."""
    draft = open_edition(article=world.passage, by=world.editor)
    medium = with_picture(draft, anchor, "white", by=world.editor)
    world.home = world.live(draft)
    return medium


def test_what_a_passage_and_its_host_both_brought_is_given_alike(world):
    host = make_draft(by=world.editor, sections=2)
    own = with_picture(host, "part-2", "black", by=world.editor)
    there = illustrated(world)  # drawn by another program since
    place_passage(edition=host, passage=world.passage, by=world.editor)
    edition = world.with_board(host)

    assert [row.renditions.get().file_id for row in (own, there)] == [own.renditions.get().file_id] * 2
    assert manifest_of(edition).media == manifest_of(world.home).media
    assert world.place(edition=edition).standing.signed == 2


def test_a_signature_on_a_passage_does_not_count_over_another_picture(world):
    host = make_draft(by=world.editor, sections=2)
    own = with_picture(host, "part-2", "black", by=world.editor)
    illustrated(world)
    another = keep_file(data=make_picture("red", side=60))
    Rendition.objects.create(medium=own, file=another, media_type="image/png", width=60, height=60)
    name_raw_rows()
    place_passage(edition=host, passage=world.passage, by=world.editor)
    edition = world.with_board(host)

    place = world.place(edition=edition)

    assert place.standing.signed == 0
    said = {case_of(edition).eligibility.aside(one) for one in place.sign_offs}
    assert said == {"Does not count: readers get other sizes of a picture here than the member was shown."}
    assert world.place("numbers", edition).standing.signed == 2
    assert "passage-signed-otherwise" in [issue.code for issue in unmet(case_of(edition))]


def test_what_was_measured_once_is_so_in_every_article(world):
    first, second = (make_draft(by=world.editor) for _ in range(2))
    kept = keep_medium(article=first.article, read=READ, by=world.editor)
    read = replace(READ, media_type="image/webp", width=241, height=239, seconds=3)  # by another reader since

    again = keep_medium(article=second.article, read=read, by=world.editor)

    assert again != kept
    for name in ("media_type", "width", "height", "seconds"):
        assert getattr(again, name) == getattr(kept, name)
