"""The chair’s pages, the urgent change and re-review in a browser: no barrier (axe), nothing wider than the screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from articles.actions import open_edition
from articles.models import Edition
from articles.queries import part_of
from editorial.accounts.models import User
from reviews.actions import assign, publish
from reviews.enums import Verdict
from tests.builders import (
    edit,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_submitted,
    sign,
    sign_all,
    sit_down,
)
from tests.reviews.test_review_pages_browser import LOOKS, barriers_in_any_look
from tests.reviews.urgent_scenes import changed, publish_with_three, sign_one, urgently

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages() -> list[tuple[User, list[str]]]:
    """Who looks at what: something in every group, an urgent change that is live, a section to be merged."""
    board = make_board(sign_offs=3)
    chair, member, editor = make_chair(board), make_member(board, "Busy Member"), make_editor()
    live = publish_with_three(board)
    edit(
        open_edition(article=live.article, by=live.article.owner), "part-2", "<p>Rewritten.</p>", by=live.article.owner
    )
    urgent = changed(live, "part-2", html="<p>Take 5 mg, never 50 mg.</p>")
    sign_one(urgent, "part-2", chair, member)
    urgently(urgent, chair, "part-2")
    publish(edition_id=urgent.pk)
    open_edition(article=live.article, by=live.article.owner)
    ready, asked, late = (make_submitted(by=editor, slug=slug) for slug in ("ready", "asked", "late"))
    make_submitted(by=editor, slug="lonely")
    sign_all(ready, member, *(make_member(board, f"Signer {number}") for number in (1, 2)))
    sign(version=part_of(asked, "part-1").version, verdict=Verdict.REQUEST_CHANGES, note="Say it plainly.", by=member)
    assign(article=asked.article, user=member, by=chair)
    assign(article=late.article, user=member, by=chair, due_on=timezone.localdate() - timedelta(days=3))
    second = changed(publish_with_three(board), "part-1")
    sign_one(second, "part-1", member, chair)

    def review(name: str, edition: Edition) -> str:
        return reverse(f"review:{name}", args=[edition.article.slug, edition.number])

    desk = reverse("desk:article", args=[live.article.slug])
    decide = [review("approve", ready), review("edition", urgent), review("approve_urgently", second)]
    return [
        (chair, ["/chair/", "/chair/settle/", "/chair/due/", "/review/", *decide]),
        (make_member(board, "Fresh Member"), ["/review/", review("renew", urgent)]),
        (live.article.owner, ["/desk/", desk, f"{desk}urgent/", f"{desk}merges/", f"{desk}sections/part-2/"]),
    ]


@pytest.fixture
def opened(browser: Browser, live_server) -> Callable[..., Page]:
    """A window in which somebody is signed in."""

    def open_as(user, **options) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        session = sit_down(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return context.new_page()

    return open_as


def test_no_page_of_the_chair_the_urgent_change_or_the_renewal_has_a_barrier(pages, opened):
    for user, addresses in pages:
        assert barriers_in_any_look(opened(user), addresses) == (LOOKS * len(addresses), {}), user.display_name
