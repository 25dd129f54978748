"""Which old sentences became which new ones: one for one, split, joined, or moved."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from articles.clinical.passages import Sentence
from articles.redline.matching import matching

_ALIKE = 0.34  # share of words in common from which two sentences may be one, changed
_WITHIN = 0.6  # share of the shorter one's words that the longer one has, when a sentence was split or joined
_LIKELY = 6  # of the sentences that share most words with one, so many are looked at
_COMMON = 12  # words in more sentences than this tell nothing about which belong together


@dataclass(frozen=True)
class Group:
    """Old and new sentences that say one thing; one side is empty for what only came or went."""

    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]
    kept: bool = False


def groups_of(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Group]:
    """Every sentence in exactly one group, in the order of the new text, what went last."""
    kept = _kept(old, new)
    taken_old, taken_new = {i for i, _ in kept}, {j for _, j in kept}
    free_old = [i for i in range(len(old)) if i not in taken_old]
    free_new = [j for j in range(len(new)) if j not in taken_new]
    links = _links(old, new, free_old, free_new)
    links += _in_place(kept, free_old, free_new, links)
    groups = [(j, Group((old[i],), (new[j],), kept=True)) for i, j in kept]
    groups += _joined(old, new, free_old, free_new, links)
    return [group for _, group in sorted(groups, key=lambda pair: pair[0])]


def _kept(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Sentences that read the same, in their order first, then elsewhere."""
    pairs = matching([s.same for s in old], [s.same for s in new])
    taken_old, taken_new = {i for i, _ in pairs}, {j for _, j in pairs}
    places = defaultdict(list)
    for j in reversed(range(len(new))):
        if j not in taken_new:
            places[new[j].same].append(j)
    moved = [(i, places[s.same].pop()) for i, s in enumerate(old) if i not in taken_old and places.get(s.same)]
    return [*pairs, *moved]


def _links(
    old: Sequence[Sentence], new: Sequence[Sentence], rows: list[int], columns: list[int]
) -> list[tuple[int, int]]:
    """Each free sentence with the one of the other side that is most like it, if any is."""
    scores = _scores(old, new, rows, columns)
    best: dict[tuple[str, int], tuple[float, int, tuple[int, int]]] = {}
    for (i, j), score in scores.items():
        for key in (("old", i), ("new", j)):
            rank = (score, -abs(i - j), (i, j))
            if key not in best or rank > best[key]:
                best[key] = rank
    return sorted({pair for _, _, pair in best.values()})


def _scores(
    old: Sequence[Sentence], new: Sequence[Sentence], rows: list[int], columns: list[int]
) -> dict[tuple[int, int], float]:
    holders: dict[str, list[int]] = defaultdict(list)
    for j in columns:
        for word in new[j].stems:
            holders[word].append(j)
    scores: dict[tuple[int, int], float] = {}
    for i in rows:
        shared: dict[int, int] = {}
        for word in old[i].stems:
            if 0 < len(there := holders.get(word, ())) <= _COMMON:
                for j in there:
                    shared[j] = shared.get(j, 0) + 1
        # Of as many shared words the nearest: else what is found would hang on the order in which a set is read.
        for j in sorted(shared, key=lambda j: (-shared[j], abs(i - j), j))[:_LIKELY]:
            if score := likeness(old[i], new[j]):
                scores[i, j] = score
    return scores


def likeness(one: Sentence, other: Sentence) -> float:
    """How much two sentences have in common; 0 if too little to be one sentence, changed."""
    few, many = sorted((one.stems, other.stems), key=len)
    common = len(few & many)
    if not common:
        return 0.0
    alike = 2 * common / (len(few) + len(many))
    within = common / len(few) if common > 1 else 0.0
    return max(alike, within * 0.9) if alike >= _ALIKE or within >= _WITHIN else 0.0


def _in_place(
    kept: list[tuple[int, int]], rows: list[int], columns: list[int], links: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Sentences that resemble none, but stand in the same place between those that stayed: one became the other."""
    linked_old, linked_new = {i for i, _ in links}, {j for _, j in links}
    by_place: dict[tuple[int, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, indexes in enumerate((rows, columns)):
        order = sorted(kept, key=itemgetter(side))
        stayed = [pair[side] for pair in order]
        for index in indexes:
            before = bisect_left(stayed, index)  # the kept ones that stand before it
            by_place[order[before - 1] if before else (-1, -1)][side].append(index)
    found = []
    for here, there in by_place.values():
        lone_here = [i for i in here if i not in linked_old]
        lone_there = [j for j in there if j not in linked_new]
        if len(here) == len(there) and len(lone_here) == len(lone_there):
            found += zip(lone_here, lone_there, strict=True)
    return found


def _joined(
    old: Sequence[Sentence], new: Sequence[Sentence], rows: list[int], columns: list[int], links: list[tuple[int, int]]
) -> list[tuple[float, Group]]:
    """The sentences that hang together by links, as groups; with each the place where it stands in the new text."""
    heads: dict[tuple[str, int], tuple[str, int]] = {("old", i): ("old", i) for i in rows} | {
        ("new", j): ("new", j) for j in columns
    }

    def head(node: tuple[str, int]) -> tuple[str, int]:
        while heads[node] != node:
            node = heads[node]
        return node

    for i, j in links:
        heads[head(("old", i))] = head(("new", j))
    members: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for node in heads:
        members[head(node)].append(node)
    groups = []
    for nodes in members.values():
        before = sorted(index for side, index in nodes if side == "old")
        after = sorted(index for side, index in nodes if side == "new")
        place = after[0] if after else len(new) + before[0] / (len(old) + 1)
        groups.append((place, Group(tuple(old[i] for i in before), tuple(new[j] for j in after))))
    return groups
