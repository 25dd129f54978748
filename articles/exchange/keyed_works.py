"""Which entry of a printed reference list a citation's key means ("[@lane1998, p. 4]"): by the label that the list
prints before the entry, or by author, year and title, if they fit one entry alone. What fits less is only offered."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .document import ReferenceEntry
from .works import Work, Works, folded

LABEL = re.compile(
    r"\s*(?:\[@?(?P<a>[A-Za-z][\w:+.-]{1,60})\]:?|@(?P<b>[A-Za-z][\w:.-]{1,60}?):|\{#?(?P<c>[A-Za-z][\w:.-]{1,60})\}:?)\s+(?=\S)"
)
_KEY_YEAR = re.compile(r"((?:18|19|20)\d\d)([a-h](?![^\W_]))?(?!\d)")
_IDS = "ref-"  # before a key, where Pandoc names an entry
MIN_TITLE_WORD, MIN_NAME = 3, 4


def label_of(text: str) -> str:
    """The key that is printed before an entry, if it looks like one: it has a digit, or stands behind "@"."""
    match = LABEL.match(text)
    if match is None:
        return ""
    label = match["a"] or match["b"] or match["c"]
    return label if any(map(str.isdigit, label)) or "@" in match.group() else ""


@dataclass(frozen=True)
class KeyedWorks:
    """The entries of one list as keys name them. ``labels`` are the keys that the list itself prints."""

    works: Works
    labels: Mapping[str, str]

    @classmethod
    def of(cls, entries: Iterable[ReferenceEntry], names: Mapping[str, str]) -> "KeyedWorks":
        """``names`` are the entries' keys by the names that links within the page use for them."""
        entries = list(entries)
        labels = {name.removeprefix(_IDS).lower(): key for name, key in names.items() if name.startswith(_IDS)}
        labels |= {entry.label.lower(): entry.key for entry in entries if entry.label}
        return cls(Works(entries), labels)

    def meant(self, keys: Collection[str], known: Collection[str]) -> dict[str, str]:
        """For each of some keys (in small letters) the reference that it surely means, if there is one: what the list
        prints as its label, else the one ``known`` by this key, else the only entry of its author, year and title."""
        found = {key: self.labels.get(key) or (key if key in known else self._by_parts(key)) for key in keys}
        return {key: entry for key, entry in found.items() if entry}

    def _by_parts(self, key: str) -> str:
        parts = _Parts.of(key)
        fitting = self._dated(parts, [work for work in self.works.all if parts.is_by(work)]) if parts.year else []
        is_lettered = bool(parts.letter) and not self.works.has_letters(parts.year + parts.letter)
        return fitting[0].key if len(fitting) == 1 and not is_lettered else ""

    @staticmethod
    def _dated(parts: "_Parts", works: list[Work]) -> list[Work]:
        exact = [work for work in works if parts.letter and parts.year + parts.letter in work.years]
        return exact or [work for work in works if parts.year in work.years]

    def likely(self, key: str) -> list[str]:
        """The entries to offer for a key that names none for sure."""
        parts = _Parts.of(key)
        near = [work for work in self.works.all if parts.is_near(work)]
        return [work.key for work in (self._dated(parts, near) if parts.year else []) or near]


@dataclass(frozen=True)
class _Parts:
    """What a key says: letters (the author's name, then words of the title), a year, a letter behind the year."""

    letters: str
    year: str
    letter: str

    @classmethod
    def of(cls, key: str) -> "_Parts":
        match = _KEY_YEAR.search(key)
        if match is None:
            return cls(_letters(key), "", "")
        return cls(_letters(key[: match.start()] + " " + key[match.end() :]), match[1], match[2] or "")

    def is_by(self, work: Work) -> bool:
        """Whether the letters begin with the first author's name, and go on with nothing but words of the title."""
        names = {name.replace(" ", "") for name in work.names}
        return any(self.letters == name or self._goes_on(name, work.title) for name in names)

    def _goes_on(self, name: str, title: str) -> bool:
        return self.letters.startswith(name) and _is_made_of(self.letters[len(name) :], title.split())

    def is_near(self, work: Work) -> bool:
        """Whether the letters at least begin with such a name."""
        names = {name.replace(" ", "") for name in work.names}
        return any(len(name) >= MIN_NAME and self.letters.startswith(name) for name in names) or self.is_by(work)


def _letters(text: str) -> str:
    return folded(text).replace(" ", "")


def _is_made_of(letters: str, words: list[str]) -> bool:
    """Whether letters are some of these words, in their order, written as one."""
    for word in words:
        letters = letters.removeprefix(word) if len(word) >= MIN_TITLE_WORD else letters
    return not letters
