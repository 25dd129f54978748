"""Who decides about an edition is asked the same, whatever is decided; and the approver again at publication."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import open_edition
from articles.models import Edition
from articles.queries import part_of
from editorial.shared.issues import Refused
from reviews.actions import (
    create_policy,
    declare_interest,
    publish,
    schedule,
    set_edition_policy,
    settle_request,
)
from reviews.enums import BoardRole, Verdict
from reviews.models import BoardMember
from reviews.rules.case import case_of
from reviews.rules.requirements import based_on_issues, to_publish
from tests import builders
from tests.builders import (
    approve,
    article_of,
    codes,
    make_administrator,
    make_board,
    make_chair,
    make_member,
    make_submitted,
    sign,
    sign_all,
)

pytestmark = pytest.mark.django_db


# What is asked again at publication


def approved_for_tomorrow():
    """Approved, to be published tomorrow; and who approved it."""
    board = make_board()
    edition = make_submitted()
    sign_all(edition, make_member(board), make_member(board))
    chair = make_chair(board)
    schedule(edition=edition, publish_at=timezone.now() + timedelta(days=1), by=chair)
    approve(edition=edition, by=chair)
    edition.refresh_from_db()
    return edition, chair, board


def published(edition) -> tuple[bool, str]:
    done = publish(edition_id=edition.pk, now=timezone.now() + timedelta(days=2))
    edition.refresh_from_db()
    return done, edition.state


def test_what_was_approved_is_published_when_its_time_has_come():
    edition, _, _ = approved_for_tomorrow()

    assert published(edition) == (True, "published")


def test_an_interest_of_the_approver_since_then_revokes_the_approval():
    edition, chair, _ = approved_for_tomorrow()
    declare_interest(article=article_of(edition), statement="Shares.", by=chair)

    assert published(edition) == (False, "under_review")
    assert "declared an interest" in edition.approvals.get().revocation.reason


def test_an_interest_of_the_approver_that_has_ended_again_revokes_it_too():
    edition, chair, _ = approved_for_tomorrow()
    interest = declare_interest(article=article_of(edition), statement="Shares.", by=chair)
    builders.actions.end_interest(interest=interest, by=chair)

    assert [issue.code for issue in to_publish(case_of(edition))] == ["conflict"]
    assert published(edition) == (False, "under_review")
    assert "declared an interest" in edition.approvals.get().revocation.reason


def test_an_approver_whose_term_ended_since_then_revokes_the_approval():
    edition, chair, board = approved_for_tomorrow()
    term = BoardMember.objects.get(board=board, user=chair)
    builders.actions.end_term(member=term, on=timezone.localdate() - timedelta(days=1), by=make_administrator())

    assert [issue.code for issue in to_publish(case_of(edition))] == ["not-leading"]
    assert published(edition) == (False, "under_review")


def test_a_comment_that_must_be_answered_holds_publication():
    edition, _, board = approved_for_tomorrow()
    version = part_of(edition, "part-1").version
    builders.actions.add_comment(
        version=version, text="Is this dose right?", must_be_answered=True, by=make_member(board)
    )

    assert published(edition) == (False, "under_review")
    assert "must be answered" in edition.approvals.get().revocation.reason


# Every decision asks the same


def a_request(board):
    """An edition under review with a request for changes."""
    edition = make_submitted()
    version = part_of(edition, "part-1").version
    return edition, sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Plainly.", by=make_member(board))


def test_a_chair_with_an_interest_settles_nothing_and_changes_no_policy():
    board = make_board()
    edition, request = a_request(board)
    chair, deputy = make_chair(board), make_member(board, "Deputy", role=BoardRole.DEPUTY)
    declare_interest(article=article_of(edition), statement="Shares.", by=chair)
    easier = create_policy(board=board, name="Easier", by=make_administrator(), sign_offs=1)

    with pytest.raises(Refused) as settling:
        settle_request(sign_off=request, reason="It is said below.", by=chair)
    with pytest.raises(Refused) as lowering:
        set_edition_policy(edition=edition, version=easier, reason="Simpler.", by=chair)

    assert (codes(settling), codes(lowering)) == (["conflict"], ["conflict"])
    assert settle_request(sign_off=request, reason="It is said below.", by=deputy).by == deputy


def test_a_chair_who_wrote_the_words_ends_no_recusal_and_resolves_no_comment():
    board = make_board()
    chair = make_chair(board)
    chair.is_editor = True
    chair.save()
    edition, member = make_submitted(by=chair), make_member(board)
    recusal = builders.actions.recuse(article=article_of(edition), reason="A friend wrote it.", by=member)
    comment = builders.actions.add_comment(
        version=part_of(edition, "part-1").version, text="Why?", must_be_answered=True, by=make_member(board)
    )
    deputy = make_member(board, "Deputy", role=BoardRole.DEPUTY)

    for act in (
        lambda by: builders.actions.end_recusal(recusal=recusal, by=by),
        lambda by: builders.actions.resolve_comment(comment=comment, by=by),
    ):
        with pytest.raises(Refused) as refused:
            act(chair)
        assert codes(refused) == ["contributor"]
        act(deputy)


def test_who_cannot_approve_since_the_live_edition_was_retired_is_told_which():
    board = make_board()
    first, chair = builders.make_published(), make_chair(board, "Another Chair")
    owner = article_of(first).owner
    second = open_edition(article=article_of(first), by=owner)
    builders.edit(second, "part-1", "<p>Newer words.</p>", by=owner)
    builders.confirm_all(second, by=owner)
    second = builders.actions.submit(edition=second, by=owner)
    assert [issue.code for issue in based_on_issues(case_of(second))] == []

    builders.actions.retire(edition=first, reason="Out of date.", by=chair)

    [issue] = based_on_issues(case_of(Edition.objects.get(pk=second.pk)))
    assert "Edition 1, which was live when this one was opened, has been retired since" in issue.message
