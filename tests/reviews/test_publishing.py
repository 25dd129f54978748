"""Publishing: promises 1 and 3, and the pages that follow from an edition's state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import (
    open_edition,
    set_statement,
)
from articles.enums import EditionState
from articles.models import PublicPage
from articles.queries import draft_of, part_of
from references.actions import set_standing
from reviews.actions import publish, retire, revoke_approval, schedule, submit, take_back
from reviews.enums import Verdict
from reviews.models import ReviewPolicy
from reviews.rules.queries import due_editions
from tests.builders import (
    approve,
    confirm_all,
    edit,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    sign,
    sign_all,
)

pytestmark = pytest.mark.django_db


def test_publishing_makes_exactly_the_signed_bodies_live(editor):
    edition = make_published(by=editor)

    pages = PublicPage.objects.filter(article=edition.article)

    assert {page.audience for page in pages} == {"patient", "carer", "clinician"}
    assert all(page.kind == "live" and page.body.html in page.content for page in pages)
    assert publish(edition_id=edition.pk) is False  # again: nothing happens


def test_publication_waits_for_its_time(board, editor):
    edition = make_approved(by=editor)
    schedule(edition=edition, publish_at=timezone.now() + timedelta(hours=1), by=editor)

    assert publish(edition_id=edition.pk) is False
    assert publish(edition_id=edition.pk, now=timezone.now() + timedelta(hours=2)) is True


def test_a_worker_whose_clock_is_set_forward_breaks_no_embargo(board, editor, monkeypatch):
    edition = make_approved(by=editor)
    schedule(edition=edition, publish_at=timezone.now() + timedelta(hours=1), by=editor)
    ahead = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: ahead)

    assert (due_editions(), publish(edition_id=edition.pk)) == ([], False)
    schedule(edition=edition, publish_at=None, by=editor)
    assert (due_editions(), publish(edition_id=edition.pk)) == ([edition.pk], True)


def test_evidence_that_changed_since_the_approval_revokes_it(board, editor):
    reference = make_reference("boyer2005")
    draft = make_draft(by=editor)
    edit(draft, "part-2", '<p>A claim.<cite data-ref="boyer2005"></cite></p>', by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    sign_all(edition, make_member(board), make_member(board))
    approval = approve(edition=edition, by=make_chair(board))
    set_standing(reference=reference, standing="retracted", note="Retracted.", by=editor)

    published = publish(edition_id=edition.pk)

    edition.refresh_from_db()
    assert (published, edition.state) == (False, EditionState.UNDER_REVIEW)
    assert approval.revocation.by is None
    assert "Retracted" in approval.revocation.reason


def test_a_revoked_approval_can_be_given_again(board, editor):
    edition = make_approved(by=editor)
    chair = edition.approvals.get().by
    revoke_approval(edition=edition, reason="A slip.", by=chair)

    assert publish(edition_id=edition.pk) is False
    approve(edition=edition, by=chair)
    assert publish(edition_id=edition.pk) is True


def test_a_second_edition_supersedes_the_first_and_needs_only_what_changed(editor):
    first = make_published(by=editor)
    board = ReviewPolicy.objects.get(is_default=True).board
    draft = open_edition(article=first.article, by=editor)
    edit(draft, "part-2", "<p>New words.</p>", by=editor)
    set_statement(edition=draft, note="Part 2 is new.", by=editor)
    confirm_all(draft, by=editor)
    second = submit(edition=draft, by=editor)
    for member in (make_member(board), make_member(board)):
        sign(version=part_of(second, "part-2").version, verdict=Verdict.APPROVE, by=member)
    approve(edition=second, by=make_chair(board))
    publish(edition_id=second.pk)

    first.refresh_from_db()
    second.refresh_from_db()
    page = PublicPage.objects.get(article=first.article, audience="clinician")
    assert (first.state, second.state) == (EditionState.SUPERSEDED, EditionState.PUBLISHED)
    assert "New words." in page.content


def test_a_retired_article_keeps_its_address_and_says_why(editor):
    edition = make_published(by=editor)
    retire(edition=edition, reason="Replaced by a guideline.", by=edition.approvals.get().by)

    page = PublicPage.objects.get(article=edition.article)

    assert page.kind == "gone"
    assert "Replaced by a guideline." in page.content
    assert draft_of(edition.article) is None


def test_a_pending_page_appears_only_if_the_policy_allows_and_goes_when_taken_back(editor):
    make_board(show_pending=True)
    edition = make_submitted(by=editor)
    kinds = set(PublicPage.objects.filter(article=edition.article).values_list("kind", flat=True))
    take_back(edition=edition, by=editor)

    assert kinds == {"pending"}
    assert PublicPage.objects.filter(article=edition.article).count() == 0


def test_no_pending_page_without_the_policys_leave(board, editor):
    edition = make_submitted(by=editor)

    assert PublicPage.objects.filter(article=edition.article).count() == 0
