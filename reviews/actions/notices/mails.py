"""Making mails from notices, and sending them. Both may run any number of times, in any number of workers."""

import time
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from editorial.accounts.models import User
from editorial.shared import outbox
from reviews.enums import Delivery
from reviews.models import GuestMail, Mail, Notice
from reviews.notices.invitations import invitation_for
from reviews.notices.mails import digest_moment, hour_of, message_for, preference_of


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


def _mail(person: User, notices: list[UUID], now: datetime, **more: Any) -> Mail | None:
    if not notices:
        return None
    mail = Mail.objects.create(person=person, due_at=now, **more)
    Notice.objects.filter(pk__in=notices).update(mail=mail, waits_for_mail=False)
    return mail


def send_due(*, now: datetime | None = None, seconds: float = outbox.ROUND) -> int:
    """Send the invitations and the notices' mails that are due, until the time is over or the server fails; returns how
    many were taken."""
    now, until = now or timezone.now(), time.monotonic() + seconds
    invitations = GuestMail.objects.select_related("guest__person", "guest__invited_by")
    try:
        sent = outbox.send_round(invitations, invitation_for, now=now, seconds=seconds)
        left = until - time.monotonic()
        return sent + outbox.send_round(Mail.objects.select_related("person"), message_for, now=now, seconds=left)
    except outbox.ServerFails:
        return 0


def send_mail(*, mail_id: Any, now: datetime | None = None) -> bool:
    """Send one mail if it is due and nobody else is at it; returns whether the mail server took it."""
    now = now or timezone.now()
    try:
        return outbox.send_one(Mail.objects.select_related("person"), mail_id, message_for, now=now)
    except outbox.ServerFails:
        return False
