"""What two wordings of one section say in numbers, doses and citations, and which of it only one of them says: pure.

Wordings differ on purpose; these differences are listed because a reader who gets the one is not told what the other
says. What means the same is the same: "5mg" and "5 milligrams", "1,000" and "1000", "two weeks" and "2 weeks". It is a
help for the eye, not a judgement: what it does not list may still matter.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from articles.redline.numbers import Words, kind_of_number, number_parts
from articles.redline.tokens import Token, tokens_of
from articles.text.citations import mark_of, name_of
from articles.text.model import leaves
from articles.text.notes import Notes
from articles.text.reading import read

CITATION = "citation"
LABELS = {"dose": "Dose", "number": "Number", "unit": "Unit", CITATION: "Citation"}

_SPELLED = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
} | {"half": "0.5", "twenty": "20", "thirty": "30", "hundred": "100"}
_SPELLED_WORD = re.compile(rf"\b({'|'.join(_SPELLED)})\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_UNITS = {
    **dict.fromkeys(("mcg", "µg", "μg", "ug", "microgram"), "µg"),
    **dict.fromkeys(("mg", "milligram"), "mg"),
    **dict.fromkeys(("kg", "kilogram"), "kg"),
    **dict.fromkeys(("g", "gram"), "g"),
    **dict.fromkeys(("ml", "millilitre", "milliliter"), "ml"),
    **dict.fromkeys(("l", "litre", "liter"), "l"),
    **dict.fromkeys(("%", "percent", "per cent"), "%"),
    **dict.fromkeys(("s", "sec", "second"), "second"),
    **dict.fromkeys(("min", "minute"), "minute"),
    **dict.fromkeys(("h", "hr", "hour"), "hour"),
    **dict.fromkeys(("d", "day"), "day"),
    **dict.fromkeys(("wk", "week"), "week"),
    **dict.fromkeys(("mo", "month"), "month"),
    **dict.fromkeys(("yr", "year"), "year"),
}


@dataclass(frozen=True)
class Fact:
    """A number with its unit, or a citation: ``value`` compares, ``shown`` is as it stands, in its sentence."""

    kind: str
    value: tuple[str, ...]
    shown: str
    context: str

    @property
    def label(self) -> str:
        return LABELS[self.kind]


@lru_cache(maxsize=512)
def facts_in(html: str) -> tuple[Fact, ...]:
    """The numbers and citations of a stored text, each once, in order of appearance. Citations are shown by key."""
    found: dict[tuple[str, ...], Fact] = {}
    for tokens in _blocks(html):
        words = Words(tokens)
        for token in tokens:
            if fact := _fact(token, words):
                found.setdefault(fact.value, fact)
    return tuple(found.values())


def _blocks(html: str) -> Iterable[list[Token]]:
    return (tokens_of(leaf.runs) for leaf in leaves(read(html, Notes())))


def _fact(token: Token, words: Words) -> Fact | None:
    if token.kind == "number":
        kind = kind_of_number("", token.text)
        return Fact(kind, _value(token.text), " ".join(token.text.split()), words.context(token))
    key = mark_of(token.text).key if token.kind == "cite" else None
    return Fact(CITATION, (CITATION, key), token.text, words.context(token)) if key else None


def _value(number: str) -> tuple[str, ...]:
    sign, value, unit = number_parts(number)
    return sign.replace("−", "-"), _THOUSANDS.sub("", value).replace("–", "-"), _unit(unit)


def _unit(unit: str) -> str:
    """One name for a unit, with its "per …" apart."""
    parts = [" ".join(part.split()) for part in unit.split("/")]
    return "/".join(_UNITS.get(_singular(part), _singular(part)) for part in parts)


def _singular(unit: str) -> str:
    lower = unit.lower()
    return lower[:-1] if len(lower) > 3 and lower.endswith("s") else lower


@lru_cache(maxsize=512)
def _said(html: str) -> frozenset[tuple[str, ...]]:
    """Everything that a text says, numbers in words included."""
    in_digits = _SPELLED_WORD.sub(lambda match: _SPELLED[match[1].lower()], html)
    return frozenset(fact.value for text in (html, in_digits) for fact in facts_in(text))


def missing_from(html: str, other: str, name_citation: Callable[[str], str]) -> list[Fact]:
    """What ``other`` says in numbers and citations, and ``html`` does not. Citations get their references' names."""
    said = _said(html)
    return [_named(fact, name_citation) for fact in facts_in(other) if fact.value not in said]


def _named(fact: Fact, name_citation: Callable[[str], str]) -> Fact:
    if fact.kind != CITATION:
        return fact
    return Fact(fact.kind, fact.value, name_of(fact.shown, name_citation), fact.context)
