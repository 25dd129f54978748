"""How hard each wording of a section is to read, as the editor is shown it. Reads; decides nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from articles.checks.plain_words import Table, plain_words_in
from articles.checks.readability import (
    ASK_ABOVE,
    BANDS,
    Band,
    Reading,
    changed,
    is_judged,
    left_out_of,
    reading_of_wording,
)
from articles.queries import Part
from articles.words.audiences import AudiencePlan, grade_wanted
from articles.words.content import BASE, SectionContent, Wording

MOST_WORDS, MOST_SENTENCES = 40, 12


@dataclass(frozen=True)
class HardWord:
    """A word or term with what can be said instead, and how often it stands there."""

    words: str
    times: int
    instead: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Read:
    """One wording as it reads. ``wanted`` is the highest grade for its readers, None if none of them needs plain
    language; ``table`` the plain words to point at; ``change`` how it became since it was saved; ``judged`` is false
    for other languages."""

    key: str
    label: str
    reading: Reading
    wanted: int | None
    table: Table | None = None
    change: str = ""
    judged: bool = True

    @property
    def band(self) -> Band | None:
        return self.reading.band

    @property
    def steps(self) -> list[tuple[str, bool]]:
        """The bands from the easiest to the hardest, and whether it is this one: what is drawn."""
        return [(band.key, band is self.band) for band in BANDS]

    @property
    def is_empty(self) -> bool:
        return not self.reading.words

    @property
    def warns(self) -> bool:
        return self.judged and self.wanted is not None and self.reading.is_above(self.wanted)

    @property
    def asks(self) -> bool:
        return self.warns and self.reading.is_above(ASK_ABOVE)

    @property
    def long_sentences(self) -> list[tuple[str, int]]:
        """The sentences that are long, with their number of words, the longest first."""
        found = sorted(self.reading.long_sentences, key=lambda one: -len(one.words))
        return [(one.text, len(one.words)) for one in found[:MOST_SENTENCES]]

    @cached_property
    def words(self) -> list[HardWord]:
        """What has plain words to be said instead, the most frequent first."""
        found = [one for sentence in self.reading.sentences for one in plain_words_in(sentence.text, self.table or {})]
        times = Counter(one.words.lower() for one in found)
        first = {one.words.lower(): one for one in reversed(found)}
        return [
            HardWord(first[words].words, count, first[words].instead, first[words].entry.note)
            for words, count in times.most_common(MOST_WORDS)
        ]

    @property
    def others(self) -> list[tuple[str, int]]:
        """Hard words for which the table has nothing."""
        told = {part for one in self.words for part in one.words.lower().split()}
        return [(word, count) for word, count in self.reading.hardest if word not in told][:MOST_WORDS]


def read_of(
    wording: Wording,
    *,
    key: str,
    label: str,
    wanted: int | None,
    title: str,
    language: str,
    table: Table | None = None,
    saved: Wording | None = None,
) -> Read:
    """How a wording reads in its ``language``; beside the one that was saved, how it became. ``table`` are the plain
    words to point at."""
    leave_out = left_out_of(title)
    reading = reading_of_wording(wording, leave_out)
    change = changed(reading_of_wording(saved, leave_out), reading) if saved is not None and saved != wording else ""
    judged = is_judged(wording, language)
    return Read(key, label, reading, wanted, table, change, judged)


def reads_in(part: Part, audiences: Mapping[str, AudiencePlan], title: str, language: str) -> list[Read]:
    """Every wording of a section that says something."""
    return [
        read_of(wording, key=key, label=label_of(key, audiences), wanted=wanted, title=title, language=language)
        for key, wording, wanted in _wordings(part.content, audiences)
        if not wording.left_out and (wording.html or wording.summary)
    ]


def _wordings(content: SectionContent, audiences: Mapping[str, AudiencePlan]) -> list[tuple[str, Wording, int | None]]:
    return [(key, wording, grade_wanted(content, key, audiences)) for key, wording in content.all_wordings()]


def label_of(key: str, audiences: Mapping[str, AudiencePlan]) -> str:
    if key == BASE:
        return ""
    return audiences[key].label if key in audiences else key
