"""An article of ours in one file: its Markdown, its references, its pictures and recordings, zipped."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from editorial.shared.issues import Issue, Refused

from .packages import BROKEN_PACKAGE

_MOST_ENTRIES = 500
_MOST_WORDS = 4 * 1024 * 1024
_MADE = (1980, 1, 1, 0, 0, 0)


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """These files as one, the same for the same files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def words_of_package(name: str, data: bytes, *, most: int) -> tuple[bytes, list[dict[str, Any]]]:
    """The one Markdown file in it, and the references beside that. Raises :class:`Refused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > most:
                message = (
                    f"{name} unpacks to more than {most / 1_048_576:.0f} MB, or to more than {_MOST_ENTRIES} files."
                )
                raise Refused(Issue("zip-bomb", message, "file"))
            texts = [one for one in archive.namelist() if one.lower().endswith((".md", ".markdown"))]
            if len(texts) != 1:
                holds = f"{name} holds {len(texts)} Markdown files; one article’s words are one."
                message = f"{holds} Unpack it: several files can be chosen at once."
                raise Refused(Issue("not-one-article", message, "file"))
            listed = [one for one in archive.namelist() if one.lower().endswith(".references.json")]
            references = _items(_part(archive, listed[0])) if len(listed) == 1 else []
            return _part(archive, texts[0]), references
    except BROKEN_PACKAGE:
        raise Refused(Issue("not-text", f"{name} is damaged or cut off: it cannot be unpacked.", "file")) from None


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MOST_WORDS)


def _items(data: bytes) -> list[dict[str, Any]]:
    items = json.loads(data)
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
