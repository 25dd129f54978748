"""The lists of words in ``data/``: which words belong to one kind, and which of them mean the same.

A list is made of lines ``concept: phrase, phrase, ~phrase`` under headings ``[kind]``, or ``[kind: axis]`` where only
words of one axis are opposites (high, low; open, closed). Phrases of one line mean the same, so that an exchange
between them is no change. A phrase with ``~`` is named only where another takes its place. Phrases of ``neutral.txt``
mean nothing of any kind. Articles and possessives are left out; the longest phrase wins.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.clinical.spelling import fold, stem

DATA = Path(__file__).parent / "data"
LISTS = ("instructions.txt", "directions.txt", "bodies.txt", "ailments.txt")
# Left out when phrases are compared: "into the muscle" is "into a muscle".
SKIPPED = frozenset(["the", "a", "an", "your", "his", "her", "their", "my", "our", "its"])
LONGEST = 6
_AFTER_A = frozenset({"little", "few", "lot", "great", "and"})
_WITH_VERBS = frozenset({"direction", "negation"})


@dataclass(frozen=True)
class Entry:
    """What a phrase stands for. ``kind`` is empty for a phrase that means nothing here."""

    kind: str
    concept: str
    weak: bool = False
    axis: str = ""


NEUTRAL = Entry("", "")
Phrases = dict[tuple[str, ...], Entry]


def phrase_key(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are looked up."""
    words = phrase.lower().replace("-", " ").replace("/", " ").split()
    kept = [word for index, word in enumerate(words) if word not in SKIPPED or is_kept_article(words, index)]
    return tuple(fold(word) for word in kept)


def is_kept_article(words: list[str], index: int) -> bool:
    """ "A little" is not "little", and in "Child-Pugh A" the letter is a name."""
    if words[index] not in ("a", "A"):
        return False
    if index + 1 == len(words):
        return index > 0
    return words[index + 1].lower() in _AFTER_A


@cache
def phrases() -> Phrases:
    """Every phrase of every list, by its folded words."""
    found: Phrases = {}
    for name in LISTS:
        found |= _read(name)
    found |= {phrase_key(phrase): NEUTRAL for phrase in _neutral()}
    return found


@cache
def longest_from() -> dict[str, int]:
    """For the first word of a phrase, how many words the longest phrase beginning with it has."""
    longest: dict[str, int] = {}
    for key in phrases():
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


def lines_of(path: Path) -> list[tuple[int, str]]:
    """The numbered lines of a list, without comments and empty ones."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return [(number, line.strip()) for number, line in lines if line.strip() and not line.startswith("#")]


@cache
def everyday() -> frozenset[str]:
    """The stems of words that say little in themselves."""
    lines = lines_of(DATA / "everyday.txt")
    return frozenset(stem(word.strip()) for _, line in lines for word in line.split(","))


def _neutral() -> list[str]:
    return [phrase.strip() for _, line in lines_of(DATA / "neutral.txt") for phrase in line.split(",")]


def _read(name: str) -> Phrases:
    found: Phrases = {}
    kind = axis = ""
    for _, line in lines_of(DATA / name):
        if line.startswith("["):
            kind, _, axis = line.strip("[]").partition(": ")
            continue
        concept, _, written = line.partition(":")
        for phrase in written.split(","):
            phrase = phrase.strip()
            entry = Entry(kind, concept, phrase.startswith("~"), axis)
            found.setdefault(phrase_key(phrase.lstrip("~")), entry)
    return {**_inflected(found), **found}


def _inflected(found: Phrases) -> Phrases:
    """The other forms of verbs among the phrases: "raise" is also raised and raising."""
    made: Phrases = {}
    for (word, *rest), entry in found.items():
        if entry.kind in _WITH_VERBS and len(word) > 3 and not word.endswith(("ed", "ing", "ly", "er", "y")):
            root = word.removesuffix("e")
            made |= {(root + ending, *rest): entry for ending in ("ed", "ing")}
    return made
