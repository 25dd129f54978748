"""What changed in substance between two wordings of a section: doses, units, negations, medicines and the like.

``compare(old, new)`` is the only door. It is pure but for the site's own list of names, and knows nothing of editions,
readers or pages. It is a help for the eye, not a judgement: what it does not name may still matter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from articles.clinical.alignment import Group, groups_of
from articles.clinical.findings import Finding, findings_of, moved_elsewhere, steps_moved
from articles.clinical.kinds import KINDS, RANKS
from articles.clinical.language import is_english
from articles.clinical.letters import suspicious
from articles.clinical.passages import Passages, line, passages_of
from articles.clinical.tables import table_groups

__all__ = ["KINDS", "Comparison", "Finding", "Words", "compare", "odd_letters"]

# Kinds that mean the same in every language.
_ANY_LANGUAGE = frozenset(
    {
        "dose",
        "unit",
        "number",
        "drug",
        "case",
        "letters",
        "phone",
        "date",
        "ratio",
        "citation",
        "link",
        "callout",
        "moved",
    }
)
_LINES = {"question": "Question", "heading": "Heading", "summary": "Summary"}


class Words(Protocol):
    """What readers are told: three plain lines, and a stored text."""

    @property
    def heading(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def html(self) -> str: ...


@dataclass(frozen=True)
class _Nothing:
    heading: str = ""
    question: str = ""
    summary: str = ""
    html: str = ""


@dataclass(frozen=True)
class Comparison:
    """What was found, the most pressing kinds first. ``knows_language`` is False where only numbers, medicines,
    citations and links could be compared, because there are no rules for the language."""

    findings: tuple[Finding, ...]
    knows_language: bool = True


def _key(key: str) -> str:
    return key


def compare(old: Words | None, new: Words | None, *, name_citation: Callable[[str], str] = _key) -> Comparison:
    """Everything that changed from the old words to the new ones. None stands for no words at all, on the side where
    nothing was or is read; ``name_citation`` gives a reference's name from its key."""
    before, after = old or _Nothing(), new or _Nothing()
    if before == after:
        return Comparison(())
    found = _lines(before, after)
    english = is_english(_sample(before, after))
    if before.html != after.html:
        found += _texts(passages_of(before.html), passages_of(after.html), name_citation)
    if not english:
        found = [one for one in found if one.kind in _ANY_LANGUAGE]
    return Comparison(_in_order(found), english)


def odd_letters(words: Words) -> Comparison:
    """Letters and digits that look like others, in words that are compared with none: a first edition."""
    parts = passages_of(words.html)
    cells = [cell for table in parts.tables for row in (table.headings, *table.rows) for cell in row]
    lines = [line(getattr(words, name), label) for name, label in _LINES.items()]
    found = [
        Finding("letters", "", sentence.text[start:end], sentence.text, sentence.stands)
        for sentence in [*lines, *parts.sentences, *cells]
        for start, end in suspicious(sentence.text)
    ]
    return Comparison(_in_order(found))


def _lines(before: Words, after: Words) -> list[Finding]:
    groups = []
    for name, label in _LINES.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            sides = [(line(text, label),) if text else () for text in (was, now)]
            groups.append(Group(*sides))
    return findings_of(groups, _key)


def _texts(old: Passages, new: Passages, name_citation: Callable[[str], str]) -> list[Finding]:
    groups = groups_of(old.sentences, new.sentences)
    found = findings_of(groups, name_citation)
    found += moved_elsewhere(groups, old.sentences, new.sentences)
    found += findings_of(table_groups(old.tables, new.tables), name_citation)
    return found + steps_moved(old.steps, new.steps)


def _sample(before: Words, after: Words) -> str:
    return " ".join(
        part for words in (after, before) for part in (words.question, words.heading, words.summary, words.html)
    )


def _in_order(found: list[Finding]) -> tuple[Finding, ...]:
    """Each finding once, the most pressing kinds first, each kind in the order of the text."""
    return tuple(sorted(dict.fromkeys(found), key=lambda one: RANKS[one.kind]))
