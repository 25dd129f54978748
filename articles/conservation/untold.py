"""Words that are struck out, hidden or changed in a file, and that nobody is told of."""

import re
from collections import Counter

from .arrived import Unit
from .findings import Finding
from .source import Source
from .tokens import LOWERED, RAISED, tokens_of

MAX_PARTS = 60  # of what is told in parts
_SILENT_MARKS = ("mark of a comment",)  # Word writes them for itself
WHY = {
    "struck": "struck out in the file",
    "hidden": "hidden in the file",
    "prompt": "a text that asks for words in the file",
    "inserted": "an insertion that nobody has accepted",
    "deleted": "deleted in the file",
    "moved": "moved in the file",
    "printed by its style": "printed by the style sheet of the page",
    "printed otherwise": "printed for a citation whose record says something else",
}


def untold(source: Source, units: list[Unit]) -> list[Finding]:
    """Words that are struck out, hidden or changed, and that nobody is told of."""
    told = _Told(units)
    findings = []
    for passage in source.passages:
        for kind, pieces in passage.apart():
            words = "".join(pieces)
            if kind in _SILENT_MARKS or told.has(kind, pieces) or _is_kept_title(kind, _spoken(words), units):
                continue
            shown_whole = " ".join(words.split())
            message = f"“{shown_whole}” is {WHY.get(kind, kind)} ({passage.place}), and nothing says so."
            findings.append(Finding(f"untold {kind}", passage.place, shown_whole, message))
    return findings


class _Told:
    """What is said beside the text, and how often each of it was asked for."""

    def __init__(self, units: list[Unit]):
        said = [" ".join(token.text for token in unit.tokens) for unit in units if not unit.is_stored]
        self.whole = Counter(said)
        self.text = f" {' | '.join(said)} ".replace(" ", "  ")
        self.letters = "|".join(_letters(words) for words in said)
        self.asked: Counter[str] = Counter()

    def has(self, kind: str, pieces: list[str]) -> bool:
        """Whether somebody is told of these words, together or in parts."""
        while pieces:
            ends = range(len(pieces), max(len(pieces) - MAX_PARTS, 0), -1)
            taken = next((end for end in ends if self._has(kind, _spoken("".join(pieces[:end])))), None)
            if taken is None:
                return False
            pieces = pieces[taken:]
        return True

    def _has(self, kind: str, wanted: str) -> bool:
        needed = 1 if kind == "moved" else self.asked[wanted] + 1
        spaced = f" {wanted} ".replace(" ", "  ")
        is_told = not wanted or self.whole[wanted] >= needed or self.text.count(spaced) >= needed
        is_told = is_told or self._stands_among(_letters(wanted), needed)
        self.asked[wanted] += is_told
        return is_told

    def _stands_among(self, letters: str, needed: int) -> bool:
        """Whether the same letters and digits are told, in words that are parted elsewhere; no number is a part of
        another."""
        before, after = (r"(?<!\d)" if one.isdigit() else "" for one in (letters[0], letters[-1]))
        after = after.replace("<!", "!")
        return len(re.findall(f"{before}{re.escape(letters)}{after}", self.letters)) >= needed


def _letters(words: str) -> str:
    return re.sub(rf"(?:^|(?<= ))[{RAISED}{LOWERED}](?=\S)| ", "", words)


def _spoken(words: str) -> str:
    return " ".join(token.text for token in tokens_of(words))


def _is_kept_title(kind: str, wanted: str, units: list[Unit]) -> bool:
    """The title of a page may also be the article's title."""
    return kind == "page title" and any(" ".join(token.text for token in unit.tokens) == wanted for unit in units)
