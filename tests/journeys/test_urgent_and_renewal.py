"""Two stories in a browser: an urgent change while another edition is in the works; and a review that falls due."""

import pytest
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles.actions import open_edition
from articles.enums import EditionState
from articles.models import Edition
from articles.queries import latest_edition_of, live_edition_of
from reviews.actions import submit
from reviews.tasks import publish_edition, recompose_stale_pages
from tests.builders import (
    approve,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    sign_all,
)
from tests.journeys.people import Editor, Member, go_by

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SLUG, REASON = "muscle-twitches", "Two tablets a day were never safe."


@pytest.fixture
def live(eager_tasks) -> Edition:
    """A published article, signed by three members, and everybody who had a part in it."""
    assert publish_edition.name in current_app.tasks  # a worker's module, here in the test's own process
    board, editor = make_board(sign_offs=3), make_editor()
    edition = submit(edition=make_draft(by=editor, slug=SLUG), by=editor)
    sign_all(edition, *(make_member(board, f"Member {name}") for name in ("One", "Two", "Three")))
    approve(edition=edition, by=make_chair(board))
    assert live_edition_of(edition.article) == edition
    return edition


@pytest.fixture
def people(browser: Browser, live_server, live):
    """Each with a browser of their own."""

    def open_as(kind, user):
        return kind(browser.new_context().new_page(), live_server.url, user)

    signers = list(dict.fromkeys(row.user for row in live.sign_offs.select_related("user").order_by("at")))
    return {
        "editor": open_as(Editor, live.article.owner),
        "chair": open_as(Member, live.approvals.get().by),
        **{user.display_name: open_as(Member, user) for user in signers},
    }


def sign_section(member: Member, number: int, anchor: str) -> None:
    """Approve one section on the review page."""
    member.open_edition(SLUG, number)
    member.page.locator(f"#section-{anchor}").get_by_role("radio", name="Approve").check()
    member.sign()


def renew(member: Member, number: int) -> int:
    """Open what waits from the queue, confirm every section that waits, and sign once; returns how many."""
    member.go("/review/")
    go_by(member.page.locator(f"a[href='/review/{SLUG}/{number}/renew/']").first)
    waiting = member.page.locator(".review-waits input[type=checkbox]")
    count = waiting.count()
    for place in range(count):
        waiting.nth(place).check()
    member.press("Sign what is still right")
    member.sees("renewed.")
    return count


def read(page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/articles/{SLUG}/")
    return page


def test_an_urgent_change_is_live_in_minutes_and_nothing_of_the_other_edition_is_lost(people, live, page, live_server):
    editor, chair, one = people["editor"], people["chair"], people["Member One"]
    with transaction.atomic():
        draft = open_edition(article=live.article, by=editor.user)
        edit(draft, "part-1", "<p>Rewritten at leisure.</p>", by=editor.user)

    # The editor makes room, changes one section and submits.
    editor.open_article(SLUG)
    editor.follow("Make an urgent safety change")
    editor.sees("Edition 2 (draft) is set aside")
    editor.press("Open the urgent edition")
    editor.sees("An urgent edition")
    editor.write(SLUG, "part-2", "Never take two.")
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)

    # Chair and one member sign what differs; the chair approves it as urgent.
    sign_section(one, 3, "part-2")
    sign_section(chair, 3, "part-2")
    chair.follow("Approve as an urgent change")
    chair.page.get_by_label("Part 2").check()
    chair.page.get_by_label("Why this cannot wait").fill(REASON)
    chair.press("Approve and sign")
    chair.sees("Approved as an urgent safety change.")
    assert live_edition_of(live.article).number == 3

    # Readers have the new words, and are told why; the board and the desk see that signatures are missing.
    expect(read(page, live_server).get_by_role("article")).to_contain_text("Never take two.")
    expect(page.get_by_role("main")).to_contain_text(REASON)
    for person, path in ((chair, "/chair/"), (one, "/review/"), (editor, f"/desk/articles/{SLUG}/")):
        person.go(path)
        person.sees(REASON)

    # A third member completes the quorum from the queue: the mark goes.
    assert renew(people["Member Two"], 3) == 1
    recompose_stale_pages()
    page.reload()
    expect(page.get_by_role("main")).not_to_contain_text(REASON)
    expect(page.get_by_role("article")).to_contain_text("Never take two.")

    # The editor goes on: what was set aside is there, and the urgent words too.
    editor.open_next(SLUG)
    go_by(editor.page.get_by_role("link", name="Part 1").first)
    expect(editor.page.locator(".ProseMirror").first).to_contain_text("Rewritten at leisure.")
    editor.open_article(SLUG)
    go_by(editor.page.get_by_role("link", name="Part 2").first)
    expect(editor.page.locator(".ProseMirror").first).to_contain_text("Never take two.")
    assert latest_edition_of(live.article).state == EditionState.DRAFT


def test_what_both_editions_changed_is_merged_by_hand(people, live):
    editor, chair, one = people["editor"], people["chair"], people["Member One"]
    with transaction.atomic():
        draft = open_edition(article=live.article, by=editor.user)
        edit(draft, "part-2", "<p>Rewritten at leisure.</p>", by=editor.user)
    editor.go(f"/desk/articles/{SLUG}/urgent/")
    editor.press("Open the urgent edition")
    editor.write(SLUG, "part-2", "Never take two.")
    editor.confirm_what_readers_get(SLUG)
    editor.submit(SLUG)
    sign_section(one, 3, "part-2")
    sign_section(chair, 3, "part-2")
    chair.follow("Approve as an urgent change")
    chair.page.get_by_label("Part 2").check()
    chair.page.get_by_label("Why this cannot wait").fill(REASON)
    chair.press("Approve and sign")
    chair.sees("Approved as an urgent safety change.")

    editor.open_next(SLUG)
    go_by(editor.page.get_by_role("link", name="decide what it says now").first)
    editor.sees("What readers have now")
    editor.sees("Rewritten at leisure.")
    go_by(editor.page.get_by_role("link", name="Merge by hand"))
    editor.page.get_by_role("radio", name="What readers have").check()
    editor.press("Write on with them first")
    words = editor.page.locator(".ProseMirror").first
    expect(words).to_contain_text("Never take two.")
    words.click()
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.type(" Rewritten, too.")
    editor.press("Save the merged words")
    editor.sees("Saved")

    assert latest_edition_of(live.article).pending_merges.count() == 0


def test_a_review_falls_due_and_is_renewed_without_a_new_edition(people, live, page, live_server):
    age_signatures(days=1060)
    recompose_all(live)
    today, chair = timezone.localdate(), people["chair"]
    shown = f"{today.day} {today:%B %Y}"
    chair.go("/chair/due/")
    chair.sees("Muscle twitches")

    # Each member confirms three sections with one signature each, in one act.
    for name in ("Member One", "Member Two", "Member Three"):
        assert renew(people[name], 1) == 3
    recompose_stale_pages()

    dates = read(page, live_server).locator(".dates > div")
    expect(dates.filter(has_text="Last reviewed")).to_contain_text(shown)
    assert latest_edition_of(live.article) == live


def age_signatures(days: int) -> None:
    """As if everything had been signed so many days earlier: the test's own way round the immutable rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE reviews_signoff SET at = at - make_interval(days => %s)", [days])


def recompose_all(live: Edition) -> None:
    live.article.pages.update(stale_since=timezone.now())
    recompose_stale_pages()
