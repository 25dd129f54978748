"""Pictures and recordings of our own Markdown: named in the front matter, with the files beside it in ``media/``."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from articles.media import AUDIO, PICTURE, read_media
from editorial.shared.issues import Issue, Refused

from .checks import line_of_text, refused_at
from .document import Document, MediumText, SectionText
from .front_matter import FrontMedium, Text
from .unresolved import sections_of

FOLDER = "media"
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg"}
_SOUNDS = ("mp3", "m4a", "ogg", "oga", "opus")
_NAME = re.compile(rf"{FOLDER}/([A-Za-z0-9][A-Za-z0-9._-]{{0,120}})\.([a-z0-9]{{2,5}})")
_DIGEST = re.compile(r"[0-9a-f]{64}")

Load = Callable[[str], bytes | None]


# Writing


def media_fields(document: Document) -> list[dict[str, Any]]:
    """What the front matter says of them, section by section."""
    return [_fields(section, one) for section in sections_of(document) for one in section.media]


def _fields(section: SectionText, one: MediumText) -> dict[str, Any]:
    others = {audience: dict(said) for audience, said in one.words.items() if audience}
    said = {**one.words.get("", {}), "credit": one.credit, "licence": one.licence}
    fields = {"section": section.anchor, "file": one.key, **said, "wordings": others}
    return {name: value for name, value in fields.items() if value}


def file_name(digest: str, media_type: str) -> str:
    """What the file is called beside the words."""
    return f"{FOLDER}/{digest}.{ENDINGS[media_type]}"


# Reading


def put_media(
    document: Document, media: list[FrontMedium], line: int, check_audience: Callable[[str, int], None]
) -> None:
    """Give each section what the front matter names for it. Raises :class:`Refused`, naming the line."""
    sections = {section.anchor: section for section in sections_of(document)}
    for one in media:
        where = one.texts.get("section", Text("front", line))
        if where.value not in sections:
            raise refused_at(where.line, "unknown-section", f"there is no section “{where.value[:60]}” for a picture.")
        for audience, texts in one.wordings.items():
            check_audience(audience, min((text.line for text in texts.values()), default=where.line))
        sections[where.value].media.append(_medium(one, where.line))


def _medium(one: FrontMedium, line: int) -> MediumText:
    file = one.texts.get("file", Text("", line))
    match = _NAME.fullmatch(file.value)
    if match is None:
        message = f"“file” of a picture or recording is like “{FOLDER}/chest.png”, a name without spaces."
        raise refused_at(file.line, "bad-file", message)
    words = {"": _said(one.texts), **{audience: _said(texts) for audience, texts in one.wordings.items()}}
    return MediumText(
        key=file.value,
        kind=AUDIO if match[2] in _SOUNDS else PICTURE,
        words={audience: said for audience, said in words.items() if said},
        credit=_line(one.texts, "credit"),
        licence=_line(one.texts, "licence"),
        file=match[1] if _DIGEST.fullmatch(match[1]) else "",
        lines=[line],
    )


def _said(texts: Mapping[str, Text]) -> dict[str, str]:
    return {name: said for name in ("alt", "caption") if (said := _line(texts, name))}


def _line(texts: Mapping[str, Text], name: str) -> str:
    text = texts.get(name, Text())
    return line_of_text(text.value, text.line)


def look_at_files(document: Document, load: Load, fill: Callable[[MediumText, Any], None]) -> None:
    """Read the files that came along. One that is not there may be known here by its name, which is its digest; else it
    is missing. Raises :class:`Refused` with all that are missing or cannot be kept."""
    issues: list[Issue] = []
    for section in sections_of(document):
        for one in section.media:
            data = load(one.key)
            try:
                if data is not None:
                    fill(one, read_media(data, one.key, wanted=one.kind))
                elif not one.file:
                    message = f"Line {one.lines[0]}: the file {one.key} is not beside the text."
                    issues.append(Issue("missing-file", message, f"line:{one.lines[0]}"))
            except Refused as refused:
                issues += refused.issues
    if issues:
        raise Refused(issues)
