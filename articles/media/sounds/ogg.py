"""Ogg with Opus or Vorbis: pages of one stream, each with its check sum."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .damage import Damaged, Film, OtherSound, Silent

_HEAD = struct.Struct("<4sBBqIIIB")
_ENDS, _BEGINS, _GOES_ON = 4, 2, 1
_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_OPUS, _VORBIS = b"OpusHead", b"\x01vorbis"


@dataclass(frozen=True)
class _Page:
    flags: int
    granule: int
    serial: int
    number: int
    lengths: bytes
    body: bytes

    def packed(self) -> bytes:
        fields = (b"OggS", 0, self.flags, self.granule, self.serial, self.number)
        head = bytearray(_HEAD.pack(*fields, 0, len(self.lengths)))
        check = _check_sum(bytes(head) + self.lengths + self.body)
        return _HEAD.pack(*fields, check, len(self.lengths)) + self.lengths + self.body


def stream_of_ogg(data: bytes) -> tuple[bytes, float]:
    """The stream with an empty page of words about it, and how many seconds it lasts."""
    pages = list(_pages(data))
    if not pages or not pages[0].flags & _BEGINS:
        raise Damaged("no-beginning")
    if any(page.serial != pages[0].serial or page.flags & _BEGINS for page in pages[1:]):
        raise Film
    heads, sound = _divided(pages)
    if not sound or sound[-1].granule <= 0:
        raise Silent
    rate, skipped, bare = _bare_heads(heads)
    kept = [*_laid_out(bare, pages[0].serial), *sound]
    kept[-1] = replace(kept[-1], flags=kept[-1].flags | _ENDS)
    numbered = [replace(page, number=number, serial=1) for number, page in enumerate(kept)]
    return b"".join(page.packed() for page in numbered), max(0, sound[-1].granule - skipped) / rate


def _pages(data: bytes) -> Iterator[_Page]:
    """Each page, up to the one that says that it is the last."""
    at = 0
    while at < len(data):
        sign, version, flags, granule, serial, number, check, count = _HEAD.unpack_from(data, at)
        lengths = data[at + 27 : at + 27 + count]
        end = at + 27 + count + sum(lengths)
        if sign != b"OggS" or version or end > len(data):
            raise Damaged("no-page-where-one-should-be")
        if _check_sum(data[at : at + 22] + bytes(4) + data[at + 26 : end]) != check:
            raise Damaged("a-check-sum-is-wrong")
        yield _Page(flags & 7, granule, serial, number, lengths, data[at + 27 + count : end])
        if flags & _ENDS and not data.startswith(b"OggS", end):
            return
        at = end


def _divided(pages: list[_Page]) -> tuple[list[bytes], list[_Page]]:
    """The packets before the sound, two or three, and the pages of sound: these begin on a page of their own."""
    wanted = 3 if pages[0].body.startswith(_VORBIS) else 2
    packets, rest = [], b""
    for place, page in enumerate(pages, 1):
        at = 0
        for length in page.lengths:
            rest += page.body[at : at + length]
            at += length
            if length < 255:
                packets.append(rest)
                rest = b""
        if len(packets) == wanted and not rest:
            return packets, pages[place:]
        if len(packets) > wanted:
            break
    raise Damaged("sound-begins-in-the-middle-of-a-page")


def _bare_heads(heads: list[bytes]) -> tuple[int, int, list[bytes]]:
    """Samples a second, how many are not heard, and the packets without words."""
    first = heads[0]
    if first.startswith(_OPUS) and heads[1].startswith(b"OpusTags"):
        return 48_000, int.from_bytes(first[10:12], "little"), [first, b"OpusTags" + bytes(8)]
    if first.startswith(_VORBIS) and heads[1].startswith(b"\x03vorbis") and heads[2].startswith(b"\x05vorbis"):
        return int.from_bytes(first[12:16], "little"), 0, [first, b"\x03vorbis" + bytes(8) + b"\x01", heads[2]]
    if b"theora" in first[:8]:
        raise Film
    raise OtherSound("".join(chr(byte) for byte in first[:8] if 32 < byte < 127) or "?")


def _laid_out(packets: list[bytes], serial: int) -> list[_Page]:
    """The first packet alone on its page, the others behind it, as the format wants it."""
    pages = [_Page(_BEGINS, 0, serial, 0, bytes([len(packets[0])]), packets[0])]
    lengths, body = b"", b"".join(packets[1:])
    for packet in packets[1:]:
        lengths += b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    goes_on, at = 0, 0
    for start in range(0, len(lengths), 255):
        part = lengths[start : start + 255]
        ends_in_it = any(length < 255 for length in part)
        granule = 0 if ends_in_it else -1
        pages.append(_Page(goes_on, granule, serial, 0, part, body[at : at + sum(part)]))
        at += sum(part)
        goes_on = _GOES_ON if part[-1] == 255 else 0
    return pages


def _check_sum(page: bytes) -> int:
    """As Ogg wants it: the same sum as zlib's over bits in the other order."""
    turned = zlib.crc32(page.translate(_TURNED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{turned:032b}"[::-1], 2)
