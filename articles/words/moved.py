"""Whose words a new text took over from somewhere else: moved words keep their hands. Pure.

A save says from which version it started. Words that are new beside that one, and stood before in another version
(pasted from an older one that was restored away, copied into another section or another article), were not written by
whoever saves them. They are found by runs of words, so that a letter more does not hide them: three in the same
section, eight in another one, where a short phrase proves nothing (a whole line counts from four words; not between
articles, which share headings and set phrases).

Another article's versions are too many to be read: each keeps the *marks* of the long runs that it brought (numbers
made from them), by which those that may be the source are found.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Generic, TypeVar

from articles.text import plain_text
from articles.words.content import SectionContent

NEAR, FAR, LINE = 3, 8, 4
EDGE = ("¶",)
Run = tuple[str, ...]
Key = TypeVar("Key")


class Kept:
    """Runs of words that were found once, for several texts that are compared with the same versions: so many runs at
    most, since an article may have very many versions."""

    def __init__(self, most: int = 400_000) -> None:
        self._left, self._found = most, dict[tuple[int, int], set[Run]]()

    def runs_of(self, content: SectionContent, length: int) -> set[Run]:
        """``content`` has to live as long as what is kept of it."""
        if (runs := self._found.get((id(content), length))) is None:
            runs = _runs(content, length)
            if len(runs) < self._left:
                self._left -= len(runs) + 1
                self._found[id(content), length] = runs
        return runs


@dataclass(frozen=True)
class Earlier(Generic[Key]):
    """A version that stood before: ``key`` names it; ``is_settled``: readers have had it in this article, so others
    approved it here; ``is_elsewhere``: of another article. ``kept`` remembers the runs of those that stay at hand."""

    key: Key
    content: SectionContent
    is_settled: bool
    is_elsewhere: bool = False
    kept: Kept | None = field(default=None, compare=False, repr=False)

    def runs(self, length: int) -> set[Run]:
        return self.kept.runs_of(self.content, length) if self.kept else _runs(self.content, length)


def moved_from(content: SectionContent, source: SectionContent | None, earlier: Iterable[Earlier[Key]]) -> list[Key]:
    """The versions from which words of ``content`` were taken that its source has not: the one with most of them, then
    the one with most of the rest; of several the newest, which has the others’ hands.

    ``earlier`` are all others of its article, and those elsewhere that may be the source, oldest first. What readers
    have had in this article is nobody's: it was approved.
    """
    earlier = list(earlier)
    settled = [one for one in earlier if one.is_settled]
    found: list[Key] = []
    for how in (NEAR, FAR):
        left = _runs(content, how).difference(_runs(source, how) if source else (), *(one.runs(how) for one in settled))
        places = [one for one in earlier if not one.is_settled and (how == NEAR) == _is_near(one, content)]
        had = [(one.key, left & _runs_in(one, how)) for one in reversed(places)]
        while any(runs & left for _, runs in had):
            key, taken = max(had, key=lambda one: len(one[1] & left))
            found.append(key)
            left -= taken
    return found


def marks_of(content: SectionContent, source: SectionContent | None) -> list[int]:
    """The marks of the long runs of words that a version has and its source has not, in order: 64 bits of each."""
    new = _long(_runs(content, FAR)) - (_runs(source, FAR) if source else set())
    return sorted({_mark(run) for run in new})


def _runs_in(one: Earlier[Key], how: int) -> set[Run]:
    runs = one.runs(how)
    return _long(runs) if one.is_elsewhere else runs


def _long(runs: set[Run]) -> set[Run]:
    return {run for run in runs if len(run) >= FAR}


def _mark(run: Run) -> int:
    digest = blake2b(" ".join(run).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _is_near(one: Earlier[Key], content: SectionContent) -> bool:
    return one.content.section == content.section


def _runs(content: SectionContent, length: int) -> set[Run]:
    return {run for line in _lines(content) for run in _runs_of(line, length)}


def _lines(content: SectionContent) -> Iterator[Run]:
    for _, wording in content.all_wordings():
        for text in (wording.heading, wording.question, wording.summary, *plain_text(wording.html).split("\n")):
            yield tuple(re.findall(r"\w+", text.casefold()))
    for one in content.media:
        for said in one.words.values():
            for text in (said.alt, said.caption):
                yield tuple(re.findall(r"\w+", text.casefold()))


def _runs_of(line: Run, length: int) -> Iterator[Run]:
    if length == NEAR and line:
        line = EDGE + line + EDGE
    if length > len(line) >= LINE:
        yield line
    for start in range(len(line) - length + 1):
        yield line[start : start + length]
