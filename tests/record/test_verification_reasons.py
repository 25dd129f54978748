"""What was written with a decision is verified: the record knows the digest of every letter and reason."""

import pytest
from django.db import connection

from articles.queries import part_of
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import retire, return_to_editor, revoke_approval, settle_request
from reviews.actions.alarms import decide_sentence
from reviews.enums import EvidenceVerdict, Verdict
from reviews.policies import board_of
from reviews.resting import sentences_on
from reviews.verification import REASONED
from tests.builders import (
    confirm_all,
    edit,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    publish_draft,
    sign,
)

from .test_verification import found, tamper

pytestmark = pytest.mark.django_db
UNKNOWN = [("reasons", "its words are not those that the record knows")]


def chair_of(edition):
    return make_chair(board_of(edition.article), "Chair of this test")


def a_letter():
    edition = make_submitted()
    return return_to_editor(edition=edition, text="Please mend the doses.", by=chair_of(edition))


def a_settlement():
    edition = make_submitted()
    member = make_member(board_of(edition.article), "Member")
    version = part_of(edition, "part-1").version
    request = sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Say it plainly.", by=member)
    return settle_request(sign_off=request, reason="It is plain.", by=chair_of(edition))


def a_revocation():
    edition = make_approved()
    return revoke_approval(edition=edition, reason="A dose is wrong.", by=chair_of(edition))


def a_retirement():
    edition = make_published()
    return retire(edition=edition, reason="Superseded.", by=chair_of(edition))


def a_decision_on_evidence():
    editor, reference = make_editor(), make_reference("boyer2005")
    make_board()
    edition = make_draft(by=editor)
    edit(edition, "part-2", '<p>Serotonin does it. <cite data-ref="boyer2005"></cite></p>', by=editor)
    confirm_all(edition, by=editor)
    edition = publish_draft(edition, by=editor)
    set_standing(reference=reference, standing=Standing.RETRACTED, by=None, source="retraction-watch")
    sentence = sentences_on([reference])[0]
    return decide_sentence(
        reference=reference,
        section=sentence.section,
        audience=sentence.audience,
        digest=sentence.digest,
        verdict=EvidenceVerdict.STILL_RIGHT,
        reason="Others found the same.",
        by=chair_of(edition),
    )


WRITTEN = [a_letter, a_settlement, a_revocation, a_retirement, a_decision_on_evidence]


@pytest.mark.parametrize("written", WRITTEN)
def test_what_was_written_with_a_decision_cannot_be_rewritten_unnoticed(written):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    row = written()
    column = "text" if written is a_letter else "reason"
    assert found() == []

    tamper(f"UPDATE {row._meta.db_table} SET {column} = {column} || ' Or not.'")

    assert found() == UNKNOWN


def test_everything_that_is_written_with_a_decision_is_tried():
    assert len(WRITTEN) == len(REASONED)
