"""Numbers in digits and in words, and what they come to."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

Key = tuple
Value = Fraction | tuple[Fraction, ...] | int | None


class Amount(NamedTuple):
    """A number found in a text. ``kind`` is a key of ``KINDS``; equal ``key`` means the same.

    ``weak`` ones ("a tablet") are no news where they come or go alone.
    """

    kind: str
    key: Key
    start: int
    end: int
    weak: bool = False


_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: Fraction(n) for n, word in enumerate(_ONES)} | {
    word: Fraction(10 * n) for n, word in enumerate(_TENS, 2)
}
_LARGE = {"hundred": Fraction(100), "thousand": Fraction(1000), "million": Fraction(1_000_000), "dozen": Fraction(12)}
_PARTS = {
    "half": Fraction(1, 2),
    "quarter": Fraction(1, 4),
    "single": Fraction(1),
    "couple": Fraction(2),
    "third": Fraction(1, 3),
    "fifth": Fraction(1, 5),
    "sixth": Fraction(1, 6),
    "tenth": Fraction(1, 10),
    "twentieth": Fraction(1, 20),
    "hundredth": Fraction(1, 100),
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}

_UNITS_WORD = "|".join(sorted(_ONES, key=len, reverse=True))
_TENS_WORD = "|".join(_TENS)
_LARGE_WORD = "|".join(_LARGE)
# Only small ones are fractions: "1/2" is, "120/80" and "200/6" are two numbers.
_DIGITS = (
    r"[1-9]/(?:[2-9]|10)(?![\d/])"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d])|\d+\.\d+|\.\d+|\d+(?:,\d{1,2}(?!\d))?"
)
_WORDS = (
    rf"(?:(?:{_TENS_WORD})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:{_UNITS_WORD})"
    r"|a(?= (?:hundred|thousand|million|dozen)))"
    rf"(?:[- ](?:{_LARGE_WORD}))*(?: and a half)?"
)
# A whole number or a fraction, in digits or words. "COUNT" is one that may stand before "times".
NUMBER = (
    rf"(?:(?:{_DIGITS})(?:\s?[½¼¾⅓⅔])?(?:\s(?:{_LARGE_WORD})\b)?|[½¼¾⅓⅔]|\b(?:{_WORDS})\b"
    r"|\b(?:half|(?:one |a )?quarter|three quarters"
    r"|(?:one |a )(?:third|fifth|sixth|tenth|twentieth|hundredth)|two thirds|a single|single|a couple of)\b)"
)
COUNT = rf"(?:{NUMBER}(?:\s?(?:-|to|or)\s?{NUMBER})?)"
# Every word that a number can be written with.
WORDS = frozenset([*_ONES, *_TENS, *_LARGE, *_PARTS, "quarters", "thirds"])
_RANGE = re.compile(rf"({NUMBER})\s?(?:-|to|or)\s?({NUMBER})", re.IGNORECASE)
_SPLIT = re.compile(r"[ -]+")


@lru_cache(maxsize=4096)
def value_of(written: str) -> Fraction | tuple[Fraction, ...] | None:
    """What a number comes to; a range ("one or two") as its two ends. Decimal commas are commas for decimals only where
    no thousand can be meant."""
    if parts := _RANGE.fullmatch(written):
        low, high = _single(parts[1]), _single(parts[2])
        return low if high is None else (low, high) if low is not None else None
    return _single(written)


def _single(written: str) -> Fraction:
    text = written.lower().strip()
    if text[0].isdigit() or text[0] == ".":
        return _digits(text)
    total = Fraction(0)
    for word in _SPLIT.split(text.replace(" and a half", " half")):
        if word in _LARGE:
            total = (total or 1) * _LARGE[word]
        elif word in _SMALL:
            total += _SMALL[word]
        elif word.rstrip("s") in _PARTS:
            total = (
                total * _PARTS[word.rstrip("s")]
                if word.rstrip("s") in ("quarter", "third") and total
                else total + _PARTS[word.rstrip("s")]
            )
    return total


def _digits(text: str) -> Fraction:
    extra = Fraction(0)
    for sign, part in _PARTS.items():
        if text.endswith(sign) and len(sign) == 1:
            text, extra = text[:-1].strip(), part
    factor = Fraction(1)
    for word, large in _LARGE.items():
        if text.endswith(word):
            text, factor = text.removesuffix(word).strip(), large
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    text = text.replace(" ", "").replace(",", ".")
    whole, _, below = text.partition("/")
    value = Fraction(whole if not whole.startswith(".") else "0" + whole)
    if below and int(below):
        value /= int(below)
    return value * factor + extra
