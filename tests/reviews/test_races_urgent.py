"""Urgent changes against what else happens at the same moment, with real connections: one outcome."""

import pytest

from articles.actions import open_edition
from articles.models import Edition
from articles.queries import part_of, parts_of
from editorial.shared.issues import Refused
from reviews.actions import open_urgent_edition, publish, submit
from reviews.enums import Verdict
from reviews.models import Approval, SignOff
from reviews.rules.urgent import Urgent
from tests.builders import approve, confirm_all, edit, make_chair, make_member, make_published, sign, sign_all
from tests.reviews.test_races import board, failures, race

pytestmark = pytest.mark.django_db(transaction=True)


def urgent_edition() -> Edition:
    """A live article's urgent edition, submitted: “Part 2” differs."""
    live = make_published()
    editor = live.article.owner
    edition = open_urgent_edition(article=live.article, by=editor)
    edit(edition, "part-2", "<p>Take 5 mg.</p>", by=editor)
    confirm_all(edition, by=editor)
    return submit(edition=edition, by=editor)


def urgently(edition: Edition, chair) -> Approval:
    urgent = Urgent(frozenset({part_of(edition, "part-2").key}), "Ten times too high.")
    return approve(edition=edition, by=chair, urgent=urgent)


def signed_by(edition: Edition, *people) -> None:
    for person in people:
        sign(version=part_of(edition, "part-2").version, verdict=Verdict.APPROVE, by=person)


def refusals(results: list[object]) -> list[str]:
    return [issue.code for result in results if isinstance(result, Refused) for issue in result.issues]


@pytest.mark.parametrize("round_", range(3))
def test_an_urgent_approval_against_a_normal_one_approves_once(round_):
    edition, one, two = urgent_edition(), make_chair(board()), make_chair(board(), "Second Chair")
    signed_by(edition, one, two)

    results = race(lambda: urgently(edition, one), lambda: approve(edition=edition, by=two))

    assert sorted(type(result).__name__ for result in results) == ["Approval", "Refused"]
    assert refusals(results) == ["wrong-state"]
    assert Approval.objects.filter(edition=edition).count() == 1
    assert failures() == []


@pytest.mark.parametrize("round_", range(3))
def test_two_urgent_approvals_approve_once(round_):
    edition, one, two = urgent_edition(), make_chair(board()), make_chair(board(), "Second Chair")
    signed_by(edition, one, two)

    results = race(lambda: urgently(edition, one), lambda: urgently(edition, two))

    assert sorted(type(result).__name__ for result in results) == ["Approval", "Refused"]
    assert Approval.objects.filter(edition=edition).count() == 1


@pytest.mark.parametrize("round_", range(3))
def test_an_urgent_approval_against_a_change_request_never_approves_over_it(round_):
    edition, chair, critic = urgent_edition(), make_chair(board()), make_member(board())
    signed_by(edition, chair, make_member(board()))
    version = part_of(edition, "part-2").version

    approval, request = race(
        lambda: urgently(edition, chair),
        lambda: sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Wait.", by=critic),
    )

    assert isinstance(request, SignOff)
    if isinstance(approval, Refused):
        assert refusals([approval]) == ["changes-requested"]
    else:
        assert approval.at < request.at


@pytest.mark.parametrize("round_", range(3))
def test_making_room_against_the_approval_of_the_open_edition_has_one_winner(round_):
    """Either it is taken back, and waits; or it is approved, and the urgent change starts from it later."""
    live = make_published()
    editor, chair = live.article.owner, make_chair(board())
    slow = open_edition(article=live.article, by=editor)
    edit(slow, "part-1", "<p>Slow.</p>", by=editor)
    confirm_all(slow, by=editor)
    submit(edition=slow, by=editor)
    sign_all(slow, make_member(board()), make_member(board()))

    approval, opened = race(
        lambda: approve(edition=slow, by=chair), lambda: open_urgent_edition(article=live.article, by=editor)
    )

    slow.refresh_from_db()
    if isinstance(opened, Refused):
        assert (refusals([opened]), slow.state, type(approval)) == (["approved-already"], "approved", Approval)
    else:
        assert (refusals([approval]), slow.state, opened.interrupts) == (["wrong-state"], "taken_back", slow)
    assert failures() == []


def test_an_edition_that_was_approved_before_an_urgent_one_is_never_published_over_it():
    """There is one open edition at a time; the one set aside cannot be approved any more, whatever it is based on."""
    live = make_published()
    editor, chair = live.article.owner, make_chair(board())
    slow = open_edition(article=live.article, by=editor)
    confirm_all(slow, by=editor)
    submit(edition=slow, by=editor)
    sign_all(slow, make_member(board()), make_member(board()))
    urgent = open_urgent_edition(article=live.article, by=editor)
    edit(urgent, "part-2", "<p>Take 5 mg.</p>", by=editor)
    confirm_all(urgent, by=editor)
    submit(edition=urgent, by=editor)
    signed_by(urgent, chair, make_member(board()))

    results = race(lambda: urgently(urgent, chair), lambda: approve(edition=slow, by=chair))
    publish(edition_id=urgent.pk)

    urgent.refresh_from_db()
    assert (refusals(results), urgent.state) == (["wrong-state"], "published")
    assert publish(edition_id=slow.pk) is False
    assert [part.content.base.html for part in parts_of(urgent)][2] == "<p>Take 5 mg.</p>"


@pytest.mark.parametrize("round_", range(3))
def test_two_openings_of_an_urgent_edition_open_one(round_):
    live = make_published()
    draft = open_edition(article=live.article, by=live.article.owner)

    results = race(*[lambda: open_urgent_edition(article=live.article, by=live.article.owner)] * 3)

    draft.refresh_from_db()
    assert sorted(type(result).__name__ for result in results) == ["Edition", "Refused", "Refused"]
    assert refusals(results) == ["urgent-already"] * 2
    assert draft.state == "taken_back"
    assert failures() == []
