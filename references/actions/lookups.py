"""Looking works up: asked for by a person, answered by a worker, swept when nobody needs it any more.

The state is the outbox: a look-up that waits is due at a time, whoever carries the message. Nothing is locked while
another server is asked.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from celery import signature
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.shared import retention
from editorial.shared.issues import Issue, Refused

from ..enums import Progress
from ..lookup.identifying import identify
from ..lookup.services import Failed, Found, Later, Unknown, find
from ..models import Lookup
from ..permissions import require_editor

logger = logging.getLogger(__name__)

FRESH_FOR = timedelta(hours=12)
LEASE = timedelta(seconds=90)
"""How long a worker may ask before another may take over: longer than any answer takes."""
MOST_TRIES = 4
LONGEST_QUEUE = timedelta(minutes=10)
MOST_WAITING = 20
BACK_OFF = (2, 5, 15)
"""Seconds to wait after the first, second and third try, if the service names none itself."""


@transaction.atomic
def ask_for(*, text: str, by: User) -> Lookup:
    """Look a work up by whatever identifies it in ``text``: a DOI, a PubMed (Central) number or a web address.

    What was found within the last hours is not asked for again. Refused if the text identifies nothing, or while too
    many look-ups of this person wait.
    """
    require_editor(by)
    asked = identify(text[:2000])
    if asked is None:
        message = gettext(
            "This is no DOI (10.…/…), PubMed number, PubMed Central number (PMC…) or web address (https://…)."
        )
        raise Refused(Issue("no-identifier", message, "text"))
    if Lookup.objects.filter(asked_by=by, progress=Progress.WAITING).count() >= MOST_WAITING:
        raise Refused(
            Issue("too-many-lookups", gettext("Many of your look-ups wait already: give them a minute."), "text")
        )
    now = timezone.now()
    known = Lookup.objects.filter(
        sort=asked.sort, value=asked.value, progress=Progress.FOUND, created_at__gt=now - FRESH_FOR
    ).first()
    if known is not None:
        return known
    lookup = Lookup.objects.create(sort=asked.sort, value=asked.value, due_at=now, asked_by=by)
    _send(lookup)
    return lookup


def look_up(lookup_id: Any) -> str:
    """Ask the service for a waiting look-up that is due, and keep the answer; returns its progress. Safe to repeat."""
    lookup = _claim(lookup_id)
    if lookup is None:
        return ""
    try:
        answer: Found | Exception = find(lookup.sort, lookup.value)
    except (Unknown, Later, Failed) as reason:
        answer = reason
    return _keep(lookup, answer)


@transaction.atomic
def _claim(lookup_id: Any) -> Lookup | None:
    """The look-up, if it is due and nobody else asks: for the time of a lease it is ours."""
    now = timezone.now()
    lookup = Lookup.objects.select_for_update().filter(pk=lookup_id, progress=Progress.WAITING, due_at__lte=now).first()
    if lookup is not None:
        lookup.tries, lookup.due_at = lookup.tries + 1, now + LEASE
        lookup.save()
    return lookup


@transaction.atomic
def _keep(lookup: Lookup, answer: Found | Exception) -> str:
    """Keep an answer, unless somebody took over meanwhile."""
    claimed, mine = lookup.due_at, Lookup.objects.select_for_update().filter(pk=lookup.pk).first()
    if mine is None or mine.progress != Progress.WAITING or mine.due_at != claimed:
        return ""
    lookup = mine
    if isinstance(answer, Found):
        lookup.progress, lookup.csl, lookup.source, lookup.message = Progress.FOUND, answer.csl, answer.source, ""
    elif isinstance(answer, Later) and not _is_over(lookup, answer):
        _again(lookup, answer)
    else:
        lookup.progress = Progress.UNKNOWN if isinstance(answer, Unknown) else Progress.FAILED
        lookup.message = str(answer)[:300]
    lookup.save()
    return lookup.progress


def _is_over(lookup: Lookup, answer: Later) -> bool:
    """Whether it was asked often enough. Waiting for one's turn is no try, but has an end too."""
    if answer.is_turn:
        return timezone.now() > lookup.created_at + LONGEST_QUEUE
    return lookup.tries >= MOST_TRIES


def _again(lookup: Lookup, answer: Later) -> None:
    if answer.is_turn:
        lookup.tries -= 1
    wait = max(answer.seconds, 1 if answer.is_turn else BACK_OFF[min(lookup.tries, len(BACK_OFF)) - 1])
    lookup.due_at, lookup.message = timezone.now() + timedelta(seconds=wait), str(answer)[:300]
    _send(lookup, wait)


@transaction.atomic
def sweep(*, now: datetime | None = None) -> list[str]:
    """Throw away old look-ups, and return the ids of those that are due and that no message brings."""
    now = now or timezone.now()
    Lookup.objects.filter(created_at__lt=now - retention.LOOKUPS).delete()
    due = Lookup.objects.filter(progress=Progress.WAITING, due_at__lt=now - timedelta(seconds=5))
    return [str(pk) for pk in due.order_by("due_at").values_list("pk", flat=True)[:200]]


def _send(lookup: Lookup, seconds: int = 0) -> None:
    """Ask a worker, after this transaction. If the message is lost, the sweeper finds the look-up."""
    pk = str(lookup.pk)

    def send() -> None:
        try:
            signature("references.tasks.look_up", args=[pk]).apply_async(countdown=seconds)  # by name: it calls us
        except Exception:  # whatever the broker's client raises: the look-up waits, the sweeper will find it
            logger.warning("The broker did not take look-up %s; the sweeper will.", pk)

    transaction.on_commit(send)
