"""Which references a sentence is likely to rest on: offered to a person, never chosen. Pure."""

import re
from collections import Counter
from collections.abc import Iterable

from .summary import title_of, year_of
from .text import fold

MOST = 3
TELLING, TELLING_AMONG = 8, 4  # letters of a word, and candidates, from which one shared word says enough
_COMMON_WORDS = """
about above after again against also although among because been before being between both cannot could does doing
done during each effect effects either ever every from further have having here high however into just less like low
made make many more most much need other over people persons same shows should since some still such take taken than
that their them then there these they this those through thus under until used using very were what when where
whether which while will with within without would your study studies trial review patient patients treatment
results associated including risk
"""
_STOP = frozenset(_COMMON_WORDS.split())


def likely(sentence: str, candidates: Iterable[tuple[str, dict]]) -> list[str]:
    """Keys of at most three of the (key, CSL) candidates, best first, by the telling words that they share with the
    sentence: words of the title that few candidates have, names of authors, the year.

    A shared year alone, or one shared word, is no reason to offer a reference, unless the word is a long one that
    no other of several candidates has ("tramadol").
    """
    return Candidates(candidates).likely(sentence)


class Candidates:
    """References made ready for many sentences."""

    def __init__(self, candidates: Iterable[tuple[str, dict]]):
        self.rows = [(key, _title_words(csl), _names(csl), year_of(csl)) for key, csl in candidates]
        self.rarity = Counter(word for _, title, _, _ in self.rows for word in title)

    def likely(self, sentence: str) -> list[str]:
        """As :func:`likely`."""
        words = _words(sentence)
        years = {int(year) for year in re.findall(r"\b(?:1[5-9]|20)[0-9]{2}\b", sentence)}
        scored: list[tuple[float, int, str]] = []
        for key, title, names, year in self.rows:
            shared, named = title & words, names & words
            if len(shared) >= 2 or named or self._tells(shared):
                weight = sum(1 / self.rarity[word] for word in shared) + 2 * len(named) + (year in years)
                scored.append((-weight, len(scored), key))
        return [key for _, _, key in sorted(scored)[:MOST]]

    def _tells(self, shared: set[str]) -> bool:
        several = len(self.rows) >= TELLING_AMONG
        return several and any(len(word) >= TELLING and self.rarity[word] == 1 for word in shared)


def _title_words(csl: dict) -> set[str]:
    return _words(title_of(csl))


def _names(csl: dict) -> set[str]:
    """Family names only: words of a group's name are too common."""
    people = [person for person in csl.get("author") or [] if person.get("family")]
    return {_stem(word) for person in people for word in fold(person["family"]).split() if len(word) > 2} - _STOP


def _words(text: str) -> set[str]:
    words = set(fold(text).split()) - _STOP
    short = {word for word in words if len(word) == 3} & _short_names(text)
    return short | {_stem(word) for word in words if len(word) > 3 and not word.isdigit()}


def _short_names(text: str) -> set[str]:
    """Three-letter words written with a capital ("Day", "Lau") may be names."""
    return {fold(word) for word in set(re.findall(r"\b[^\W\d_a-z][^\W\d_]{2}\b", text))}


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
