"""A sentence that several wordings of a section say in the same words is one decision."""

from dataclasses import replace

import pytest

from articles.actions import open_edition, save_section
from articles.queries import part_of
from articles.words.content import Wording
from editorial.record.models import Event
from references.actions import set_standing
from references.enums import Standing
from reviews.actions.alarms import decide_sentence
from reviews.enums import EvidenceVerdict
from reviews.models import EvidenceDecision
from reviews.rules.evidence import sentences_on
from tests.builders import (
    confirm_all,
    edit,
    make_board,
    make_draft,
    make_editor,
    make_member,
    make_reference,
    publish_draft,
)

pytestmark = pytest.mark.django_db
CITES = '<p>Twitches pass. Serotonin does it. <cite data-ref="boyer2005"></cite></p>'


def say_it(edition, *audiences: str, by) -> None:
    """The first section says the sentence, in its text for everyone and in these wordings."""
    part = part_of(edition, "part-1")
    wordings = {key: Wording(html=CITES) for key in audiences}
    base = replace(part.content.base, html=CITES)
    save_section(edition=edition, anchor="part-1", base_version=part.version.pk, base=base, wordings=wordings, by=by)
    confirm_all(edition, by=by)


def test_one_sentence_is_decided_once_in_whatever_wordings_it_stands():
    reference, editor, board = make_reference("boyer2005"), make_editor(), make_board()
    draft = make_draft(by=editor)
    edit(draft, "part-2", CITES, by=editor)
    confirm_all(draft, by=editor)
    say_it(draft, "patient", "clinician", by=editor)
    edition = publish_draft(draft, by=editor)
    following = open_edition(article=edition.article, by=editor)
    say_it(following, "patient", "clinician", "carer", by=editor)  # what only the draft has is the desk's to decide
    set_standing(reference=reference, standing=Standing.RETRACTED, by=None, source="retraction-watch")
    reference.refresh_from_db()
    [asked] = [one for one in sentences_on([reference]) if one.audience == "patient"]

    decide_sentence(
        reference=reference,
        section=asked.section,
        audience="patient",
        digest=asked.digest,
        verdict=EvidenceVerdict.STILL_RIGHT,
        reason="It says so itself.",
        by=make_member(board),
    )

    decided = {(one.section.anchor, one.audience): bool(one.decision) for one in sentences_on([reference])}
    assert decided == {
        ("part-1", ""): True,
        ("part-1", "patient"): True,
        ("part-1", "clinician"): True,
        ("part-1", "carer"): False,
        ("part-2", ""): False,
    }
    events = [one.content for one in Event.objects.filter(verb="evidence.decided")]
    rows = EvidenceDecision.objects.all()
    assert len(events) == 3
    assert all(any(str(row.pk) in one for one in events) for row in rows)
