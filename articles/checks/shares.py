"""How many of how many: "1 in 20", "3 per 1,000", "of 100 people, 4", "5%"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from articles.checks.text import Sentence
from articles.clinical.numbers import NUMBER, value_of

PERCENT = "percent"
DECIMAL = "decimal"

_PEOPLE = (
    r"people|persons?|patients?|wom[ae]n|m[ae]n|child(?:ren)?|adults?|bab(?:y|ies)|infants?|newborns?"
    r"|toddlers?|boys?|girls?"
    r"|cases?|users?|participants?|smokers?|pregnanc(?:y|ies)|births?|mothers?|teenagers?|adolescents?"
    r"|students?|travellers?"
    r"|residents?|carers?|parents?|others?|those|older|younger|deliver(?:y|ies)|operations?|procedures?|tests?"
    r"|knees?|hips?"
    r"|hearts?|eyes?|teeth|patient-years?|person-years?|years?"
)
_BASE = rf"(?P<b>{NUMBER})"
_OF = r"(?:\s(?:in|out of|of)\s(?:every\s|each\s|all\s|the\s)?|\s?/\s?)"
_NO_TIME = (
    r"(?!\s?(?:days?|weeks?|hours?|months?|minutes?|mins?|seconds?|doses?|mg|ml|mcg|micrograms?|grams?|g\b|kg"
    r"|cm|mm|%|per ?cent"
    r"|tablets?|capsules?|a\.?m|p\.?m|o'clock|sections?|steps?|languages?|rooms?|January|February|March|April"
    r"|May|June|July"
    r"|August|September|October|November|December))"
)
_IN = re.compile(
    rf"(?<![\w.,/])(?P<a>{NUMBER})(?:\s(?:more|fewer|less|extra|or more|or fewer))?(?:\s(?!in\b|of\b|to\b|and\b"
    rf"|or\b)[a-z'-]+){{0,2}}?"
    rf"\s(?:in|out of)\s(?:every\s|each\s|all\s)?{_BASE}(?![.,]?\d){_NO_TIME}",
    re.IGNORECASE,
)
_PER = re.compile(
    rf"(?<![\w.,/])(?P<a>{NUMBER})(?:\s[a-z'-]+){{0,3}}?\s?(?:per|for every|in each)\s?(?P<b>1,?000|100|10,?000"
    rf"|100,?000|million|thousand|hundred)\b",
    re.IGNORECASE,
)
_OF_MANY = re.compile(
    rf"(?<![\w.,/])(?P<a>{NUMBER})\sof\s(?:the\s|every\s|all\s)?(?P<b>\d[\d,]*)"
    rf"(?=\s(?:\w+\s)?(?:{_PEOPLE})\b|\s(?:with|without|on|given|taking)\b)",
    re.IGNORECASE,
)
_FROM_MANY = re.compile(
    rf"\b(?:(?:out )?of|among|for|in)\s(?:every\s|each\s|a group of\s|a total of\s|about\s)?(?P<b>\d[\d,]*"
    rf"|a (?:hundred|thousand))(?=\s(?:\w+\s){{0,2}}?(?:{_PEOPLE}|on|taking|given)\b)"
    rf"(?P<said>[^;:.]*?)(?<![\w.,])(?P<a>{NUMBER})(?![\d.,]*\d)(?!\s?%)",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?<![\w.,])(?P<a>{NUMBER})\s?(?:%|per ?cent\b)(?! points?)(?!age points?)", re.IGNORECASE)
_DECIMAL = re.compile(
    r"(?<![\w.,<>=])0?\.\d+(?![\d.]*\d)(?!\s?(?:mg|ml|g|mcg|micrograms?|mmol|%|units?|kg|cm|mm|l\b|percentage))"
)
_RATIO_BEFORE = re.compile(
    r"(?:ratio|HR|OR|RR|IRR|CI|p|P|kappa|r|AUC|score|index|interval|to|value)\s?(?:of|was|=|<|>|,|:|\()?\s?$",
    re.IGNORECASE,
)
_NOT_A_BASE = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Share:
    """A share of people as it is written. ``base`` is the number it is of, :data:`PERCENT` or :data:`DECIMAL`."""

    start: int
    end: int
    value: Fraction
    base: str
    sentence: Sentence

    @property
    def words(self) -> str:
        return self.sentence.text[self.start : self.end]


def shares_in(sentence: Sentence) -> list[Share]:
    """Every share in a sentence, in its order; none inside another."""
    found = [*_counted(sentence), *_percents(sentence)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Share] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _number(written: str) -> Fraction | None:
    words = {"million": "1000000", "thousand": "1000", "hundred": "100", "a hundred": "100", "a thousand": "1000"}
    value = value_of(words.get(written.lower(), written))
    return value if isinstance(value, Fraction) else None


def _counted(sentence: Sentence) -> Iterator[Share]:
    plain = sentence.plain
    for pattern in (_IN, _PER, _OF_MANY, _FROM_MANY):
        for match in pattern.finditer(plain):
            some, of = _number(match["a"]), _number(match["b"])
            if some is None or of is None or some >= of or of < 2 or _NOT_A_BASE.fullmatch(match["b"]):
                continue
            # In "of 100 people, 4 had", what is pointed at is "of 100".
            end = match.end("b") if pattern is _FROM_MANY else match.end()
            yield Share(match.start(), end, some / of, str(of), sentence)


def _percents(sentence: Sentence) -> Iterator[Share]:
    for match in _PERCENT.finditer(sentence.plain):
        value = _number(match["a"])
        if value is not None:
            yield Share(*match.span(), value / 100, PERCENT, sentence)


def decimals_in(sentence: Sentence) -> Iterator[Share]:
    """Shares as decimals: only where something is compared with them."""
    for match in _DECIMAL.finditer(sentence.plain):
        if not _RATIO_BEFORE.search(sentence.plain[: match.start()]):
            yield Share(*match.span(), Fraction(match[0] if match[0][0] != "." else "0" + match[0]), DECIMAL, sentence)
