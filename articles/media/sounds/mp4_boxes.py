"""What the boxes around an M4A's sound say, written anew: what is played from them, and no byte that nobody reads.

Reserved fields, times of recording, names of tracks and languages, places on a screen and the maker's own descriptors
are what players pass over, and so where something can be hidden.
"""

import struct
from collections.abc import Iterator

from .damage import Damaged, OtherSound

_STRAIGHT = struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)  # neither turned nor moved
_FULL = 0x0100  # as loud as it is
_UNSAID = 0x55C4  # "und": no language is said
_SEEN_AND_HEARD = 7
_AAC = frozenset({0x40, 0x66, 0x67, 0x68})
_MOST_CONFIGURED = 13  # bytes that the longest kind of AAC that browsers play needs to say what it is
_ES, _DECODER, _SPECIFIC = 3, 4, 5


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def movie_head(content: bytes) -> bytes:
    """``mvhd``: the scale of time and how long it lasts."""
    wide = bool(content[0])
    scale, length = struct.unpack_from(">IQ" if wide else ">II", content, 20 if wide else 12)
    said = _times(wide, struct.pack(">I", scale), length)
    return said + struct.pack(">IHHII", 1 << 16, _FULL, 0, 0, 0) + _STRAIGHT + bytes(24) + struct.pack(">I", 2)


def track_head(content: bytes) -> bytes:
    """``tkhd``: how long it lasts."""
    wide = bool(content[0])
    (length,) = struct.unpack_from(">Q" if wide else ">I", content, 28 if wide else 20)
    said = _times(wide, struct.pack(">II", 1, 0), length, flags=_SEEN_AND_HEARD)
    return said + struct.pack(">IIHHHH", 0, 0, 0, 0, _FULL, 0) + _STRAIGHT + bytes(8)


def media_head(content: bytes) -> bytes:
    """``mdhd``: the scale of time and how long it lasts."""
    wide = bool(content[0])
    scale, length = struct.unpack_from(">IQ" if wide else ">II", content, 20 if wide else 12)
    return _times(wide, struct.pack(">I", scale), length) + struct.pack(">HH", _UNSAID, 0)


def _times(wide: bool, between: bytes, length: int, *, flags: int = 0) -> bytes:
    """How such a head begins, without the hours at which the file was made and changed."""
    head = struct.pack(">I", wide << 24 | flags)
    return head + bytes(16 if wide else 8) + between + struct.pack(">Q" if wide else ">I", length)


def edits(content: bytes) -> bytes:
    """``elst``: which stretch is played; at no other speed than its own."""
    size = 20 if content[0] else 12
    said = content[:1] + bytes(3) + content[4:8]
    whole = range(8, len(content) - size + 1, size)
    return said + b"".join(content[at : at + size - 4] + struct.pack(">I", 1 << 16) for at in whole)


def runs_of_chunks(content: bytes) -> bytes:
    """``stsc``: how many samples the chunks have; all are described by the one description."""
    whole = range(8, len(content) - 11, 12)
    return table(content[:8]) + b"".join(content[at : at + 8] + struct.pack(">I", 1) for at in whole)


def table(content: bytes) -> bytes:
    """A table without flags, which none of these has."""
    return content[:1] + bytes(3) + content[4:]


def description(content: bytes) -> bytes:
    """``stsd``: of one sound, how it is packed. Raises :class:`OtherSound` for what browsers do not play."""
    entry = content[8 : 8 + int.from_bytes(content[8:12])]
    if int.from_bytes(entry[16:18]):
        raise OtherSound("QuickTime")
    channels, _, _, _, rate = struct.unpack_from(">HHHHI", entry, 24)
    said = bytes(6) + struct.pack(">HIIHHHHI", 1, 0, 0, channels, 16, 0, 0, rate)
    return struct.pack(">II", 0, 1) + box(b"mp4a", said + box(b"esds", _stream(_esds(entry))))


def _esds(entry: bytes) -> bytes:
    at = 36
    while at + 8 <= len(entry):
        size = int.from_bytes(entry[at : at + 4])
        if size < 8 or at + size > len(entry):
            break
        if entry[at + 4 : at + 8] == b"esds":
            return entry[at + 8 : at + size]
        at += size
    raise Damaged("no-description-of-the-sound")


def _stream(content: bytes) -> bytes:
    """``esds``: which AAC it is, and with what its decoder begins."""
    stream = _first(content[4:], _ES)
    flags = stream[2]
    at = 3 + 2 * bool(flags & 0x80)
    if flags & 0x40:
        at += 1 + stream[at]  # an address from which something else would come
    at += 2 * bool(flags & 0x20)
    decoder = _first(stream[at:], _DECODER)
    kind, begins = decoder[0], _first(decoder[13:], _SPECIFIC)
    if kind not in _AAC:
        raise OtherSound(f"MPEG-4 {kind:#x}")
    if len(begins) > _MOST_CONFIGURED or _channels(begins) == 0:
        raise OtherSound("AAC")
    packed = struct.pack(">BB", kind, 5 << 2 | 1) + bytes(11) + _descriptor(_SPECIFIC, begins)
    return bytes(4) + _descriptor(_ES, bytes(3) + _descriptor(_DECODER, packed) + b"\x06\x01\x02")


def _channels(begins: bytes) -> int:
    """As the decoder is told; 0 says that a list of them follows, in which words can stand."""
    bits, at = int.from_bytes(begins.ljust(16, b"\0")), 123
    if bits >> at == 31:
        at -= 6
    at -= 4
    if bits >> at & 15 == 15:
        at -= 24
    return bits >> at - 4 & 15


def _first(content: bytes, tag: int) -> bytes:
    """What the first descriptor of this kind holds."""
    found = next((said for kind, said in _descriptors(content) if kind == tag), None)
    if found is None:
        raise Damaged("no-description-of-the-sound")
    return found


def _descriptors(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        kind, length, at = content[at], 0, at + 1
        for _ in range(4):
            byte, at = content[at], at + 1
            length = length << 7 | byte & 0x7F
            if byte < 0x80:
                break
        if at + length > len(content):
            raise Damaged("a-description-is-shorter-than-it-says")
        yield kind, content[at : at + length]
        at += length


def _descriptor(tag: int, content: bytes) -> bytes:
    return bytes((tag, len(content))) + content
