"""The chair's decisions on an edition."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions import (
    open_edition,
)
from articles.enums import EditionState
from articles.queries import part_of
from editorial.shared.issues import Refused
from reviews.actions import add_comment, begin_review, resolve_comment, return_to_editor, settle_request
from reviews.enums import BoardRole, Verdict
from tests.builders import approve, codes, make_chair, make_member, make_submitted, sign, sign_all

pytestmark = pytest.mark.django_db


def test_approval_needs_every_section_signed(board, editor):
    edition, chair = make_submitted(by=editor), make_chair(board)
    begin_review(edition=edition, by=chair)

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=chair)

    assert codes(refused) == ["signatures-missing"] * 3


def test_an_open_request_blocks_approval_until_it_is_settled(board, editor):
    edition, chair = make_submitted(by=editor), make_chair(board)
    sign_all(edition, make_member(board), make_member(board))
    version = part_of(edition, "part-2").version
    request = sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Too sure.", by=make_member(board))

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=chair)
    settle_request(sign_off=request, reason="The guideline agrees.", by=chair)

    assert codes(refused) == ["changes-requested"]
    assert approve(edition=edition, by=chair).edition == edition


def test_a_comment_that_must_be_answered_blocks_approval(board, editor):
    edition, chair, member = make_submitted(by=editor), make_chair(board), make_member(board)
    sign_all(edition, member, make_member(board))
    comment = add_comment(
        version=part_of(edition, "part-1").version, text="Which dose?", by=member, must_be_answered=True
    )

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=chair)
    with pytest.raises(PermissionDenied):
        resolve_comment(comment=comment, by=editor)
    resolve_comment(comment=comment, by=member)

    assert codes(refused) == ["comment-unanswered"]
    assert approve(edition=edition, by=chair).edition == edition


def test_a_member_does_not_approve_and_a_deputy_does(board, editor):
    edition = make_submitted(by=editor)
    member = make_member(board)
    sign_all(edition, member, make_member(board))

    with pytest.raises(PermissionDenied):
        approve(edition=edition, by=member)

    assert approve(edition=edition, by=make_member(board, role=BoardRole.DEPUTY)).edition == edition


def test_a_chair_who_contributed_does_not_approve(board):
    chair = make_chair(board)
    chair.is_editor = True
    chair.save()
    edition = make_submitted(by=chair)
    sign_all(edition, make_member(board), make_member(board))

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=chair)

    assert codes(refused) == ["contributor"]


def test_returning_needs_a_letter_and_the_next_draft_goes_on(board, editor):
    edition, chair = make_submitted(by=editor), make_chair(board)

    with pytest.raises(Refused) as refused:
        return_to_editor(edition=edition, text=" ", by=chair)
    letter = return_to_editor(edition=edition, text="Please mend part 2.", by=chair)

    assert codes(refused) == ["no-letter"]
    assert letter.edition.state == EditionState.RETURNED
    assert open_edition(article=edition.article, by=editor).continues == edition
