"""Reminders: by any number of rules, each once for an assignment and day, and only while something waits."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from articles.actions.followups import ask_follow_up
from articles.models import PublicPage
from editorial.shared.issues import Refused
from reviews import tasks
from reviews.actions import answer_assignment, assign, take_back
from reviews.actions.notices.reminders import remind, remove_reminder_rule, set_reminder_rule, tell_review_due
from reviews.enums import Recipient, Verdict
from reviews.models import Assignment, Notice, ReminderRule
from reviews.notices.reminders import due_reminders, lapsing_editions
from tests.builders import (
    codes,
    make_administrator,
    make_chair,
    make_member,
    make_published,
    make_submitted,
    make_user,
    sign,
    sign_all,
)
from tests.reviews.test_races import race
from tests.reviews.test_told import version

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(board):
    return make_chair(board, "Chair")


@pytest.fixture
def member(board):
    return make_member(board, "Member")


@pytest.fixture
def edition(board, editor):
    return make_submitted(by=editor, slug="twitches")


def rules(*pairs) -> None:
    """These rules and no others."""
    ReminderRule.objects.all().delete()
    administrator = make_administrator()
    for days, recipient in pairs:
        set_reminder_rule(days=days, recipient=recipient, by=administrator)


def asked(edition, member, chair, *, due_on) -> Assignment:
    row = assign(article=edition.article, user=member, by=chair, due_on=due_on)
    Notice.objects.all().delete()
    return row


def told_on(day: date) -> list[tuple[str, str]]:
    """Who is told what, if it is this day."""
    before = set(Notice.objects.values_list("pk", flat=True))
    for reminder in due_reminders(day):
        remind(reminder=reminder, today=day)
    rows = Notice.objects.exclude(pk__in=before).select_related("person").order_by("person__display_name")
    return [(row.person.display_name, row.text) for row in rows]


def day_of(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_a_new_installation_begins_with_rules():
    assert [str(rule) for rule in ReminderRule.objects.all()] == [
        "The member who was asked, 7 days before",
        "The member who was asked, 2 days before",
        "The member who was asked, 1 day after",
        "The chair and the deputies, 3 days after",
    ]


def test_each_rule_reminds_once_on_its_day(edition, member, chair):
    rules((-7, Recipient.MEMBER), (0, Recipient.MEMBER), (1, Recipient.MEMBER), (3, Recipient.LEADERS))
    due = timezone.localdate() + timedelta(days=30)
    asked(edition, member, chair, due_on=due)
    on = day_of(due)

    story = {days: told_on(due + timedelta(days=days)) for days in (-8, -7, -6, 0, 1, 2, 3, 4, 300)}

    assert story == {
        -8: [],
        -7: [("Member", f"Your review is due on {on}, in 7 days: edition 1.")],
        -6: [],
        0: [("Member", f"Your review is due today, {on}: edition 1.")],
        1: [("Member", f"Your review was due on {on}, 1 day ago: edition 1.")],
        2: [],
        3: [("Chair", f"Member’s review was due on {on}, 3 days ago: edition 1.")],
        4: [],
        300: [],
    }
    urgent = Notice.objects.order_by("at").values_list("is_urgent", "url")
    page = "/review/{article}/1/"
    assert list(urgent) == [(False, page), (True, page), (True, page), (True, page)]


def test_after_days_without_a_worker_only_the_last_one_is_told(edition, member, chair):
    rules((-7, Recipient.MEMBER), (-2, Recipient.MEMBER), (1, Recipient.MEMBER), (3, Recipient.LEADERS))
    due = timezone.localdate() + timedelta(days=30)
    asked(edition, member, chair, due_on=due)

    assert [who for who, _ in told_on(due + timedelta(days=5))] == ["Chair", "Member"]


def test_a_rule_whose_day_was_past_when_the_member_was_asked_does_not_apply(edition, member, chair):
    rules((-7, Recipient.MEMBER), (-2, Recipient.MEMBER))
    today = timezone.localdate()
    asked(edition, member, chair, due_on=today + timedelta(days=4))

    assert (told_on(today), [who for who, _ in told_on(today + timedelta(days=2))]) == ([], ["Member"])


def test_another_day_begins_anew(edition, member, chair):
    rules((0, Recipient.MEMBER))
    first, second = (timezone.localdate() + timedelta(days=days) for days in (10, 20))
    asked(edition, member, chair, due_on=first)
    before = told_on(first)
    assign(article=edition.article, user=member, by=chair, due_on=second)

    assert [who for who, _ in before] == ["Member"]
    assert told_on(second - timedelta(days=1)) == []
    assert told_on(second) == [("Member", f"Your review is due today, {day_of(second)}: edition 1.")]


def test_a_reminder_found_before_the_day_changed_is_not_told(edition, member, chair):
    rules((0, Recipient.MEMBER))
    due = timezone.localdate() + timedelta(days=10)
    asked(edition, member, chair, due_on=due)
    (found,) = due_reminders(due)
    assign(article=edition.article, user=member, by=chair, due_on=due + timedelta(days=1))
    Notice.objects.all().delete()

    assert remind(reminder=found, today=due) == 0
    assert Notice.objects.count() == 0


def test_who_has_decided_everything_or_declined_is_not_reminded(board, edition, member, chair):
    rules((0, Recipient.MEMBER), (0, Recipient.LEADERS))
    due = timezone.localdate() + timedelta(days=10)
    asked(edition, member, chair, due_on=due)
    declining = make_member(board, "Declining")
    row = asked(edition, declining, chair, due_on=due)
    answer_assignment(assignment=row, accept=False, reason="Ill.", by=declining)
    Notice.objects.all().delete()
    sign_all(edition, member)

    assert told_on(due) == []


def test_who_was_asked_for_one_section_is_reminded_until_that_one_is_decided(edition, member, chair):
    rules((0, Recipient.MEMBER), (1, Recipient.MEMBER))
    due = timezone.localdate() + timedelta(days=10)
    sections = [version(edition).section]
    assign(article=edition.article, user=member, by=chair, due_on=due, sections=sections)
    Notice.objects.all().delete()
    first = told_on(due)
    sign(version=version(edition), verdict=Verdict.APPROVE, by=member)

    assert ([who for who, _ in first], told_on(due + timedelta(days=1))) == (["Member"], [])


def test_while_nothing_is_with_the_board_nobody_is_reminded(edition, editor, member, chair):
    rules((0, Recipient.MEMBER))
    due = timezone.localdate() + timedelta(days=10)
    asked(edition, member, chair, due_on=due)
    take_back(edition=edition, by=editor)
    Notice.objects.all().delete()

    assert told_on(due) == []


def test_a_rule_switched_off_reminds_nobody(edition, member, chair):
    rules((0, Recipient.MEMBER))
    set_reminder_rule(days=0, recipient=Recipient.MEMBER, is_active=False, by=make_administrator())
    due = timezone.localdate() + timedelta(days=10)
    asked(edition, member, chair, due_on=due)

    assert told_on(due) == []


def test_rules_are_set_by_administrators_and_checked():
    administrator = make_administrator()
    with pytest.raises(PermissionDenied):
        set_reminder_rule(days=1, recipient=Recipient.MEMBER, by=make_user())
    with pytest.raises(Refused) as refused:
        set_reminder_rule(days=400, recipient="everybody", by=administrator)
    rule = set_reminder_rule(days=5, recipient=Recipient.MEMBER, by=administrator)
    with pytest.raises(PermissionDenied):
        remove_reminder_rule(rule=rule, by=make_user())
    remove_reminder_rule(rule=rule, by=administrator)

    assert codes(refused) == ["unknown-recipient"]
    assert not ReminderRule.objects.filter(days=5).exists()


@pytest.mark.parametrize(("left", "told"), [(91, 0), (90, 2), (89, 2), (30, 2), (0, 2), (-40, 2)])
def test_desk_and_chair_are_told_when_a_live_article_is_to_be_reviewed_again(editor, left, told):
    edition = make_published(by=editor)
    Notice.objects.all().delete()
    due = date.fromisoformat(PublicPage.objects.get(article=edition.article, is_default=True).card["next_review"])

    found = lapsing_editions(due - timedelta(days=left))
    assert sum(tell_review_due(lapse=one) for one in found) == told
    assert lapsing_editions(due - timedelta(days=left)) == []


def test_the_sweeper_and_the_command_do_the_same_and_are_safe_to_repeat(edition, editor, member, chair, capsys):
    rules((0, Recipient.MEMBER))
    row = asked(edition, member, chair, due_on=timezone.localdate())
    history = Assignment.history.filter(id=row.pk)
    history.update(history_date=timezone.now() - timedelta(days=9))
    make_published(by=editor, slug="live")
    ask_follow_up(slug="live", question="Does it hurt?")
    Notice.objects.all().delete()

    call_command("send_reminders")
    swept = tasks.send_reminders()

    assert swept == 0
    assert capsys.readouterr().out == (
        "Notices made: 2. Their mails go out with `manage.py send_mails`, or by the workers.\n"
    )
    assert sorted(Notice.objects.values_list("kind", flat=True)) == ["question", "reminder"]


@pytest.mark.django_db(transaction=True)
def test_eight_sweepers_at_once_remind_once(board, editor):
    member, chair = make_member(board, "Member"), make_chair(board, "Chair")
    edition = make_submitted(by=editor)
    rules((0, Recipient.MEMBER))
    due = timezone.localdate() + timedelta(days=10)
    asked(edition, member, chair, due_on=due)
    (found,) = due_reminders(due)

    results = race(*[lambda: remind(reminder=found, today=due)] * 8)

    assert sorted(results) == [0] * 7 + [1]
    assert Notice.objects.count() == 1
