"""From the bytes of a recording to one that may be kept: its frames of sound, and nothing that stands around them.

Nothing is played or packed anew: each format is taken apart, and put together from what is heard. Programs that take
the tags out of a file leave what lies between them.
"""

import struct
from collections.abc import Callable
from math import ceil

from articles.media import refusals
from articles.media.kinds import Kind
from articles.media.values import AUDIO, ReadMedium

from .damage import Damaged, Film, OtherSound, Silent
from .mp3 import frames_of_mp3
from .mp4 import track_of_mp4
from .ogg import stream_of_ogg

HOURS = 3
_READERS: dict[Kind, tuple[str, Callable[[bytes], tuple[bytes, float]]]] = {
    Kind.MP3: ("audio/mpeg", frames_of_mp3),
    Kind.M4A: ("audio/mp4", track_of_mp4),
    Kind.OGG: ("audio/ogg", stream_of_ogg),
}
_UNREADABLE = (Damaged, struct.error, LookupError, ValueError, ArithmeticError)


def read_sound(data: bytes, kind: Kind, name: str) -> ReadMedium:
    """The recording as it is kept, and how long it lasts; :class:`Refused` for what is none."""
    media_type, read = _READERS[kind]
    try:
        kept, seconds = read(data)
    except Silent as error:
        raise refusals.is_silent(name) from error
    except Film as error:
        raise refusals.holds_film(name) from error
    except OtherSound as error:
        raise refusals.is_other_sound(name, str(error)) from error
    except _UNREADABLE as error:
        raise refusals.is_damaged(name, kind) from error
    if seconds > HOURS * 3600:
        raise refusals.is_too_long(name, HOURS)
    return ReadMedium(AUDIO, media_type, kept, seconds=max(1, ceil(seconds)))
