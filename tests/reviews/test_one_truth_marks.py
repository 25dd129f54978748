"""One truth about what a live page is marked with: an urgent change, a doubted reference. All say the same of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import open_edition
from articles.models import Edition
from articles.queries import manifest_of
from reviews.actions import declare_interest, publish, submit
from reviews.actions.alarms import raise_alarms
from reviews.models import Approval, SignOff
from reviews.publishing.facts import facts_of
from reviews.record.dossier import dossier_of
from reviews.room.chair import Lead, groups_for, urgent_rows
from reviews.room.queue import queue_for
from reviews.rules.evidence import sentences_at_risk_in
from reviews.rules.urgent import urgent_mark
from reviews.tasks import recompose_stale_pages
from tests.builders import (
    make_board,
    make_chair,
    make_complete,
    make_editor,
    make_member,
    make_reference,
    publish_draft,
)

from .test_alarms import cited_draft, retract
from .test_one_truth import composed_long_ago, text_of
from .urgent_scenes import REASON, changed, publish_with_three, published_by_three, sign_one, urgently

pytestmark = pytest.mark.django_db
TITLE = "Urgent safety change"


class Marked:
    """A live urgent change of “Part 2”, which two of three members have signed."""

    def __init__(self) -> None:
        self.board = make_board(sign_offs=3)
        self.first = publish_with_three(self.board, slug="live")
        self.chair, self.signer = make_chair(self.board), make_member(self.board, "Signer")
        self.third, self.editor = make_member(self.board, "Third Member"), self.first.article.owner
        edition = changed(self.first, "part-2")
        sign_one(edition, "part-2", self.chair, self.signer)
        urgently(edition, self.chair, "part-2")
        publish(edition_id=edition.pk)
        self.edition = Edition.objects.get(pk=edition.pk)

    def complete(self) -> None:
        sign_one(self.edition, "part-2", self.third)

    def lose(self) -> None:
        declare_interest(article=self.edition.article, statement="Paid.", by=self.signer)


@pytest.fixture(scope="module")
def built(before_all):
    return Marked()


@pytest.fixture
def live(built, own):
    composed_long_ago()
    return own(built)


def marked_by(client, live) -> dict[str, bool]:
    """Who says that the urgent change is not yet fully reviewed."""
    recompose_stale_pages()
    code = Approval.objects.get(edition=live.edition).digest
    return {
        "rule": urgent_mark(live.edition) is not None,
        "facts": facts_of(live.edition, manifest_of(live.edition)).urgent is not None,
        "page": TITLE in text_of(client, "/articles/live/"),
        "clinician's page": TITLE in text_of(client, "/articles/live/for/clinician/"),
        "check": TITLE in text_of(client, "/check/", code=code),
        "dossier": TITLE in [one["title"] for one in dossier_of(live.edition, confidential=False).notices],
        "dashboard": live.edition in [row.edition for row in urgent_rows(live.chair)],
        "queue of a member": live.edition in [row.edition for row in queue_for(live.third).urgent],
    }


HAPPENINGS = {
    "nothing yet": ([], True),
    "the third signature": ([Marked.complete], False),
    "a signer's interest": ([Marked.lose], True),
    "the third signature, and a signer's interest": ([Marked.complete, Marked.lose], True),
}


@pytest.mark.parametrize("happened", HAPPENINGS)
def test_all_mark_an_urgent_change_as_long_as_it_lacks_signatures(client, live, happened):
    steps, marked = HAPPENINGS[happened]
    for step in steps:
        step(live)

    found = marked_by(client, live)
    assert found == dict.fromkeys(found, marked)


def test_what_was_replaced_is_marked_by_nobody(client, live):
    draft = open_edition(article=live.edition.article, by=live.editor)
    make_complete(draft, by=live.editor)
    published_by_three(live.board, submit(edition=draft, by=live.editor))
    live.edition.refresh_from_db()

    assert "replaced by a later one" in text_of(client, "/check/", code=Approval.objects.get(basis="urgent").digest)
    assert [name for name, marked in marked_by(client, live).items() if marked and name not in ("rule", "facts")] == []


def test_the_mark_names_who_stands_for_it_why_and_for_which_sections(client, live):
    page = text_of(client, "/articles/live/")

    assert f"{REASON} Board Chair, MD, who leads the board, and at least one more member signed the new words" in page
    assert "full review of these sections is still under way: “Part 2”." in page


def test_sections_that_wait_for_the_full_review_are_not_said_to_have_all_their_signatures(client, live):
    declare_interest(article=live.edition.article, statement="Paid.", by=SignOff.objects.earliest("at").user)
    recompose_stale_pages()
    page = text_of(client, "/articles/live/")

    assert (TITLE in page, "signatures on these sections are being renewed" in page) == (True, True)
    assert "have all their signatures" not in page


def test_an_overdue_review_is_told_by_page_check_and_dossier(client, live, monkeypatch):
    live.complete()
    now = timezone.now()
    code = Approval.objects.get(edition=live.edition).digest
    said = "This page was due to be reviewed again by"

    def told() -> list[bool]:
        recompose_stale_pages()
        pages = [text_of(client, "/articles/live/"), text_of(client, "/check/", code=code)]
        return [said in page for page in (*pages, str(dossier_of(live.edition, confidential=False).notices))]

    assert told() == [False] * 3
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=4 * 366))
    assert told() == [True] * 3


def test_page_dashboard_evidence_and_dossier_say_the_same_of_a_doubted_reference(client):
    reference, editor, board = make_reference("boyer2005"), make_editor(), make_board()
    edition = publish_draft(cited_draft(editor, slug="live"), by=editor)
    chair = make_chair(board, "Another Chair")

    def said() -> dict[str, bool]:
        raise_alarms()
        recompose_stale_pages()
        client.force_login(chair)
        return {
            "page": "About the evidence on this page" in text_of(client, "/articles/live/"),
            "sentences": any(sentences_at_risk_in([edition]).values()),
            "dossier": bool(dossier_of(edition, confidential=True).evidence),
            "dashboard": [group.key for group in groups_for(Lead(chair))] == ["decide"],
            "evidence": "to decide" in text_of(client, "/evidence/"),
        }

    composed_long_ago()
    assert said() == dict.fromkeys(said(), False)
    retract(reference)
    assert said() == dict.fromkeys(said(), True)
