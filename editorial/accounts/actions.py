"""Mail about accounts: kept in the transaction of what it tells, sent by a worker.

So a password is changed and its page answered whatever the mail server does; and asking for a new password is the same
work, and takes the same time, whether or not there is an account: who has one is looked up when the mail is sent.
"""

import logging
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import filter_users_by_email, user_pk_to_url_str
from celery import signature
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from editorial.shared import outbox

from .models import AccountMail, User

logger = logging.getLogger(__name__)

RESET = "account/email/password_reset_key"


@transaction.atomic
def keep_account_mail(*, template: str, address: str, person: User | None = None, facts: dict[str, Any]) -> None:
    """Keep a mail until a worker sends it; asks for that after the commit. ``facts`` are what its template prints
    beside names: text and moments, nothing else is kept. The system does this, nobody else."""
    kept = {name: _as_text(value) for name, value in facts.items() if isinstance(value, str | datetime)}
    AccountMail.objects.create(template=template, address=address, person=person, facts=kept, due_at=timezone.now())
    transaction.on_commit(_ask_for_sending)


def keep_reset(*, address: str) -> None:
    """Somebody asks for a new password for this address, whoever has it, if anybody."""
    keep_account_mail(template=RESET, address=address, facts={})


def send_account_mails(*, now: datetime | None = None, seconds: float = outbox.ROUND) -> int:
    """Send what is due, until the time is over or the server fails; returns how many were taken.

    Of a mail that is finished neither facts nor address are kept, and nothing at all of one to an address of nobody.
    """
    try:
        return outbox.send_round(AccountMail.objects.all(), _message, now=now or timezone.now(), seconds=seconds)
    except outbox.ServerFails:
        return 0
    finally:
        _forget()


@transaction.atomic
def _forget() -> None:
    finished = AccountMail.objects.filter(finished_at__isnull=False)
    finished.filter(person__isnull=True).delete()
    finished.exclude(address="", facts={}).update(address="", facts={})


def _message(mail: AccountMail) -> EmailMessage | None:
    """The message; None if nobody (any more) has an account that it could be about."""
    if mail.person is None:
        mail.person = next(iter(filter_users_by_email(mail.address, is_active=True, prefer_verified=True)), None)
    if mail.person is None or not mail.person.is_active:
        return None
    facts = mail.facts | ({"password_reset_url": _reset_url(mail.person)} if mail.template == RESET else {})
    facts |= {"timestamp": parse_datetime(facts["timestamp"])} if "timestamp" in facts else {}
    about_us = {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "current_site": {"name": settings.SITE_NAME},
        "email": mail.address,
    }
    to = mail.person.email if mail.template == RESET else mail.address
    return get_adapter().render_mail(mail.template, to, about_us | facts, headers=outbox.headers_of(mail))


def _reset_url(person: User) -> str:
    """Made when it is sent, so that no secret waits anywhere."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return get_adapter().get_reset_password_from_key_url(key)


def _as_text(value: str | datetime) -> str:
    return value.isoformat() if isinstance(value, datetime) else value


def _ask_for_sending() -> None:
    try:
        signature("editorial.accounts.tasks.send_account_mails").apply_async()  # by name: it calls us
    except Exception:  # whatever the broker's client raises: the mail waits, the sweeper will find it
        logger.warning("The broker did not take the message about an account's mail; the sweeper will send it.")
