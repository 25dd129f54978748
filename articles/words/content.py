"""What a section version says, as a value: pure, and the only place that knows how it is stored and digested.

A version's stored text is canonical JSON of this shape, so its digest covers every audience's words at once::

    {"scheme": 1, "section": "<uuid>", "anchor": "risks", "kind": "risks",
     "base": {"heading": "…", "html": "…"},
     "wordings": {"patient": {"heading": "…", "html": "…"}, "carer": {"left_out": true}}}

The front's base and wordings also have "question" and "summary", and the front has "outline", the ordered sections::

    "outline": [{"section": "<uuid>", "anchor": "risks", "kind": "risks"}, …]

A section with pictures or sound is written in scheme 2, with what :mod:`articles.words.media` describes, in order; one
without stays in scheme 1, so equal words keep their digest and their signatures::

    "media": [{"file": "<sha256>", "kind": "picture", "credit": "…", "licence": "…",
               "words": {"": {"alt": "…", "caption": "…"}, "patient": {"alt": "…"}}}, …]
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape

from articles.text import CitationMark, citations_in
from articles.words.media import PlacedMedium, media_from
from editorial.shared.canonical import canonical_json, sha256

SCHEME, WITH_MEDIA = 1, 2
BASE = ""  # the "audience" of the text for everyone


@lru_cache(maxsize=1024)
def marks_in(html: str) -> tuple[CitationMark, ...]:
    """The citations of a text. Rules ask for them again and again while one edition is submitted or shown."""
    return tuple(citations_in(html))


@dataclass(frozen=True)
class Wording:
    """Heading (plain text) and text (constrained HTML) for one audience, or for everyone.

    ``question`` and ``summary`` are plain text and belong to the front only.
    """

    heading: str = ""
    html: str = ""
    question: str = ""
    summary: str = ""
    left_out: bool = False

    def as_dict(self) -> dict:
        """Only what is said: empty parts are not written, so adding a part later leaves old digests alone."""
        if self.left_out:
            return {"left_out": True}
        parts = {
            "heading": self.heading,
            "html": self.html,
            "question": self.question,
            "summary": self.summary,
        }
        return {name: text for name, text in parts.items() if text}

    @property
    def digest(self) -> str:
        """Identifies these words in a confirmation ("still right")."""
        return sha256(canonical_json(self.as_dict()))


@dataclass(frozen=True)
class OutlineEntry:
    """One place in the order of sections, as the front keeps it."""

    section: str
    anchor: str
    kind: str

    def as_dict(self) -> dict:
        return {"section": self.section, "anchor": self.anchor, "kind": self.kind}


@dataclass(frozen=True)
class SectionContent:
    """Everything that one section says at one moment. ``section`` is the section's id as text."""

    section: str
    anchor: str
    kind: str
    base: Wording
    wordings: dict[str, Wording] = field(default_factory=dict)
    outline: tuple[OutlineEntry, ...] = ()
    media: tuple[PlacedMedium, ...] = ()

    @property
    def is_front(self) -> bool:
        return self.kind == "front"

    def as_text(self) -> str:
        """The canonical JSON that is stored and digested."""
        value = {
            "scheme": WITH_MEDIA if self.media else SCHEME,
            "section": self.section,
            "anchor": self.anchor,
            "kind": self.kind,
            "base": self.base.as_dict(),
            "wordings": {key: wording.as_dict() for key, wording in self.wordings.items()},
        }
        if self.is_front:
            value["outline"] = [entry.as_dict() for entry in self.outline]
        if self.media:
            value["media"] = [one.as_dict() for one in self.media]
        return canonical_json(value)

    @property
    def digest(self) -> str:
        return sha256(self.as_text())

    def all_wordings(self) -> Iterator[tuple[str, Wording]]:
        """The text for everyone (key ""), then each audience's own, by key."""
        yield BASE, self.base
        yield from sorted(self.wordings.items())

    def citations(self) -> Iterator[tuple[str, int, CitationMark]]:
        """(audience, position, mark) for every citation in every wording; unresolved ones too (their key is None)."""
        for audience, wording in self.all_wordings():
            for position, mark in enumerate(marks_in(wording.html)):
                yield audience, position, mark

    def cited_keys(self) -> set[str]:
        return {mark.key for _, _, mark in self.citations() if mark.key}

    def files(self) -> set[str]:
        """The pictures and sound that it holds, by their digests."""
        return {one.file for one in self.media}

    def as_read(self, source: str, wording: Wording) -> Wording:
        """Those words with what their readers are told of the pictures and sound here, as paragraphs after the text:
        for whatever judges words, not for showing."""
        said = [text for one in self.media for text in vars(one.said_to(source)).values() if text]
        if not said or wording.left_out:
            return wording
        return replace(wording, html=wording.html + "".join(f"<p>{escape(text, quote=False)}</p>" for text in said))

    def with_outline(self, outline: tuple[OutlineEntry, ...]) -> "SectionContent":
        return replace(self, outline=outline)


def content_from_text(text: str) -> SectionContent:
    """Read a stored version. Only for use; what is checked is always the stored text itself."""
    value = json.loads(text)
    if value["scheme"] not in (SCHEME, WITH_MEDIA):
        raise ValueError(f"This program does not know scheme {value['scheme']} of section versions.")
    return SectionContent(
        section=value["section"],
        anchor=value["anchor"],
        kind=value["kind"],
        base=Wording(**value["base"]),
        wordings={key: Wording(**parts) for key, parts in value["wordings"].items()},
        outline=tuple(OutlineEntry(**entry) for entry in value.get("outline", ())),
        media=media_from(value.get("media", ())),
    )
