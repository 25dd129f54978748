"""Units, and numbers as they are written in digits."""

import re
from fractions import Fraction
from functools import lru_cache

from articles.parity.normal import GROUPING

# What is measured, and how much of its first unit each unit is.
UNITS: dict[str, tuple[str, Fraction]] = {
    "g": ("mass", Fraction(1)),
    "mg": ("mass", Fraction(1, 1000)),
    "ug": ("mass", Fraction(1, 10**6)),
    "ng": ("mass", Fraction(1, 10**9)),
    "kg": ("mass", Fraction(1000)),
    "l": ("volume", Fraction(1)),
    "dl": ("volume", Fraction(1, 10)),
    "cl": ("volume", Fraction(1, 100)),
    "ml": ("volume", Fraction(1, 1000)),
    "mmol": ("substance", Fraction(1)),
    "umol": ("substance", Fraction(1, 1000)),
    "m": ("length", Fraction(1)),
    "cm": ("length", Fraction(1, 100)),
    "mm": ("length", Fraction(1, 1000)),
    "km": ("length", Fraction(1000)),
    "second": ("time", Fraction(1, 3600)),
    "minute": ("time", Fraction(1, 60)),
    "hour": ("time", Fraction(1)),
    "day": ("time", Fraction(24)),
    "week": ("time", Fraction(168)),
    "fortnight": ("time", Fraction(336)),
    "month": ("months", Fraction(1)),
    "year": ("months", Fraction(12)),
}
# Units that languages do not keep apart, or that are counted rather than measured.
_LOOSE = frozenset({"person", "thing", "glass", "cup", "sachet", "patch"})
PERIODS = {
    "minute": Fraction(1, 1440),
    "hour": Fraction(1, 24),
    "second": Fraction(1, 86400),
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(30),
    "year": Fraction(365),
}
_COMMA = frozenset({"de", "es", "fr", "pl"})  # languages whose decimals stand after a comma
_GROUPED = rf"\d{{1,3}}(?:[{GROUPING}']\d{{3}})+(?!\d)"
_SPACED = r"\d{1,3}(?: \d{3})+(?!\d)"
_SEVERAL = r"\d+(?:[.,]\d+)*"
FRACTIONS = {"1/2": Fraction(1, 2), "1/4": Fraction(1, 4), "3/4": Fraction(3, 4), "1/3": Fraction(1, 3)}
_FRACTION = r"(?:\d+ )?(?:1/2|1/4|3/4|1/3)(?![\d/])"
_LETTER_BEFORE = r"(?<![^\W\d_])"


def digits_pattern(language: str) -> str:
    """How a number in digits is written in a language."""
    spaced = f"{_SPACED}(?:,\\d+)?|" if language in _COMMA or not language else ""
    before = {"zh": "(?<![a-z])", "ar": rf"(?:{_LETTER_BEFORE}|(?<=[وفبل]))"}.get(language, _LETTER_BEFORE)
    return rf"(?<!\d)(?<!\d[.,]){before}(?:{_FRACTION}|{_GROUPED}(?:[.,]\d+)?|{spaced}{_SEVERAL})"


def values_of(written: str, language: str) -> tuple[Fraction, ...]:
    """What a number in digits may be worth: one value where the language says how it is read."""
    text = re.sub(rf"(?<=\d)[{GROUPING}' ](?=\d\d\d)", "", written)
    if "/" in text:
        whole, _, part = text.rpartition(" ")
        return (Fraction(whole or 0) + FRACTIONS[part],)
    signs = {char for char in text if char in ".,"}
    if not signs:
        return (Fraction(text),)
    if len(signs) == 2:
        last = max(text.rfind("."), text.rfind(","))
        return (_decimal(text, last),)
    sign = signs.pop()
    if text.count(sign) > 1:
        return (Fraction(text.replace(sign, "")),)
    grouped = bool(re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text))
    as_decimal = _decimal(text, text.find(sign))
    as_whole = Fraction(text.replace(sign, ""))
    if not grouped:
        return (as_decimal,)
    if not language:
        return (as_decimal, as_whole)
    return (as_decimal,) if sign == ("," if language in _COMMA else ".") else (as_whole,)


def _decimal(text: str, point: int) -> Fraction:
    whole = re.sub("[.,]", "", text[:point])
    return Fraction(f"{whole}.{text[point + 1 :]}")


def dimension(unit: str) -> str:
    """What a unit measures; the unit itself where it is the only one of its kind."""
    return UNITS[unit][0] if unit in UNITS else unit


@lru_cache(maxsize=4096)
def in_first_unit(value: Fraction, unit: str) -> Fraction:
    return value * UNITS[unit][1] if unit in UNITS else value


def is_loose(unit: str) -> bool:
    """Whether a unit says too little to be held against another."""
    return not unit or unit in _LOOSE


_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def chinese(written: str) -> tuple[Fraction, ...]:
    """A number in Chinese numerals: 二十五 is 25, 一百五十 is 150, 半 is a half, 一点五 is 1.5."""
    if "点" in written:
        whole, _, part = written.partition("点")
        digits = "".join(str(_CHINESE.get(char, 0)) for char in part)
        before = chinese(whole)
        return (before[0] + Fraction(f"0.{digits}"),) if before else ()
    if written == "半":
        return (Fraction(1, 2),)
    half = written.endswith("半")
    total = current = 0
    for char in written.removesuffix("半"):
        if char in _PLACES:
            total += (current or 1) * _PLACES[char]
            current = 0
        elif char in _CHINESE:
            current = _CHINESE[char]
        else:
            return ()
    return (total + current + (Fraction(1, 2) if half else Fraction(0)),)
