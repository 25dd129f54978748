"""Pictures and sound in a dossier, which is one document: a picture is in it, in a small size, with the code of its
file. Reads the store."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from articles.media_files import stored_files
from articles.site.figures import FigureLine, lines_of
from articles.site.manifest import FrozenManifest
from articles.site.media import FrozenMedium
from articles.words.content import SectionContent
from editorial.files.models import StoredFile
from editorial.files.store import open_file

MOST_BYTES = 2 * 1024 * 1024
"""Of a file that has no smaller one; what is larger is named, and not shown."""


@dataclass(frozen=True)
class DossierFigure:
    """``shown`` is the picture itself, as an address that holds it; "" where there is nothing to be seen."""

    file: str
    is_picture: bool
    shown: str
    alt: str
    lines: tuple[FigureLine, ...]
    media_type: str
    seconds: int


def figures_by_section(
    manifest: FrozenManifest, contents: Mapping[str, SectionContent]
) -> dict[str, tuple[DossierFigure, ...]]:
    """By section, in order. No query where there are none; one otherwise."""
    labels = {audience.key: audience.label for audience in manifest.audiences}
    small = {file: _small(file, one) for file, one in manifest.media.items() if one.kind == "picture"}
    files = stored_files(digest for digest, _ in small.values())
    return {
        section: tuple(
            DossierFigure(
                one.file,
                one.is_picture,
                _shown(*small[one.file], files) if one.is_picture else "",
                one.base.alt,
                tuple(lines_of(one, labels)),
                manifest.media[one.file].media_type,
                manifest.media[one.file].seconds or 0,
            )
            for one in content.media
        )
        for section, content in contents.items()
        if content.media
    }


def _small(file: str, frozen: FrozenMedium) -> tuple[str, str]:
    """(digest, media type) of the narrowest there is."""
    return next(((one.file, one.media_type) for one in frozen.renditions), (file, frozen.media_type))


def _shown(digest: str, media_type: str, files: Mapping[str, StoredFile]) -> str:
    file = files.get(digest)
    if file is None or file.size > MOST_BYTES:
        return ""
    try:
        with open_file(file) as stream:
            return f"data:{media_type};base64,{b64encode(stream.read()).decode()}"
    except OSError:
        return ""  # the verification in the dossier says so
