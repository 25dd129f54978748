"""Bytes of a file of references as text: UTF-8, UTF-16, or an old Western encoding; anything else is refused by name.
Pure.
"""

import codecs
import re

from editorial.shared.issues import Issue, Refused

MAX_BYTES = 10 * 1024 * 1024
_KNOWN = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a packed file (ZIP, Word or the like): unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "rich text (.rtf)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file: unpack it first",
}
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b]")


def decode(data: bytes, name: str) -> tuple[str, list[Issue]]:
    """The text, and a note if its encoding had to be guessed.

    Bytes that are no UTF-8 are read as Windows-1252, of which Latin-1's letters are a part, if every byte is a
    character there. :class:`Refused` names the file, the line and the byte.
    """
    for start, what in _KNOWN.items():
        if data.startswith(start):
            raise Refused(Issue("not-text", f"{name} is {what}, not a list of references.", "file"))
    text, notes = _decoded(data, name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    control = _NO_TEXT.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        message = f"{name}, line {line}: there is a control character, U+{ord(control.group()):04X}. This is not text."
        raise Refused(Issue("not-text", message, f"line:{line}"))
    return text, notes


def _decoded(data: bytes, name: str) -> tuple[str, list[Issue]]:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _wrong(data, name, "UTF-32", 0)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, name, "utf-16"), []
    if b"\x00" in data[:4096]:
        return _strictly(data, name, _utf16_without_mark(data, name)), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = _strictly(data, name, "windows-1252")
    message = f"{name} is not UTF-8: it was read as Windows-1252. Check the letters with accents."
    return text, [Issue("guessed-encoding", message, "file")]


def _strictly(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong(data, name, encoding, error.start) from None


def _utf16_without_mark(data: bytes, name: str) -> str:
    """Nearly every second byte is zero in Western text written as UTF-16."""
    sample = data[:4096]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > len(sample) // 4 and not even:
        return "utf-16-le"
    if even > len(sample) // 4 and not odd:
        return "utf-16-be"
    line = data.count(b"\n", 0, data.index(b"\x00")) + 1
    raise Refused(Issue("not-text", f"{name}, line {line}: there is a NUL byte. This is not text.", f"line:{line}"))


def _wrong(data: bytes, name: str, encoding: str, position: int) -> Refused:
    line = data.count(b"\n", 0, position) + 1
    known = "neither UTF-8 nor Windows-1252" if encoding == "windows-1252" else f"not {encoding.upper()} text we read"
    message = f"{name}, line {line}: the byte 0x{data[position]:02X} is {known}. Save the file as UTF-8 and try again."
    return Refused(Issue("wrong-encoding", message, f"line:{line}"))
