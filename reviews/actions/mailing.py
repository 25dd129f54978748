"""Making mails from notices, and sending them. Both may run any number of times, in any number of workers.

A mail is sent at least once, and exactly once unless a worker dies in the moment between the mail server's "accepted"
and its own commit: then a second copy goes out, which bears the same Message-ID (docs/adr/0010-mail-at-least-once.md).
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from editorial.accounts.models import User
from reviews.enums import Delivery
from reviews.mails import digest_moment, hour_of, message_for, preference_of
from reviews.models import Mail, Notice

logger = logging.getLogger(__name__)

# A server that is away for two days loses nothing: the waits double from one minute on.
ATTEMPTS = 12
FIRST_WAIT = timedelta(minutes=1)


@transaction.atomic
def make_mails(*, person_id: Any, now: datetime | None = None) -> list[Mail]:
    """Put a person's waiting notices into mails: urgent ones at once, the others into the one message of the day.

    The account is locked, so two workers make no mail twice; that there is one message a day holds in the database
    too. Notices that were read meanwhile need none, nor do people who want none.
    """
    now = now or timezone.now()
    person = User.objects.select_for_update(no_key=True).get(pk=person_id)
    waiting = Notice.objects.filter(person=person, waits_for_mail=True)
    preference = preference_of(person)
    waiting.filter(read_at__isnull=False).update(waits_for_mail=False)
    if preference.delivery == Delivery.NEVER or not person.is_active:
        waiting.update(waits_for_mail=False)
        return []
    at_once = waiting if preference.delivery == Delivery.AT_ONCE else waiting.filter(is_urgent=True)
    mails = [_mail(person, list(at_once.values_list("pk", flat=True)), now)]
    moment = digest_moment(hour_of(preference), now)
    if not Mail.objects.filter(person=person, digest_on=moment.date()).exists():
        rest = waiting.filter(at__lte=moment)
        mails.append(_mail(person, list(rest.values_list("pk", flat=True)), now, digest_on=moment.date()))
    return [mail for mail in mails if mail]


def _mail(person: User, notices: list, now: datetime, **more: Any) -> Mail | None:
    if not notices:
        return None
    mail = Mail.objects.create(person=person, due_at=now, **more)
    Notice.objects.filter(pk__in=notices).update(mail=mail, waits_for_mail=False)
    return mail


@transaction.atomic
def send_mail(*, mail_id: Any, now: datetime | None = None) -> bool:
    """Send one mail if it is due and nobody else is at it; returns whether the mail server took it.

    The row stays locked until the server has answered, so that two workers cannot send the same; one that dies lets
    go of it, and the next sends. A refusal is noted and tried again later, ever more rarely.
    """
    now = now or timezone.now()
    due = Mail.objects.filter(pk=mail_id, finished_at__isnull=True, due_at__lte=now)
    mail = due.select_for_update(skip_locked=True, of=("self",)).select_related("person").first()
    if mail is None:
        return False
    message = message_for(mail)
    problem = _hand_over(message) if message else ""
    mail.attempts += 1
    mail.problem = problem[:300]
    if problem and mail.attempts < ATTEMPTS:
        mail.due_at = now + FIRST_WAIT * 2 ** (mail.attempts - 1)
    else:
        mail.finished_at, mail.was_sent = now, bool(message) and not problem
    mail.save()
    return mail.was_sent


def _hand_over(message: Any) -> str:
    """Give a message to the mail server; why it was not taken, or nothing."""
    try:
        message.send()
    except Exception as problem:  # whatever the server's client raises: the row stays, and is tried again
        logger.warning("A mail was not taken: %s", type(problem).__name__)
        return f"{type(problem).__name__}: {problem}"
    return ""
