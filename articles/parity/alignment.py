"""Which sentences of a translation answer which of its source: by their order, their lengths and what they count."""

from collections.abc import Sequence
from itertools import product
from math import inf, log

from articles.parity.facts import Facts
from articles.parity.passages import Sentence

_STEPS = {(1, 1): 0.0, (1, 0): 6.0, (0, 1): 6.0, (1, 2): 1.5, (2, 1): 1.5, (2, 2): 3.0, (1, 3): 3.0, (3, 1): 3.0}
_DENSE = 0.35  # letters of Chinese for one of an alphabet


class Told:
    """A sentence with its facts."""

    def __init__(self, sentence: Sentence, facts: Facts) -> None:
        self.sentence, self.facts = sentence, facts
        wide = sum(char > "\u2e80" for char in sentence.text)
        self.length = max(1.0, len(sentence.text) - wide + wide / _DENSE)
        self.values = {value for number in facts.numbers for value in number.values if not number.soft}


Pair = tuple[Sequence[Told], Sequence[Told]]


def aligned(old: Sequence[Told], new: Sequence[Told]) -> list[Pair]:
    """The sentences of both, group by group, none left out."""
    if len(old) == len(new):
        return [([one], [other]) for one, other in zip(old, new, strict=True)]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i, j in product(range(len(old) + 1), range(len(new) + 1)):
        if abs(i * len(new) - j * len(old)) > 12 * max(len(old), len(new)) or (i, j) == (0, 0):
            continue
        ways = [
            (best[i - a, j - b][0] + cost + _unlike(old[i - a : i], new[j - b : j]), (a, b))
            for (a, b), cost in _STEPS.items()
            if (i - a, j - b) in best
        ]
        best[i, j] = min(ways, default=(inf, (0, 0)))
    groups: list[Pair] = []
    i, j = len(old), len(new)
    while (i, j) != (0, 0) and best[i, j][1] != (0, 0):
        a, b = best[i, j][1]
        groups.append((old[i - a : i], new[j - b : j]))
        i, j = i - a, j - b
    return groups[::-1]


def _unlike(old: Sequence[Told], new: Sequence[Told]) -> float:
    if not old or not new:
        return 0.0
    lengths = abs(log(sum(one.length for one in old) / sum(one.length for one in new)))
    said = [set[object]().union(*(one.values for one in side)) for side in (old, new)]
    cited = [{key for one in side for key in one.sentence.cites} for side in (old, new)]
    return 2 * lengths + len(said[0] ^ said[1]) + 2 * len(cited[0] ^ cited[1])
