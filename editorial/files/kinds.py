"""What kind of file some bytes are, found by looking at them: names and what a browser claims are not believed."""

import io
import re
import zipfile
import zlib

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML, TEXT, UNKNOWN = "text/html", "text/plain", "application/octet-stream"
_BY_START = {
    b"%PDF-": "application/pdf",
    b"{\\rtf": "application/rtf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"\xd0\xcf\x11\xe0": "application/x-ole-storage",
}
_ZIP = b"PK\x03\x04"
_TYPES = "[Content_Types].xml"
_MOST = 1_000_000
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|p|div|span|table|h[1-6]|meta|ul|ol|br)\b", re.I)


def media_type_of(data: bytes) -> str:
    """The media type of a file, as far as this product has to tell kinds apart."""
    for start, kind in _BY_START.items():
        if data.startswith(start):
            return kind
    if data.startswith(_ZIP):
        return WORD if _is_word(data) else "application/zip"
    text = _text(data[:100_000])
    if text is None:
        return UNKNOWN
    return HTML if _MARKUP.search(text[:5_000]) else TEXT


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_TYPES) as types:
            return b"wordprocessingml" in types.read(_MOST)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return False


def _text(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        return None
    return data.decode("utf-8", errors="replace")
