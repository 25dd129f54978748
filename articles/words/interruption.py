"""Two editions grew from one: an urgent one that is live, and the one that was set aside for it. What the next draft
takes from each. Pure.

Section by section: what only one of them changed comes from that one. What both changed, each in another way, a person
must merge; until then the draft says what readers have now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.words.content import OutlineEntry, SectionContent


@dataclass(frozen=True)
class Choice:
    """What the draft begins with in one section: a version's id, or None if it has no such section. ``waiting`` is the
    other side where a person must merge."""

    version: Any
    must_merge: bool = False
    waiting: Any = None


def choose(base: Mapping, live: Mapping, waiting: Mapping) -> dict[Any, Choice]:
    """By section id: three-way, from the versions that each edition pins. ``base`` is what both grew from."""
    return {
        section: _choice(base.get(section), live.get(section), waiting.get(section))
        for section in {**base, **live, **waiting}
    }


def _choice(was: Any, live: Any, waiting: Any) -> Choice:
    if waiting in (was, live):
        return Choice(live)
    if live == was:
        return Choice(waiting)
    return Choice(live, must_merge=True, waiting=waiting)


@dataclass(frozen=True)
class MergedFront:
    """The front that the draft begins with; ``must_merge`` if both changed its words, or the order, differently."""

    content: SectionContent
    must_merge: bool


def merge_fronts(
    base: SectionContent, live: SectionContent, waiting: SectionContent, kept: Sequence[str]
) -> MergedFront:
    """The front for a draft with the sections ``kept``. Its outline always names exactly these."""
    was, now, other = (front.with_outline(()) for front in (base, live, waiting))
    orders = [order_of(front, [entry.section for entry in base.outline]) for front in (base, live, waiting)]
    words, order = _choice(was, now, other), _choice(*orders)
    first, second = (waiting, live) if order.version == orders[2] != orders[1] else (live, waiting)
    return MergedFront(
        words.version.with_outline(merge_outlines(first.outline, second.outline, set(kept))),
        words.must_merge or order.must_merge,
    )


def order_of(front: SectionContent, among: Sequence[str]) -> tuple[str, ...]:
    """In which order the front has these sections."""
    return tuple(entry.section for entry in front.outline if entry.section in set(among))


def merge_outlines(
    first: Sequence[OutlineEntry], second: Sequence[OutlineEntry], kept: set[str]
) -> tuple[OutlineEntry, ...]:
    """The sections ``kept`` in the order of ``first``; those that only ``second`` has follow what they follow there."""
    outline = {entry.section: entry for entry in first if entry.section in kept}
    order, before = list(outline), None
    for entry in second:
        if entry.section not in kept:
            continue
        if entry.section not in outline:
            outline[entry.section] = entry
            order.insert(order.index(before) + 1 if before else 0, entry.section)
        before = entry.section
    return tuple(outline[section] for section in order)
