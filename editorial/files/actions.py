"""Keeping files, and taking away what nobody refers to. For the actions of other apps.

Both lock the digest first and then look, so that a file is never taken away from under somebody who is just keeping it.
"""

import errno
import hashlib
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from editorial.shared.issues import Issue, Refused
from editorial.shared.retention import LEFT_OVER_FILES

from .disk import NEW
from .kinds import media_type_of
from .models import StoredFile
from .store import place_of, places_in_store, the_store

FULL = (errno.ENOSPC, errno.EDQUOT)


@transaction.atomic
def keep_file(*, data: bytes, name: str = "") -> StoredFile:
    """The file in the store, which holds it once, however often it is kept.

    Refer to its row in the same transaction: until that ends, no clean-up takes it away. :class:`Refused` if the
    store has no room or does not answer; then nothing was kept.
    """
    digest = hashlib.sha256(data).hexdigest()
    _lock(digest)
    row = StoredFile.objects.filter(pk=digest).first()
    _write(digest, data)
    if row is None:
        kind = media_type_of(data)
        row = StoredFile.objects.create(digest=digest, size=len(data), media_type=kind, name=name[:200])
    return row


def _write(digest: str, data: bytes) -> None:
    """Put the bytes where they belong, unless they are there."""
    place = place_of(digest)
    try:
        if not the_store().exists(place):
            the_store().save(place, ContentFile(data))
    except OSError as error:
        raise Refused(_why_not(error)) from error


def _why_not(error: OSError) -> Issue:
    if error.errno in FULL:
        message = gettext(
            "There is no room left for files: this one was not kept, and nothing was changed. Tell an administrator."
        )
        return Issue("store-full", message, "file")
    message = gettext(
        "The store of files does not take anything now, and nothing was changed. Try again in a few minutes."
    )
    return Issue("store-away", message, "file")


def _lock(digest: str) -> None:
    """Wait until nobody else keeps or takes away a file with this digest; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(digest)])


def _locked_at_once(digest: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_number(digest)])
        return bool(cursor.fetchone()[0])


def _number(digest: str) -> int:
    return int.from_bytes(bytes.fromhex(digest[:16]), signed=True)


# Taking away


def unreferred() -> QuerySet[StoredFile]:
    """The files that no row of any table refers to."""
    rows = StoredFile.objects.all()
    for relation in StoredFile._meta.related_objects:
        users = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        rows = rows.exclude(Exists(users))
    return rows


def clean_files() -> tuple[int, int]:
    """Take away the rows that nobody refers to, then the bytes that have no row; returns how many of each.

    Rows first, and bytes only after that was committed: whenever it stops, no row lacks its bytes. What somebody is
    keeping at the moment is left for the next time.
    """
    rows = sum(_drop_row(digest) for digest in unreferred().values_list("pk", flat=True))
    return rows, sum(_drop_bytes(place) for place in list(places_in_store()))


@transaction.atomic
def _drop_row(digest: str) -> bool:
    if not _locked_at_once(digest):
        return False
    return bool(unreferred().filter(pk=digest).delete()[0])


@transaction.atomic
def _drop_bytes(place: str) -> bool:
    name = PurePosixPath(place).name
    if name.startswith(NEW):
        return _drop_left_over(place)
    if len(name) != 64 or not _locked_at_once(name) or StoredFile.objects.filter(pk=name).exists():
        return False
    the_store().delete(place)
    return True


def _drop_left_over(place: str) -> bool:
    """What a process was writing when it was killed."""
    try:
        if the_store().get_modified_time(place) > timezone.now() - LEFT_OVER_FILES:
            return False
    except FileNotFoundError:
        return False
    the_store().delete(place)
    return True
