"""What became of words that somebody was about to sign: for telling them before they sign anything. Reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.manifest import FrozenManifest
from articles.models import Edition
from articles.queries import manifest_of, parts_of
from reviews.comparison import Frame, WordingReview, wordings_of
from reviews.reading_sections import SectionReview


@dataclass(frozen=True)
class Later:
    """A section in a later edition. ``wordings`` are redlines against the words that were on the screen."""

    heading: str
    anchor: str
    is_same: bool
    is_gone: bool
    wordings: tuple[WordingReview, ...] = ()


def later_words(
    pairs: Iterable[tuple[Any, SectionReview]], before: FrozenManifest, latest: Edition
) -> list[tuple[Any, Later]]:
    """For each (anything, section that was read): the same with where its section stands in the latest edition."""
    manifest = manifest_of(latest)
    names = {key: entry["name"] for some in (before, manifest) for key, entry in some.references.items()}
    frame = Frame(manifest.audiences, manifest.plan, names)
    parts = {part.key: part for part in parts_of(latest)}
    return [(one, _later(section, parts.get(section.key), frame)) for one, section in pairs]


def _later(section: SectionReview, part, frame: Frame) -> Later:
    if part is None:
        return Later(section.heading, section.anchor, is_same=False, is_gone=True)
    same = part.version.pk == section.version.pk
    wordings = () if same else tuple(wordings_of(part.content, section.part.content, frame))
    return Later(part.content.base.heading or section.anchor, section.anchor, same, is_gone=False, wordings=wordings)
