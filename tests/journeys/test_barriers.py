"""No barrier that axe knows, and nothing wider than the screen, on pages that the journeys only pass through."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from articles.queries import part_of
from reviews.actions import assign, comment_as_guest, invite_guest
from reviews.models import Assignment
from reviews.notices.request_links import secret_of
from tests.builders import make_board, make_chair, make_member, make_published, make_reference, make_submitted, sign_all
from tests.journeys.people import Editor, Member
from tests.reviews.test_review_pages_browser import DESK, PHONE, barriers

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_pages_beside_the_way_have_no_barrier(open_as, browser: Browser, live_server):
    board, later = make_board(), timezone.localdate() + timedelta(days=7)
    chair, member = make_chair(board), make_member(board, "A Member with a Rather Long Name")
    make_reference("boyer2005")
    live = make_published(slug="live")
    edition = make_submitted(by=live.article.owner, slug="reviewed")
    asked = assign(article=edition.article, user=make_member(board, "Asked Member"), by=chair, due_on=later)
    gone = assign(article=edition.article, user=member, by=chair)
    sign_all(edition, member)
    guest, secret = invite_guest(
        edition=edition, name="Outside Expert", credentials="PhD", email="expert@example.org", until=later, by=chair
    )
    comment_as_guest(guest=guest, version=part_of(edition, "part-1").version, text="Cold can bring it on.")
    code = live.manifest.digest

    def link_of(assignment: Assignment) -> str:
        return reverse("request", args=[secret_of(assignment.links.get().pk)])

    def review(name: str) -> str:
        return reverse(f"review:{name}", args=["reviewed", 1])

    visits = [
        (
            browser.new_context(base_url=live_server.url).new_page(),
            ["/check/", f"/check/?code={code}", reverse("guest", args=[secret]), link_of(asked), link_of(gone)],
        ),
        (
            open_as(Member, chair).page,
            [review("assign"), review("guests"), reverse("dossier", args=["reviewed", 1])],
        ),
        (open_as(Editor, live.article.owner).page, ["/desk/references/", "/desk/import/"]),
    ]

    found = {}
    for page, addresses in visits:
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            found |= {
                (address, size["width"]): barriers(page, f"{live_server.url}{address}", size["width"])
                for address in addresses
            }

    assert (len(found), {place: problems for place, problems in found.items() if problems}) == (20, {})
