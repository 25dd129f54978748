"""The longest common subsequence of two sequences, as pairs of positions; fast for what texts look like.

Three steps, from cheap to dear: what is equal at both ends; items that occur once on both sides (as in patience diff:
they are the landmarks a reader would see); and between the landmarks an exact longest common subsequence in which a
row of the table is one big integer (Hyyrö 2004), so that 2,000 by 2,000 words cost milliseconds.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

Pairs = list[tuple[int, int]]

_MAX_CELLS = 25_000_000  # of an exact comparison: beyond, both sides are cut into pieces first
_PIECE = 4_000
_MAX_ROUNDS = 12  # of looking for landmarks between landmarks


def matching(a: Sequence[Hashable], b: Sequence[Hashable]) -> Pairs:
    """Pairs (i, j) with a[i] == b[j], rising on both sides. Exact unless more than 25 million cells lie in one gap."""
    pairs: Pairs = []
    work = [(0, len(a), 0, len(b), 0)]
    while work:
        a0, a1, b0, b1, rounds = work.pop()
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            pairs.append((a0, b0))
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
            pairs.append((a1, b1))
        if a0 == a1 or b0 == b1:
            continue
        landmarks = _landmarks(a, b, (a0, a1, b0, b1)) if rounds < _MAX_ROUNDS else []
        if not landmarks:
            pairs += _exact(a, b, (a0, a1, b0, b1))
            continue
        pairs += landmarks
        for (i, j), (following_i, following_j) in zip(
            [(a0 - 1, b0 - 1), *landmarks], [*landmarks, (a1, b1)], strict=True
        ):
            work.append((i + 1, following_i, j + 1, following_j, rounds + 1))
    return sorted(pairs)


def _landmarks(a: Sequence[Hashable], b: Sequence[Hashable], gap: tuple[int, int, int, int]) -> Pairs:
    """The longest rising chain of items that occur exactly once on both sides."""
    a0, a1, b0, b1 = gap
    in_a, in_b = Counter(a[a0:a1]), Counter(b[b0:b1])
    place = {b[j]: j for j in range(b0, b1) if in_b[b[j]] == 1 and in_a[b[j]] == 1}
    return _rising([(i, place[a[i]]) for i in range(a0, a1) if a[i] in place])


def _rising(pairs: Pairs) -> Pairs:
    """The longest subsequence whose second members rise too."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        rank = bisect_left(tails, j)
        before.append(at[rank - 1] if rank else -1)
        if rank == len(tails):
            tails.append(j)
            at.append(index)
        else:
            tails[rank], at[rank] = j, index
    chain: Pairs = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _exact(a: Sequence[Hashable], b: Sequence[Hashable], gap: tuple[int, int, int, int]) -> Pairs:
    a0, a1, b0, b1 = gap
    if (a1 - a0) * (b1 - b0) <= _MAX_CELLS:
        return [(a0 + i, b0 + j) for i, j in longest_common(a[a0:a1], b[b0:b1])]
    pieces = max(a1 - a0, b1 - b0) // _PIECE + 1
    pairs: Pairs = []
    for k in range(pieces):
        from_a, to_a = a0 + (a1 - a0) * k // pieces, a0 + (a1 - a0) * (k + 1) // pieces
        from_b, to_b = b0 + (b1 - b0) * k // pieces, b0 + (b1 - b0) * (k + 1) // pieces
        pairs += [(from_a + i, from_b + j) for i, j in longest_common(a[from_a:to_a], b[from_b:to_b])]
    return pairs


def longest_common(a: Sequence[Hashable], b: Sequence[Hashable]) -> Pairs:
    """An exact longest common subsequence. In row i, bit j is 0 where the length grows from column j to j + 1."""
    full = (1 << len(b)) - 1
    where: dict[Hashable, int] = {}
    for j, item in enumerate(b):
        where[item] = where.get(item, 0) | 1 << j
    rows, row = [], full
    for item in a:
        grown = row & where.get(item, 0)
        row = ((row + grown) | (row - grown)) & full
        rows.append(row)
    return _traced(rows, len(b))


def _traced(rows: list[int], columns: int) -> Pairs:
    pairs: Pairs = []
    i, j = len(rows), columns
    while i and j:
        if rows[i - 1] >> (j - 1) & 1:
            j -= 1
            continue
        i -= 1
        if i and not rows[i - 1] >> (j - 1) & 1:
            continue
        j -= 1
        pairs.append((i, j))
    return pairs[::-1]
