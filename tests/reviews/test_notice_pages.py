"""The page of a person's notices, the count in the frame, and how they want to be told."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from editorial.shared.audit import save_audited
from reviews.actions.notices.telling import tell
from reviews.enums import NoticeKind
from reviews.models import BoardMember, Notice, NoticePreference
from tests.builders import make_board, make_member, make_submitted, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_user("Reader")


@pytest.fixture
def page(person):
    client = Client()
    client.force_login(person)
    return client


def told(*people, **more) -> None:
    defaults = {"kind": NoticeKind.COMMENT, "text": "Somebody commented.", "url": "/articles/", "by": None}
    tell(people=people, **defaults | more)


def text_of(response) -> str:
    return response.content.decode()


def test_who_was_told_nothing_reads_that(page):
    assert "Nothing new" in text_of(page.get("/notices/"))
    assert "No notices yet" in text_of(page.get("/notices/?show=all"))


def test_a_notice_says_what_of_which_article_and_leads_there(board, editor):
    edition = make_submitted(by=editor, slug="twitches")
    Notice.objects.all().delete()
    told(editor, article=edition.article, url="/desk/articles/twitches/", text="A <b>Member</b> asks.", urgent=True)
    client, notice = Client(), Notice.objects.get()
    client.force_login(editor)

    shown = text_of(client.get("/notices/"))
    answer = client.get(f"/notices/{notice.pk}/")

    assert escape("A <b>Member</b> asks.") in shown
    assert "<b>Member</b>" not in shown
    assert [words in shown for words in ("Muscle twitches", "A comment", "Urgent", "Mark as read")] == [True] * 4
    assert (answer.status_code, answer.url) == (302, "/desk/articles/twitches/")
    notice.refresh_from_db()
    assert notice.read_at is None  # looking changes nothing


def test_opening_one_from_the_list_reads_it_and_leads_there(page, person):
    told(person)
    notice = Notice.objects.get()

    answer = page.post(f"/notices/{notice.pk}/")

    notice.refresh_from_db()
    assert (answer.url, notice.read_at is not None) == ("/articles/", True)
    assert "Somebody commented." not in text_of(page.get("/notices/"))
    assert "Somebody commented." in text_of(page.get("/notices/?show=all"))


def test_one_is_marked_as_read_without_leaving_the_list(page, person):
    told(person)
    told(person)

    answer = page.post(f"/notices/{Notice.objects.first().pk}/", {"stay": "1"})

    assert (answer.url, Notice.objects.filter(read_at__isnull=True).count()) == ("/notices/", 1)


def test_all_are_marked_that_were_there_when_the_list_was_opened(page, person):
    told(person)
    until = re.search(r'name="until" value="([^"]+)"', text_of(page.get("/notices/")))[1]
    told(person)

    page.post("/notices/read/", {"until": until})

    assert Notice.objects.filter(read_at__isnull=True).count() == 1


@pytest.mark.parametrize("until", ["", "yesterday", "2026-99-99T00:00:00", "2026-01-01T00:00:00"])
def test_a_moment_that_is_none_reads_all(page, person, until):
    told(person)

    assert page.post("/notices/read/", {"until": until}).status_code == 302
    assert Notice.objects.filter(read_at__isnull=True).count() == 0


def test_nobody_opens_another_persons_notice(page):
    told(make_user("Other"))
    notice = Notice.objects.get()

    answers = [page.get(f"/notices/{notice.pk}/"), page.post(f"/notices/{notice.pk}/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    notice.refresh_from_db()
    assert notice.read_at is None


def test_who_lost_the_right_sees_neither_the_notice_nor_its_count(board, editor):
    edition = make_submitted(by=editor)
    member = make_member(board)
    told(member, article=edition.article, text="canary1")
    notice, client = Notice.objects.get(person=member), Client()
    client.force_login(member)
    before = text_of(client.get("/notices/"))
    term = BoardMember.objects.get(user=member)
    term.ends_on = timezone.localdate() - timedelta(days=1)
    save_audited(term, by=None, reason="Ended")

    after = text_of(client.get("/notices/?show=all"))

    assert ("canary1" in before, 'aria-label="Notices: 1 unread"' in before) == (True, True)
    assert ("canary1" in after, 'aria-label="Notices"' in after) == (False, True)
    assert client.get(f"/notices/{notice.pk}/").status_code == 404


@pytest.mark.parametrize(("count", "shown"), [(0, ""), (3, ">3</span>"), (120, ">99+</span>")])
def test_the_frame_counts_what_is_unread(page, person, count, shown):
    Notice.objects.bulk_create(
        [Notice(person=person, kind=NoticeKind.COMMENT, text="x", url="/") for _ in range(count)]
    )

    shown_count = re.search(r'class="site-bell".*?</a>', text_of(page.get("/notices/preferences/")), re.DOTALL)[0]

    assert shown in shown_count
    assert ("count" in shown_count) is bool(count)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(django_assert_num_queries, editor, count):
    make_board()
    for _ in range(count):
        edition = make_submitted(by=editor)
        told(editor, article=edition.article)
    client = Client()
    client.force_login(editor)

    with django_assert_num_queries(8):
        client.get("/notices/")


def test_how_to_be_told_is_kept_and_shown(page, person):
    answer = page.post("/notices/preferences/", {"delivery": "at_once", "hour": "18"})

    kept = NoticePreference.objects.get(person=person)
    assert (answer.url, kept.delivery, kept.hour) == ("/notices/", "at_once", 18)
    shown = text_of(page.get("/notices/preferences/"))
    assert re.search(r'value="at_once"[^>]*checked', shown)
    assert '<option value="18" selected>' in shown


def test_a_wrong_choice_is_refused_where_it_was_made(page):
    answer = page.post("/notices/preferences/", {"delivery": "pigeon", "hour": "99"})

    assert (answer.status_code, NoticePreference.objects.count()) == (422, 0)
    assert text_of(answer).count("field-wrong") == 2
