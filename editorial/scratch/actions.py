"""The only writers of scratch copies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Count, Func, IntegerField, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.shared import retention
from editorial.shared.issues import Issue, refuse

from .models import ScratchCopy

MOST = 300
"""Copies of one person that were never saved or dropped."""
LONGEST = 9_000_000
"""Characters of one copy, as it is sent: the most that one request may bring is twelve million."""
MOST_IN_ALL = 60_000_000
"""Bytes of one person's copies together."""


@dataclass(frozen=True)
class Pause:
    """Up to which pause something is meant of what one form of an opened page had typed into it."""

    writer: str
    number: int


@dataclass(frozen=True)
class Place:
    """Where a form stands and where it is sent to, and what its page is called."""

    page: str
    action: str
    title: str = ""


@transaction.atomic
def keep_typed(*, pause: Pause, place: Place, sent: str, by: User, replaces: Iterable[Pause] = ()) -> datetime | None:
    """Keep what somebody has typed by now, in place of what was kept of that form before. Gives when; None if newer
    words, or that they arrived, stand there already: then nothing changes.

    ``replaces`` are copies that were put back into this form, or came back in it when it was refused: it has their
    words.

    Raises:
        Refused: it is too long, or the person keeps too much already.
    """
    refuse(keeping_issues(pause, sent, by))
    kept = _put(pause, place, sent=sent, by=by)
    for other in replaces if kept else ():
        _arrive(other, by)
    return kept


@transaction.atomic
def has_arrived(pauses: Iterable[Pause], *, by: User) -> None:
    """What was typed there was saved, up to these pauses: it is no scratch copy any more."""
    for pause in pauses:
        _arrive(pause, by)


@transaction.atomic
def has_arrived_in_part(pause: Pause, *, place: Place, sent: str, by: User, replaces: Iterable[Pause] = ()) -> None:
    """A form was sent by one of its buttons, each of which saves some of it: all that was ``sent`` is kept until its
    page shows what of it is saved."""
    if _put(pause, place, sent=sent, by=by, in_part=True):
        has_arrived(replaces, by=by)


def drop(*, copy: ScratchCopy, by: User) -> bool:
    """Throw away what somebody had typed, because they say so or because it is saved word by word; not what was typed
    there since. Gives whether it is gone."""
    return bool(ScratchCopy.objects.filter(pk=copy.pk, owner=by, number__lte=copy.number).delete()[0])


@transaction.atomic
def follow(*, old: str, new: str, replaced: Mapping[str, str]) -> None:
    """What was typed into the page ``old`` belongs to the page ``new`` from now on, whoever typed it; in what its form
    would send, each of ``replaced`` stands for its other value. What was typed stays word by word."""
    for copy in ScratchCopy.objects.select_for_update().filter(page=old).exclude(sent="").order_by("pk"):
        sent = copy.sent
        for value, other in replaced.items():
            sent = sent.replace(value, other)
        action = new if copy.action == old else copy.action
        ScratchCopy.objects.filter(pk=copy.pk).update(page=new, action=action, sent=sent)


def sweep() -> int:
    """Throw away what nobody came back to for a long time, and what arrived; gives how many rows."""
    old = ScratchCopy.objects.filter(saved_at__lt=Now() - retention.SCRATCH_COPIES)
    arrived = ScratchCopy.objects.filter(sent="", saved_at__lt=Now() - retention.ARRIVED_SCRATCH_COPIES)
    return old.delete()[0] + arrived.delete()[0]


def keeping_issues(pause: Pause, sent: str, owner: User) -> list[Issue]:
    """Why no more is kept, if so."""
    if len(sent) > LONGEST:
        return [Issue("too-long", gettext("This is longer than any form that can be saved."))]
    others = ScratchCopy.objects.filter(owner=owner).exclude(sent="").exclude(writer=pause.writer)
    length = Func("sent", function="octet_length", output_field=IntegerField())  # reads no words
    kept = others.aggregate(copies=Count("pk"), length=Sum(length))
    if kept["copies"] >= MOST or (kept["length"] or 0) + len(sent) > MOST_IN_ALL:
        return [Issue("too-many", gettext("Too much is kept for you already: save or drop some of it."))]
    return []


def _arrive(pause: Pause, by: User) -> None:
    """The row that says so lets nothing older take its place."""
    _put(pause, Place("", ""), sent="", by=by)


def _put(pause: Pause, place: Place, *, sent: str, by: User, in_part: bool = False) -> datetime | None:
    said = (place.page, place.action, place.title[:300], pause.number, sent, in_part)
    with connection.cursor() as cursor:
        cursor.execute(_PUT, (uuid4(), by.pk, pause.writer, *said))
        written = cursor.fetchone()
    return written[0] if written else None


_PUT = """
INSERT INTO scratch_scratchcopy AS kept
    (id, owner_id, writer, page, action, title, number, sent, in_part, saved_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, statement_timestamp())
ON CONFLICT (owner_id, writer) DO UPDATE SET
    page = excluded.page, action = excluded.action, title = excluded.title, number = excluded.number,
    sent = excluded.sent, in_part = excluded.in_part, saved_at = excluded.saved_at
WHERE kept.number < excluded.number
    OR kept.number = excluded.number AND (excluded.sent = '' OR excluded.in_part)
RETURNING saved_at
"""
