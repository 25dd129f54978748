"""What a check is, what it is told, and what it answers. Values only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.functional import Promise

from articles.checks.plain_words import AS_SHIPPED, OwnWords
from articles.checks.text import Text
from articles.words.content import BASE, Wording
from editorial.shared.canonical import canonical_json, sha256

DEAD_LINK = "dead-link"  # among standings
ENGLISH = frozenset({"en"})
PROFESSIONAL = ("clinician", "professional", "doctor", "nurse", "pharmacist", "midwife", "specialist", "expert")


def is_lay(audience: str) -> bool:
    """Whether an audience has no medical training, by its key; "" is everyone."""
    return not audience.startswith(PROFESSIONAL)


class Place(NamedTuple):
    """A section of the article as its outline shows it."""

    kind: str
    title: str
    is_empty: bool = False


@dataclass(frozen=True)
class Context:
    """What a check may know beside the words: all of it hashable, and only what bears on these words.

    ``language`` is that of the words ("en", "en-gb"). ``certainty`` and ``standing`` are pairs of a cited reference's
    key and the certainty of the evidence stated for it, or its standing. ``outline`` and ``article`` (the kind of
    article) are given with the front's text for everyone only. ``explained`` are abbreviations explained in the
    sections before; ``beside`` is the text for everyone, where the words are an audience's own. ``grade`` is the
    highest reading grade for its readers, None where none of them needs plain language; ``leave_out`` the long word of
    the article's title, which its grade leaves out. ``own_words`` are the rows of the table of plain words that people
    here added, changed or took out, where readers without medical training read.
    """

    audience: str = BASE
    language: str = "en"
    article: str = ""
    title: str = ""
    outline: tuple[Place, ...] = ()
    certainty: tuple[tuple[str, str], ...] = ()
    standing: tuple[tuple[str, str], ...] = ()
    explained: frozenset[str] = frozenset()
    beside: Wording | None = None
    grade: int | None = None
    leave_out: str = ""
    own_words: OwnWords = AS_SHIPPED

    @property
    def is_lay(self) -> bool:
        """Whether readers without medical training read these words."""
        return is_lay(self.audience)

    @property
    def speaks(self) -> str:
        """The language without its country."""
        return self.language.lower().replace("_", "-").split("-")[0]


class Hit(NamedTuple):
    """What a check answers: the exact words pointed at, each inside the sentence, and what is to be said of them.

    ``sentence`` is where they stand; where something is lacking, ``words`` is empty. ``why``, ``source`` and ``asks``
    are given only where they differ from the check's own.
    """

    words: tuple[str, ...]
    sentence: str
    message: str
    why: str = ""
    source: str = ""
    asks: bool | None = None


@dataclass(frozen=True)
class Check:
    """One thing to look for. ``run`` is pure: from a text for one audience and its context to what was found.

    ``why`` and ``source`` stand with each finding, unless it brings its own. With ``asks``, an edition is submitted
    only once somebody has said why a finding stays; otherwise it warns. ``may_ask`` says that single findings may.
    ``languages`` are those it has rules for; empty for all.
    """

    key: str
    label: str | Promise
    why: str | Promise
    source: str | Promise
    run: Callable[[Text, Context], Iterable[Hit]]
    asks: bool = False
    may_ask: bool = False
    languages: frozenset[str] = ENGLISH

    def knows(self, context: Context) -> bool:
        """Whether it has rules for the language of the words."""
        return not self.languages or context.speaks in self.languages


@dataclass(frozen=True)
class Finding:
    """Something that a check found in a section's words for one audience ("" for everyone).

    ``words`` are the exact words pointed at, each inside ``sentence``; empty where something is lacking. With ``asks``
    it keeps the edition from being submitted until somebody has said why it stays.
    """

    check: str
    label: str
    section: str
    anchor: str
    audience: str
    words: tuple[str, ...]
    sentence: str
    message: str
    why: str
    source: str
    asks: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """Equal as long as the check, its sentence and the words pointed at are equal, and no longer."""
        return sha256(canonical_json([self.check, self.sentence, list(self.words)]))

    @property
    def pointed_at(self) -> str:
        """The words in one line."""
        return " … ".join(self.words)


class Report(NamedTuple):
    """What was found in one text, in the order of the checks; and the labels of those that know no rules for its
    language: what they would have said was not checked."""

    findings: tuple[Finding, ...] = ()
    unchecked: tuple[str, ...] = ()
