"""Reminding people of what is due. Each is told once; safe to repeat, by several workers too."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.locks import lock_article
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from editorial.record.actions import SITE, append_event
from editorial.shared.audit import delete_audited, save_audited
from editorial.shared.issues import Issue, refuse, require
from reviews.actions.notices.telling import is_pressing, leaders_of, readers_of
from reviews.enums import NoticeKind, Recipient
from reviews.models import Assignment, ReminderRule
from reviews.notices.reminders import Lapse, Reminder, edition_to_review

from .sentences import board_page, day_of, desk_page
from .telling import tell, tell_desk_and_board


@transaction.atomic
def remind(*, reminder: Reminder, today: date | None = None) -> int:
    """Remind the member, or tell whoever leads the board that they are late; returns how many were told.

    Nobody is, if there is nothing left to do, or the day was changed since the reminder was found.
    """
    today = today or timezone.localdate()
    article = lock_article(reminder.assignment.article_id)
    row = Assignment.objects.select_related("user").get(pk=reminder.assignment.pk)
    row.article = article
    if row.due_on is None or row.due_on != reminder.assignment.due_on or row.user_id != reminder.assignment.user_id:
        return 0
    edition = edition_to_review(row, today)
    if edition is None:
        return 0
    to_member = reminder.rule.recipient == Recipient.MEMBER
    due = f"{due_words(row.due_on, today)}: edition {edition.number}."
    return tell(
        people=[row.user] if to_member else leaders_of(article),
        kind=NoticeKind.REMINDER if to_member else NoticeKind.ESCALATION,
        text=f"Your review {due}" if to_member else f"{row.user.display_name}’s review {due}",
        url=board_page(edition),
        by=None,
        article=article,
        urgent=is_pressing(row.due_on, today),
        once=reminder.key,
    )


def due_words(due_on: date, today: date) -> str:
    """When something is or was due, in words: “was due on 3 May 2026, 2 days ago”."""
    days = (due_on - today).days
    if days == 0:
        return f"is due today, {day_of(due_on)}"
    distance = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"is due on {day_of(due_on)}, in {distance}" if days > 0 else f"was due on {day_of(due_on)}, {distance} ago"


@transaction.atomic
def tell_review_due(*, lapse: Lapse, today: date | None = None) -> int:
    """Tell the desk and whoever leads the board that a live article is to be reviewed again."""
    lapse.edition.article = article = lock_article(lapse.edition.article_id)
    return tell_desk_and_board(
        article,
        leaders_of(article),
        readers=readers_of(article),
        desk=desk_page(article),
        review=board_page(lapse.edition),
        kind=NoticeKind.REVIEW_DUE,
        text=f"The review of the published article {due_words(lapse.due_on, today or timezone.localdate())}.",
        by=None,
        once=lapse.key,
    )


@transaction.atomic
def set_reminder_rule(*, days: int, recipient: str, by: User, is_active: bool = True) -> ReminderRule:
    """Add a rule, or switch the one for this day and recipient on or off: for administrators."""
    _require_administrator(by)
    known = recipient in Recipient.values
    refuse([] if known else [Issue("unknown-recipient", gettext("Choose who is reminded."), "recipient")])
    refuse(
        [] if abs(days) <= 365 else [Issue("too-far", gettext("Choose a day within a year of the due date."), "days")]
    )
    rule = ReminderRule.objects.select_for_update().filter(days=days, recipient=recipient).first()
    rule = rule or ReminderRule(days=days, recipient=recipient)
    rule.is_active = is_active
    if save_audited(rule, by=by, reason="Rule of reminding set"):
        append_event(chain=SITE, verb="reminders.rule_set", subject=f"rule:{rule.pk}", by=by, days=days)
    return rule


@transaction.atomic
def remove_reminder_rule(*, rule: ReminderRule, by: User) -> None:
    """Take a rule away: for administrators."""
    _require_administrator(by)
    row = ReminderRule.objects.select_for_update().get(pk=rule.pk)
    append_event(chain=SITE, verb="reminders.rule_removed", subject=f"rule:{row.pk}", by=by, days=row.days)
    delete_audited(row, by=by, reason="Rule of reminding removed")


def _require_administrator(by: User) -> None:
    require(is_administrator(by), gettext("Only administrators set the rules of reminding."))
