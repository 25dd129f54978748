"""Two people changed one section: what of both can be kept without asking, and what a person must decide. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from articles.words.content import BASE, SectionContent, Wording

PARTS = tuple(part.name for part in fields(Wording))
EMPTY = Wording()


@dataclass(frozen=True)
class Conflict:
    """A part of a wording that both changed, each in another way. ``audience`` "" is the text for everyone."""

    audience: str
    part: str
    theirs: object
    yours: object


@dataclass(frozen=True)
class Merged:
    """The words with both people's changes; where they conflict, yours, with the conflict named."""

    base: Wording
    wordings: Mapping[str, Wording]
    conflicts: tuple[Conflict, ...]
    taken: tuple[tuple[str, str], ...]  # (audience, part) of theirs that you had not touched

    def wording(self, audience: str) -> Wording:
        return self.base if audience == BASE else self.wordings.get(audience, EMPTY)


def merge(
    started: SectionContent | None, theirs: SectionContent, base: Wording, wordings: Mapping[str, Wording]
) -> Merged:
    """Merge what was typed (``base`` and ``wordings``) with what is stored now, part by part, from what the person
    started with. Without that (it is unknown), every difference is a conflict.
    """
    before = _all(started.base, started.wordings) if started else None
    now, yours = _all(theirs.base, theirs.wordings), _all(base, wordings)
    merged, conflicts, taken = {}, [], []
    for audience in sorted({*(before or ()), *now, *yours}):
        parts = {}
        for part in PARTS:
            was = getattr(before.get(audience, EMPTY), part) if before is not None else None
            b, c = (getattr(texts.get(audience, EMPTY), part) for texts in (now, yours))
            parts[part] = b if was == c else c
            if was == c != b:
                taken.append((audience, part))
            elif b not in (was, c):
                conflicts.append(Conflict(audience, part, theirs=b, yours=c))
        merged[audience] = Wording(**parts)
    return Merged(merged.pop(BASE), merged, tuple(conflicts), tuple(taken))


def _all(base: Wording, wordings: Mapping[str, Wording]) -> dict[str, Wording]:
    return {BASE: base, **wordings}
