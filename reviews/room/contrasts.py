"""What differs in substance between the wordings of a section: pure, for the review page."""

from dataclasses import dataclass

from articles.words.audiences import LEFT_OUT
from articles.words.content import BASE, SectionContent
from articles.words.substance import Fact, missing_from
from reviews.room.comparison import Frame


@dataclass(frozen=True)
class Contrast:
    """One wording beside the one that it is compared with: what either says in numbers and citations alone."""

    key: str
    label: str
    other: str
    missing: tuple[Fact, ...]
    added: tuple[Fact, ...]

    @property
    def count(self) -> int:
        return len(self.missing) + len(self.added)


def contrasts_of(content: SectionContent, frame: Frame) -> tuple[Contrast, ...]:
    """Every wording that readers get beside the default one, where they differ in substance."""
    default = default_wording(content, frame)
    if default is None:
        return ()
    found = (_contrast(content, frame, key, default) for key in _read_wordings(content, frame) if key != default)
    return tuple(contrast for contrast in found if contrast.count)


def default_wording(content: SectionContent, frame: Frame) -> str | None:
    """The text for everyone if anybody reads it, else what the default audience reads; None if that is nothing."""
    if frame.readers_of(content.section, BASE):
        return BASE
    default = next((audience for audience in frame.audiences if audience.is_default), None)
    source = frame.source(default.key, content.section) if default else None
    return None if source == LEFT_OUT else source


def _read_wordings(content: SectionContent, frame: Frame) -> list[str]:
    """The wordings that stand in the edition, the text for everyone first, in the order of the audiences."""
    sources = [frame.source(audience.key, content.section) for audience in frame.audiences]
    return [key for key in dict.fromkeys([BASE, *sources]) if key in sources and key is not None and key != LEFT_OUT]


def _contrast(content: SectionContent, frame: Frame, key: str, default: str) -> Contrast:
    here, other = (content.base if one == BASE else content.wordings[one] for one in (key, default))
    return Contrast(
        key,
        frame.label(key),
        frame.label(default),
        missing=tuple(missing_from(here.html, other.html, frame.name)),
        added=tuple(missing_from(other.html, here.html, frame.name)),
    )
