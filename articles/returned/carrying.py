"""Places of the words that went out, found in the words of today: pure.

A stretch stands there still if its words do, in the same order, between the same words; or if these words stand in the
same part once only. Anything else is not guessed at.
"""

import itertools
from collections.abc import Sequence
from functools import lru_cache

from articles.redline.matching import matching
from articles.words.content import BASE, SectionContent
from articles.words.quotations import Letters, Place, cuts, letters_of, placed, texts_of

Piece = tuple[str, int]


def carried(
    origin: SectionContent, now: SectionContent, *, audience: str, part: str, start: int, end: int
) -> Place | None:
    """Where letters ``start`` to ``end`` of a part of a wording stand today; None if they no longer do."""
    old, new = _letters(origin, audience, part), _letters(now, audience, part)
    if old is None or new is None or not 0 <= start < end <= len(old.text):
        return None
    if old.text == new.text:
        return placed(new, audience, part, start, end)
    found = _between_the_same(old, new, start, end) or _once(old, new, start, end)
    return placed(new, audience, part, *found) if found else None


def _letters(content: SectionContent, audience: str, part: str) -> Letters | None:
    wording = content.base if audience == BASE else content.wordings.get(audience)
    html = dict(texts_of(wording)).get(part) if wording is not None else None
    return letters_of(html) if html is not None else None


@lru_cache(maxsize=256)
def _pieces(letters: Letters) -> tuple[Piece, ...]:
    """The words, each with the number of its first letter."""
    edges = sorted({0, len(letters.text), *letters.gaps} & set(range(len(letters.text) + 1)))
    return tuple((letters.text[a:b], a) for a, b in itertools.pairwise(edges))


@lru_cache(maxsize=256)
def _pairs(old: Letters, new: Letters) -> dict[int, int]:
    return dict(matching([word for word, _ in _pieces(old)], [word for word, _ in _pieces(new)]))


def _between_the_same(old: Letters, new: Letters, start: int, end: int) -> tuple[int, int] | None:
    """By the words that both texts share: those of the stretch, and the one on either side, all in a row."""
    before, after = _pieces(old), _pieces(new)
    touched = [number for number, (word, at) in enumerate(before) if at < end and at + len(word) > start]
    if not touched:
        return None
    pairs = _pairs(old, new)
    first, last = touched[0], touched[-1]
    shift = pairs.get(first, -len(before)) - first
    wanted = [number for number in range(first - 1, last + 2) if 0 <= number < len(before)]
    if any(pairs.get(number) != number + shift for number in wanted):
        return None
    if not _same_edges(first, last, len(before), first + shift, last + shift, len(after)):
        return None
    moved = after[first + shift][1] - before[first][1]
    return start + moved, end + moved


def _same_edges(first: int, last: int, length: int, at: int, until: int, now: int) -> bool:
    """What stood at the edge of the text does so still."""
    return (first > 0 or at == 0) and (last < length - 1 or until == now - 1)


def _once(old: Letters, new: Letters, start: int, end: int) -> tuple[int, int] | None:
    words = old.text[start:end]
    found: Sequence[int] = [at for at in _all(new.text, words) if not cuts(new, at) and not cuts(new, at + len(words))]
    whole = not cuts(old, start) and not cuts(old, end)
    return (found[0], found[0] + len(words)) if whole and len(found) == 1 else None


def _all(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
