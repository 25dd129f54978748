"""One form of a text for looking things up in it, letter by letter, with the way back to what is shown.

Digits of every script are 0 to 9 here, full-width signs are plain ones, and Arabic is without its vowel signs.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

GROUPING = "\u00a0"  # what stands for every space that may group digits
_SIGNS = (
    dict.fromkeys("\u00a0\u2007\u2009\u202f", GROUPING)
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u02b9", "'")
    | dict.fromkeys("\u0623\u0622\u0671", "\u0627")
    | {"\u0649": "\u064a", "\u0629": "\u0647", "\u0640": "", "\u066b": ".", "\u066c": "'", "\u2044": "/"}
    | {"\u060c": ",", "\u061b": ";", "\u061f": "?", "\u2026": "\u2026", "\u3001": ",", "\u2068": "", "\u2069": ""}
    | {"\u200f": "", "\u200e": "", "\u00ad": "", "\u200b": "", "\u00df": "\u00df"}
)


class Normal(NamedTuple):
    """``text`` is looked through; ``at`` says for each of its letters where it stands in ``shown``."""

    text: str
    at: tuple[int, ...]
    shown: str

    def shows(self, start: int, end: int) -> str:
        """What a reader sees of a part, spaces folded."""
        if start >= end:
            return ""
        last = self.at[end - 1] + 1
        while last < len(self.shown) and unicodedata.category(self.shown[last]) == "Mn":
            last += 1
        return " ".join(self.shown[self.at[start] : last].split())


def normal(shown: str) -> Normal:
    """The text in its one form."""
    letters: list[str] = []
    at: list[int] = []
    for index, char in enumerate(shown):
        folded = _folded(char)
        letters.append(folded)
        at += [index] * len(folded)
    return Normal("".join(letters), tuple(at), shown)


def plain(text: str) -> str:
    """The one form of a phrase."""
    return normal(text).text


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isascii():
        return char.lower()
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    if unicodedata.category(char) == "Mn":
        return ""
    folded = unicodedata.normalize("NFKC", char).replace("\u2044", "/")
    if unicodedata.category(char) == "No" and "/" in folded:
        folded = " " + folded
    return "".join(_SIGNS.get(one, one) for one in folded.lower())
