"""A chair gives an edition to another board; and carries signatures over a corrected record. Both in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.actions import open_edition
from articles.models import Edition
from references.actions import update_reference
from references.models import Reference
from reviews.actions import end_term, submit, take_back
from reviews.models import Board
from tests.builders import (
    article_of,
    confirm_all,
    edit,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_reference,
    make_submitted,
    sign_all,
)

from .people import Member, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SLUG = "muscle-twitches"
CITING = '<p>Serotonin does it. <cite data-ref="boyer2005"></cite></p>'


def two_boards() -> tuple[Board, Board]:
    return make_board(), make_board(name="Cardiology board")


def test_a_chair_hands_an_edition_over_and_the_other_board_goes_on(open_as):
    ours, theirs = two_boards()
    edition = make_submitted(slug=SLUG)
    chair, other = open_as(Member, make_chair(ours)), open_as(Member, make_chair(theirs, "Chair Of Hearts"))
    other.go("/review/")
    expect(other.page.get_by_role("main")).not_to_contain_text("Muscle twitches")

    chair.open_edition(SLUG, 1)
    chair.follow("Hand over to another board")
    chair.sees("From now on the other board signs, decides and approves")
    chair.page.get_by_label("Cardiology board").check()
    chair.page.get_by_label("Reason").fill("It is about the heart.")
    chair.press("Hand it over")

    other.go("/review/")
    other.sees("Muscle twitches")
    other.open_edition(SLUG, 1)
    other.page.get_by_role("link", name="Assign members").first.click()
    other.sees("Chair Of Hearts")
    edition.refresh_from_db()
    assert edition.policies.latest("id").handed_from == ours


def test_an_administrator_finds_where_to_hand_over_what_nobody_leads(open_as):
    ours, theirs = two_boards()
    edition = make_submitted(slug=SLUG)
    chair, administrator = make_chair(ours), make_administrator()
    make_chair(theirs, "Chair Of Hearts")
    end_term(member=ours.members.get(user=chair), on=timezone.localdate() - timedelta(days=1), by=administrator)
    person = open_as(Person, administrator)

    person.go(f"/admin/articles/edition/{edition.pk}/change/")
    person.page.get_by_role("link", name="Hand over to another board").click()
    person.sees("judges this edition")
    person.page.get_by_label("Cardiology board").check()
    person.page.get_by_label("Reason").fill("The board was dissolved.")
    person.press("Hand it over")

    person.sees("Does it hold?")  # the dossier, which administrators read


def corrected(board: Board) -> Edition:
    """Signed by two; then taken back, and submitted again after its reference's pages were corrected."""
    editor = make_editor()
    make_reference("boyer2005", page="1112-1120")
    draft = make_draft(by=editor, slug=SLUG)
    edit(draft, "part-1", CITING, by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    sign_all(edition, make_member(board), make_member(board))
    take_back(edition=edition, by=editor)
    row = Reference.objects.get(key="boyer2005")
    update_reference(reference=row, by=editor, kind=row.kind, base=row.revision, csl={**row.csl, "page": "1112-1121"})
    return submit(edition=open_edition(article=article_of(edition), by=editor), by=editor)


def test_a_chair_carries_signatures_over_a_corrected_record_and_approves(open_as):
    board = make_board()
    edition = corrected(board)
    chair = open_as(Member, make_chair(board))
    chair.open_edition(SLUG, 2)
    chair.page.get_by_role("button", name="Begin the review").click()

    chair.page.get_by_role("link", name="What is known of a cited work").first.click()
    expect(chair.page.get_by_role("heading", level=1)).to_have_text("Carry corrections of cited records")
    chair.sees("1112-1120")
    chair.sees("1112-1121")
    chair.page.get_by_label("Reason").fill("Only the last page differs.")
    chair.press("It is the same work: carry them")

    chair.sees("1 correction carried")
    chair.approve(SLUG, 2)
    edition.refresh_from_db()
    assert edition.state in ("approved", "published")


def test_a_reader_finds_the_record_from_the_page_that_checks_codes(browser, live_server):
    page = browser.new_page()
    page.goto(f"{live_server.url}/check/")
    page.get_by_role("link", name="checkpoints of our record").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The record")
    expect(page.get_by_role("main")).to_contain_text("How to check a checkpoint")
