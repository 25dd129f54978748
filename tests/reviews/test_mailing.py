"""From notices to mails: when, to whom, what they say, and that each is sent once whatever dies."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as mailbox
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles.actions import open_edition
from editorial.shared.audit import save_audited
from editorial.shared.issues import Refused
from editorial.shared.outbox import ATTEMPTS
from reviews import tasks
from reviews.actions.notices.mails import make_mails, send_mail
from reviews.actions.notices.telling import mark_read, set_notice_preference, tell
from reviews.enums import Delivery, NoticeKind
from reviews.models import BoardMember, Mail, Notice, NoticePreference
from tests.builders import codes, edit, make_member, make_published, make_submitted, make_user
from tests.reviews.test_races import race

pytestmark = pytest.mark.django_db
MORNING = datetime(2031, 3, 4, 7, 0, tzinfo=UTC)
EVENING_BEFORE = MORNING - timedelta(hours=9)


@pytest.fixture(autouse=True)
def settings_of_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS, settings.SITE_NAME = "https://www.example.org", "Imprimatur"
    mailbox.outbox = []


@pytest.fixture
def person():
    return make_user("Reader")


def told(person, at=EVENING_BEFORE, **more):
    """A notice made at this moment."""
    defaults = {"kind": NoticeKind.COMMENT, "text": "Somebody commented.", "url": "/desk/", "by": None}
    before = list(Notice.objects.values_list("pk", flat=True))
    tell(people=[person], **defaults | more)
    notice = Notice.objects.exclude(pk__in=before).get()
    Notice.objects.filter(pk=notice.pk).update(at=at)
    notice.refresh_from_db()
    return notice


def sent(person, now) -> list[str]:
    """The subjects of what goes out to the person at this moment."""
    before = len(mailbox.outbox)
    for mail in make_mails(person_id=person.pk, now=now):
        send_mail(mail_id=mail.pk, now=now)
    return [message.subject for message in mailbox.outbox[before:]]


def test_there_is_one_message_a_day_at_its_hour(person):
    told(person)
    told(person)

    assert sent(person, MORNING - timedelta(minutes=1)) == []
    assert sent(person, MORNING) == ["Imprimatur: 2 notices"]
    told(person, at=MORNING + timedelta(hours=1))
    assert sent(person, MORNING + timedelta(hours=23)) == []
    assert sent(person, MORNING + timedelta(hours=24)) == ["Imprimatur: Somebody commented"]


def test_after_days_without_a_worker_there_is_one_message(person):
    for day in range(3):
        told(person, at=EVENING_BEFORE + timedelta(days=day))

    assert sent(person, MORNING + timedelta(days=5, hours=2)) == ["Imprimatur: 3 notices"]


def test_what_was_committed_late_waits_for_the_next_day(person):
    told(person)
    sent(person, MORNING)
    told(person, at=MORNING - timedelta(seconds=1))

    assert sent(person, MORNING + timedelta(minutes=1)) == []
    assert sent(person, MORNING + timedelta(days=1)) == ["Imprimatur: Somebody commented"]


@pytest.mark.parametrize(("zone", "hour"), [("America/New_York", 12), ("Asia/Kolkata", 1)])
def test_the_hour_is_that_of_the_sites_zone(person, settings, zone, hour):
    settings.TIME_ZONE = zone
    told(person)
    moment = MORNING.replace(hour=hour) + (timedelta(minutes=30) if zone == "Asia/Kolkata" else timedelta(0))

    with timezone.override(zone):
        assert sent(person, moment - timedelta(minutes=1)) == []
        assert len(sent(person, moment)) == 1


def test_a_person_chooses_the_hour(person):
    set_notice_preference(delivery=Delivery.DAILY, hour=18, by=person)
    told(person)

    assert sent(person, MORNING) == []
    assert len(sent(person, MORNING.replace(hour=18))) == 1


def test_what_is_urgent_goes_at_once_and_the_rest_waits(person):
    now = EVENING_BEFORE
    told(person)
    told(person, text="Due tomorrow.", urgent=True)

    assert sent(person, now) == ["Imprimatur: Due tomorrow"]
    assert sent(person, MORNING) == ["Imprimatur: Somebody commented"]


def test_who_asked_for_it_gets_everything_at_once_and_together(person):
    set_notice_preference(delivery=Delivery.AT_ONCE, hour=None, by=person)
    told(person)
    told(person)

    assert sent(person, EVENING_BEFORE) == ["Imprimatur: 2 notices"]
    assert sent(person, MORNING) == []


def test_who_wants_no_mail_gets_none_not_even_urgent_and_nothing_is_kept_for_later(person):
    set_notice_preference(delivery=Delivery.NEVER, hour=None, by=person)
    told(person, urgent=True)

    assert sent(person, MORNING) == []
    set_notice_preference(delivery=Delivery.AT_ONCE, hour=None, by=person)
    assert sent(person, MORNING) == []


def test_what_was_read_is_not_mailed_also_if_it_was_read_at_the_last_moment(person):
    first, second = told(person), told(person)
    mark_read(notice=first, by=person)
    (mail,) = make_mails(person_id=person.pk, now=MORNING)
    mark_read(notice=second, by=person)

    assert send_mail(mail_id=mail.pk, now=MORNING) is False
    mail.refresh_from_db()
    assert (mailbox.outbox, mail.was_sent, mail.finished_at) == ([], False, MORNING)


def test_a_preference_is_checked(person):
    with pytest.raises(Refused) as refused:
        set_notice_preference(delivery="pigeon", hour=24, by=person)

    assert codes(refused) == ["unknown-delivery", "no-hour"]
    assert NoticePreference.objects.count() == 0


def test_the_message_says_what_happened_to_which_article_and_where_to_act(board, editor):
    edition = make_submitted(by=editor, slug="twitches")
    Notice.objects.all().delete()
    first = told(editor, article=edition.article, text="A Member requests changes in “Part 1”.")
    second = told(editor, text="The <board> & you.", at=EVENING_BEFORE + timedelta(hours=1))

    sent(editor, MORNING)

    (message,) = mailbox.outbox
    mail = Mail.objects.get()
    assert message.subject == "Imprimatur: 2 notices – Muscle twitches"
    assert (message.to, message.extra_headers["Message-ID"]) == ([editor.email], f"<{mail.pk}@www.example.org>")
    assert message.extra_headers["List-Unsubscribe"] == "<https://www.example.org/notices/preferences/>"
    assert (
        message.body
        == f"""Hello Staff Editor,

Muscle twitches

- A Member requests changes in “Part 1”.
  https://www.example.org/notices/{first.pk}/


- The <board> & you.
  https://www.example.org/notices/{second.pk}/


All your notices: https://www.example.org/notices/
You get one message a day. Change that, or end these mails: https://www.example.org/notices/preferences/

--\x20
Imprimatur
https://www.example.org
"""
    )


def test_no_line_of_a_title_becomes_a_header(person):
    person.display_name = "Reader\r\nBcc: other@example.org"
    told(person, text="Hello\r\nBcc: other@example.org", urgent=True)

    sent(person, MORNING)

    (message,) = mailbox.outbox
    assert message.subject == "Imprimatur: Hello Bcc: other@example.org"
    assert message.recipients() == [person.email]
    assert "Bcc" not in dict(message.message().items())


def test_who_lost_the_right_before_it_is_sent_gets_nothing_of_it(board, editor):
    edition = make_submitted(by=editor)
    member = make_member(board)
    told(member, article=edition.article)
    (mail,) = make_mails(person_id=member.pk, now=MORNING)
    term = BoardMember.objects.get(user=member)
    term.ends_on = timezone.localdate() - timedelta(days=1)
    save_audited(term, by=None, reason="Ended")

    assert send_mail(mail_id=mail.pk, now=MORNING) is False
    assert mailbox.outbox == []


def test_a_deactivated_account_gets_no_mail(person):
    told(person)
    (mail,) = make_mails(person_id=person.pk, now=MORNING)
    person.is_active = False
    save_audited(person, by=None, reason="Left")

    assert send_mail(mail_id=mail.pk, now=MORNING) is False
    told_later = make_mails(person_id=person.pk, now=MORNING + timedelta(days=1))
    assert (told_later, mailbox.outbox) == ([], [])


def test_the_board_reads_the_submitted_title_not_the_drafts(board, editor):
    edition = make_published(by=editor)
    member = make_member(board)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "front", "<p>canary1</p>", heading="canary2", by=editor)
    Notice.objects.all().delete()
    told(member, article=edition.article)

    assert sent(member, MORNING) == ["Imprimatur: Somebody commented – Muscle twitches"]
    assert "canary" not in mailbox.outbox[0].body


class AwayBackend(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("Nobody there.")


def test_a_server_that_is_away_delays_and_loses_nothing(person, settings):
    told(person)
    (mail,) = make_mails(person_id=person.pk, now=MORNING)
    settings.EMAIL_BACKEND = f"{__name__}.AwayBackend"
    tries = [send_mail(mail_id=mail.pk, now=MORNING + timedelta(seconds=second)) for second in (0, 59, 60, 179)]
    mail.refresh_from_db()

    assert (tries, mail.attempts, mail.problem) == ([False] * 4, 2, "ConnectionRefusedError: Nobody there.")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_mail(mail_id=mail.pk, now=MORNING + timedelta(seconds=180)) is True
    mail.refresh_from_db()
    assert (mail.problem, mail.was_sent, len(mailbox.outbox)) == ("", True, 1)


def test_a_server_that_stays_away_is_given_up_and_shown(person, settings, capsys):
    told(person, at=timezone.now() - timedelta(days=2))
    settings.EMAIL_BACKEND = f"{__name__}.AwayBackend"
    with pytest.raises(CommandError, match=r"1 could not be sent\. The last reason: ConnectionRefusedError"):
        call_command("send_mails")
    mail = Mail.objects.get()
    for _ in range(ATTEMPTS - 1):
        mail.refresh_from_db()
        send_mail(mail_id=mail.pk, now=mail.due_at)

    mail.refresh_from_db()
    assert (mail.attempts, mail.was_sent, mail.finished_at) == (ATTEMPTS, False, mail.due_at)


def test_the_sweeper_sends_once_however_often_it_runs(person, eager_tasks):
    told(person, at=timezone.now() - timedelta(days=2))
    told(make_user("Other"), at=timezone.now() - timedelta(days=2), urgent=True)

    assert [tasks.send_mails(), tasks.send_mails()] == [2, 0]
    assert len(mailbox.outbox) == 2


def test_the_command_does_the_same_by_hand(person, capsys):
    told(person, at=timezone.now() - timedelta(days=2))

    call_command("send_mails")
    call_command("send_mails")

    assert capsys.readouterr().out == "Mails sent: 1.\nMails sent: 0.\n"


class DyingBackend(EmailBackend):
    """A worker that is killed before the server takes the message: nothing of its transaction remains."""

    def send_messages(self, messages):
        connection.close()
        raise SystemExit


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_before_the_server_took_it_leaves_it_to_the_next(settings):
    person = make_user("Reader")
    told(person)
    (mail,) = make_mails(person_id=person.pk, now=MORNING)
    settings.EMAIL_BACKEND = f"{__name__}.DyingBackend"
    with pytest.raises(SystemExit):
        send_mail(mail_id=mail.pk, now=MORNING)
    connection.close()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send_mail(mail_id=mail.pk, now=MORNING) is True
    assert len(mailbox.outbox) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_eight_workers_at_once_make_and_send_each_mail_once(round_):
    people = [make_user(f"Person {number}") for number in range(3)]
    for person in people:
        told(person)
        told(person, urgent=True)

    def work():
        for person in people:
            make_mails(person_id=person.pk, now=MORNING)
        return sum(send_mail(mail_id=pk, now=MORNING) for pk in list(Mail.objects.values_list("pk", flat=True)))

    results = race(*[work] * 8)

    assert sum(results) == len(mailbox.outbox)
    assert sorted(message.to[0] for message in mailbox.outbox) == sorted([one.email for one in people] * 2)
    assert Mail.objects.filter(was_sent=True).count() == 6
