"""From bytes to a picture or a recording that may be kept."""

from . import refusals
from .kinds import PICTURES, SOUNDS, Kind, kind_of
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


def check_first(data: bytes, name: str, *, wanted: str = "") -> Kind:
    """What can be said without reading: that there is something, of a kind that is taken, and not too much of it."""
    if not data:
        raise refusals.is_empty(name)
    kind = kind_of(data)
    what = PICTURE if kind in PICTURES else AUDIO if kind in SOUNDS else ""
    most = MOST_BYTES[what or wanted or AUDIO]
    if len(data) > most:
        raise refusals.is_too_large(name, len(data), most)
    if not what or (wanted and what != wanted):
        raise refusals.is_not_taken(name, kind, wanted=wanted)
    return kind
