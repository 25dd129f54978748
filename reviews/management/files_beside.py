"""The pictures and recordings that lie beside a file of our own Markdown."""

from pathlib import Path

from articles.actions.importing import OWN_FORMAT
from articles.exchange.document import Document, MediumText
from articles.exchange.found_media import fill
from articles.exchange.markdown_media import look_at_files
from articles.media import MOST_BYTES, ReadMedium


def read_beside(path: Path, document: Document) -> dict[str, ReadMedium]:
    """The pictures and recordings in the folder beside a file of our own Markdown, by the names that it gives them."""
    read: dict[str, ReadMedium] = {}

    def keep(medium: MediumText, found: ReadMedium) -> None:
        fill(medium, found)
        read[medium.key] = found

    if document.format == OWN_FORMAT:
        look_at_files(document, lambda key: bytes_beside(path, key), keep)
    return read


def bytes_beside(path: Path, key: str) -> bytes | None:
    file = path.parent / key
    most = max(MOST_BYTES.values())
    if not file.is_file():
        return None
    with file.open("rb") as opened:
        return opened.read(most + 1)
