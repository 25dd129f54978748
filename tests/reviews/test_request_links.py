"""The link in a mail about a request to review: it answers that request, without a sign-in, until its day; no more."""

from datetime import timedelta

import pytest
from django.core import mail as mailbox
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Section
from editorial.record.models import Event
from editorial.shared.canonical import sha256
from editorial.shared.issues import Refused
from reviews.actions import (
    answer_by_link,
    assign,
    end_term,
    publish,
    reassign,
    release,
    retire,
    take_back,
)
from reviews.actions.notices.mails import make_mails, send_due
from reviews.actions.notices.reminders import remind
from reviews.enums import Delivery
from reviews.models import Assignment, Notice, NoticePreference, RequestLink
from reviews.notices.reminders import due_reminders
from reviews.notices.request_links import secret_of
from reviews.rules.request_links import Ending, request_of
from reviews.views.request_links import SEAL
from tests.builders import approve, codes
from tests.security.checksum import changed, checksums

from .scenes import make_scene, next_edition

pytestmark = pytest.mark.django_db
WHY = "On call until then."
MOST_QUERIES = 40


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def ask(scene, *, due: int | None = 1, to: str = "member", **more) -> Assignment:
    """The chair asks a member, due in so many days."""
    due_on = None if due is None else in_days(due)
    return assign(article=scene.edition.article, user=getattr(scene, to), by=scene.chair, due_on=due_on, **more)


def link_of(row: Assignment) -> RequestLink:
    return row.links.latest("made_at")


def address(row: Assignment) -> str:
    return reverse("request", args=[secret_of(link_of(row).pk)])


def look(row: Assignment) -> str:
    return Client().get(address(row)).content.decode()


def send(row: Assignment, answer: str, **more):
    """What the page's form sends."""
    return Client().post(address(row), {"seal": SEAL.sign(str(link_of(row).pk)), "answer": answer, **more})


def ending(row: Assignment, link: RequestLink | None = None):
    link = RequestLink.objects.select_related("assignment__article", "assignment__user").get(
        pk=(link or link_of(row)).pk
    )
    return request_of(link).ending


def mailed(scene, person) -> str:
    """The words of the mails that are made and sent now to this person."""
    NoticePreference.objects.get_or_create(person=person, defaults={"delivery": Delivery.AT_ONCE})
    mailbox.outbox.clear()
    make_mails(person_id=person.pk)
    send_due()
    return "\n".join(one.body for one in mailbox.outbox if one.to == [person.email])


# The mail


def test_the_mail_of_a_request_brings_a_link_of_which_only_a_digest_is_kept(scene, settings):
    settings.SITE_ADDRESS = "https://www.example.org"
    row = ask(scene)
    secret = secret_of(link_of(row).pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(one::text, '') FROM reviews_requestlink one")
        [kept] = cursor.fetchone()

    assert f"https://www.example.org/request/{secret}/" in mailed(scene, scene.member)
    assert (link_of(row).link_digest, secret in kept, len(secret)) == (sha256(secret), False, 43)


def test_a_reminder_brings_the_link_too(scene):
    row = ask(scene)
    mailed(scene, scene.member)
    Assignment.history.filter(id=row.pk).update(history_date=timezone.now() - timedelta(days=9))
    for reminder in due_reminders():
        remind(reminder=reminder)

    assert secret_of(link_of(row).pk) in mailed(scene, scene.member)


@pytest.mark.parametrize("why", ["other-key", "taken-back", "another-notice"])
def test_a_mail_brings_no_link_that_answers_nothing(scene, settings, why):
    row = ask(scene)
    if why == "other-key":
        settings.SECRET_KEY = "another key"
    if why == "taken-back":
        release(assignment=row, by=scene.chair)
    if why == "another-notice":
        Notice.objects.filter(person=scene.member).update(kind="comment")

    said = mailed(scene, scene.member)

    assert said
    assert "/request/" not in said


def test_whoever_tells_others_of_answers_mails_them_no_link(scene):
    row = ask(scene)
    send(row, "accept")

    assert "/request/" not in mailed(scene, scene.chair)


# Looking


def test_the_page_shows_no_more_than_the_mail_said_and_no_words_of_the_article(scene):
    sections = list(Section.objects.filter(article=scene.edition.article, anchor="part-1"))
    row = ask(scene, sections=sections)
    answer = Client().get(address(row))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert all(words in page for words in (scene.edition.article.slug, "1 section.", "First Member", "Board Chair"))
    assert not any(words in page for words in ("Text of part", "Plain words.", "Part 1", scene.member.email))
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("method", ["get", "head", "prefetch", "options", "put", "delete"])
def test_looking_decides_nothing_however_it_is_done(scene, method):
    row = ask(scene)
    before = checksums()
    headers = {"Sec-Purpose": "prefetch", "Purpose": "prefetch"} if method == "prefetch" else {}
    send_it = getattr(Client(), "get" if method == "prefetch" else method)

    for _ in range(3):
        send_it(address(row), headers=headers)

    assert (changed(before), Assignment.objects.get().status) == ([], "asked")


def test_a_program_that_presses_the_button_or_sends_anything_without_the_page_decides_nothing(scene):
    row = ask(scene)
    before = checksums()
    seal, url = SEAL.sign(str(link_of(row).pk)), address(row)
    others = SEAL.sign("another link")

    assert Client().post(url, {"seal": seal}).status_code == 422
    assert Client().post(url, {}).status_code == 403
    assert Client().post(url, {"answer": "accept"}).status_code == 403
    assert Client().post(url, {"answer": "accept", "seal": others}).status_code == 403
    assert [table for table in changed(before) if table != "record_denial"] == []


def test_no_other_link_opens_anything(scene):
    row = ask(scene)

    assert Client().get(address(row)[:-2] + "/").status_code == 404


def test_looking_often_is_stopped_and_so_is_answering_often(scene, monkeypatch):
    row = ask(scene)
    monkeypatch.setattr("reviews.views.request_links.ANSWERS", (2, 60))
    taken = [send(row, "decline" if turn % 2 else "accept", reason=WHY).status_code for turn in range(3)]
    monkeypatch.setattr("reviews.views.request_links.LOOKS", (0, 60))

    assert taken == [302, 302, 429]
    assert Client().get(address(row)).status_code == 429


# Answering


def test_a_member_accepts_declines_and_accepts_again_until_the_day(scene):
    row = ask(scene)

    assert [send(row, "accept").status_code, send(row, "decline", reason="On leave.").status_code] == [302, 302]
    row.refresh_from_db()
    assert (row.status, row.reason) == ("declined", "On leave.")
    assert "You declined this review" in look(row)
    assert "On leave." not in look(row)
    send(row, "accept")
    row.refresh_from_db()
    assert (row.status, row.reason, "You accepted this review" in look(row)) == ("accepted", "", True)


def test_what_was_done_by_the_link_is_recorded_and_told_as_that(scene):
    row = ask(scene)
    send(row, "decline", reason="On leave.")
    [event] = Event.objects.filter(verb__startswith="review.declined")

    assert (event.verb, event.actor, str(link_of(row).pk) in event.content) == (
        "review.declined_by_link",
        scene.member,
        True,
    )
    assert Assignment.history.filter(id=row.pk).latest("history_date").history_change_reason == (
        "Declined, by the link in the mail"
    )
    assert Notice.objects.get(person=scene.chair, text__contains="declined").text == (
        "First Member declined to review, with a reason, by the link in the mail."
    )
    history = scene.client("chair").get(reverse("review:history", args=[scene.edition.article.slug])).content.decode()
    assert "declined to review, by the link in the mail." in history


def test_what_is_answered_signed_in_is_recorded_without_the_link(scene):
    ask(scene)
    scene.post("member", "decline", reason="On leave.")

    assert Event.objects.filter(verb="review.declined").count() == 1


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        ("decline", {"reason": " "}),
        ("time", {"reason": WHY}),
        ("time", {"until": "5 soon", "reason": WHY}),
        ("time", {"until": "2031-05-01"}),
        ("perhaps", {}),
    ],
)
def test_an_answer_that_is_not_complete_says_what_is_missing_and_keeps_the_rest(scene, answer, fields):
    row = ask(scene)
    before = checksums()
    sent = send(row, answer, **fields)

    assert (sent.status_code, changed(before)) == (422, [])
    assert "field-wrong" in sent.content.decode()


def test_accepting_by_the_link_leaves_interests_and_signatures_to_a_sign_in(scene):
    row = ask(scene)
    send(row, "accept")
    row.refresh_from_db()

    assert row.declaration_id is None
    assert Client().get(scene.url("accept")).status_code == 302
    assert "Does an interest of yours bear on this article?" in scene.get("member").content.decode()


# Ending


def ended(row: Assignment, said: str, why: Ending, link: RequestLink | None = None) -> None:
    """The link says so plainly, shows nothing of the article, and takes nothing."""
    link = link or link_of(row)
    url = reverse("request", args=[secret_of(link.pk)])
    page = Client().get(url)
    before = checksums()
    sent = Client().post(url, {"seal": SEAL.sign(str(link.pk)), "answer": "accept"})

    assert ending(row, link) == why
    assert (page.status_code, sent.status_code, said in page.content.decode()) == (410, 410, True)
    assert not any(words in page.content.decode() for words in ("Text of part", row.article.slug, 'method="post"'))
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert changed(before) == []
    with pytest.raises(Refused) as refused:
        answer_by_link(link=link, accept=True)
    assert codes(refused) == ["ended"]


def test_a_review_that_was_taken_back_ends_its_link(scene):
    row = ask(scene)
    release(assignment=row, by=scene.chair)

    ended(row, "This review was taken back", Ending.TAKEN_BACK)


def test_a_review_that_was_given_away_ends_its_link_and_the_other_member_has_one_of_their_own(scene):
    row = ask(scene)
    given = reassign(assignment=row, to=scene.second, by=scene.chair)

    ended(row, "given to another member", Ending.GIVEN_AWAY)
    assert (ending(given), "Second Member" in look(given)) == (None, True)
    assert "Second Member" not in look(row)


def test_who_is_asked_anew_after_that_has_a_new_link_and_the_old_one_says_so(scene):
    row = ask(scene)
    old = link_of(row)
    release(assignment=row, by=scene.chair)
    ask(scene)

    ended(row, "You were asked again since", Ending.ASKED_ANEW, old)
    assert (link_of(row) != old, ending(row)) == (True, None)


def test_after_its_day_a_link_answers_nothing_and_on_its_day_it_does(scene):
    row = ask(scene, due=0)
    assert ending(row) is None
    Assignment.objects.filter(pk=row.pk).update(due_on=in_days(-1))

    ended(row, "The day of this request is over", Ending.DAY_OVER)


def test_without_a_day_a_link_opens_for_sixty_days(scene):
    row = ask(scene, due=None)
    link = RequestLink.objects.select_related("assignment__article", "assignment__user").get()

    assert request_of(link, in_days(60)).ending is None
    assert request_of(link, in_days(61)).ending == Ending.DAY_OVER
    assert 'value="time"' not in look(row)


@pytest.mark.parametrize("how", ["account", "term"])
def test_whoever_is_not_on_the_board_any_more_answers_nothing(scene, how):
    row = ask(scene)
    if how == "account":
        type(scene.member).objects.filter(pk=scene.member.pk).update(is_active=False)
    else:
        term = scene.board.members.get(user=scene.member)
        end_term(member=term, on=in_days(-1), by=scene.administrator)

    ended(row, "You are no longer asked", Ending.NOT_ASKED)


def test_when_all_is_decided_there_is_nothing_to_answer(scene):
    row = ask(scene)
    scene.sign_all("member")

    ended(row, "You have decided all of it", Ending.DECIDED)


def test_approved_published_or_retired_the_review_is_over(scene):
    row = ask(scene)
    scene.sign_all("second", "deputy")
    approve(edition=scene.edition, by=scene.chair)
    ended(row, "This review is over", Ending.REVIEW_OVER)
    publish(edition_id=scene.edition.pk)
    ended(row, "This review is over", Ending.REVIEW_OVER)
    ask(scene, due=3)
    assert (RequestLink.objects.filter(assignment=row).count(), ending(row)) == (2, None)
    scene.edition.refresh_from_db()
    retire(edition=scene.edition, reason="Out of date.", by=scene.chair)
    ended(row, "This review is over", Ending.REVIEW_OVER)


def test_the_link_goes_on_with_the_next_edition(scene):
    row = ask(scene, due=9)
    take_back(edition=scene.edition, by=scene.editor)
    next_edition(scene, part_1="<p>Mended.</p>")

    assert ending(row) is None
    assert send(row, "accept").status_code == 302


def test_the_page_costs_the_same_whether_one_section_is_asked_for_or_all(scene):
    sections = list(Section.objects.filter(article=scene.edition.article, anchor="part-1"))
    costs = []
    for asked_for in (sections, []):
        row = ask(scene, sections=asked_for)
        with CaptureQueriesContext(connection) as asked:
            Client().get(address(row))
        costs.append(len(asked))

    assert costs[0] == costs[1] <= MOST_QUERIES
