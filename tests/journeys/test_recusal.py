"""Two members who were asked do not sign, each for a reason of their own; the chair gives the review to others."""

import pytest
from playwright.sync_api import expect

from articles.enums import EditionState
from articles.models import Article
from articles.queries import latest_edition_of
from reviews.actions import declare_interests
from reviews.models import SignOff
from tests.builders import make_board, make_chair, make_draft, make_editor, make_member
from tests.journeys.people import Editor, Member

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SLUG, STATEMENT = "muscle-twitches", "The maker pays for my talks."
PAID = {"kind": "speaking", "entity": "Example Maker", "to": "self", "details": ""}


@pytest.fixture
def people(open_as):
    """Everybody of the story, each with a browser of their own; one of them has told what they are paid for."""
    board, editor = make_board(), make_editor("Article Editor")
    make_draft(by=editor, slug=SLUG)
    paid = make_member(board, "Board Pharmacist", declares=False)
    declare_interests(items=[PAID], by=paid)
    return {
        "editor": open_as(Editor, editor),
        "chair": open_as(Member, make_chair(board)),
        "Board Neurologist": open_as(Member, make_member(board, "Board Neurologist")),
        "Board Pharmacist": open_as(Member, paid),
        "Board Cardiologist": open_as(Member, make_member(board, "Board Cardiologist")),
        "Board Physician": open_as(Member, make_member(board, "Board Physician")),
    }


def ask(chair: Member, *names: str) -> None:
    chair.open_edition(SLUG, 1)
    chair.follow("Assign members")
    for name in names:
        chair.page.get_by_role("checkbox", name=name).check()
    chair.press("Ask them to review")
    for name in names:
        chair.sees(f"{name}, MD: asked, by")


def give(chair: Member, *, of: str, to: str) -> None:
    """Give a member's review to another, from the page on which the chair sees who was asked."""
    chair.go(f"/review/{SLUG}/1/assign/")
    chair.page.locator(".list-row", has_text=of).get_by_role("link", name="Give to somebody else").click()
    chair.page.get_by_role("radio", name=to).check()
    chair.press("Give it to this member")
    chair.sees(f"{to} is asked now; {of} is told.")


def test_the_quorum_is_reached_without_those_who_keep_out_or_have_an_interest(people, page, live_server):
    editor, chair, neurologist, pharmacist, cardiologist, physician = people.values()
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)
    ask(chair, "Board Neurologist", "Board Pharmacist")

    # One has signed already, and then keeps out: the signatures stop counting.
    neurologist.open_edition(SLUG, 1)
    assert neurologist.decide_all() == 3
    neurologist.follow("Keep out of this article")
    neurologist.page.get_by_label("Reason").fill("I was the author’s teacher.")
    neurologist.press("Keep out")
    neurologist.sees("You keep out of this article.")
    expect(neurologist.page.locator(".review-waits")).to_have_count(0)

    # The other says, on being asked, that what they declared bears on the article.
    pharmacist.go(f"/review/{SLUG}/1/accept/")
    pharmacist.sees("Example Maker")
    pharmacist.page.get_by_role("radio", name="Yes").check()
    pharmacist.page.get_by_label("If yes: which interest").fill(STATEMENT)
    pharmacist.press("Accept")
    pharmacist.sees("You may comment here; somebody else signs.")
    expect(pharmacist.page.locator(".review-waits")).to_have_count(0)

    # The chair sees both, and why; and gives the review to two others. Only they may be chosen.
    chair.go(f"/review/{SLUG}/1/assign/")
    chair.sees(f"Board Pharmacist, MD: declared an interest: “{STATEMENT}”")
    chair.sees("Board Neurologist, MD: keeps out")
    give(chair, of="Board Neurologist", to="Board Cardiologist")
    give(chair, of="Board Pharmacist", to="Board Physician")

    # They find it in their queue, and sign; the quorum is reached, whatever was signed before.
    for number, member in enumerate((cardiologist, physician), start=1):
        chair.go(f"/review/{SLUG}/1/approve/")
        expect(chair.page.get_by_role("button", name="Approve and sign")).to_be_disabled()
        member.go("/review/")
        member.sees("Due ")
        member.follow("Muscle twitches")
        assert member.decide_all() == 3
        assert SignOff.objects.count() == 3 + 3 * number
    chair.approve(SLUG, 1)
    assert latest_edition_of(Article.objects.get(slug=SLUG)).state == EditionState.PUBLISHED

    # Readers see who reviewed, and what those declared; of the others nothing but what the board's page says.
    page.goto(f"{live_server.url}/articles/{SLUG}/")
    article = page.get_by_role("main")
    for name in ("Board Cardiologist", "Board Physician"):
        expect(article).to_contain_text(f"{name}, MD")
        expect(page.locator("section.after li", has_text=name)).to_contain_text("Nothing to declare")
    for words in ("Board Neurologist", "Board Pharmacist", STATEMENT, "teacher"):
        expect(article).not_to_contain_text(words)
    page.goto(f"{live_server.url}/board/")
    expect(page.get_by_role("main")).to_contain_text("Example Maker")
    expect(page.get_by_role("main")).not_to_contain_text(STATEMENT)
