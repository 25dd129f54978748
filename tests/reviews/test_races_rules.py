"""Races over who judges an edition, and over the same form sent at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Manifest
from articles.queries import part_of
from editorial.shared.issues import Refused
from reviews.actions import declare_interest, end_term, hand_over, promote, publish, set_article_policy, submit
from reviews.enums import BoardRole, Verdict
from reviews.models import BoardMember, EditionPolicy, ReviewPolicy, SignOff
from reviews.rules.case import case_of
from reviews.rules.signoffs import signing_places
from tests.builders import (
    approve,
    article_of,
    make_administrator,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_submitted,
    sign,
    sign_all,
)

from .test_case import other_board
from .test_handover import policy_of
from .test_races import failures, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("round_", range(2))
def test_the_same_form_four_times_at_once_is_signed_once(round_):
    member = make_member(make_board())
    version = part_of(make_submitted(), "part-1").version
    screen = signing_places(version.section.article, [version], member)[version.pk].screen.token

    results = race(*[lambda: sign(version=version, verdict=Verdict.APPROVE, by=member, screen=screen)] * 4)

    refused = [result for result in results if isinstance(result, Refused)]
    assert [[issue.code for issue in one.issues] for one in refused] == [["signed-since"]] * 3
    assert SignOff.objects.filter(version=version).count() == 1
    assert failures() == []


@pytest.mark.parametrize("round_", range(2))
def test_a_signature_against_a_hand_over_counts_only_for_the_board_that_judges(round_):
    ours = make_board()
    edition = make_submitted()
    chair, member, theirs = make_chair(ours), make_member(ours), other_board()
    make_chair(theirs)
    version = part_of(edition, "part-1").version

    results = race(
        lambda: sign(version=version, verdict=Verdict.APPROVE, by=member),
        lambda: hand_over(edition=edition, version=policy_of(theirs), reason="About hearts.", by=chair),
    )

    assert isinstance(results[1], EditionPolicy), results
    signed = list(SignOff.objects.filter(version=version))
    assert [one.board for one in signed] == [ours] * isinstance(results[0], SignOff)
    case = case_of(edition)
    assert (case.board, case.reached, case.place_of(version.pk).standing.signed) == (theirs, 0, 0)
    assert failures() == []


@pytest.mark.parametrize("round_", range(2))
def test_an_approval_against_a_hand_over_has_one_winner(round_):
    ours = make_board()
    edition = make_submitted()
    sign_all(edition, make_member(ours), make_member(ours))
    chair, other, theirs = make_chair(ours), make_chair(ours, "Second Chair"), other_board()
    make_chair(theirs)

    results = race(
        lambda: approve(edition=edition, by=chair),
        lambda: hand_over(edition=edition, version=policy_of(theirs), reason="About hearts.", by=other),
    )

    edition.refresh_from_db()
    failed = [result for result in results if isinstance(result, Exception)]
    assert len(failed) == 1, results
    assert case_of(edition).board == (ours if edition.state == "approved" else theirs)
    assert failures() == []


@pytest.mark.parametrize("round_", range(2))
def test_another_policy_against_submission_is_in_the_manifest_or_comes_after(round_):
    make_board()
    editor, theirs = make_editor(), other_board()
    draft = make_draft(by=editor)
    policy = ReviewPolicy.objects.get(board=theirs)

    results = race(
        lambda: submit(edition=draft, by=editor),
        lambda: set_article_policy(article=article_of(draft), policy=policy, by=editor),
    )

    assert [result for result in results if isinstance(result, Exception)] == []
    judged = EditionPolicy.objects.get(edition=draft).version
    assert f'"policy":"{judged.pk}"' in Manifest.objects.get(edition=draft).content
    assert failures() == []


@pytest.mark.parametrize("round_", range(2))
def test_an_interest_of_the_approver_against_publication_is_before_or_after_it(round_):
    edition = make_approved()
    chair = edition.approvals.get().by

    race(
        lambda: publish(edition_id=edition.pk),
        lambda: declare_interest(article=edition.article, statement="Shares.", by=chair),
    )

    edition.refresh_from_db()
    assert edition.state in ("published", "under_review")
    assert failures() == []


@pytest.mark.parametrize("round_", range(2))
def test_two_promotions_at_once_leave_one_term_at_a_time(round_):
    board, administrator = make_board(), make_administrator()
    member = make_member(board)
    term = BoardMember.objects.get(user=member)

    results = race(
        lambda: promote(member=term, role=BoardRole.CHAIR, by=administrator),
        lambda: promote(member=term, role=BoardRole.DEPUTY, by=administrator),
        lambda: end_term(member=term, on=timezone.localdate() + timedelta(days=9), by=administrator),
    )

    assert {type(result) for result in results} <= {BoardMember, Refused}, results
    running = BoardMember.objects.filter(user=member, ends_on__isnull=True) | BoardMember.objects.filter(
        user=member, ends_on__gte=timezone.localdate()
    )
    assert running.count() == 1
    assert failures() == []
