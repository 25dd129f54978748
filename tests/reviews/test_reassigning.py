"""Whom to ask, taking a review that nobody has, and giving one to somebody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import answer_assignment, assign, claim, reassign, recuse, release
from reviews.actions.notices.telling import concerned_with
from reviews.enums import AssignmentStatus, Verdict
from reviews.models import Assignment, Notice
from reviews.room.chair import Lead, late_assignments, unassigned_editions
from reviews.room.suggestions import open_reviews, suggestions_for
from reviews.rules.assignments import to_answer, wanting
from reviews.rules.case import case_of
from tests.builders import article_of, make_board, make_chair, make_member, make_submitted, sign

from .scenes import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def codes(refused) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def row_of(user) -> Assignment:
    return Assignment.objects.get(user=user)


# Suggesting


def test_who_may_sign_and_is_needed_comes_first_with_the_reasons():
    board = make_board(specialties_by_kind={"body": ["cardiology"]})
    plain, heart = make_member(board, "A Member"), make_member(board, "The Heart", specialties=["cardiology"])
    edition = make_submitted()

    found = suggestions_for(case_of(edition), [])

    assert [one.user for one in found] == [heart, plain]
    assert found[0].reasons == ["Knows cardiology", "cardiology is still needed", "nothing else to review"]
    assert [one.is_suggested for one in found] == [True, False]


def test_who_signed_here_before_comes_before_who_has_less_to_do(scene):
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.second)
    other = make_submitted(slug="another")
    assign(article=other.article, user=scene.second, by=scene.chair)

    found = suggestions_for(case_of(scene.edition), [])
    second = next(one for one in found if one.user == scene.second)

    assert found[0].user == scene.second
    assert second.load == 1
    assert second.reasons[-1] == "1 other review open"


def test_who_may_not_sign_comes_last_and_says_why(scene):
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    release(assignment=row_of(scene.member), by=scene.chair, reason="On leave.")

    found = {one.user: one for one in suggestions_for(case_of(scene.edition), Assignment.objects.all())}

    assert found[scene.conflicted].against == ("has an interest or keeps out: may comment, not sign",)
    assert found[scene.author_member].against == ("contributed to all of it",)
    assert found[scene.member].against == ("released before (“On leave.”)",)
    assert [one.may_sign for one in found.values()][-2:] == [False, False]


def test_suggestions_stand_beside_the_names(scene):
    page = scene.get("chair", "assign").content.decode().partition('name="members"')[2]

    assert "has an interest or keeps out" in page
    assert page.index("First Member") < page.index("Conflicted Member, MD</strong>")


def test_suggesting_costs_the_same_for_one_member_and_for_three(board, django_assert_num_queries):
    edition = make_submitted()
    make_member(board)
    for more in (0, 2):
        for _ in range(more):
            make_member(board)
        case = case_of(edition)
        with django_assert_num_queries(3):
            suggestions_for(case, [])


# Taking


def test_a_member_takes_what_nobody_has(scene):
    answer = scene.post("member", "accept", bears="no")

    row = row_of(scene.member)
    assert (answer.status_code, row.status, row.sections) == (302, AssignmentStatus.ACCEPTED, [])


def test_sections_with_enough_members_asked_are_not_taken(scene):
    part = scene.version("part-1").section
    for member in (scene.member, scene.deputy):
        assign(article=scene.edition.article, user=member, by=scene.chair, sections=[part])

    claim(article=scene.edition.article, by=scene.second)

    rest = [pin.section_id for pin in scene.edition.pins.all() if pin.section_id != part.pk]
    assert sorted(row_of(scene.second).sections) == sorted(rest)


def test_what_others_have_is_refused_with_their_names(scene):
    for member in (scene.member, scene.deputy):
        assign(article=scene.edition.article, user=member, by=scene.chair)

    with pytest.raises(Refused) as refused:
        claim(article=scene.edition.article, by=scene.second)

    assert codes(refused) == ["taken"]
    assert "Board Deputy, First Member" in refused.value.issues[0].message
    assert Assignment.objects.filter(user=scene.second).count() == 0


@pytest.mark.parametrize(
    ("role", "code"), [("conflicted", "conflict"), ("author_member", "contributor"), ("chair", "leads")]
)
def test_who_may_not_sign_or_leads_takes_nothing_and_is_told_why(scene, role, code):
    with pytest.raises(Refused) as refused:
        claim(article=scene.edition.article, by=scene.people[role])

    assert codes(refused) == [code]


def test_strangers_take_nothing(scene):
    with pytest.raises(PermissionDenied):
        claim(article=scene.edition.article, by=scene.other_board)


def test_declined_and_signed_work_is_counted_as_it_is(scene):
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    scene.post("member", "decline", reason="On leave.")
    scene.sign_all("second", "deputy")

    assert wanting(case_of(scene.edition), Assignment.objects.all()) == []


# Giving to somebody else


def test_what_is_undecided_goes_to_another_member_with_its_day(scene):
    due = timezone.localdate() + timedelta(days=5)
    parts = [scene.version(anchor).section for anchor in ("part-1", "part-2")]
    assign(article=scene.edition.article, user=scene.member, by=scene.chair, due_on=due, sections=parts)
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)

    answer = scene.post("chair", "reassign", row_of(scene.member).pk, to=term(scene.second), reason="On leave.")

    given, old = row_of(scene.second), row_of(scene.member)
    assert answer.status_code == 302
    assert (given.sections, given.due_on, given.status) == ([parts[1].pk], due, AssignmentStatus.ASKED)
    assert (old.status, old.reason) == (AssignmentStatus.RELEASED, "On leave.")
    assert Event.objects.filter(verb="review.released").count() == 1
    assert Notice.objects.filter(person=scene.member, text__startswith="Board Chair no longer").count() == 1


def term(user):
    return user.board_terms.get().pk


def test_what_was_decided_meanwhile_is_not_given_away(scene):
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    scene.sign_all("member")

    with pytest.raises(Refused) as refused:
        reassign(assignment=row_of(scene.member), to=scene.second, by=scene.chair)

    assert codes(refused) == ["decided"]
    assert row_of(scene.member).status == AssignmentStatus.ASKED
    assert not Assignment.objects.filter(user=scene.second).exists()


def test_what_somebody_signed_and_then_kept_out_of_can_be_given_away(scene):
    """Their signatures no longer count: the work is undone again, and no longer theirs to do."""
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    scene.sign_all("member")
    recuse(article=scene.edition.article, reason="A friend of the author.", by=scene.member)

    given = reassign(assignment=row_of(scene.member), to=scene.second, by=scene.chair)

    assert (given.user, given.sections) == (scene.second, [])
    assert row_of(scene.member).status == AssignmentStatus.RELEASED


@pytest.mark.parametrize(("role", "code"), [("member", "same-member"), ("other_board", "not-on-board")])
def test_a_review_goes_to_another_member_of_the_board_only(scene, role, code):
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)

    with pytest.raises(Refused) as refused:
        reassign(assignment=row_of(scene.member), to=scene.people[role], by=scene.chair)

    assert codes(refused) == [code]


def test_a_review_that_was_declined_is_nobodys_to_give(scene):
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    scene.post("member", "decline", reason="On leave.")

    with pytest.raises(Refused) as refused:
        reassign(assignment=row_of(scene.member), to=scene.second, by=scene.chair)

    assert codes(refused) == ["not-theirs"]


def test_taking_a_review_back_leaves_its_signatures(scene):
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member)

    answer = scene.post("chair", "release", row_of(scene.member).pk, reason="")

    assert (answer.status_code, row_of(scene.member).status) == (302, AssignmentStatus.RELEASED)
    assert case_of(scene.edition).sections[1].standing.signed == 1


@pytest.mark.parametrize("accept", [True, False])
def test_a_review_that_was_taken_back_is_answered_by_nobody(scene, accept):
    row = assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    release(assignment=row, by=scene.chair)

    with pytest.raises(Refused) as refused:
        answer_assignment(assignment=row, accept=accept, reason="On leave.", by=scene.member)

    assert (codes(refused), row_of(scene.member).status) == (["taken-back"], AssignmentStatus.RELEASED)
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)
    assert answer_assignment(assignment=row, accept=accept, reason="On leave.", by=scene.member).pk == row.pk


def test_only_the_chair_takes_a_review_from_somebody(scene):
    assign(article=scene.edition.article, user=scene.member, by=scene.chair)

    for act in (
        lambda: release(assignment=row_of(scene.member), by=scene.second),
        lambda: reassign(assignment=row_of(scene.member), to=scene.second, by=scene.second),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert row_of(scene.member).status == AssignmentStatus.ASKED


def test_an_assignment_of_another_article_is_not_found(scene):
    other = make_submitted(slug="another")
    row = assign(article=other.article, user=scene.member, by=scene.chair)

    answers = [scene.get("chair", name, row.pk).status_code for name in ("reassign", "release")]

    assert answers == [404, 404]


# Who has no account any more has no review


def without_account(user) -> None:
    user.is_active = False
    user.save()


def test_a_review_of_a_deactivated_member_is_nobodys_on_every_page():
    board = make_board()
    chair, member, other = make_chair(board), make_member(board, "Who Leaves"), make_member(board, "Who Stays")
    edition, second = make_submitted(), make_submitted()
    for one in (edition, second):
        for user in (member, other):
            assign(article=article_of(one), user=user, due_on=timezone.localdate() - timedelta(days=1), by=chair)
    assert {row.user for row in late_assignments(Lead(chair))} == {member, other}
    assert set(concerned_with(edition)[1]) == {chair, member, other}
    assert open_reviews([member.pk, other.pk], but=article_of(second)) == {member.pk: 1, other.pk: 1}
    assert list(unassigned_editions(Lead(chair))) == []

    without_account(member)

    assert {row.user for row in late_assignments(Lead(chair))} == {other}
    assert set(concerned_with(edition)[1]) == {chair, other}
    assert open_reviews([member.pk, other.pk], but=article_of(second)) == {other.pk: 1}
    assert set(unassigned_editions(Lead(chair))) == {edition, second}


def test_a_review_that_was_taken_back_is_late_no_more_and_nobodys():
    board = make_board(sign_offs=1)
    chair, member = make_chair(board), make_member(board)
    edition = make_submitted()
    yesterday = timezone.localdate() - timedelta(days=1)
    row = assign(article=article_of(edition), user=member, due_on=yesterday, by=chair)
    assert list(late_assignments(Lead(chair))) == [row]
    assert list(unassigned_editions(Lead(chair))) == []

    release(assignment=row, reason="", by=chair)

    assert list(late_assignments(Lead(chair))) == []
    assert list(unassigned_editions(Lead(chair))) == [edition]
    assert to_answer(article_of(edition), member) is None
