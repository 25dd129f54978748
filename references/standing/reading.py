"""Which source a file is of, and its reports as they come. Pure but for reading the stream."""

from collections.abc import Iterator
from typing import IO

from editorial.shared.issues import Issue, Refused
from references.enums import Source

from .crossref import read_works
from .reports import Fault, Report
from .retraction_watch import read_reports

MAX_JSON = 40 * 1024 * 1024


class Counted:
    """A stream of bytes that knows how much of it has been read."""

    def __init__(self, stream: IO[bytes]):
        self.stream, self.read = stream, 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self.stream:
            self.read += len(line)
            yield line

    def all(self, most: int) -> bytes:
        data = self.stream.read(most + 1)
        self.read += len(data)
        return data


def source_of(start: bytes) -> Source:
    """JSON is Crossref's; anything else has to be the list of retractions."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return Source.CROSSREF if text[:1] in (b"{", b"[") else Source.RETRACTION_WATCH


def reports_in(stream: Counted, source: str) -> Iterator[Report | Fault]:
    """The reports of a file of this source; :class:`Refused` if it is none."""
    if source == Source.RETRACTION_WATCH:
        yield from read_reports(stream)
        return
    data = stream.all(MAX_JSON)
    if len(data) > MAX_JSON:
        message = f"The file is larger than {MAX_JSON // 1024 // 1024} MB: give the answers in several files."
        raise Refused(Issue("too-large", message, "file"))
    yield from read_works(data.decode("utf-8-sig", errors="replace"))
