"""Handing out a kept file piece by piece: the part that a player asks for, and never the whole of it in memory."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from .models import StoredFile
from .store import piece_of

_UNIT = "bytes"
_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.I)


@dataclass(frozen=True)
class Piece:
    """From the byte ``first`` to ``last``, both counted in."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class NoSuchPiece(Exception):
    """The part that was asked for begins behind the end of the file."""


def piece_asked(range_header: str, if_range: str, *, size: int, tag: str) -> Piece | None:
    """The part of a file that a request asks for; None if it gets the whole: it asks for none, for several, in a way
    that nobody knows, or of another state of the file (RFC 9110, 14.2 and 13.1.5). Raises :class:`NoSuchPiece`."""
    match = _RANGE.fullmatch(range_header.strip())
    if match is None or not (match[1] or match[2]) or (if_range and if_range.strip() != tag):
        return None
    if not match[1]:
        length = min(int(match[2]), size)
        if not length:
            raise NoSuchPiece
        return Piece(size - length, size - 1)
    first, last = int(match[1]), min(int(match[2]) if match[2] else size - 1, size - 1)
    if match[2] and int(match[2]) < first:
        return None  # no range at all
    if first >= size:
        raise NoSuchPiece
    return Piece(first, last)


def answer_in_pieces(request: HttpRequest, file: StoredFile, content_type: str) -> HttpResponseBase:
    """The file or the part asked for: 200, 206, or 416. HEAD gets the headers of the whole. Raises ``OSError`` if the
    store does not have it; then nothing was sent."""
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    try:
        piece = piece_asked(asked, request.headers.get("If-Range", ""), size=file.size, tag=f'"{file.digest}"')
    except NoSuchPiece:
        response: HttpResponseBase = HttpResponse(status=416, content_type=content_type)
        response["Content-Range"] = f"{_UNIT} */{file.size}"
        response["Accept-Ranges"] = _UNIT
        return response
    first, length = (piece.first, piece.length) if piece else (0, file.size)
    if request.method == "HEAD":
        response = HttpResponse(content_type=content_type)
    else:
        response = StreamingHttpResponse(
            _opened(file, first, length), status=206 if piece else 200, content_type=content_type
        )
    if piece:
        response["Content-Range"] = f"{_UNIT} {piece.first}-{piece.last}/{file.size}"
    response["Content-Length"] = str(length)
    response["Accept-Ranges"] = _UNIT
    return response


def _opened(file: StoredFile, first: int, length: int) -> Iterator[bytes]:
    """The first bytes are read here, so that a store without them says so before anything is answered."""
    chunks = piece_of(file, first, length)
    begin = next(chunks, b"")
    return _after(begin, chunks)


def _after(begin: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield begin
    yield from chunks
