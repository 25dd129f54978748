"""What was written with a decision is verified: its event names the row, and gives nothing away of the words."""

import pytest
from django.db import connection

from articles.queries import part_of
from editorial.record.models import Event
from editorial.shared.canonical import sha256
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import correct_told, retire, return_to_editor, revoke_approval, settle_request
from reviews.actions.alarms import decide_sentence
from reviews.enums import EvidenceVerdict, ToldReaders, Verdict
from reviews.rules.evidence import sentences_on
from reviews.rules.policies import policy_version_for
from reviews.verification import REASONED, reason_failure
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
CHANGED = ("rows and events", "it is not as the record names it")


def chair_of(edition):
    return make_chair(policy_version_for(edition).policy.board, "Chair of this test")


def a_letter():
    edition = make_submitted()
    return return_to_editor(edition=edition, text="Please mend the doses.", by=chair_of(edition))


def a_settlement():
    edition = make_submitted()
    member = make_member(policy_version_for(edition).policy.board, "Member")
    version = part_of(edition, "part-1").version
    request = sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Say it plainly.", by=member)
    return settle_request(sign_off=request, reason="It is plain.", by=chair_of(edition))


def a_revocation():
    edition = make_approved()
    return revoke_approval(edition=edition, reason="A dose is wrong.", by=chair_of(edition))


def a_retirement():
    edition = make_published()
    return retire(edition=edition, reason="Superseded.", by=chair_of(edition))


def a_correction():
    edition = a_retirement().edition
    return correct_told(
        edition=edition,
        of=ToldReaders.REASON,
        text="Replaced.",
        reason="It is plainer.",
        shown="Superseded.",
        by=edition.retirement.by,
    )


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


WRITTEN = [a_letter, a_settlement, a_revocation, a_retirement, a_correction, a_decision_on_evidence]


@pytest.mark.parametrize("written", WRITTEN)
def test_what_was_written_with_a_decision_cannot_be_rewritten_unnoticed(written):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS record_all_named DEFERRED")
    row = written()
    column = "text" if written is a_letter else "reason"
    assert found() == []

    tamper(f"UPDATE {row._meta.db_table} SET {column} = {column} || ' Or not.'")

    assert CHANGED in found()


@pytest.mark.parametrize("written", WRITTEN)
def test_nobody_can_tell_from_the_record_what_was_written(written):
    row = written()
    words = row.text if written is a_letter else row.reason

    said = "".join(Event.objects.values_list("content", flat=True))

    assert f'"{row.pk}"' in said
    assert sha256(words) not in said
    assert words not in said


@pytest.mark.parametrize("written", WRITTEN)
def test_a_letter_or_reason_beside_the_record_is_found(written):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS record_all_named DEFERRED")
    row = written()

    tamper(f"UPDATE record_event SET content = replace(content, '{row.pk}', '00000000-0000-0000-0000-000000000000')")

    assert ("reasons", "the record does not know its words") in found()


def test_an_event_from_before_that_says_the_digest_of_the_words_is_enough(db):
    row = a_letter()
    assert reason_failure(row) is None
    subject = f"edition:{row.edition_id}"
    words = f'{{"words":"{sha256(row.text)}"}}'
    tamper(f"UPDATE record_event SET content = '{words}' WHERE subject = '{subject}'")

    assert reason_failure(row) is None
    row.text += " Or not."
    assert "does not know" in str(reason_failure(row))


def test_everything_that_is_written_with_a_decision_is_tried():
    assert len(WRITTEN) == len(REASONED)
