"""From bytes to a picture or a recording that may be kept."""

from os import SEEK_END
from typing import IO

from . import refusals
from .kinds import LOOKED_AT, PICTURES, SOUNDS, Kind, kind_of
from .pictures import read_picture
from .sounds import read_sound
from .values import AUDIO, PICTURE, ReadMedium

MOST_BYTES = {PICTURE: 20 * 1024 * 1024, AUDIO: 60 * 1024 * 1024}


def read_media(data: bytes, name: str = "", *, wanted: str = "") -> ReadMedium:
    """What is kept of a file; :class:`Refused`, by name, for anything that is not sound.

    ``wanted`` is ``PICTURE`` or ``AUDIO`` where only one will do. ``name`` is for the messages alone.
    """
    kind = check_first(data, name, wanted=wanted)
    return read_picture(data, kind, name) if kind in PICTURES else read_sound(data, kind, name)


def check_first(data: bytes | IO[bytes], name: str, *, wanted: str = "") -> Kind:
    """What can be said without reading: that there is something, of a kind that is taken, and not too much of it."""
    length, begins = _beginning(data)
    if not length:
        raise refusals.is_empty(name)
    kind = kind_of(begins)
    what = PICTURE if kind in PICTURES else AUDIO if kind in SOUNDS else ""
    most = MOST_BYTES[what or wanted or AUDIO]
    if length > most:
        raise refusals.is_too_large(name, length, most)
    if not what or (wanted and what != wanted):
        raise refusals.is_not_taken(name, kind, wanted=wanted)
    return kind


def _beginning(data: bytes | IO[bytes]) -> tuple[int, bytes]:
    """How long it is, and as much of it as tells its kind."""
    if isinstance(data, bytes):
        return len(data), data[:LOOKED_AT]
    length = data.seek(0, SEEK_END)
    data.seek(0)
    return length, data.read(LOOKED_AT)
