"""Whether the sections of a translation still say what their source says. Pure questions over rows already read.

A section and its source have the same anchor, which is never given again. As with wordings, nothing is told from the
words themselves: a version keeps up with its source only where somebody made it from what the source says now, or said
that it is still right beside that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Keeping(StrEnum):
    """Where a section of a translation stands to its source."""

    UP = "up"  # made from what the source says now, or said to be right beside it
    BEHIND = "behind"  # made from what the source said before
    UNMADE = "unmade"  # nobody has said from what it was made: not translated yet
    MISSING = "missing"  # only the source has it
    OWN = "own"  # only the translation has it


WAITS = frozenset({Keeping.BEHIND, Keeping.UNMADE, Keeping.MISSING})
"""What somebody has to look at."""


@dataclass(frozen=True)
class Made:
    """That a version was made from, or is right beside, a version of its source; in the order in which it was said."""

    version: UUID
    source: UUID


def keeping(here: Mapping[str, UUID], there: Mapping[str, UUID], made: Iterable[Made]) -> dict[str, Keeping]:
    """By anchor, in the source's order and then the translation's own: ``here`` are the versions of the translation,
    ``there`` those of the source."""
    rows = {(one.version, one.source) for one in made}
    begun = {version for version, _ in rows}
    return {anchor: _one(here.get(anchor), there.get(anchor), rows, begun) for anchor in [*there, *here]}


def _one(version: UUID | None, source: UUID | None, rows: set[tuple[UUID, UUID]], begun: set[UUID]) -> Keeping:
    if version is None:
        return Keeping.MISSING
    if source is None:
        return Keeping.OWN
    if (version, source) in rows:
        return Keeping.UP
    return Keeping.BEHIND if version in begun else Keeping.UNMADE


def made_from(version: UUID, made: Iterable[Made]) -> UUID | None:
    """Which version of its source it was last said to be made from or right beside."""
    return next((one.source for one in reversed(list(made)) if one.version == version), None)


def source_of_next(now: UUID, shown: UUID | None, made: Iterable[Made], *, keeps_up: bool) -> UUID | None:
    """From which version of the source a new version is made that was written in place of ``now``, beside ``shown``.

    The first words are made from what stood beside them. Later ones stay made from what they were, however much is
    changed, unless they kept up before or somebody says that they do now (``keeps_up``): a mended comma brings no
    translation up to date.
    """
    made = list(made)
    before = made_from(now, made)
    kept_up = shown is not None and Made(now, shown) in made
    if before is None or keeps_up or kept_up:
        return shown or before
    return before
