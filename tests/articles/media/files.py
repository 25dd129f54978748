"""Pictures and recordings as people have them, made here byte for byte; with words planted where files hide some."""

import struct
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image

PLANTED = b"PLANTED-WORDS"


def scene(size: tuple[int, int] = (320, 200), mode: str = "RGB") -> Image.Image:
    """Soft colours with a sharp corner of red at the top left."""
    small = Image.frombytes("RGB", (8, 5), Random(7).randbytes(120))
    picture = small.resize(size, Image.Resampling.BICUBIC)
    picture.paste("red", (0, 0, size[0] // 4, size[1] // 4))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    kept = BytesIO()
    picture.save(kept, kind, **options)
    return kept.getvalue()


def picture_of(kind: str = "PNG", size: tuple[int, int] = (320, 200), mode: str = "RGB", **options: Any) -> bytes:
    return saved(scene(size, mode), kind, **options)


def exif(orientation: int = 1) -> bytes:
    """With an orientation, a place and a thumbnail's worth of planted words."""
    kept = Image.Exif()
    kept[0x0112] = orientation
    kept[0x010E] = PLANTED.decode()
    kept[0x8825] = {1: "N", 29: PLANTED.decode()}
    return kept.tobytes()


# MP3


def mp3_frame(fill: int = 0, head: bytes = b"\xff\xfb\x90\x00") -> bytes:
    return head + bytes([fill]) * (417 - len(head))


def mp3(frames: int = 40) -> bytes:
    return b"".join(mp3_frame(number % 200) for number in range(frames))


def id3(content: bytes = b"TIT2" + PLANTED) -> bytes:
    size = len(content)
    return b"ID3\x04\x00\x00" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + content


def xing(frames: int, words: bytes = PLANTED) -> bytes:
    table = b"Xing" + struct.pack(">II", 1, frames) + words
    head = b"\xff\xfb\x90\x00" + bytes(32) + table
    return head + bytes(417 - len(head))


# Ogg


def ogg_page(flags: int, granule: int, number: int, *packets: bytes, serial: int = 77) -> bytes:
    lengths = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, serial, number, 0, len(lengths))
    page = head + lengths + b"".join(packets)
    return page[:22] + ogg_sum(page).to_bytes(4, "little") + page[26:]


def ogg_sum(page: bytes) -> int:
    """The slow way, bit by bit, as the format's own text has it."""
    rest = 0
    for byte in page:
        rest ^= byte << 24
        for _ in range(8):
            rest = (rest << 1 ^ (0x04C11DB7 if rest & 0x80000000 else 0)) & 0xFFFFFFFF
    return rest


def opus(pages: int = 5, words: bytes = PLANTED, ended: bool = True) -> bytes:
    head = b"OpusHead\x01\x02" + struct.pack("<HIhB", 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", len(words)) + words + struct.pack("<I", 0)
    sound = [
        ogg_page(4 if ended and number == pages else 0, 48000 * number, number + 1, bytes([number]) * 300, b"x" * 90)
        for number in range(1, pages + 1)
    ]
    return ogg_page(2, 0, 0, head) + ogg_page(0, 0, 1, tags) + b"".join(sound)


# M4A


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


def descriptor(tag: int, content: bytes, *, long: bool = False) -> bytes:
    length = b"\x80\x80\x80" if long else b""
    return bytes([tag]) + length + bytes([len(content)]) + content


def stream(
    *,
    kind: int = 0x40,
    begins: bytes = b"\x12\x10",
    flags: int = 0,
    more: bytes = b"",
    spare: int = 0,
    long: bool = True,
) -> bytes:
    """What an ``esds`` holds: AAC in two channels, as most programs write it."""
    decoder = bytes([kind, 0x15]) + bytes([spare]) * 11 + descriptor(5, begins, long=long)
    es = bytes([spare, spare, flags]) + more + descriptor(4, decoder, long=long) + descriptor(6, b"\x02", long=long)
    return bytes(4) + descriptor(3, es, long=long)


def m4a(
    samples: int = 20,
    *,
    handler: bytes = b"soun",
    codec: bytes = b"mp4a",
    extra: bytes = b"",
    end: int = 0,
    behind: bytes = b"",
    version: int = 0,
    esds: bytes = b"",
    spare: int = 0,
) -> bytes:
    """With the sound before its table, tags, a cover, times of recording, and words between the chunks. ``behind``
    stands behind the entries of every table, which says that it is of this ``version``; ``spare`` fills every byte of
    the heads that no player reads."""
    filled = bytes([spare])
    first = version << 24
    chunks = [bytes([number + 1]) * 64 for number in range(samples)]
    head = box(b"ftyp", b"M4A \x00\x00\x00\x00M4A ")
    sound = box(b"mdat", *[PLANTED + chunk for chunk in chunks])
    offsets = [len(head) + 8 + len(PLANTED) + (64 + len(PLANTED)) * number + end for number in range(samples)]
    entry = box(
        codec,
        filled * 6 + b"\x00\x01",
        struct.pack(">HH", 0, 0) + filled * 4 + struct.pack(">HHHHI", 2, 16, 0, 0, 44100 << 16),
        box(b"esds", esds or stream(spare=spare)),
    )
    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), entry),
        box(b"stts", struct.pack(">IIII", first, 1, samples, 1024), behind),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1), behind),
        box(b"stsz", struct.pack(">III", 0, 64, samples), behind),
        box(b"stco", struct.pack(f">II{samples}I", 0, samples, *offsets)),
    )
    media = box(
        b"mdia",
        box(
            b"mdhd",
            struct.pack(">IIIII", 0, 0xDEADBEEF, 0xDEADBEEF, 44100, samples * 1024),
            b"\x15\xc7",
            filled * 2,
            behind,
        ),
        box(b"hdlr", bytes(8), handler, bytes(12), PLANTED),
        box(b"minf", box(b"smhd", bytes(8), behind), box(b"dinf", box(b"dref", struct.pack(">II", 0, 0))), table),
    )
    edits = box(b"edts", box(b"elst", struct.pack(">IIIII", 0, 1, samples * 1024, 0, 1 << 16), behind))
    times = struct.pack(">II", 0xDEADBEEF, 0xDEADBEEF)
    of_track = times + struct.pack(">I", 1) + filled * 4 + struct.pack(">I", samples * 1024) + filled * 60
    track = box(b"trak", box(b"tkhd", b"\x00\x00\x00\x07", of_track, behind), edits, media)
    tags = box(b"udta", box(b"meta", bytes(4), PLANTED))
    of_movie = times + struct.pack(">II", 44100, samples * 1024) + filled * 76 + b"\x00\x00\x00\x02"
    movie = box(b"moov", box(b"mvhd", bytes(4), of_movie, behind), track, extra, tags)
    return head + sound + movie + box(b"free", PLANTED)
