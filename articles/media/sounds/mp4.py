"""M4A: the samples of one track of AAC, wherever they lie in the file, put together behind a new table of contents."""

import struct
from collections.abc import Callable, Iterator

from .damage import Damaged, Film, OtherSound, Silent
from .mp4_boxes import box as _box
from .mp4_boxes import description, edits, media_head, movie_head, runs_of_chunks, table, track_head

_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts"})
_WRITTEN: dict[bytes, Callable[[bytes], bytes]] = {
    b"mvhd": movie_head,
    b"tkhd": track_head,
    b"elst": edits,
    b"mdhd": media_head,
    b"smhd": lambda _: bytes(8),
    b"dref": lambda _: struct.pack(">II", 0, 1) + _box(b"url ", b"\x00\x00\x00\x01"),
    b"stsd": description,
    b"stts": table,
    b"stsc": runs_of_chunks,
    b"stsz": table,
}
# How long these boxes are, and each entry of these tables, by their versions.
_LENGTHS = {b"mvhd": {0: 100, 1: 112}, b"tkhd": {0: 84, 1: 96}, b"mdhd": {0: 24, 1: 36}, b"smhd": {0: 8}}
_ENTRIES = {b"stts": {0: 8}, b"stsc": {0: 12}, b"elst": {0: 12, 1: 20}}
_BRAND = b"M4A \x00\x00\x00\x00M4A mp42isom"
_SOUND = b"\x00" * 8 + b"soun" + b"\x00" * 13
_MOST_BOXES = 2_000


def track_of_mp4(data: bytes) -> tuple[bytes, float]:
    """The track of sound as a file of its own, and how many seconds it lasts."""
    top = list(_boxes(data, 0, len(data)))
    moov = next(((start, end) for name, start, end in top if name == b"moov"), None)
    if moov is None or any(name == b"moof" for name, _, _ in top):
        raise Damaged("no-table-of-contents-or-one-in-pieces")
    tracks = [(start, end) for name, start, end in _boxes(data, *moov) if name == b"trak"]
    kinds = [_content(data, *track, b"mdia", b"hdlr")[8:12] for track in tracks]
    if b"vide" in kinds or kinds.count(b"soun") > 1:
        raise Film
    if b"soun" not in kinds:
        raise Silent
    track = tracks[kinds.index(b"soun")]
    _require_aac(_content(data, *track, b"mdia", b"minf", b"stbl", b"stsd"))
    chunks = _chunks(data, track)
    return _put_together(data, moov, track, chunks), _seconds(data, track)


# Reading


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of the content of each box."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        if size == 0:
            size = end - at
        if size < head or at + size > end:
            raise Damaged("a-box-is-longer-than-what-holds-it")
        yield name, at + head, at + size
        at += size
    raise Damaged("too-many-boxes")


def _content(data: bytes, start: int, end: int, *path: bytes) -> bytes:
    """What the box at the end of a path of names holds. Raises :class:`Damaged` if there is none."""
    for wanted in path:
        found = next(((inner, to) for name, inner, to in _boxes(data, start, end) if name == wanted), None)
        if found is None:
            raise Damaged(f"no-{wanted.decode()}")
        start, end = found
    return data[start:end]


def _require_aac(described: bytes) -> None:
    if int.from_bytes(described[4:8]) != 1 or described[12:16] != b"mp4a":
        raise OtherSound("".join(chr(byte) for byte in described[12:16] if 32 <= byte < 127) or "?")


def _seconds(data: bytes, track: tuple[int, int]) -> float:
    head = _content(data, *track, b"mdia", b"mdhd")
    scale, length = struct.unpack_from(">IQ" if head[0] else ">II", head, 20 if head[0] else 12)
    return length / scale


def _chunks(data: bytes, track: tuple[int, int]) -> list[tuple[int, int]]:
    """Where each chunk of sound lies, and how long it is."""
    names = {name for name, _, _ in _boxes(data, *_place(data, track, b"mdia", b"minf", b"stbl"))}
    table = _table(data, track)
    wide = b"co64" in names
    offsets = _numbers(table(b"co64" if wide else b"stco"), "Q" if wide else "I")
    counts = _samples_in_chunks(table(b"stsc"), len(offsets))
    sizes = _sample_sizes(table(b"stsz"))
    if sum(counts) != len(sizes) or not sizes:
        raise Damaged("the-tables-disagree")
    chunks, at = [], 0
    for offset, count in zip(offsets, counts, strict=True):
        length = sum(sizes[at : at + count])
        if offset + length > len(data):
            raise Damaged("the-sound-ends-too-early")
        chunks.append((offset, length))
        at += count
    if sum(length for _, length in chunks) > len(data):
        raise Damaged("more-sound-than-there-are-bytes")
    return chunks


def _place(data: bytes, track: tuple[int, int], *path: bytes) -> tuple[int, int]:
    start, end = track
    for wanted in path:
        start, end = next(((inner, to) for name, inner, to in _boxes(data, start, end) if name == wanted), (0, 0))
        if not end:
            raise Damaged(f"no-{wanted.decode()}")
    return start, end


def _table(data: bytes, track: tuple[int, int]):
    return lambda name: _content(data, *track, b"mdia", b"minf", b"stbl", name)


def _numbers(table: bytes, kind: str) -> tuple[int, ...]:
    return struct.unpack_from(f">{_count(table, 4, struct.calcsize(kind))}{kind}", table, 8)


def _count(table: bytes, at: int, size: int) -> int:
    """How many entries a table has: as many as it says, if they are there."""
    count = int.from_bytes(table[at : at + 4])
    if at + 4 + count * size > len(table):
        raise Damaged("a-table-is-shorter-than-it-says")
    return count


def _samples_in_chunks(table: bytes, chunks: int) -> list[int]:
    """The table says from which chunk on each holds how many samples."""
    entries = [struct.unpack_from(">III", table, 8 + 12 * each) for each in range(_count(table, 4, 12))]
    counts: list[int] = []
    for place, (first, count, _) in enumerate(entries):
        until = entries[place + 1][0] if place + 1 < len(entries) else chunks + 1
        if first != len(counts) + 1 or not first <= until <= chunks + 1:
            raise Damaged("chunks-out-of-order")
        counts += [count] * (until - first)
    if len(counts) != chunks:
        raise Damaged("chunks-are-missing")
    return counts


def _sample_sizes(table: bytes) -> tuple[int, ...]:
    same = int.from_bytes(table[4:8])
    if same:
        count = int.from_bytes(table[8:12])
        if count > 50_000_000 // same:
            raise Damaged("more-sound-than-there-are-bytes")
        return (same,) * count
    return struct.unpack_from(f">{_count(table, 8, 4)}I", table, 12)


# Writing


def _put_together(data: bytes, moov: tuple[int, int], track: tuple[int, int], chunks: list[tuple[int, int]]) -> bytes:
    head = _box(b"ftyp", _BRAND)
    size = len(_contents(data, moov, track, chunks, 0))
    contents = _contents(data, moov, track, chunks, len(head) + size + 8)
    return head + contents + _box(b"mdat", b"".join(data[at : at + length] for at, length in chunks))


def _contents(data: bytes, moov: tuple[int, int], track: tuple[int, int], chunks: list, first: int) -> bytes:
    """The table of contents, where the sound begins at ``first``."""
    offsets, at = [], first
    for _, length in chunks:
        offsets.append(at)
        at += length
    where = _box(b"stco", struct.pack(f">II{len(offsets)}I", 0, len(offsets), *offsets))
    movie = _bare(b"mvhd", _content(data, *moov, b"mvhd"))
    return _box(b"moov", movie + _box(b"trak", _bare_inside(data, *track, where)))


def _bare_inside(data: bytes, start: int, end: int, where: bytes) -> bytes:
    """The boxes that are needed to play, each once, without whatever else somebody put in."""
    kept, seen = b"", set()
    for name, inner, to in _boxes(data, start, end):
        if name in seen:
            continue
        seen.add(name)
        if name in _INSIDE:
            kept += _box(name, _bare_inside(data, inner, to, where))
        elif name in (b"stco", b"co64"):
            kept += where
        elif name == b"hdlr":
            kept += _box(name, _SOUND)
        elif name in _WRITTEN:
            kept += _bare(name, data[inner:to])
    return kept


def _bare(name: bytes, content: bytes) -> bytes:
    return _box(name, _WRITTEN[name](content[: _length(name, content)]))


def _length(name: bytes, content: bytes) -> int:
    """How long what is declared in a box is; what stands behind it is nobody's. Raises :class:`Damaged` if it is of an
    unknown version, or not all there."""
    version = content[0] if content else -1
    if name in _LENGTHS:
        length = _LENGTHS[name].get(version, -1)
    elif name in _ENTRIES:
        size = _ENTRIES[name].get(version, -1)
        length = 8 + size * int.from_bytes(content[4:8]) if size > 0 else -1
    elif name == b"stsz":
        length = 12 + (0 if any(content[4:8]) else 4 * int.from_bytes(content[8:12])) if version == 0 else -1
    else:
        return len(content)
    if not 0 <= length <= len(content):
        raise Damaged("a-table-is-unknown-or-shorter-than-it-says")
    return length
