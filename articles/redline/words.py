"""What changed inside one block: stretches that stayed and stretches that were exchanged."""

from dataclasses import dataclass, field
from itertools import islice

from articles.redline.matching import matching
from articles.redline.tokens import Token


@dataclass(slots=True)
class Stretch:
    """Either ``same`` (pairs of old and new token with the same text) or a change: ``old`` gave way to ``new``."""

    same: list[tuple[Token, Token]] = field(default_factory=list)
    old: list[Token] = field(default_factory=list)
    new: list[Token] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        return not self.same


def compare(old: list[Token], new: list[Token]) -> list[Stretch]:
    """The stretches in order. Old tokens of all, and new tokens of all, are exactly ``old`` and ``new``."""
    stretches: list[Stretch] = []
    at_old = at_new = 0
    for i, j in [*_matched(old, new), (len(old), len(new))]:
        _add_gap(stretches, old[at_old:i], new[at_new:j])
        if i < len(old):
            _add_same(stretches, [(old[i], new[j])])
        at_old, at_new = i + 1, j + 1
    return _without_islands(stretches)


def _matched(old: list[Token], new: list[Token]) -> list[tuple[int, int]]:
    """Equal tokens of both sides. Spaces are left out: they belong to the words around them."""
    a = [i for i, token in enumerate(old) if token.kind != "space"]
    b = [j for j, token in enumerate(new) if token.kind != "space"]
    return [(a[i], b[j]) for i, j in matching([old[i].text for i in a], [new[j].text for j in b])]


def _add_same(stretches: list[Stretch], pairs: list[tuple[Token, Token]]) -> None:
    if not pairs:
        return
    if stretches and not stretches[-1].is_change:
        stretches[-1].same.extend(pairs)
    else:
        stretches.append(Stretch(same=pairs))


def _add_gap(stretches: list[Stretch], old: list[Token], new: list[Token]) -> None:
    """What lies between two matches, with equal spaces at its ends counted as unchanged."""
    head = 0
    while head < min(len(old), len(new)) and old[head].text == new[head].text:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail].text == new[-1 - tail].text:
        tail += 1
    _add_same(stretches, list(zip(old[:head], new[:head], strict=True)))
    if len(old) > head + tail or len(new) > head + tail:
        stretches.append(Stretch(old=old[head : len(old) - tail], new=new[head : len(new) - tail]))
    if tail:
        _add_same(stretches, list(zip(old[-tail:], new[-tail:], strict=True)))


def _without_islands(stretches: list[Stretch]) -> list[Stretch]:
    """Changes parted by next to nothing become one: nobody can read "<del>5</del> of <ins>7</ins>" word by word."""
    out: list[Stretch] = []
    for index, stretch in enumerate(stretches):
        island = len(out) and out[-1].is_change and index + 1 < len(stretches) and not stretch.is_change
        if island and _is_island(out[-1], stretch, stretches[index + 1]):
            out[-1].old += [pair[0] for pair in stretch.same]
            out[-1].new += [pair[1] for pair in stretch.same]
        elif stretch.is_change and out and out[-1].is_change:
            out[-1].old += stretch.old
            out[-1].new += stretch.new
        else:
            out.append(stretch)
    return out


def _is_island(before: Stretch, middle: Stretch, after: Stretch) -> bool:
    if len(middle.same) > 5 or any(pair[1].kind in ("cite", "br", "number") for pair in middle.same):
        return False
    if not (before.old or after.old) or not (before.new or after.new):
        return False
    words = sum(pair[1].kind == "word" for pair in middle.same)
    return words <= 2 and all(_is_larger(change, 2 * words) for change in (before, after))


def _is_larger(change: Stretch, number: int) -> bool:
    """Whether one side says more than so many things. Counts no further: a change may have grown long already."""
    return any(
        len(list(islice((token for token in side if token.kind != "space"), number + 1))) > number
        for side in (change.old, change.new)
    )
