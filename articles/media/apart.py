"""Reading a picture or a recording that a person sends: in a process of its own, with a bound on time and memory.

What unpacks pictures was not written for hostile ones, and a small file can hold a picture of forty million pixels.
"""

from typing import IO

from editorial.shared.apart import TooMuch, ask_apart

from . import refusals
from .plain import from_plain
from .reading import check_first
from .values import ReadMedium

SECONDS = 40  # before a proxy gives up waiting; the largest picture that is taken needs a third of it
_WORKER = "articles.media.worker"


def read_media_apart(
    data: bytes | IO[bytes], name: str = "", *, wanted: str = "", seconds: float = SECONDS
) -> ReadMedium:
    """As :func:`.reading.read_media`, also of a file, which is never in memory as a whole; :class:`Refused` also if it
    takes too long or too much."""
    check_first(data, name, wanted=wanted)
    try:
        answer = ask_apart(_WORKER, {"name": name, "wanted": wanted}, data, seconds=seconds)
    except TooMuch as much:
        raise refusals.takes_too_much(name, slow=much.slow) from None
    return from_plain(answer)
