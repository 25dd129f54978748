"""Which block of the old text became which block of the new one."""

import re
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from articles.redline.matching import Pairs, matching
from articles.text.model import Block, leaves, serialise_block

SIMILAR = 0.4  # share of words in common from which a block counts as the same one, changed
SIMILAR_ELSEWHERE = 0.75  # the same for a block that also moved
_MIN_MOVED_WORDS = 4  # shorter blocks are alike by chance
_ALL_PAIRS = 400  # up to so many pairs are all compared; beyond, only likely ones
_RARE = 8  # words in at most so many blocks tell which blocks are likely
_LIKELY = 3

_GROUPS = [{"p", "h3", "h4"}, {"ul", "ol"}, {"blockquote", "aside"}, {"td", "th"}, {"li"}, {"tr"}, {"table"}]
_GROUP = {tag: number for number, group in enumerate(_GROUPS) for tag in group}
_WORD = re.compile(r"\w+")


class Side:
    """One block with what is needed to recognise it, worked out when asked."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.group = _GROUP[block.tag]

    @cached_property
    def key(self) -> str:
        return serialise_block(self.block)

    @cached_property
    def words(self) -> Counter:
        words: Counter = Counter()
        for leaf in leaves([self.block]):
            text = "".join(run.text if run.kind == "text" else " " for run in leaf.runs)
            words.update(_WORD.findall(text.lower()))
            words.update(run.text for run in leaf.runs if run.kind == "cite")
        return words

    @cached_property
    def size(self) -> int:
        return self.words.total()

    def likeness(self, other: "Side") -> float:
        """The share of words in common, 0 when one cannot become the other."""
        if self.group != other.group or not self.size or not other.size:
            return 0.0
        few, many = sorted((self.words, other.words), key=len)
        common = sum(min(count, many[word]) for word, count in few.items() if word in many)
        return 2 * common / (self.size + other.size)


class Step(NamedTuple):
    """One line of the alignment: ``what`` is same, changed, removed, inserted, moved-away or moved.

    A moved pair gives two steps with the same ``move`` number: "moved-away" where it was, "moved" where it is now.
    """

    what: str
    old: Block | None
    new: Block | None
    move: int = 0


def align(old: list[Block], new: list[Block], moves: Iterator[int]) -> list[Step]:
    """Every old and every new block in exactly one step (moved ones in their two), both sides in their order."""
    a, b = [Side(block) for block in old], [Side(block) for block in new]
    pairs, elsewhere = paired(a, b)
    return _steps(a, b, pairs, {pair: next(moves) for pair in elsewhere})


def paired(a: list[Side], b: list[Side]) -> tuple[Pairs, Pairs]:
    """Which old block is which new one, changed or not: those that kept their order, and those that moved."""
    pairs = matching([side.key for side in a], [side.key for side in b])
    pairs = sorted(pairs + _similar_between(a, b, pairs))
    free_a = _without(len(a), (i for i, _ in pairs))
    free_b = _without(len(b), (j for _, j in pairs))
    return pairs, _moved(a, b, free_a, free_b)


def align_cells(old: list[Block], new: list[Block]) -> list[Step]:
    """The cells of a row: by position when there are as many as before. A cell never moves."""
    if len(old) != len(new):
        a, b = [Side(block) for block in old], [Side(block) for block in new]
        pairs = matching([side.key for side in a], [side.key for side in b])
        return _steps(a, b, sorted(pairs + _similar_between(a, b, pairs)), {})
    return [
        Step("same" if serialise_block(o) == serialise_block(n) else "changed", o, n)
        for o, n in zip(old, new, strict=True)
    ]


def _without(count: int, taken: Iterator[int]) -> list[int]:
    gone = set(taken)
    return [i for i in range(count) if i not in gone]


def _similar_between(a: list[Side], b: list[Side], pairs: Pairs) -> Pairs:
    """Blocks that resemble each other, in the gaps between those that are equal."""
    found: Pairs = []
    for (i, j), (following_i, following_j) in pairwise([(-1, -1), *pairs, (len(a), len(b))]):
        rows, columns = range(i + 1, following_i), range(j + 1, following_j)
        if rows and columns:
            ranked = _ranked(a, b, list(rows), list(columns), SIMILAR)
            found += _not_crossing(ranked)
    return found


def _ranked(a: list[Side], b: list[Side], rows: list[int], columns: list[int], least: float) -> Pairs:
    """Likely pairs, the most alike first."""
    if len(rows) * len(columns) <= _ALL_PAIRS:
        candidates = [(i, j) for i in rows for j in columns]
    else:
        candidates = _likely(a, b, rows, columns)
    scored = ((a[i].likeness(b[j]), i, j) for i, j in candidates)
    kept = [(-score, abs((i - rows[0]) - (j - columns[0])), i, j) for score, i, j in scored if score >= least]
    return [(i, j) for _, _, i, j in sorted(kept)]


def _likely(a: list[Side], b: list[Side], rows: list[int], columns: list[int]) -> Pairs:
    """For each old block the new ones that share the most rare words, and the one at the same place."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j in columns:
        for word in b[j].words:
            holders[word].append(j)
    pairs: set[tuple[int, int]] = set()
    for number, i in enumerate(rows):
        votes: Counter = Counter()
        for word in a[i].words:
            if len(holders.get(word, ())) <= _RARE:
                votes.update(holders.get(word, ()))
        pairs.update((i, j) for j, _ in votes.most_common(_LIKELY))
        pairs.add((i, columns[number * len(columns) // len(rows)]))
    return sorted(pairs)


def _not_crossing(ranked: Pairs) -> Pairs:
    """The best pairs that keep the order on both sides."""
    chosen: Pairs = []
    for i, j in ranked:
        if all((i < x) == (j < y) and i != x and j != y for x, y in _neighbours(chosen, i)):
            insort(chosen, (i, j))
    return chosen


def _neighbours(chosen: Pairs, i: int) -> Pairs:
    """The chosen pairs just before and just after row i (or in it): if these do not cross, none does."""
    low, high = 0, len(chosen)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if chosen[middle][0] < i else (low, middle)
    return chosen[max(0, low - 1) : low + 1]


def _moved(a: list[Side], b: list[Side], free_a: list[int], free_b: list[int]) -> Pairs:
    """Pairs of what is left over that are the same block at another place: equal ones first, then much alike ones."""
    if not free_a or not free_b:
        return []
    by_key: dict[str, list[int]] = defaultdict(list)
    for j in reversed(free_b):
        by_key[b[j].key].append(j)
    pairs = [(i, by_key[a[i].key].pop()) for i in free_a if by_key.get(a[i].key)]
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    rest_a = [i for i in free_a if i not in used_a and a[i].size >= _MIN_MOVED_WORDS]
    rest_b = [j for j in free_b if j not in used_b and b[j].size >= _MIN_MOVED_WORDS]
    for i, j in _ranked(a, b, rest_a, rest_b, SIMILAR_ELSEWHERE) if rest_a and rest_b else []:
        if i not in used_a and j not in used_b:
            pairs.append((i, j))
            used_a.add(i)
            used_b.add(j)
    return sorted(pairs)


def _steps(a: list[Side], b: list[Side], pairs: Pairs, moved: dict[tuple[int, int], int]) -> list[Step]:
    away = {i: (j, move) for (i, j), move in moved.items()}
    here = {j: (i, move) for (i, j), move in moved.items()}
    steps: list[Step] = []
    at_a = at_b = 0
    for i, j in [*pairs, (len(a), len(b))]:
        for x in range(at_a, i):
            steps.append(
                Step("moved-away", a[x].block, b[away[x][0]].block, away[x][1])
                if x in away
                else Step("removed", a[x].block, None)
            )
        for y in range(at_b, j):
            steps.append(
                Step("moved", a[here[y][0]].block, b[y].block, here[y][1])
                if y in here
                else Step("inserted", None, b[y].block)
            )
        if i < len(a):
            steps.append(Step("same" if a[i].key == b[j].key else "changed", a[i].block, b[j].block))
        at_a, at_b = i + 1, j + 1
    return steps
