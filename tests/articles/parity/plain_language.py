"""Paragraphs for everyone, each with an honest rewording in plain language, and the same with one difference planted.

``own/plain-language.txt``: a line has the paragraph, ``|||`` and its rewording, and in that ``{what stands=>what is
planted@what it answers#kind}``. ``own/plain-language-held.txt`` was written after the rules were made: of it only the
figures were looked at. Each stands alone, and behind another one of its part that a seed draws.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.parity import Difference, compare_wording

LINES = Path(__file__).parent / "own" / "plain-language.txt"
HELD = LINES.with_name("plain-language-held.txt")
SEED = 9
_FAULT = re.compile(r"\{([^{}]*?)=>([^{}]*?)@([^{}]*?)#(\w+)\}")
_CITED = re.compile(r"\[(\w+)\]")
_LITTLE = frozenset({"a", "an", "the", "it", "of", "to", "you", "your", "in", "if", "and", "is", "are"})
_LONGEST = 60  # letters of a side that still points at something


@dataclass(frozen=True)
class Pair:
    """A text for everyone and a rewording of it. ``kind`` is that of the planted difference; empty if it is honest."""

    name: str
    base: str
    wording: str
    held: bool
    kind: str = ""
    stood: str = ""
    planted: str = ""
    answers: str = ""

    @property
    def found(self) -> tuple[Difference, ...]:
        return compare_wording(_html(self.base), _html(self.wording), language="en").differences

    @property
    def is_right(self) -> bool:
        """An honest one is passed over; of any other one side at least is shown where the difference is."""
        if not self.kind:
            return not self.found
        return any(_points(one.new, self.planted) or _points(one.old, self.answers) for one in self.found)


def _points(side: str, words: str) -> bool:
    said, meant = ({*re.findall(r"[\w.,/%°]+", text.lower())} - _LITTLE for text in (side, words))
    return bool(said & meant) and len(side) <= len(words) + _LONGEST


def _html(text: str) -> str:
    return "".join(f"<p>{_CITED.sub(_cite, part)}</p>" for part in text.split("\n"))


def _cite(match: re.Match) -> str:
    return f'<cite data-ref="{match[1]}"></cite>'


@cache
def lines() -> tuple[tuple[str, str, bool], ...]:
    """Every paragraph with its marked rewording, and whether it is held back."""
    return tuple(
        (*line.split(" ||| "), name is HELD)
        for name in (LINES, HELD)
        for line in name.read_text(encoding="utf-8").splitlines()
    )


@cache
def pairs() -> tuple[Pair, ...]:
    """Each paragraph alone, then behind another one of the same part: what stands beside it must not disturb."""
    found = []
    every = lines()
    for held in (False, True):
        some = [line for line in every if line[2] is held]
        drawn = random.Random(SEED).sample(some, len(some))
        for (base, marked, _), other in zip(some, drawn, strict=True):
            found += _pairs_of(base, marked, held)
            if other[0] != base:
                found += _pairs_of(f"{other[0]}\n{base}", f"{_as_it_stands(other[1])}\n{marked}", held)
    return tuple(found)


def _pairs_of(base: str, marked: str, held: bool) -> Iterator[Pair]:
    yield Pair(base[:40], base, _as_it_stands(marked), held)
    for fault in _FAULT.finditer(marked):
        wording = _as_it_stands(marked[: fault.start()]) + fault[2] + _as_it_stands(marked[fault.end() :])
        answers = fault[1] if fault[1].startswith("[") else fault[3]
        yield Pair(base[:40], base, wording, held, fault[4], fault[1], fault[2], answers.strip("![]"))


def _as_it_stands(marked: str) -> str:
    return _FAULT.sub(lambda fault: fault[1], marked)
