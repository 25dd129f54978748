"""Urgent changes after an audience was added: new readers get nothing that nobody signed for them."""

import pytest

from articles.actions import open_edition
from articles.models import Audience
from editorial.shared.issues import Refused
from reviews.actions import submit, take_back
from reviews.enums import ApprovalBasis
from tests.builders import codes, make_board, make_chair, make_member, name_raw_rows
from tests.reviews.test_urgent import refused as refused_by_postgresql
from tests.reviews.urgent_scenes import changed, keys, publish_with_three, sign_one, urgently

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    board = make_board(sign_offs=3)
    return board, publish_with_three(board)


@pytest.fixture
def three(built, own):
    """A board that asks for three signatures a section."""
    return own(built)[0]


@pytest.fixture
def live(built, own):
    """A live edition with three signatures on every section."""
    return own(built)[1]


def a_new_audience() -> Audience:
    """Readers whom the live edition does not know."""
    fallback = Audience.objects.get(key="patient")
    audience = Audience.objects.create(key="teenager", label="I am under 18", fallback=fallback, order=9)
    name_raw_rows()
    return audience


def test_new_readers_get_nothing_that_nobody_signed_for_them(three, live):
    a_new_audience()
    edition, chair, member = changed(live, "part-2"), make_chair(three), make_member(three)
    sign_one(edition, "part-2", chair, member)

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "part-2")
    sign_one(edition, "front", chair, member)
    sign_one(edition, "part-1", chair)
    with pytest.raises(Refused) as still:
        urgently(edition, chair, "part-2")
    sign_one(edition, "part-1", member)
    approval = urgently(edition, chair, "part-2")

    assert (codes(refused), codes(still)) == (["new-readers"], ["new-readers"])
    assert "I am under 18" in refused.value.issues[0].message
    assert approval.basis == ApprovalBasis.URGENT


def test_an_urgent_change_is_quick_again_once_new_readers_are_not_offered(three, live):
    audience = a_new_audience()
    first = changed(live, "part-2")
    take_back(edition=first, by=first.article.owner)
    Audience.objects.filter(pk=audience.pk).update(is_active=False)
    name_raw_rows()
    edition, chair = (
        submit(edition=open_edition(article=live.article, by=first.article.owner), by=first.article.owner),
        make_chair(three),
    )
    sign_one(edition, "part-2", chair, make_member(three))

    assert urgently(edition, chair, "part-2").basis == ApprovalBasis.URGENT


def test_postgresql_lets_new_readers_have_nothing_unsigned(three, live):
    a_new_audience()
    edition, chair, member = changed(live, "part-2"), make_chair(three), make_member(three)
    sign_one(edition, "part-2", chair, member)

    refused_by_postgresql(edition, chair, keys(edition, "part-2"), match="and by one more member")
