"""Reading a long Word file that came back while others wait for pages: in a process of its own, with bounds.

A short file is read where it arrived: a new process alone takes half a second.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from articles.words.content import SectionContent
from editorial.shared.apart import TooMuch, ask_apart
from editorial.shared.issues import Issue, Refused

from .found import Found, Spot
from .reading import Read, read_back

SECONDS = 40  # as for files that are imported
LONG = 200_000  # bytes of XML: from here reading takes longer than a new process
_WORKER = "articles.returned.worker"


def read_back_apart(
    name: str,
    data: bytes,
    contents: Mapping[UUID, SectionContent],
    *,
    is_whole: bool,
    max_unpacked_bytes: int,
    seconds: float = SECONDS,
) -> Read:
    """As :func:`.reading.read_back`, of a long file in a process apart; :class:`Refused` also if it takes too long or
    too much."""
    if _unpacked(data) < LONG:
        return read_back(name, data, contents, is_whole=is_whole, max_unpacked_bytes=max_unpacked_bytes)
    options = {"name": name, "is_whole": is_whole, "max_unpacked_bytes": max_unpacked_bytes}
    question = {"contents": {str(version): one.as_text() for version, one in contents.items()}, "options": options}
    try:
        answer = ask_apart(_WORKER, question, data, seconds=seconds)
    except TooMuch:
        message = _("%(name)s takes too long to read. Nothing of it was brought. Send single sections instead.")
        raise Refused(Issue("too-much", message % {"name": name}, "file")) from None
    return Read([_found(one) for one in answer["found"]], answer["by_words"], answer["unseen"])


def _unpacked(data: bytes) -> int:
    """How much XML it says to hold; what lies is refused when it is opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml"))
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError):
        return 0


def _found(value: dict[str, Any]) -> Found:
    spot = value.pop("spot")
    placed = Spot(**spot | {"version": UUID(spot["version"])}) if spot else None
    return Found(**value, spot=placed)
