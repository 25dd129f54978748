"""Mail waits in rows until a worker sends it; no request ever speaks to the mail server.

A row is due at a time, whoever carries the message. It is sent at least once, and exactly once unless a worker dies in
the moment between the mail server's "accepted" and its own commit: then a second copy goes out, which bears the same
Message-ID (docs/adr/0010-mail-at-least-once.md). What a mail says is written at the moment of sending.
"""

import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

logger = logging.getLogger(__name__)

# A server that is away for two days loses nothing: the waits double from one minute on.
ATTEMPTS = 12
FIRST_WAIT = timedelta(minutes=1)
ROUND = 60.0
"""For so many seconds one round goes on to the next mail; what is left is due in the next."""
_ABOUT_ONE_MAIL = (SMTPRecipientsRefused, SMTPDataError, ValueError)
"""What a server, or our own check of headers, has against a single mail; all else is against the server."""

MessageOf = Callable[[Any], EmailMessage | None]
"""The message of a row as it is to be said now; None if there is nothing left to say."""


class Outgoing(models.Model):
    """One message to one person: mutable, a machine's state and so not audited.

    The row is what makes the message due, and its id is the message's own id, so that a copy can be recognised as one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(help_text=gettext_lazy("Not tried before this moment."))
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True, help_text=gettext_lazy("Why the last attempt failed."))
    finished_at = models.DateTimeField(null=True, blank=True)
    was_sent = models.BooleanField(
        default=False, help_text=gettext_lazy("Not if nothing was left to say, or if given up.")
    )

    class Meta:
        abstract = True
        ordering = ["-made_at"]


class ServerFails(Exception):
    """The mail server did not answer, or takes nothing: another mail need not be tried now."""


def headers_of(row: Outgoing) -> dict[str, str]:
    """What every message of ours bears."""
    host = urlsplit(settings.SITE_ADDRESS).hostname
    return {"Message-ID": f"<{row.pk}@{host}>", "Auto-Submitted": "auto-generated"}


def due(rows: QuerySet[Any], now: datetime) -> list[Any]:
    """The ids of the rows that are due, the oldest first."""
    waiting = rows.filter(finished_at__isnull=True, due_at__lte=now)
    return list(waiting.order_by("made_at").values_list("pk", flat=True))


def send_round(rows: QuerySet[Any], message_of: MessageOf, *, now: datetime, seconds: float = ROUND) -> int:
    """Send what is due, the oldest first, until the time is over; returns how many the server took.

    Raises :class:`ServerFails` at the first that the server fails: one that takes a connection and never answers costs
    one mail's patience, not every mail's.
    """
    until, sent = time.monotonic() + seconds, 0
    for pk in due(rows, now):
        try:
            sent += send_one(rows, pk, message_of, now=now)
        except ServerFails:
            raise
        except Exception:
            logger.exception("Left for the next round: mail %s", pk)
        if time.monotonic() > until:
            break
    return sent


def send_one(rows: QuerySet[Any], pk: Any, message_of: MessageOf, *, now: datetime) -> bool:
    """Send one mail if it is due and nobody else is at it; returns whether the mail server took it.

    The row stays locked until the server has answered, so that two workers cannot send the same; one that dies lets
    go of it, and the next sends. A refusal is noted and tried again later, ever more rarely. If it is the server that
    fails, :class:`ServerFails` is raised after noting it.
    """
    with transaction.atomic():
        waiting = rows.filter(pk=pk, finished_at__isnull=True, due_at__lte=now)
        row = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return False
        message = message_of(row)
        problem = _hand_over(message) if message else None
        _note(row, now, was_sent=message is not None and problem is None, problem=problem)
    if problem and not isinstance(problem, _ABOUT_ONE_MAIL):
        raise ServerFails
    return bool(row.was_sent)


def _note(row: Any, now: datetime, *, was_sent: bool, problem: Exception | None) -> None:
    row.attempts += 1
    row.problem = f"{type(problem).__name__}: {problem}"[:300] if problem else ""
    if problem and row.attempts < ATTEMPTS:
        row.due_at = now + FIRST_WAIT * 2 ** (row.attempts - 1)
    else:
        row.finished_at, row.was_sent = now, was_sent
    row.save()


def _hand_over(message: EmailMessage) -> Exception | None:
    """Give a message to the mail server; why it was not taken, or nothing."""
    try:
        message.send()
    except Exception as problem:  # whatever the server's client raises: the row stays, and is tried again
        logger.warning("A mail was not taken: %s", type(problem).__name__)
        return problem
    return None
