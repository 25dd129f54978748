"""Pictures and sound in a section: which ones it holds, in which order, and what is said of them. Pure.

They stand with the section, after its text, and are the same for every audience; what is said of them follows the words
that an audience reads. See ADR 45.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from articles.media.values import AUDIO, PICTURE

BASE = ""  # the "audience" of what is said to everyone


@dataclass(frozen=True)
class MediumWords:
    """What is said of a picture or a sound to one audience, or to everyone: plain text.

    ``alt`` is for those who do not see the picture; ``caption`` stands below it, for all.
    """

    alt: str = ""
    caption: str = ""

    def as_dict(self) -> dict[str, str]:
        parts = {"alt": self.alt, "caption": self.caption}
        return {name: text for name, text in parts.items() if text}


@dataclass(frozen=True)
class PlacedMedium:
    """A picture or a sound in a section. ``file`` is the SHA-256 of its bytes; ``words`` what is said of it, by
    audience, "" for everyone."""

    file: str
    kind: str
    credit: str = ""
    licence: str = ""
    words: Mapping[str, MediumWords] = field(default_factory=dict)

    @property
    def is_picture(self) -> bool:
        return self.kind == PICTURE

    @property
    def is_audio(self) -> bool:
        return self.kind == AUDIO

    @property
    def base(self) -> MediumWords:
        return self.words.get(BASE, MediumWords())

    def said_to(self, source: str) -> MediumWords:
        """What somebody is told who reads the words of ``source``; what is not said there is said as to everyone."""
        own = self.words.get(source, MediumWords())
        return MediumWords(own.alt or self.base.alt, own.caption or self.base.caption)

    def as_dict(self) -> dict[str, object]:
        """Only what is said: empty parts are not written."""
        words = {key: said for key, one in self.words.items() if (said := one.as_dict())}
        parts = {"file": self.file, "kind": self.kind, "credit": self.credit, "licence": self.licence, "words": words}
        return {name: part for name, part in parts.items() if part}


def media_from(stored: Iterable[Mapping]) -> tuple[PlacedMedium, ...]:
    """What :meth:`PlacedMedium.as_dict` wrote, read back."""
    return tuple(
        PlacedMedium(**{**one, "words": {key: MediumWords(**said) for key, said in one.get("words", {}).items()}})
        for one in stored
    )


def same_media(some: Sequence[PlacedMedium], others: Sequence[PlacedMedium]) -> bool:
    """Whether they would be stored alike."""
    return [one.as_dict() for one in some] == [one.as_dict() for one in others]


def merge_media(
    started: Sequence[PlacedMedium], theirs: Sequence[PlacedMedium], yours: Sequence[PlacedMedium]
) -> tuple[PlacedMedium, ...]:
    """Both people's pictures: in your order, then what only they have. What one of both took out or changed is out or
    changed; what both changed is as you have it."""
    was, now = ({one.file: one for one in side} for side in (started, theirs))
    merged = [
        now[one.file] if one.file in now and was.get(one.file) == one else one
        for one in yours
        if one.file in now or was.get(one.file) != one
    ]
    mine = {one.file for one in yours}
    added = [one for one in theirs if one.file not in mine and was.get(one.file) != one]
    return (*merged, *added)
