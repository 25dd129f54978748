"""The only writers of scratch copies."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.db import connection
from django.db.models import Count, Sum
from django.db.models.functions import Length, Now
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.shared import retention
from editorial.shared.issues import Issue, refuse

from .models import ScratchCopy

MOST = 300
"""Copies of one person that were never saved or dropped."""
LONGEST = 18_000_000
"""Characters of one copy: the longest form that can be sent (six million characters), with all of them escaped."""
MOST_IN_ALL = 60_000_000
"""Characters of one person's copies together."""


@dataclass(frozen=True)
class Place:
    """Which form, by where it is sent to and by the window that it stands in; and on which page it stood last."""

    action: str
    writer: str
    page: str

    @property
    def digest(self) -> str:
        return sha256(f"{self.action}\n{self.writer}".encode()).hexdigest()


def keep_typed(*, place: Place, title: str, number: int, sent: str, by: User) -> datetime:
    """Keep what somebody has typed by now, in place of what was kept of that form before. Gives when.

    What was sent earlier and comes later is left out: neither does it take the place of newer words, nor come back
    after they were saved.

    Raises:
        Refused: it is too long, or the person keeps too much already.
    """
    refuse(keeping_issues(place, sent, by))
    return _put(place, title=title, number=number, sent=sent, by=by)


def has_arrived(*, place: Place, number: int, by: User) -> None:
    """What was typed there was saved, up to this number: it is no scratch copy any more."""
    _put(place, title="", number=number, sent="", by=by)


def has_arrived_in_part(*, writer: str, by: User) -> None:
    """The form of that window was sent by one of its buttons, which saves some of what was typed there."""
    ScratchCopy.objects.filter(owner=by, writer=writer).update(in_part=True)


def drop(*, copy: ScratchCopy, by: User) -> None:
    """Throw away what somebody had typed, because they say so or because it is saved elsewhere word by word."""
    ScratchCopy.objects.filter(pk=copy.pk, owner=by).delete()


def sweep() -> int:
    """Throw away what nobody came back to for a long time, and what arrived; gives how many rows."""
    old = ScratchCopy.objects.filter(saved_at__lt=Now() - retention.SCRATCH_COPIES)
    arrived = ScratchCopy.objects.filter(sent="", saved_at__lt=Now() - retention.ARRIVED_SCRATCH_COPIES)
    return old.delete()[0] + arrived.delete()[0]


def keeping_issues(place: Place, sent: str, owner: User) -> list[Issue]:
    """Why no more is kept, if so."""
    if len(sent) > LONGEST:
        return [Issue("too-long", gettext("This is longer than any form that can be saved."))]
    others = ScratchCopy.objects.filter(owner=owner).exclude(sent="").exclude(place=place.digest)
    kept = others.aggregate(copies=Count("pk"), length=Sum(Length("sent")))
    if kept["copies"] >= MOST or (kept["length"] or 0) + len(sent) > MOST_IN_ALL:
        return [Issue("too-many", gettext("Too much is kept for you already: save or drop some of it."))]
    return []


def _put(place: Place, *, title: str, number: int, sent: str, by: User) -> datetime:
    row = (uuid4(), by.pk, place.digest, place.page, place.action, place.writer, title, number, sent)
    with connection.cursor() as cursor:
        cursor.execute(_PUT, row)
        written = cursor.fetchone()
    return written[0] if written else timezone.now()  # newer words, or that they arrived, stand there already


_PUT = """
INSERT INTO scratch_scratchcopy AS kept (id, owner_id, place, page, action, writer, title, number, sent, saved_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, statement_timestamp())
ON CONFLICT (owner_id, place) DO UPDATE SET
    page = excluded.page, title = excluded.title, number = excluded.number, sent = excluded.sent,
    in_part = false, saved_at = excluded.saved_at
WHERE kept.number < excluded.number OR kept.number = excluded.number AND excluded.sent = ''
RETURNING saved_at
"""
