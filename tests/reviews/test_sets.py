"""Sets: who goes live together, and what stands still when."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.actions import add_collaborator, open_edition, remove_collaborator
from articles.enums import EditionState
from articles.models import Edition
from articles.queries import latest_edition_of
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import (
    add_member,
    add_to_set,
    declare_interest,
    discard,
    leave_out,
    make_set,
    open_urgent_edition,
    publish_set,
    return_to_editor,
    revoke_approval,
    schedule,
    schedule_set,
    submit,
    take_back,
    take_out_of_set,
)
from reviews.models import EditionSet, SetMember
from reviews.rules.sets import behind, joined_of, sets_visible_to
from reviews.rules.urgent import Urgent
from reviews.verification import check_approvals, check_sets
from tests.builders import (
    approve,
    codes,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_published,
    make_submitted,
    sign_all,
)

from .set_scenes import default_board, fresh, joined, set_of, submitted_set

pytestmark = pytest.mark.django_db
S = EditionState


def facts_of(event: Event) -> dict:
    return json.loads(event.content)["facts"]


def states(editions) -> list[str]:
    return [one.state for one in fresh(editions)]


def test_a_set_is_made_of_open_editions_and_opens_the_next_of_others():
    editor = make_editor()
    live, draft = make_published(by=editor), make_draft(by=editor)

    made = make_set(articles=[live.article, draft.article], name="Lithium", reason="A warning.", by=editor)

    opened = latest_edition_of(live.article)
    assert opened.number == 2
    assert {one.edition_id for one in joined(made).here} == {opened.pk, draft.pk}
    event = Event.objects.latest("id")
    assert (event.verb, event.chain, facts_of(event)["members"]) == (
        "set.made",
        "site",
        sorted([str(opened.pk), str(draft.pk)]),
    )


def test_making_a_set_says_all_that_is_missing():
    editor = make_editor()
    draft = make_draft(by=editor)

    with pytest.raises(Refused) as refused:
        make_set(articles=[draft.article], name=" ", reason="", by=editor)

    assert codes(refused) == ["no-name", "no-reason", "too-few"]


def test_nobody_puts_articles_of_others_into_a_set():
    editor = make_editor()
    mine, theirs = make_draft(by=editor), make_draft()

    with pytest.raises(PermissionDenied):
        set_of([mine, theirs], by=editor)

    assert not EditionSet.objects.exists()


def test_what_cannot_join_is_refused_with_the_reason():
    editor = make_editor()
    first, timed, elsewhere, other = (make_draft(by=editor) for _ in range(4))
    set_of([elsewhere, other], by=editor)
    schedule(edition=timed, publish_at=timezone.now() + timedelta(days=3), by=editor)

    with pytest.raises(Refused) as refused:
        set_of([first, timed, elsewhere], by=editor)

    assert sorted(codes(refused)) == ["in-another-set", "own-time"]


def test_drafts_are_added_and_taken_out_until_the_first_approval():
    editor = make_editor()
    made, (first, second) = submitted_set(by=editor)
    third = make_submitted(by=editor)

    (member,) = add_to_set(edition_set=made, articles=[third.article], by=editor)
    take_out_of_set(member=member, by=editor)
    approve(edition=first, by=make_chair(default_board()))

    with pytest.raises(Refused) as refused:
        add_to_set(edition_set=made, articles=[third.article], by=editor)
    assert codes(refused) == ["set-stands"]
    with pytest.raises(Refused) as refused:
        take_out_of_set(member=SetMember.objects.get(edition=second), by=editor)
    assert codes(refused) == ["set-stands"]


def test_an_edition_takes_the_place_of_the_attempt_that_ended():
    editor = make_editor()
    made, (first, _) = submitted_set(by=editor)
    take_back(edition=first, by=editor)
    again = open_edition(article=first.article, by=editor)

    add_to_set(edition_set=made, articles=[first.article], by=editor)

    assert {one.edition.number for one in joined(made).here if one.edition.article_id == again.article_id} == {2}


def test_nothing_is_approved_before_all_of_the_set_is_submitted():
    editor = make_editor()
    made, (first, _) = submitted_set(by=editor)
    draft = make_draft(by=editor)
    add_to_set(edition_set=made, articles=[draft.article], by=editor)
    chair = make_chair(default_board())

    with pytest.raises(Refused) as refused:
        approve(edition=first, by=chair)
    assert codes(refused) == ["set-incomplete"]

    submit(edition=draft, by=editor)
    assert approve(edition=first, by=chair)


def test_an_approval_names_the_set_and_who_is_in_it():
    made, editions = submitted_set()

    approval = approve(edition=editions[0], by=make_chair(default_board()))

    said = joined(made)
    assert f'"set":{{"digest":"{said.digest}","id":"{made.pk}"}}' in approval.content
    assert '"scheme":3' in approval.content
    assert all(said.manifests.values())


def test_an_edition_of_no_set_is_approved_as_before():
    edition = make_submitted()
    sign_all(edition, *(make_chair(default_board()) for _ in range(2)))

    approval = approve(edition=edition, by=make_chair(default_board()))

    assert '"scheme":2' in approval.content
    assert '"set"' not in approval.content


CLOSING = {
    "take_back": lambda edition, editor, chair: take_back(edition=edition, by=editor),
    "return": lambda edition, editor, chair: return_to_editor(edition=edition, text="Mend it.", by=chair),
}


@pytest.mark.parametrize("move", CLOSING)
def test_an_attempt_ends_alone_only_while_nothing_of_its_set_is_approved(move):
    editor = make_editor()
    _, (first, second) = submitted_set(by=editor)
    chair = make_chair(default_board())
    approve(edition=first, by=chair)

    with pytest.raises(Refused) as refused:
        CLOSING[move](second, editor, chair)
    assert codes(refused) == ["set-stands"]

    leave_out(edition=second, reason="Not done.", by=chair)
    CLOSING[move](second, editor, chair)


@pytest.mark.parametrize("move", CLOSING)
def test_an_attempt_that_ended_keeps_the_set_from_being_approved(move):
    editor = make_editor()
    _, (first, second) = submitted_set(by=editor)
    chair = make_chair(default_board())
    CLOSING[move](second, editor, chair)

    with pytest.raises(Refused) as refused:
        approve(edition=first, by=chair)
    assert codes(refused) == ["set-incomplete"]


def test_a_draft_is_discarded_and_keeps_the_set_waiting():
    editor = make_editor()
    made, (first, _) = submitted_set(by=editor)
    draft = make_draft(by=editor)
    add_to_set(edition_set=made, articles=[draft.article], by=editor)

    discard(edition=draft, by=editor)

    with pytest.raises(Refused) as refused:
        approve(edition=first, by=make_chair(default_board()))
    assert codes(refused) == ["set-incomplete"]


def test_what_cannot_wait_is_no_part_of_a_set():
    editor = make_editor()
    live = make_published(by=editor)
    open_edition(article=live.article, by=editor)
    urgent = open_urgent_edition(article=live.article, by=editor)
    other = make_draft(by=editor)

    with pytest.raises(Refused) as refused:
        set_of([urgent, other], by=editor)
    assert codes(refused) == ["urgent"]


def test_nothing_of_a_set_is_approved_as_urgent():
    _made, (first, _) = submitted_set()

    with pytest.raises(Refused) as refused:
        approve(edition=first, by=make_chair(default_board()), urgent=Urgent(frozenset(), "Now."))
    assert "urgent-in-set" in codes(refused)


def test_urgent_work_does_not_take_a_member_out_of_a_set_that_stands():
    editor = make_editor()
    live = make_published(by=editor)
    made = make_set(articles=[live.article, make_draft(by=editor).article], name="Two", reason="Both.", by=editor)
    urgent = open_urgent_edition(article=live.article, by=editor)  # the draft is set aside: the set waits for another

    assert urgent.interrupts is not None
    assert [one.state for one in joined(made).waiting] != []


def test_an_edition_is_in_one_set_at_a_time_and_in_another_once_left_out():
    editor = make_editor()
    made, (first, second) = submitted_set(by=editor)
    chair = make_chair(default_board())
    approve(edition=first, by=chair)
    leave_out(edition=second, reason="Later.", by=chair)

    another = set_of([second, make_draft(by=editor)], by=editor, name="Later")

    assert joined_of(second).set.pk == another.pk
    assert Edition.objects.filter(set_members__edition_set=made).count() == 2


def test_what_was_left_out_joins_again_once_all_is_held_back():
    editor = make_editor()
    made, (first, second) = submitted_set(by=editor)
    chair = make_chair(default_board())
    approve(edition=first, by=chair)
    leave_out(edition=second, reason="Its dose is not settled.", by=chair)
    with pytest.raises(Refused) as refused:
        add_to_set(edition_set=made, articles=[second.article], by=editor)
    assert codes(refused) == ["set-stands"]
    revoke_approval(edition=first, reason="Wait for the other.", by=chair)

    (member,) = add_to_set(edition_set=made, articles=[second.article], by=editor)

    now = joined(made)
    assert {one.edition_id for one in now.here} == {first.pk, second.pk}
    assert now.left_out == ()
    assert now.member_of(second).pk == member.pk
    assert SetMember.objects.get(left_out_at__isnull=False).left_out_reason == "Its dose is not settled."


def test_a_set_with_one_that_joined_again_goes_live_as_one_and_nothing_is_behind():
    editor = make_editor()
    made, (first, second) = submitted_set(by=editor)
    chair = make_chair(default_board())
    approve(edition=first, by=chair)
    leave_out(edition=second, reason="Later.", by=chair)
    revoke_approval(edition=first, reason="Wait.", by=chair)
    add_to_set(edition_set=made, articles=[second.article], by=editor)
    for one in (first, second):
        approve(edition=one, by=chair)

    assert publish_set(set_id=made.pk) is True

    assert states([first, second]) == [S.PUBLISHED, S.PUBLISHED]
    assert behind(second.article) == []
    assert not [failure for failure in (*check_approvals(), *check_sets()) if failure]


def test_a_set_is_not_to_be_published_at_a_time_that_has_passed():
    editor = make_editor()
    made, _ = submitted_set(by=editor)

    with pytest.raises(Refused) as refused:
        schedule_set(edition_set=made, publish_at=timezone.now() - timedelta(minutes=1), by=editor)
    assert codes(refused) == ["time-passed"]

    later = timezone.now() + timedelta(days=1)
    assert schedule_set(edition_set=made, publish_at=later, by=editor).publish_at == later


def test_who_has_an_interest_in_a_member_does_not_say_when_the_set_is_published():
    made, (_, second) = submitted_set()
    chair, other = make_chair(default_board()), make_chair(default_board())
    declare_interest(article=second.article, statement="Paid for talks.", by=chair)
    later = timezone.now() + timedelta(days=1)

    with pytest.raises(Refused) as refused:
        schedule_set(edition_set=made, publish_at=later, by=chair)
    with pytest.raises(Refused) as alone:
        schedule(edition=second, publish_at=later, by=chair)
    assert codes(refused) == [code for code in codes(alone) if code != "set-time"]
    assert codes(refused)

    assert schedule_set(edition_set=made, publish_at=later, by=other).publish_at == later


def test_who_made_a_set_takes_out_what_is_anothers():
    """As a member of the board they may see it, and do not edit it."""
    make_board()
    editor, other = make_editor(), make_editor()
    add_member(board=default_board(), user=editor, by=make_administrator())
    made, (first, second) = submitted_set(by=editor)
    for one in (first, second):
        add_collaborator(article=one.article, user=other, by=editor)
    theirs = make_submitted(by=other)
    (member,) = add_to_set(edition_set=made, articles=[theirs.article], by=other)
    remove_collaborator(article=second.article, user=other, by=editor)

    with pytest.raises(PermissionDenied):
        take_out_of_set(member=SetMember.objects.get(edition=second), by=other)
    take_out_of_set(member=member, by=editor)

    assert {one.edition_id for one in joined(made).here} == {first.pk, second.pk}


def test_editors_take_out_their_own_also_of_a_set_that_they_may_not_see():
    editor, owner = make_editor(), make_editor()
    theirs = make_draft(by=owner)
    add_collaborator(article=theirs.article, user=editor, by=owner)
    made = set_of([theirs, make_draft(by=editor), make_draft(by=editor)], by=editor)
    member = SetMember.objects.get(edition=theirs)
    assert not sets_visible_to(owner).exists()

    with pytest.raises(PermissionDenied):
        take_out_of_set(member=SetMember.objects.exclude(pk=member.pk).first(), by=owner)
    take_out_of_set(member=member, by=owner)

    assert len(joined(made).here) == 2


def test_nothing_joins_that_who_made_the_set_may_not_see():
    editor, other = make_editor(), make_editor()
    first, second, third = make_draft(by=editor), make_draft(by=editor), make_draft(by=other)
    for one in (first, second):
        add_collaborator(article=one.article, user=other, by=editor)
    made = set_of([first, second], by=editor)

    with pytest.raises(Refused) as refused:
        add_to_set(edition_set=made, articles=[third.article], by=other)
    assert codes(refused) == ["unseen"]

    add_collaborator(article=third.article, user=editor, by=other)
    assert len(add_to_set(edition_set=made, articles=[third.article], by=other)) == 1
