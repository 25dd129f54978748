"""A request to review, answered from the mail on a phone without a script and without a sign-in."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from editorial.accounts.models import User
from reviews.actions.notices.mails import make_mails, send_due
from reviews.actions.notices.telling import set_notice_preference
from reviews.enums import Delivery
from tests.builders import make_board, make_chair, make_editor, make_member, make_submitted
from tests.journeys.people import Member, go_by

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SLUG, WHY, NO = "muscle-twitches", "On call until the weekend.", "It is needed this week."
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def people(open_as, live_server, settings) -> tuple[Member, User]:
    """The chair at a browser; the member is somewhere else, with a phone."""
    settings.SITE_ADDRESS = live_server.url  # the link that is mailed leads there
    board = make_board()
    member = make_member(board, "First Member")
    set_notice_preference(delivery=Delivery.AT_ONCE, hour=None, by=member)
    make_submitted(by=make_editor("Article Editor"), slug=SLUG)
    return open_as(Member, make_chair(board)), member


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def link_in_mail(member: User) -> str:
    """The link in the last mail to this member, as a phone's mail program shows it."""
    make_mails(person_id=member.pk)
    send_due()
    said = [one.body for one in mail.outbox if one.to == [member.email]][-1]
    return re.search(r"http\S+/request/\S+", said)[0]


def ask_to_review(chair: Member, name: str, due_on: date) -> None:
    chair.go(f"/review/{SLUG}/1/assign/")
    chair.page.get_by_role("checkbox", name=re.compile(name)).check()
    chair.page.get_by_label("By", exact=False).first.fill(due_on.isoformat())
    chair.press("Ask them to review")
    chair.sees(f"Asked: {name}")


def answer(phone: Page, choice: str, *, reason: str = "", until: date | None = None) -> None:
    phone.get_by_role("radio", name=choice).check()
    if reason:
        phone.get_by_label("Reason").fill(reason)
    if until:
        phone.get_by_label("More time until").fill(until.isoformat())
    go_by(phone.get_by_role("button", name="Send the answer"))


def test_a_member_answers_from_the_mail_asks_for_time_and_gets_none_and_some(people, browser: Browser):
    chair, member = people
    ask_to_review(chair, "First Member", in_days(2))
    link = link_in_mail(member)

    # On a phone that knows nobody: no more than the mail said, within the screen; pressing alone sends nothing.
    phone = browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    phone.goto(link)
    main = phone.get_by_role("main")
    expect(main).to_contain_text("asks you to review all of it")
    expect(main).not_to_contain_text("Text of part 1.")
    assert phone.locator("body").evaluate("one => one.scrollWidth") <= PHONE["width"]
    phone.get_by_role("button", name="Send the answer").click()
    expect(main.get_by_text("You accepted this review")).to_have_count(0)

    # More time: asked for with a reason, refused with one; asked for again, and given.
    answer(phone, "I need more time", reason=WHY, until=in_days(9))
    expect(main).to_contain_text("You asked for time until")
    for day, reason, said in ((None, NO, "No more time can be given"), (in_days(5), "", "It is due by")):
        chair.go("/notices/")
        go_by(chair.page.get_by_role("button", name=re.compile("^First Member asks for time until")).first)
        chair.sees(WHY)
        chair.page.get_by_label("By", exact=False).first.fill(day.isoformat() if day else "")
        chair.page.get_by_label("Why the day stays").fill(reason)
        chair.press("Answer")
        chair.sees("First Member is told.")
        phone.goto(link)
        expect(main).to_contain_text(said)
        expect(main).not_to_contain_text(NO)
        if day is None:
            answer(phone, "I need more time", reason=WHY, until=in_days(9))

    # No, and after all yes: as often as needed.
    answer(phone, "I decline", reason="On leave.")
    expect(main).to_contain_text("You declined this review")
    answer(phone, "I will review it")
    expect(main).to_contain_text("You accepted this review")

    # Reading and signing ask who it is; the history says how it was answered.
    go_by(phone.get_by_role("link", name="Sign in to read the article"))
    expect(phone.get_by_role("main").get_by_role("button", name="Sign in")).to_be_visible()
    chair.go(f"/review/{SLUG}/history/")
    chair.sees("agreed to review, by the link in the mail.")

    # Taken back, the link says so, and shows nothing of the article.
    chair.go(f"/review/{SLUG}/1/assign/")
    chair.follow("Take back from First Member")
    chair.press("Take it back")
    assert phone.goto(link).status == 410
    expect(main).to_contain_text("This review was taken back")
