"""Hard words with plain ones to say instead: a table that editors change, and finding its terms in a text. Pure.

A term is found in every spelling (haemorrhage, hemorrhage) and form (discontinue, discontinued). What is shipped
stands in ``data/plain_words.csv``, in our own words; ``source`` names the guides to plain words that list the term too.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from articles.checks.word_endings import ending_of, with_ending
from editorial.shared.canonical import canonical_json, sha256

SHIPPED = Path(__file__).parent / "data" / "plain_words.csv"
MEDICAL, EVERYDAY = "medical", "everyday"

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BETWEEN = re.compile(r"[\s\u2010\u2011-]{1,3}")
_LONGEST = 5  # words of a term that are looked for
# British spellings, and the American ones of the same words: both become the same.
_SPELLINGS = [
    (re.compile(pattern), same)
    for pattern, same in (
        ("[ao]e", "e"),
        ("ogue", "og"),
        ("programme", "program"),
        ("sulph", "sulf"),
        ("leuc", "leuk"),
        (r"([iy])s(?=(?:e|ed|es|ing|ation|ations|er|ers)$)", r"\1z"),
        (r"(?<=[a-z]{3})our", "or"),
        (r"(?<=[bt])re(?=s?$)", "er"),
        (r"ll(?=(?:ed|ing|er|ers)$)", "l"),
    )
]


@dataclass(frozen=True)
class PlainWord:
    """One row: a term, what to say instead (several parted by ";"), and what to mind."""

    term: str
    plain: str
    note: str = ""
    source: str = ""
    kind: str = MEDICAL

    @property
    def alternatives(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.plain.split(";") if part.strip())


class Found(NamedTuple):
    """A term where it stands: ``words`` as written, from ``start`` to ``end``."""

    start: int
    end: int
    words: str
    entry: PlainWord

    @property
    def instead(self) -> tuple[str, ...]:
        """The alternatives in the ending of the words: of their first or their last, whichever has one."""
        said, term = ([_TOKEN.findall(text)[at] for at in (0, -1)] for text in (self.words, self.entry.term))
        endings = (ending_of(same_spelling(one), same_spelling(of)) for one, of in zip(said, term, strict=True))
        ending = next(filter(None, endings), "")
        return tuple(with_ending(plain, ending) for plain in self.entry.alternatives)


@dataclass(frozen=True)
class OwnWords:
    """What people here made of the table: the rows that were added or changed, and those that were taken out. Equal
    where the digest is, so that it is compared and written down at once however many rows there are."""

    digest: str = ""
    kept: tuple[PlainWord, ...] = field(default=(), compare=False, repr=False)
    out: tuple[PlainWord, ...] = field(default=(), compare=False, repr=False)


AS_SHIPPED = OwnWords()
Table = dict[str, list[tuple[tuple[str, ...], PlainWord]]]


@lru_cache(maxsize=1)
def shipped() -> tuple[PlainWord, ...]:
    """The rows that come with the product."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return tuple(PlainWord(**row) for row in csv.DictReader(file))


def own_words_of(kept: Iterable[PlainWord], out: Iterable[PlainWord]) -> OwnWords:
    """The rows that differ from what is shipped, in whatever order they are read."""
    kept, out = (tuple(sorted(rows, key=lambda row: row.term)) for rows in (kept, out))
    if not kept and not out:
        return AS_SHIPPED
    return OwnWords(sha256(canonical_json([[asdict(row) for row in rows] for rows in (kept, out)])), kept, out)


@lru_cache(maxsize=16)
def table_of(entries: tuple[PlainWord, ...]) -> Table:
    """The rows as they are looked up: by the first word of every form of their terms, the longest first, and
    what is a term itself before forms of others."""
    table: Table = {}
    for entry in entries:
        for form in set(_forms_of(entry.term)):
            table.setdefault(form[0], []).append((form, entry))
    for forms in table.values():
        forms.sort(key=lambda one: (-len(one[0]), one[0] != _plain_form(one[1].term), one[1].term))
    return table


def plain_words_in(text: str, table: Table) -> list[Found]:
    """Every term in a text, in order; of terms that overlap the first, and of those that begin together the longest."""
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [same_spelling(text[start:end]) for start, end in tokens]
    found, at = [], 0
    while at < len(words):
        match = _match(table.get(words[at], ()), words, tokens, text, at)
        if match is None:
            at += 1
            continue
        length, entry = match
        start, end = tokens[at][0], tokens[at + length - 1][1]
        found.append(Found(start, end, text[start:end], entry))
        at += length
    return found


def _match(
    forms: Iterable[tuple[tuple[str, ...], PlainWord]],
    words: list[str],
    tokens: list[tuple[int, int]],
    text: str,
    at: int,
) -> tuple[int, PlainWord] | None:
    for form, entry in forms:
        length = len(form)
        if tuple(words[at : at + length]) == form and all(
            _BETWEEN.fullmatch(text, tokens[one][1], tokens[one + 1][0]) for one in range(at, at + length - 1)
        ):
            return length, entry
    return None


@lru_cache(maxsize=20_000)
def same_spelling(word: str) -> str:
    """Equal for the British and the American spelling of a word."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for pattern, same in _SPELLINGS:
        word = pattern.sub(same, word)
    return word


def _plain_form(term: str) -> tuple[str, ...]:
    return tuple(same_spelling(match.group()) for match in _TOKEN.finditer(term))


def _forms_of(term: str) -> Iterator[tuple[str, ...]]:
    """A term in its forms: its first or its last word with the endings of English."""
    words = [match.group().lower() for match in _TOKEN.finditer(term)][:_LONGEST]
    if not words:
        return
    for place in {0, len(words) - 1}:
        for form in _endings(words[place]):
            yield tuple(map(same_spelling, [*words[:place], form, *words[place + 1 :]]))


def _endings(word: str) -> Iterator[str]:
    yield word
    if len(word) < 3:
        return
    if word.endswith("y") and word[-2] not in "aeiou":
        yield from (word[:-1] + end for end in ("ies", "ied"))
        yield word + "ing"
    elif word.endswith("e"):
        yield from (word + "s", word + "d", word[:-1] + "ing")
    elif word.endswith("is"):
        yield word[:-2] + "es"
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        yield from (word + end for end in ("es", "ed", "ing"))
    else:
        yield from (word + end for end in ("s", "ed", "ing"))
        if re.search(r"(?:^|[^aeiou])[aeiou][bdfglmnprt]$", word):
            yield from (word + word[-1] + end for end in ("ed", "ing"))
