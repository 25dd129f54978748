"""What one person did to a row of blocks, as hunks of it: pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from articles.redline.alignment import Side, paired
from articles.text.model import Block

_PARTED = 0.6  # share of a block's words from which it counts as a piece of the one beside it
_GROUPS = ({"p", "h3", "h4"}, {"ul", "ol"}, {"blockquote", "aside"}, {"li"}, {"tr"}, {"table"})


class Hunk(NamedTuple):
    """The blocks of before from ``start`` to ``end`` gave way to those of now from ``first`` to ``last``."""

    start: int
    end: int
    first: int
    last: int

    @property
    def is_edit(self) -> bool:
        """Whether one block was changed into one."""
        return self.end - self.start == 1 and self.last - self.first == 1

    @property
    def is_insertion(self) -> bool:
        return self.start == self.end


@dataclass
class Changes:
    """One person's side: its blocks, its hunks in order, and where moved blocks came to stand (by old place)."""

    blocks: Sequence[Block]
    hunks: list[Hunk]
    moved: dict[int, int] = field(default_factory=dict)

    @cached_property
    def arrived(self) -> frozenset[int]:
        """Which of the blocks came from another place."""
        return frozenset(self.moved.values())

    def edit_of(self, at: int) -> Hunk | None:
        return next((hunk for hunk in self.hunks if hunk.start == at and hunk.is_edit), None)

    def touches(self, at: int) -> bool:
        return any(hunk.start <= at < hunk.end for hunk in self.hunks)


def changes(base: Sequence[Block], now: Sequence[Block]) -> Changes:
    """What became of the blocks of before."""
    a, b = [Side(block) for block in base], [Side(block) for block in now]
    pairs, elsewhere = paired(a, b)
    moved = dict(elsewhere)
    hunks: list[Hunk] = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *pairs, (len(a), len(b))]):
        hunks += _gap(a, b, Hunk(i + 1, next_i, j + 1, next_j), moved)
        if next_i < len(a) and a[next_i].key != b[next_j].key:
            hunks.append(Hunk(next_i, next_i + 1, next_j, next_j + 1))
    return Changes(now, _whole(hunks, a, b), moved)


def same_group(*blocks: Block) -> bool:
    """Whether they may be the same block, changed."""
    return any(all(block.tag in group for block in blocks) for group in _GROUPS)


def _gap(a: list[Side], b: list[Side], gap: Hunk, moved: dict[int, int]) -> list[Hunk]:
    """What lies between two blocks that stayed: taken out one by one, put in together, or written anew."""
    gone = [at for at in range(gap.start, gap.end) if at not in moved]
    arrived = set(moved.values())
    came = [at for at in range(gap.first, gap.last) if at not in arrived]
    if gone and came:
        return _rewritten(a, b, gap, moved, arrived)
    out = [Hunk(gap.start, gap.start, gap.first, gap.last)] if gap.last > gap.first else []
    return [*out, *(Hunk(at, at + 1, gap.last, gap.last) for at in range(gap.start, gap.end))]


def _rewritten(a: list[Side], b: list[Side], gap: Hunk, moved: dict[int, int], arrived: set[int]) -> list[Hunk]:
    old, new = range(gap.start, gap.end), range(gap.first, gap.last)
    stayed = not any(at in moved for at in old) and not any(at in arrived for at in new)
    if stayed and len(old) == len(new):
        both = list(zip(old, new, strict=True))
        if all(same_group(a[i].block, b[j].block) for i, j in both):
            return [Hunk(i, i + 1, j, j + 1) for i, j in both]
    return [gap]


def _whole(hunks: list[Hunk], a: list[Side], b: list[Side]) -> list[Hunk]:
    """A block that was parted in two, or joined from two, is one change."""
    out: list[Hunk] = []
    for hunk in hunks:
        if out and _belong(out[-1], hunk, a, b):
            out[-1] = Hunk(out[-1].start, hunk.end, out[-1].first, hunk.last)
        else:
            out.append(hunk)
    return out


def _belong(one: Hunk, other: Hunk, a: list[Side], b: list[Side]) -> bool:
    if one.end != other.start or one.last != other.first:
        return False
    edit, beside = (one, other) if one.is_edit else (other, one)
    if not edit.is_edit or beside.is_edit:
        return False
    if beside.is_insertion:
        return all(_is_piece(b[at], a[edit.start]) for at in range(beside.first, beside.last))
    return beside.first == beside.last and all(
        _is_piece(a[at], b[edit.first]) for at in range(beside.start, beside.end)
    )


def _is_piece(one: Side, whole: Side) -> bool:
    return bool(one.size) and sum((one.words & whole.words).values()) / one.size >= _PARTED
