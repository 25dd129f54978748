"""What some bytes are, found by looking at them."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of files that people take for pictures and recordings. Only ``PICTURES`` and ``SOUNDS`` are read."""

    JPEG = "JPEG"
    PNG = "PNG"
    GIF = "GIF"
    WEBP = "WebP"
    AVIF = "AVIF"
    MP3 = "MP3"
    M4A = "M4A"
    OGG = "Ogg"
    SVG = "SVG"
    HEIC = "HEIC"
    TIFF = "TIFF"
    BMP = "BMP"
    METAFILE = "metafile"
    WAV = "WAV"
    FLAC = "FLAC"
    FILM = "film"
    PDF = "PDF"
    PROGRAM = "program"
    PAGE = "page"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP, Kind.AVIF})
SOUNDS = frozenset({Kind.MP3, Kind.M4A, Kind.OGG})

_BY_START = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"OggS", Kind.OGG),
    (b"fLaC", Kind.FLAC),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"BM", Kind.BMP),
    (b"\xd7\xcd\xc6\x9a", Kind.METAFILE),
    (b"\x01\x00\x09\x00", Kind.METAFILE),
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\xca\xfe\xba\xbe", Kind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Kind.PROGRAM),
    (b"\xfe\xed\xfa\xcf", Kind.PROGRAM),
    (b"#!", Kind.PROGRAM),
    (b"\x1a\x45\xdf\xa3", Kind.FILM),
    (b"FLV\x01", Kind.FILM),
    (b"ID3", Kind.MP3),
)
_IN_RIFF = {b"WEBP": Kind.WEBP, b"WAVE": Kind.WAV, b"AVI ": Kind.FILM}
_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), Kind.AVIF),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), Kind.HEIC),
    **dict.fromkeys((b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"dash"), Kind.M4A),
    **dict.fromkeys((b"qt  ", b"M4V ", b"M4VP", b"avc1", b"3gp4", b"3gp5", b"3g2a"), Kind.FILM),
}
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|script|iframe|p|div|meta)\b|<\?php", re.I)
_SVG = re.compile(r"<(?:\w+:)?svg\b|<!doctype\s+svg\b", re.I)
LOOKED_AT = 20_000


def kind_of(data: bytes) -> Kind:
    """What the bytes are, by how they begin."""
    for start, kind in _BY_START:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF":
        return _IN_RIFF.get(data[8:12], Kind.UNKNOWN)
    if data[4:8] == b"ftyp":
        return _of_brands(data)
    if data[:4] == b"\x01\x00\x00\x00" and data[40:44] == b" EMF":
        return Kind.METAFILE
    if len(data) > 3 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2:  # a frame of layer III
        return Kind.MP3
    return _of_text(data)


def _of_brands(data: bytes) -> Kind:
    """Files of this family say what they are by their first name, or by those that they also go by."""
    end = min(int.from_bytes(data[:4]), 400, len(data))
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, end, 4))]
    known = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    return Kind.AVIF if Kind.AVIF in known else known[0] if known else Kind.UNKNOWN


def _of_text(data: bytes) -> Kind:
    start = data[:LOOKED_AT]
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16" if wide else "utf-8", errors="replace")
    if _SVG.search(text):
        return Kind.SVG
    return Kind.PAGE if _MARKUP.search(text) else Kind.UNKNOWN
