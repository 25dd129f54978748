"""Boards that change under an edition: whoever no longer leads decides nothing, whatever they did before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.actions import open_edition
from articles.queries import part_of
from editorial.accounts.models import User
from editorial.shared.issues import Refused
from reviews.actions import (
    add_member,
    begin_review,
    declare_interest,
    end_interest,
    end_recusal,
    end_term,
    hand_over,
    publish,
    recuse,
    retire,
    return_to_editor,
    schedule,
    set_edition_policy,
    settle_request,
    sign_several,
    submit,
    take_back,
)
from reviews.actions.signoffs import Decided
from reviews.enums import BoardRole, Verdict
from reviews.models import BoardMember, SignOff
from reviews.rules.case import case_of
from reviews.rules.signoffs import signing_places
from tests.builders import (
    approve,
    article_of,
    codes,
    confirm_all,
    edit,
    just_proved,
    make_administrator,
    make_approved,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    sign,
    sign_all,
    sit_down,
)

from .test_case import moved, other_board
from .test_handover import policy_of

pytestmark = pytest.mark.django_db


def asked_for_changes(edition, member) -> SignOff:
    return sign(version=part_of(edition, "part-1").version, verdict=Verdict.REQUEST_CHANGES, note="No.", by=member)


@pytest.fixture(scope="module")
def built(before_all):
    """An edition with a request for changes, handed over to another board, which accepts our signatures too."""
    ours = make_board()
    edition, chair, member = make_submitted(), make_chair(ours), make_member(ours)
    sign_all(edition, make_member(ours), make_member(ours))
    request = asked_for_changes(edition, member)
    theirs = other_board(also_accepts=[ours.pk])
    their_chair = make_chair(theirs)
    hand_over(edition=edition, version=policy_of(theirs), reason="About hearts.", by=chair)
    return edition, chair, member, request, theirs, their_chair


@pytest.fixture
def handed(built, own):
    return own(built)


def test_the_old_board_s_leader_makes_no_move_any_more(handed):
    edition, chair, member, request, theirs, _ = handed

    for act in (
        lambda: settle_request(sign_off=request, reason="It is said below.", by=chair),
        lambda: set_edition_policy(edition=edition, version=policy_of(theirs), reason="Simpler.", by=chair),
        lambda: return_to_editor(edition=edition, text="Not yet.", by=chair),
        lambda: schedule(edition=edition, publish_at=None, by=chair),
        lambda: begin_review(edition=edition, by=chair),
        lambda: sign(version=part_of(edition, "part-1").version, verdict=Verdict.APPROVE, by=member),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_request_of_an_accepted_board_blocks_until_the_new_board_settles_it(handed):
    edition, _, _, request, _, their_chair = handed

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=their_chair)
    settle_request(sign_off=request, reason="It is said below.", by=their_chair)

    assert codes(refused) == ["changes-requested"]
    assert approve(edition=edition, by=their_chair).edition == edition


def test_what_was_taken_back_is_handed_to_nobody():
    ours, editor = make_board(), make_editor()
    edition, chair, theirs = make_submitted(by=editor), make_chair(ours), other_board()
    make_chair(theirs)
    take_back(edition=edition, by=editor)

    with pytest.raises(Refused) as refused:
        hand_over(edition=edition, version=policy_of(theirs), reason="About hearts.", by=chair)

    assert codes(refused) == ["wrong-state"]


def test_the_article_s_next_board_reads_no_page_of_an_edition_that_another_judges(client):
    ours, editor = make_board(), make_editor()
    edition, theirs = make_submitted(by=editor), other_board()
    moved(edition, theirs, editor)
    page = reverse("review:edition", args=[edition.article.slug, edition.number])

    answers = [
        sit_down(client, person).get(page).status_code
        for person in (make_member(ours), make_chair(ours), make_member(theirs), make_chair(theirs))
    ]

    assert answers == [200, 200, 404, 404]


def test_a_chair_without_a_declaration_decides_nothing():
    board, theirs = make_board(), other_board()
    edition = make_submitted()
    request = asked_for_changes(edition, make_member(board))
    make_chair(theirs)
    chair = make_member(board, "New Chair", role=BoardRole.CHAIR, declares=False)

    for act in (
        lambda: settle_request(sign_off=request, reason="It is said below.", by=chair),
        lambda: set_edition_policy(edition=edition, version=policy_of(board), reason="Simpler.", by=chair),
        lambda: hand_over(edition=edition, version=policy_of(theirs), reason="About hearts.", by=chair),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["not-declared"]


def test_who_left_the_board_withdraws_nothing_there_though_another_of_theirs_has_the_live_edition():
    ours, editor = make_board(), make_editor()
    live, theirs = make_published(by=editor), other_board()
    make_chair(theirs)
    hand_over(edition=live, version=policy_of(theirs), reason="About hearts.", by=make_chair(ours))
    draft = open_edition(article=live.article, by=editor)
    edit(draft, "part-1", "<p>Other words.</p>", by=editor)
    confirm_all(draft, by=editor)
    edition, member = submit(edition=draft, by=editor), make_member(ours)
    add_member(board=theirs, user=member, by=make_administrator())
    request = asked_for_changes(edition, member)
    term = BoardMember.objects.get(board=ours, user=member)
    end_term(member=term, on=timezone.localdate() - timedelta(days=1), by=make_administrator())

    with pytest.raises(Refused) as refused:
        sign(version=request.version, verdict=Verdict.WITHDRAWN, by=member)

    assert codes(refused) == ["not-on-board"]


def test_nobody_settles_their_own_request():
    board = make_board()
    edition, chair = make_submitted(), make_chair(board)
    deputy = make_member(board, "Deputy", role=BoardRole.DEPUTY)
    request = asked_for_changes(edition, chair)

    with pytest.raises(Refused) as refused:
        settle_request(sign_off=request, reason="On second thoughts.", by=chair)

    assert codes(refused) == ["own-request"]
    assert settle_request(sign_off=request, reason="It is said below.", by=deputy).by == deputy


def test_a_chair_with_an_interest_ends_nobody_s_interest_and_no_recusal_of_their_own():
    board = make_board()
    article = article_of(make_submitted())
    chair, member = make_chair(board), make_member(board)
    interest = declare_interest(article=article, statement="A grant.", by=member)
    recusal = recuse(article=article, reason="A friend wrote it.", by=chair)

    for act in (lambda: end_interest(interest=interest, by=chair), lambda: end_recusal(recusal=recusal, by=chair)):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["conflict"]


def test_nobody_ends_another_member_s_interest_but_who_leads():
    board = make_board()
    article = article_of(make_submitted())
    interest = declare_interest(article=article, statement="A grant.", by=make_member(board))

    with pytest.raises(PermissionDenied):
        end_interest(interest=interest, by=make_member(board))

    assert end_interest(interest=interest, by=make_chair(board)).ended_at


def test_an_approver_whose_account_was_closed_approved_nothing():
    edition = make_approved()
    User.objects.filter(pk=edition.approvals.get().by_id).update(is_active=False)

    assert not publish(edition_id=edition.pk)
    edition.refresh_from_db()
    assert edition.state == "under_review"


def test_signatures_for_two_articles_in_one_act_are_refused_together():
    member = make_member(make_board())
    decisions = []
    for edition in (make_submitted(), make_submitted()):
        version = part_of(edition, "part-1").version
        screen = signing_places(edition.article, [version], member)[version.pk].screen.token
        decisions.append(Decided(version, Verdict.APPROVE, screen=screen))

    with pytest.raises(Refused) as refused:
        sign_several(decisions=decisions, by=member, authentication=just_proved(member))

    assert codes(refused) == ["version-changed"]
    assert not SignOff.objects.exists()


def test_what_was_approved_on_a_live_edition_that_is_retired_since_is_revoked():
    editor = make_editor()
    live = make_published(by=editor)
    draft = open_edition(article=live.article, by=editor)
    edit(draft, "part-1", "<p>Other words.</p>", by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    board = case_of(edition).board
    sign_all(edition, make_member(board), make_member(board))
    approve(edition=edition, by=make_chair(board))
    retire(edition=live, reason="The medicine was withdrawn.", by=make_chair(board))

    assert not publish(edition_id=edition.pk)
    edition.refresh_from_db()
    assert edition.state == "under_review"
    assert "has been retired since" in edition.approvals.get().revocation.reason
