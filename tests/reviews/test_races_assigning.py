"""Asking, taking and signing at the same moment: one outcome, the loser told why."""

import pytest

from editorial.shared.issues import Refused
from reviews.actions import assign, claim, reassign
from reviews.enums import AssignmentStatus
from reviews.models import Assignment, SignOff
from tests.builders import make_chair, make_member, make_submitted, sign_all

from .test_races import board, failures, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("round_", range(5))
def test_the_last_place_is_taken_once(round_):
    edition = make_submitted()
    article = edition.article
    one, two, three = (make_member(board(), name) for name in ("One", "Two", "Three"))
    assign(article=article, user=one, by=make_chair(board()))

    results = race(lambda: claim(article=article, by=two), lambda: claim(article=article, by=three))

    refused = [result for result in results if isinstance(result, Refused)]
    assert [issue.code for one in refused for issue in one.issues] == ["taken"]
    assert Assignment.objects.filter(user__in=[two, three]).count() == 1
    assert failures() == []


@pytest.mark.parametrize("round_", range(5))
def test_reassigning_races_signing_with_one_outcome(round_):
    edition = make_submitted()
    chair, one, two = make_chair(board()), make_member(board(), "One"), make_member(board(), "Two")
    row = assign(article=edition.article, user=one, by=chair)

    given, _ = race(lambda: reassign(assignment=row, to=two, by=chair), lambda: sign_all(edition, one))

    row.refresh_from_db()
    assert SignOff.objects.filter(user=one).count() == edition.pins.count()
    if isinstance(given, Refused):
        assert [issue.code for issue in given.issues] == ["decided"]
        assert row.status == AssignmentStatus.ASKED
        assert not Assignment.objects.filter(user=two).exists()
    else:
        assert (row.status, given.user) == (AssignmentStatus.RELEASED, two)
    assert failures() == []
