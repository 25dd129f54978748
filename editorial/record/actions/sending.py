"""Sending checkpoints to where nobody who administers this database can change them."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from editorial.shared.outgoing import Limits, OutgoingError, ask

from ..models import Checkpoint, CheckpointPlace

AT_ONCE = 100
PLAIN = "text/plain; charset=utf-8"
logger = logging.getLogger(__name__)


class NotSent(Exception):
    """It did not arrive; the text says why, for the administrator."""


def places() -> list[str]:
    """Where checkpoints are to be sent, as the settings say."""
    mails = [f"mail:{address}" for address in settings.CHECKPOINT_MAIL]
    directory = [f"directory:{settings.CHECKPOINT_DIRECTORY}"] if settings.CHECKPOINT_DIRECTORY else []
    return [*mails, *directory, *([settings.CHECKPOINT_ADDRESS] if settings.CHECKPOINT_ADDRESS else [])]


def send_checkpoints() -> list[CheckpointPlace]:
    """Send every place the checkpoints that it has not got yet, in their order; returns the places that failed.

    What fails is kept as the place's problem and sent the next time. Sent twice is possible, never left out.
    """
    rows = [_send_to(place) for place in places()]
    return [row for row in rows if row.problem]


@transaction.atomic
def _send_to(place: str) -> CheckpointPlace:
    CheckpointPlace.objects.get_or_create(place=place)
    row = CheckpointPlace.objects.select_for_update().get(place=place)
    waiting = list(Checkpoint.objects.filter(number__gt=row.sent).order_by("number")[:AT_ONCE])
    if not waiting:
        return row
    try:
        _way_to(place)(place, waiting)
    except (NotSent, OutgoingError, OSError) as error:  # OSError: also what a mail server's connection raises
        row.problem, row.failed_at = f"{type(error).__name__}: {error}"[:300], timezone.now()
        logger.error("Checkpoints were not sent to %s: %s", place, error)
    else:
        row.sent, row.sent_at, row.problem = waiting[-1].number, timezone.now(), ""
    row.save()
    return row


def _way_to(place: str) -> Callable[[str, list[Checkpoint]], None]:
    return {"mail": _mail, "directory": _write}.get(place.partition(":")[0], _post)


def _mail(place: str, waiting: list[Checkpoint]) -> None:
    numbers = f"{waiting[0].number} to {waiting[-1].number}" if len(waiting) > 1 else f"{waiting[0].number}"
    body = "Please keep this mail: it proves later that the record of this site was not shortened or exchanged.\n\n"
    message = EmailMessage(
        f"{settings.SITE_NAME}: checkpoint {numbers} of the record",
        body + "\n".join(row.note for row in waiting),
        to=[place.partition(":")[2]],
    )
    for row in waiting:
        message.attach(f"checkpoint-{row.number:08}.note", row.note.encode(), "text/plain")
    message.send()


def _write(place: str, waiting: list[Checkpoint]) -> None:
    """One file a checkpoint, each there whole or not at all."""
    folder = Path(place.partition(":")[2])
    for row in waiting:
        unfinished = folder / f".checkpoint-{row.number:08}.part"
        unfinished.write_bytes(row.note.encode())
        os.replace(unfinished, folder / f"checkpoint-{row.number:08}.note")


def _post(place: str, waiting: list[Checkpoint]) -> None:
    if not place.startswith("https://"):
        raise NotSent("Checkpoints are sent to https addresses only.")
    for row in waiting:
        limits = Limits(seconds=15, size=64 * 1024, redirects=0, cut=True)
        answer = ask(
            place, method="POST", body=row.note.encode(), media_type="text/plain; charset=utf-8", limits=limits
        )
        if not 200 <= answer.status < 300:
            raise NotSent(f"checkpoint {row.number} was answered {answer.status}.")
