"""Reading PNG files chunk by chunk, writing them, and knowing those that hold nothing but their pixels."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NEEDED = frozenset({b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"eXIf", b"IDAT", b"IEND"})
_BARE = (b"IHDR", b"IDAT", b"IEND")
_CHANNELS = {0: 1, 2: 3, 6: 4}


def chunks_of(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk up to the end of the picture. Raises ``ValueError`` where a check sum is wrong,
    ``EOFError`` where the file ends too early."""
    at = len(_SIGNATURE)
    while True:
        if at + 12 > len(data):
            raise EOFError("the-file-ends-too-early")
        length, name = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(check) < 4:
            raise EOFError("the-file-ends-too-early")
        if zlib.crc32(content, zlib.crc32(name)) != int.from_bytes(check):
            raise ValueError("a-check-sum-is-wrong")
        yield name, content
        if name == b"IEND":
            return
        at += 12 + length


def needed_of_png(data: bytes) -> bytes:
    """The file with those of its chunks that tell how the picture looks, and nothing behind it."""
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks_of(data) if name in _NEEDED)


def moves(data: bytes) -> bool:
    return any(name == b"acTL" for name, _ in chunks_of(data))


def write_png(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=False, compress_level=6)
    return kept.getvalue()


def is_our_png(data: bytes) -> bool:
    """Whether the file holds the rows of its pixels and nothing else: whoever wrote it, it stays as it is."""
    if data[:8] != _SIGNATURE:
        return False
    chunks = list(chunks_of(data))
    names = [name for name, _ in chunks]
    bare = [*_BARE[:1], *[_BARE[1]] * (len(names) - 2), *_BARE[2:]]
    size = len(_SIGNATURE) + sum(12 + len(content) for _, content in chunks)
    if names != bare or size != len(data) or chunks[-1][1] or len(chunks[0][1]) != 13:
        return False
    width, height, depth, colours, *ways = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or colours not in _CHANNELS or any(ways):
        return False
    return _holds_only_rows(b"".join(content for _, content in chunks[1:-1]), width * _CHANNELS[colours] + 1, height)


def _holds_only_rows(packed: bytes, length: int, height: int) -> bool:
    """That what is packed is as long as the rows, and nothing stands behind it."""
    unpacking, unpacked = zlib.decompressobj(), 0
    while packed and not unpacking.eof:
        unpacked += len(unpacking.decompress(packed, 1024 * 1024))
        packed = unpacking.unconsumed_tail
        if unpacked > length * height:
            return False
    return unpacking.eof and not unpacking.unused_data and unpacked == length * height


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content), name) + content + zlib.crc32(content, zlib.crc32(name)).to_bytes(4)
