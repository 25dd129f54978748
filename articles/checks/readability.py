"""How hard a text is to read: grades as bands, long sentences, hard words. Pure; nothing is kept.

The grade is SMOG by the method of the NHS (how many words of three syllables or more, against sentences), beside it
Flesch–Kincaid. Both are estimates, so people are shown bands; what is too short for an estimate gets none.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import floor, sqrt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.checks.sentences import Counted, sentences_of
from articles.checks.syllables import UNITS, syllables
from articles.checks.text import LONGEST_KEPT
from articles.clinical.language import is_english
from articles.words.content import Wording

HARD = 3  # syllables from which a word is hard
LONG = 20  # words above which a sentence is long
FEWEST_SENTENCES, FEWEST_WORDS = 3, 30  # below these there is no band
ASK_ABOVE = 14  # the grade above which readers who need plain language are given a text only for a reason
_AS_HARD = 0.5  # grades of difference that say nothing


@dataclass(frozen=True)
class Band:
    """A range of grades, as people are shown it. ``above`` is where it begins, ``upto`` where it ends."""

    key: str
    above: float
    upto: float
    label: str | Promise
    grades: str | Promise


BANDS = (
    Band("very-easy", 0, 6, gettext_lazy("very easy"), gettext_lazy("grade 6 or below")),
    Band("easy", 6, 8, gettext_lazy("easy"), gettext_lazy("grade 6 to 8")),
    Band("medium", 8, 10, gettext_lazy("fairly easy"), gettext_lazy("grade 8 to 10")),
    Band("hard", 10, 12, gettext_lazy("hard"), gettext_lazy("grade 10 to 12")),
    Band("very-hard", 12, 14, gettext_lazy("very hard"), gettext_lazy("grade 12 to 14")),
    Band("hardest", 14, 99, gettext_lazy("extremely hard"), gettext_lazy("above grade 14")),
)


@dataclass(frozen=True)
class Reading:
    """What was counted in a text. ``hard_words`` has each occurrence, in small letters and in order."""

    sentences: tuple[Counted, ...]
    syllables: int
    hard_words: tuple[str, ...]

    @cached_property
    def words(self) -> int:
        return sum(len(sentence.words) for sentence in self.sentences)

    @property
    def smog(self) -> float:
        """The grade by the NHS method; 0 without a sentence."""
        if not self.sentences:
            return 0.0
        return 1.0430 * sqrt(len(self.hard_words) * 30 / len(self.sentences)) + 3.1291

    @property
    def flesch_kincaid(self) -> float:
        """The Flesch–Kincaid grade; 0 without a sentence."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / len(self.sentences) + 11.8 * self.syllables / self.words - 15.59

    @property
    def is_too_short(self) -> bool:
        return len(self.sentences) < FEWEST_SENTENCES or self.words < FEWEST_WORDS

    @property
    def band(self) -> Band | None:
        """The band of the grade; None for what is too short to judge."""
        return None if self.is_too_short else band_of(self.smog)

    @property
    def long_sentences(self) -> tuple[Counted, ...]:
        return tuple(sentence for sentence in self.sentences if len(sentence.words) > LONG)

    @property
    def hardest(self) -> list[tuple[str, int]]:
        """The hard words, each once with how often it comes, the most frequent first."""
        return Counter(self.hard_words).most_common()

    @property
    def school_grades(self) -> tuple[int, int]:
        """The Flesch–Kincaid grade as two that follow each other; none is below the first."""
        lower = max(1, floor(self.flesch_kincaid))
        return lower, lower + 1

    def is_above(self, grade: float) -> bool:
        """Whether it is harder than this; never for what is too short to judge."""
        return not self.is_too_short and self.smog > grade


def band_of(grade: float) -> Band:
    return next(band for band in BANDS if grade <= band.upto)


def reading_of(html: str, lines: Iterable[str] = (), *, leave_out: str = "") -> Reading:
    """The reading of a text and the lines before it. The words in ``leave_out`` are left out altogether."""
    left_out = frozenset(leave_out.lower().split())
    return counted(sentences_of(html, lines, leave_out=left_out))


def counted(sentences: Iterable[Counted]) -> Reading:
    """What is counted in sentences."""
    sentences = tuple(sentences)
    words = [word for sentence in sentences for word in sentence.words]
    said = [syllables(word) for word in words]
    hard = tuple(word.rstrip(".").lower() for word in words if is_hard(word))
    return Reading(sentences, sum(said), hard)


def is_hard(word: str) -> bool:
    """Whether a word has three syllables or more, and is no unit."""
    return syllables(word) >= HARD and not is_unit(word)


def is_unit(word: str) -> bool:
    """Whether a word is a unit, or units as in "mg/kg": nobody finds these hard."""
    return all(part in UNITS or len(part) < 2 for part in word.lower().rstrip(".").split("/"))


def reading_of_wording(wording: Wording, leave_out: str = "") -> Reading:
    """The reading of all that one audience is given: question, heading, summary and text."""
    return (_reading if len(wording.html) <= LONGEST_KEPT else _reading.__wrapped__)(wording, leave_out)


@lru_cache(maxsize=1024)  # the same words are asked about while they are written, submitted and read by the board
def _reading(wording: Wording, leave_out: str) -> Reading:
    lines = [line for line in (wording.question, wording.heading, wording.summary) if line.strip()]
    return reading_of(wording.html, lines, leave_out=leave_out)


def is_judged(wording: Wording, language: str) -> bool:
    """Whether there are rules for the language: that of the site, and of the words as far as they show it."""
    return language.lower().startswith("en") and is_english(" ".join((wording.summary, wording.html)))


def left_out_of(title: str) -> str:
    """The long word of a page's title, which its readers came for; "" if it has none."""
    words = [word for sentence in sentences_of("", [title]) for word in sentence.words]
    longest = max(words, key=syllables, default="")
    return longest.rstrip(".").lower() if longest and syllables(longest) >= HARD else ""


def changed(before: Reading, now: Reading) -> str:
    """How a text became since it was saved: "easier", "harder", "same", or "" where there is no band to compare."""
    if before.is_too_short or now.is_too_short:
        return ""
    difference = now.smog - before.smog
    if abs(difference) <= _AS_HARD:
        return "same"
    return "harder" if difference > 0 else "easier"
