"""Finds a place elsewhere for what the most alike unit does not hold: a line may have been cut in two."""

from collections import defaultdict

from .arrived import Unit
from .tokens import LOWERED, RAISED, Token

FEW = 4  # so few words stand in some remark by chance
MAX_PIECES = 200  # of a longer stretch only the whole is sought


_RAISED = "\0"  # before the words of units that write raised words with a sign


class Places:
    """Where each word stands among the units."""

    def __init__(self, units: list[Unit]):
        self.where: dict[str, list[tuple[Unit, int]]] = defaultdict(list)
        for unit in units:
            for index, token in enumerate(unit.tokens if unit.is_place else ()):
                self.where[_said(token.text, unit)].append((unit, index))

    def without_place(self, rest: list[Token], within: Unit | None = None) -> list[list[Token]]:
        """What of a stretch of words has no place; the rest is covered, whole or in pieces of two words and more.
        ``within`` is the paragraph that was looked through already: elsewhere in it they say something else."""
        if self._place(rest, within):
            return []
        if len(rest) > MAX_PIECES:
            return [rest]
        lost: list[list[Token]] = []
        index = 0
        while index < len(rest):
            taken = next((end for end in range(len(rest), index + 1, -1) if self._place(rest[index:end], within)), None)
            if taken is None:
                _join(lost, rest, index)
            index = taken or index + 1
        return lost

    def _place(self, piece: list[Token], within: Unit | None) -> bool:
        words = [token.text for token in piece]
        plain = [_RAISED + word.lstrip(RAISED + LOWERED) for word in words]
        return self._has(words, within) or self._has(plain, within)

    def _has(self, words: list[str], within: Unit | None) -> bool:
        """Cover the first free place of these words, the first of them among the words that nothing has covered."""
        for unit, start in self.where.get(words[0], ()):
            end = start + len(words)
            if unit is within or end > len(unit.tokens) or any(unit.covered[start:end]):
                continue
            is_chance = not unit.is_stored and len(words) < FEW and len(words) < len(unit.tokens)
            if not is_chance and [_said(one.text, unit) for one in unit.tokens[start:end]] == words:
                unit.covered[start:end] = [True] * len(words)
                return True
        return False


def _said(word: str, unit: Unit) -> str:
    """A word as it is sought: what is told in words that write raised ones with a sign has no heights of its own."""
    return _RAISED + word.lstrip(RAISED + LOWERED) if not unit.is_stored and RAISED in unit.text else word


def _join(lost: list[list[Token]], rest: list[Token], index: int) -> None:
    """Add a word to the words lost before it, if it followed them."""
    if lost and index and lost[-1][-1] is rest[index - 1]:
        lost[-1].append(rest[index])
    else:
        lost.append([rest[index]])
