"""What a Word file that went out carries, so that it can be matched when it comes back: pure, format 1.

The writer (:mod:`articles.exchange.word_out`) puts these marks in, the reader of what comes back finds them again. A
file has them three times over, since no program keeps all of them:

- *custom properties*: which article and edition, what part of it, its digest, and the version of every section in
  the order in which they stand;
- *bookmarks*: at every section, wording, heading, paragraph, cell and citation. Their names say where in which version
  of a section that is, by number, within the forty characters that Word allows; hidden ones ("_") stay out of people's
  way. Word and LibreOffice keep them;
- *tags of content controls* inside paragraphs: around the label of a wording and around citations. They say the same in
  words that need no look-up. LibreOffice 7.4 keeps such a control without its tag; one around whole paragraphs it
  turns into something else and moves bookmarks with it, so there are none.

A section begins at its bookmark and ends before the next section's; the same goes for a wording. Both bookmarks stand
around the first words only (the section's heading, the wording's label): around whole tables programs break them.

A name or tag that is none of ours is None, and nothing of it is guessed. None of this proves anything about who sent
a file: whoever can write a Word file can write these marks.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote
from uuid import UUID

from articles.text import CitationMark
from editorial.shared.canonical import canonical_json, sha256

FORMAT = 1
MAX_BOOKMARK = 40  # characters: Word cuts or refuses longer names


class Scope(StrEnum):
    """How much of an edition a file holds."""

    SECTION = "section"
    SITTING = "sitting"
    EDITION = "edition"


# Custom properties

_NAME = "Imprimatur "
_SECTION = f"{_NAME}section "


@dataclass(frozen=True)
class Origin:
    """Where a file comes from. ``versions`` are the section versions in it, in the order in which they stand;
    ``digest`` is :func:`digest_of` what was written out."""

    article: UUID
    edition: UUID
    number: int
    scope: Scope
    digest: str
    versions: tuple[UUID, ...]
    format: int = FORMAT


def properties_of(origin: Origin) -> dict[str, str]:
    """The custom properties of a file, in the order in which they are written."""
    return {
        f"{_NAME}format": str(origin.format),
        f"{_NAME}article": str(origin.article),
        f"{_NAME}edition": str(origin.edition),
        f"{_NAME}edition number": str(origin.number),
        f"{_NAME}scope": origin.scope.value,
        f"{_NAME}digest": origin.digest,
        **{f"{_SECTION}{place}": str(version) for place, version in enumerate(origin.versions, 1)},
    }


def origin_of(properties: Mapping[str, str]) -> Origin | None:
    """The origin that a file's custom properties name; None if one is missing or is not what we write.

    A later format is given back with its number: it is for the reader to say that it does not know it.
    """
    try:
        return Origin(
            article=UUID(properties[f"{_NAME}article"]),
            edition=UUID(properties[f"{_NAME}edition"]),
            number=_whole(properties[f"{_NAME}edition number"]),
            scope=Scope(properties[f"{_NAME}scope"]),
            digest=properties[f"{_NAME}digest"],
            versions=tuple(UUID(version) for version in _sections(properties)),
            format=_whole(properties[f"{_NAME}format"]),
        )
    except (KeyError, ValueError):
        return None


def _sections(properties: Mapping[str, str]) -> Iterable[str]:
    place = 1
    while (version := properties.get(f"{_SECTION}{place}")) is not None:
        yield version
        place += 1


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return int(text)


def digest_of(*, article: UUID, edition: UUID, scope: Scope, versions: Iterable[tuple[UUID, str]]) -> str:
    """Identifies what was written out; ``versions`` are (section version, its digest), in order."""
    value = {
        "format": FORMAT,
        "article": str(article),
        "edition": str(edition),
        "scope": scope.value,
        "versions": [[str(version), digest] for version, digest in versions],
    }
    return sha256(canonical_json(value))


# Bookmarks


class Part(StrEnum):
    """What a bookmark is around; the letter stands in its name."""

    SECTION = "s"  # its heading: the section begins here
    WORDING = "w"  # its label: the wording begins here. The text for everyone has a label only beside others
    HEADING = "h"  # of a wording; in the front, the title
    QUESTION = "q"  # of the front only
    SUMMARY = "y"  # of the front only
    LEAF = "l"  # one paragraph, subheading, paragraph of an item, or cell
    CITATION = "c"  # citations that stand together


_NUMBERED = frozenset((Part.LEAF, Part.CITATION))
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH = 25  # digits that the 128 bits of an id need in base 36
_BOOKMARK = re.compile(rf"_im([swhqylc])([0-9a-z]{{{_WIDTH}}})(?:_(0|[1-9]\d{{0,2}}))?(?:_(0|[1-9]\d{{0,4}}))?\Z")


@dataclass(frozen=True)
class Place:
    """One place in a section version.

    ``wording`` counts along :meth:`SectionContent.all_wordings`: 0 is the text for everyone, 1 the first audience's
    (in the order of their keys). ``number`` is for a leaf its index in ``leaves(read(html))``, for citations the index
    of the first of them among the wording's citations, as in the index of citations.
    """

    part: Part
    version: UUID
    wording: int | None = None
    number: int | None = None


def bookmark_of(place: Place) -> str:
    """The name of the bookmark around a place."""
    numbers = [str(number) for number in (place.wording, place.number) if number is not None]
    return "_".join([f"_Im{place.part.value}{_base36(place.version.int)}", *numbers])


def place_of(bookmark: str) -> Place | None:
    """The place that a bookmark names; None if it is not one of ours. Word does not tell cases apart."""
    found = _BOOKMARK.match(bookmark.lower()) if bookmark.isascii() else None
    if found is None:
        return None
    part, bits = Part(found[1]), int(found[2], 36)
    wording, number = (int(text) if text else None for text in found.group(3, 4))
    is_whole = (wording is not None) == (part != Part.SECTION) and (number is not None) == (part in _NUMBERED)
    return Place(part, UUID(int=bits), wording, number) if is_whole and bits < 1 << 128 else None


# Words in the file that are not the article's: the note at the top, labels of callouts, the list of references

REFERENCES = "_ImReferences"
"""At the heading of the list of references: the article's own words end before it."""
_OURS = re.compile(r"_imours_\d{1,6}\Z")


def ours(number: int) -> str:
    """The bookmark around a paragraph that the writer put in and that no change of which is a change of the article."""
    return f"_ImOurs_{number}"


_PICTURE = "imprimatur picture "


def ours_of_picture(data: bytes) -> str:
    """What a picture of ours is called in a file: by its bytes, so that another in its place is seen."""
    return _PICTURE + hashlib.sha256(data).hexdigest()


def digest_of_picture(name: str) -> str | None:
    """The digest of the picture that went out under a name; None if it is none of ours."""
    digest = name.removeprefix(_PICTURE)
    return digest if name.startswith(_PICTURE) and re.fullmatch(r"[0-9a-f]{64}", digest) else None


def is_ours(bookmark: str) -> bool:
    """Whether a bookmark stands around such a paragraph."""
    return bookmark.isascii() and bool(_OURS.match(bookmark.lower()))


def entry_of(number: int) -> str:
    """The bookmark of a reference's entry in the list, to which citations lead."""
    return f"_ImEntry_{number}"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits.rjust(_WIDTH, "0")


# Tags of content controls

_TAG = "imprimatur:"
OURS = f"{_TAG}ours"
"""The tag of a control around words that are not the article's."""
_WORDING = f"{_TAG}wording:"
_CITES = f"{_TAG}cite:"


@dataclass(frozen=True)
class WordingTag:
    """The control around the label of a wording; ``audience`` is "" for the text for everyone."""

    version: UUID
    audience: str


@dataclass(frozen=True)
class CitesTag:
    """The control around citations that stand together, in order. Their sentences are left empty."""

    marks: tuple[CitationMark, ...]


def tag_of(tag: WordingTag | CitesTag) -> str:
    """What stands in ``w:tag``."""
    if isinstance(tag, WordingTag):
        return f"{_WORDING}{tag.version}:{tag.audience}"
    return _CITES + ";".join(map(_written, tag.marks))


def parse_tag(tag: str) -> WordingTag | CitesTag | None:
    """What a content control's tag says; None if it is not one of ours."""
    if tag.startswith(_WORDING):
        version, colon, audience = tag.removeprefix(_WORDING).partition(":")
        try:
            return WordingTag(UUID(version), audience) if colon else None
        except ValueError:
            return None
    if tag.startswith(_CITES):
        marks = [_read(text) for text in tag.removeprefix(_CITES).split(";")]
        known = tuple(mark for mark in marks if mark is not None)
        return CitesTag(known) if len(known) == len(marks) else None
    return None


def _written(mark: CitationMark) -> str:
    """``lane1998``, ``lane1998@p.%204``, or ``?what%20the%20source%20said`` for one without a reference."""
    if mark.key is None:
        return f"?{quote(mark.unresolved, safe='')}"
    return quote(mark.key, safe=":") + (f"@{quote(mark.locator, safe='')}" if mark.locator else "")


def _read(text: str) -> CitationMark | None:
    if text.startswith("?"):
        return CitationMark(None, unresolved=unquote(text[1:]))
    key, _, locator = text.partition("@")
    return CitationMark(unquote(key), unquote(locator)) if key else None
