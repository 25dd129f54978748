"""Equations: on one line their signs stand in another order and beside words ("from 0 to 1 of"), but all of them."""

import re
import unicodedata
from collections import Counter

from .aligning import Match
from .arrived import Unit
from .source import Passage
from .tokens import Token, words_set

_WRITTEN = words_set("from to of over th root")
MAX_LIMIT = 60  # characters of one limit of a sum
_OF_LIMITS = ("from", "to", "of")
_SIGNS_WITH_LIMITS = re.compile("[∑∏∐∫∬∭∮∯⋃⋂⋁⋀⨁⨂](?= (?:from|to) )")
_ROOTS = frozenset("√∛∜")


def cover_equations(matches: list[Match]) -> None:
    """Take the parts of equations as arrived where the unit holds the same letters, digits and signs, no more and no
    fewer."""
    for match in matches:
        if match.unit is None or not match.passage.equations:
            continue
        parted = [(rest, [token for token in rest if _is_within(match, token)]) for rest in match.missing]
        lost = [token for _, inside in parted for token in inside]
        left = [index for index, covered in enumerate(match.unit.covered) if not covered]
        theirs = [match.unit.tokens[index] for index in left]
        if (
            lost
            and not _is_turned(match.passage, match.unit)
            and _is_same(match.passage.text, lost, match.unit.text, theirs)
        ):
            for index in left:
                match.unit.covered[index] = True
            outside = [[token for token in rest if token not in inside] for rest, inside in parted]
            match.missing = [rest for rest in outside if rest]
        _cover_written(match.unit)


def _cover_written(unit: Unit) -> None:
    """The words that a line of text needs behind the sign of a sum ("∑ from i=1 to n of x"), once for each sign."""
    for place in (match.end() for match in _SIGNS_WITH_LIMITS.finditer(unit.text)):
        for word in _OF_LIMITS:
            for index, token in enumerate(unit.tokens):
                if place <= token.start < place + MAX_LIMIT and token.text == word and not unit.covered[index]:
                    unit.covered[index] = True
                    place = token.end
                    break


def is_same_equation(passage: Passage, unit: Unit) -> bool:
    """Whether a passage with an equation says what the unit says, in whatever order its parts are written."""
    if not passage.equations or _is_turned(passage, unit):
        return False
    return _is_same(passage.text, passage.tokens, unit.text, unit.tokens)


def _is_same(text: str, ours: list[Token], written: str, theirs: list[Token]) -> bool:
    wanted = _signs(text, ours)
    given = _signs(written, [token for token in theirs if token.text not in _WRITTEN])
    return not wanted - given and set(given - wanted) <= _ROOTS


def _is_turned(passage: Passage, unit: Unit) -> bool:
    """Whether an equation whose parts cannot change places is not there in its order: no "height/weight" for
    "weight/height"."""
    return any(_letters(one) not in _letters(unit.text) for one in passage.in_order)


def _letters(words: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", words) if one.isalnum())


def _is_within(match: Match, token: Token) -> bool:
    return any(start <= token.start < end for start, end in match.passage.equations)


def _signs(text: str, tokens: list[Token]) -> Counter[str]:
    words = "".join(text[token.start : token.end] for token in tokens)
    return Counter(unicodedata.normalize("NFKC", words).replace("\u2212", "-").replace("\u2013", "-"))
