"""The safety summary: changed words that can hurt somebody, listed before the redline is read.

It lists what changed inside the redline's insertions and deletions, so it never speaks of something that the redline
does not show. It is a help for the eye, not a judgement: what it does not list may still matter.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from articles.redline.matching import matching
from articles.redline.tokens import Token, skeleton, text_of
from articles.redline.vocabulary import kind_of_word
from articles.text.citations import mark_of
from articles.text.sentences import sentence_at, sentence_ends
from articles.text.units import DOSE_UNIT

# kind -> how a page may call it.
KINDS = {
    "dose": "Dose",
    "unit": "Unit",
    "number": "Number",
    "negation": "Negation",
    "frequency": "How often",
    "direction": "Direction",
    "drug": "Drug name",
    "citation-added": "Citation added",
    "citation-removed": "Citation removed",
    "link": "Link",
    "callout": "Callout",
}

_NUMBER_PARTS = re.compile(r"([^\d]*)(\d+(?:[.,:/–-]\d+)*)\s*(.*)", re.DOTALL)
_DOSE_UNIT = re.compile(DOSE_UNIT)
_EVERYDAY_UNIT = re.compile(r"doses?|drops?|sprays?|patch(?:es)?|units?")  # also words like any other
_MAX_CONTEXT = 200
_LONGEST_WORD = 40


@dataclass(frozen=True)
class SafetyChange:
    """One change worth a look: ``old`` is empty for what was added, ``new`` for what was removed.

    ``kind`` is one of ``KINDS``; ``context`` the sentence as it reads now (as it read, for what was removed).
    Citations are given by name (and locator) where names are known, else by key.
    """

    kind: str
    old: str
    new: str
    context: str


@dataclass
class Words:
    """A block's tokens, able to say in which sentence one stands. In a table ``around`` is the row's text."""

    tokens: list[Token]
    around: str = ""

    @cached_property
    def text(self) -> str:
        return text_of(self.tokens)

    @cached_property
    def ends(self) -> list[int]:
        return sentence_ends(self.text)

    def context(self, token: Token) -> str:
        """The token's sentence; of a very long one, the part around the token."""
        if self.around:
            return self.around[:_MAX_CONTEXT]
        # A citation belongs to the words before it, any other token to the sentence in which it begins.
        return sentence_at(self.text, token.start + (token.kind != "cite"), self.ends, _MAX_CONTEXT)


def name_of(cite: str, name_citation: Callable[[str], str]) -> str:
    """What a citation is called in a redline: its reference's name with the locator, or what its source said."""
    mark = mark_of(cite)
    if mark.key is None:
        return mark.unresolved
    return ", ".join(filter(None, (name_citation(mark.key), mark.locator)))


class Summary:
    """Collects safety changes in the order of the text."""

    def __init__(self, name_citation: Callable[[str], str]) -> None:
        self.changes: list[SafetyChange] = []
        self._name = name_citation

    def add(self, kind: str, old: str, new: str, context: str) -> None:
        self.changes.append(SafetyChange(kind, old, new, context))

    def exchanged(self, old: list[Token], new: list[Token], old_words: Words, new_words: Words) -> None:
        """Look at one change: these old tokens gave way to these new ones."""
        before, after = _sorted_out(old), _sorted_out(new)
        found: list[tuple[int, SafetyChange]] = []
        for kind in sorted(before.keys() | after.keys()):
            for was, now in _exchanges(before.get(kind, []), after.get(kind, [])):
                if not (was and now) and _says_little_alone(kind, was or now):
                    continue
                context = new_words.context(now) if now else old_words.context(was)
                start = now.start if now else was.start
                found += [(start, change) for change in self._changes(kind, was, now, context)]
        self.changes += [change for _, change in sorted(found, key=lambda pair: pair[0])]

    def raised(self, old: str, new: str, token: Token, words: Words) -> None:
        """A number whose digits went up or down: 10⁵ is not 105."""
        if any(char.isdigit() for char in token.text):
            self.add("number", old, new, words.context(token))

    def _changes(self, kind: str, was: Token | None, now: Token | None, context: str) -> list[SafetyChange]:
        if kind == "cite":
            pairs = [("citation-removed", was), ("citation-added", now)]
            return [
                SafetyChange(
                    name,
                    self._cited(token) if name == "citation-removed" else "",
                    self._cited(token) if name == "citation-added" else "",
                    context,
                )
                for name, token in pairs
                if token
            ]
        old, new = was.text if was else "", now.text if now else ""
        return [SafetyChange(kind_of_number(old, new) if kind == "number" else kind, old, new, context)]

    def _cited(self, token: Token) -> str:
        return name_of(token.text, self._name)


def _says_little_alone(kind: str, token: Token) -> bool:
    """Whether such a word is news only where it takes the place of another: "before", or "drop" without a number."""
    return kind == "direction" or (kind == "unit" and _EVERYDAY_UNIT.fullmatch(token.text.lower()) is not None)


def _sorted_out(tokens: list[Token]) -> dict[str, list[Token]]:
    sorts: dict[str, list[Token]] = defaultdict(list)
    for token in tokens:
        if kind := _kind(token):
            sorts[kind].append(token)
    return sorts


def _kind(token: Token) -> str:
    if token.kind in ("number", "cite"):
        return token.kind
    if token.text.isnumeric():
        return "number"  # "½" is no digit
    if token.kind != "word":
        return ""
    return _kind_of_text(token.text) if len(token.text) <= _LONGEST_WORD else ""


@lru_cache(maxsize=4096)
def _kind_of_text(text: str) -> str:
    return kind_of_word(skeleton(text.lower())) or ("unit" if _DOSE_UNIT.fullmatch(text) else "")


def _exchanges(old: list[Token], new: list[Token]) -> list[tuple[Token | None, Token | None]]:
    """What is not in both: old and new ones set side by side in their order."""
    a, b = [_comparable(token) for token in old], [_comparable(token) for token in new]
    pairs: list[tuple[Token | None, Token | None]] = []
    at_a = at_b = 0
    for i, j in [*matching(a, b), (len(a), len(b))]:
        gone, come = old[at_a:i], new[at_b:j]
        both = max(len(gone), len(come))
        pairs += zip([*gone, *[None] * (both - len(gone))], [*come, *[None] * (both - len(come))], strict=True)
        at_a, at_b = i + 1, j + 1
    return pairs


def _comparable(token: Token) -> str | tuple[str, str, str]:
    """Equal for what means the same: "5mg" and "5 mg", "Not" and "not"."""
    if token.kind == "cite":
        return token.text
    return number_parts(token.text) if token.kind == "number" else token.text.lower()


def number_parts(number: str) -> tuple[str, str, str]:
    """A number's sign, value and unit."""
    match = _NUMBER_PARTS.fullmatch(number)
    if not match:
        return "", number, ""
    sign, value, unit = match.groups()
    return "".join(sign.split()), value, " ".join(unit.split())


def kind_of_number(old: str, new: str) -> str:
    """Whether a changed (or, with one side empty, a single) number is a dose, another number, or changed its unit."""
    (old_sign, old_value, old_unit), (new_sign, new_value, new_unit) = number_parts(old), number_parts(new)
    if old and new and (old_sign, old_value) == (new_sign, new_value):
        return "unit"
    if any(_DOSE_UNIT.fullmatch(unit) for unit in (old_unit, new_unit) if unit):
        return "dose"
    return "number"


def without_repeats(changes: list[SafetyChange]) -> list[SafetyChange]:
    """Each change once, in the order of first appearance."""
    return list(Counter(changes))
