"""Units of measurement: which names mean the same unit, and by what they are turned into one another.

Upper and lower case matter in symbols ("mg" is not "Mg"): a symbol in another case than its own is a unit of its own.
"""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    """``factor`` times the unit of its ``dimension``; ``odd`` is how it was written, if in a case not its own."""

    dimension: str
    factor: Fraction = Fraction(1)
    is_dose: bool = False
    odd: str = ""


NO_UNIT = Unit("")
YEAR = Unit("month", Fraction(12))

_MICRO, _MILLI, _KILO = Fraction(1, 1_000_000), Fraction(1, 1000), Fraction(1000)
_SYMBOLS = {
    "kg": ("gram", _KILO),
    "g": ("gram", 1),
    "mg": ("gram", _MILLI),
    "mcg": ("gram", _MICRO),
    "µg": ("gram", _MICRO),
    "ug": ("gram", _MICRO),
    "ng": ("gram", _MICRO / 1000),
    "pg": ("gram", _MICRO / 1_000_000),
    "l": ("litre", 1),
    "L": ("litre", 1),
    "dl": ("litre", Fraction(1, 10)),
    "dL": ("litre", Fraction(1, 10)),
    "cl": ("litre", Fraction(1, 100)),
    "ml": ("litre", _MILLI),
    "mL": ("litre", _MILLI),
    "µl": ("litre", _MICRO),
    "µL": ("litre", _MICRO),
    "cc": ("litre", _MILLI),
    "mol": ("mole", 1),
    "mmol": ("mole", _MILLI),
    "µmol": ("mole", _MICRO),
    "umol": ("mole", _MICRO),
    "micromol": ("mole", _MICRO),
    "nanomol": ("mole", _MICRO / 1000),
    "picomol": ("mole", _MICRO / 1_000_000),
    "millimol": ("mole", _MILLI),
    "nmol": ("mole", _MICRO / 1000),
    "pmol": ("mole", _MICRO / 1_000_000),
    "mEq": ("equivalent", _MILLI),
    "mOsm": ("osmole", _MILLI),
    "IU": ("unit", 1),
    "iu": ("unit", 1),
    "U": ("unit", 1),
    "kIU": ("unit", _KILO),
    "MIU": ("unit", 1_000_000),
    "mIU": ("unit", _MILLI),
    "mmHg": ("mmHg", 1),
    "cmH2O": ("cmH2O", 1),
    "kPa": ("pascal", _KILO),
    "Pa": ("pascal", 1),
    "kcal": ("calorie", _KILO),
    "kJ": ("joule", _KILO),
    "J": ("joule", 1),
    "Gy": ("gray", 1),
    "mGy": ("gray", _MILLI),
    "Sv": ("sievert", 1),
    "mSv": ("sievert", _MILLI),
    "MBq": ("becquerel", 1_000_000),
    "GBq": ("becquerel", 1_000_000_000),
    "Hz": ("hertz", 1),
    "bpm": ("beat", 1),
    "beats per minute": ("beat", 1),
    "beats a minute": ("beat", 1),
    "°C": ("celsius", 1),
    "ºC": ("celsius", 1),
    "°F": ("fahrenheit", 1),
    "mm": ("metre", _MILLI),
    "cm": ("metre", Fraction(1, 100)),
    "m": ("metre", 1),
    "km": ("metre", _KILO),
    "nm": ("metre", _MICRO / 1000),
    "µm": ("metre", _MICRO),
    "m2": ("square metre", 1),
    "m²": ("square metre", 1),
    "min": ("minute", 1),
    "mins": ("minute", 1),
    "h": ("minute", 60),
    "hr": ("minute", 60),
    "hrs": ("minute", 60),
    "s": ("minute", Fraction(1, 60)),
    "sec": ("minute", Fraction(1, 60)),
    "secs": ("minute", Fraction(1, 60)),
    "d": ("minute", 1440),
    "wk": ("minute", 10080),
    "wks": ("minute", 10080),
    "mo": ("month", 1),
    "yr": ("month", 12),
    "yrs": ("month", 12),
    "a.m.": ("morning hour", 1),
    "p.m.": ("evening hour", 1),
    "am": ("morning hour", 1),
    "pm": ("evening hour", 1),
    "st": ("stone", 1),
    "lb": ("pound", 1),
    "lbs": ("pound", 1),
    "oz": ("ounce", 1),
    "fl oz": ("fluid ounce", 1),
    "tsp": ("teaspoon", 1),
    "tbsp": ("tablespoon", 1),
    "mV": ("volt", _MILLI),
    "V": ("volt", 1),
}
_WORDS = {
    "kilogram": ("gram", _KILO),
    "kilo": ("gram", _KILO),
    "gram": ("gram", 1),
    "gramme": ("gram", 1),
    "milligram": ("gram", _MILLI),
    "milligramme": ("gram", _MILLI),
    "microgram": ("gram", _MICRO),
    "microgramme": ("gram", _MICRO),
    "nanogram": ("gram", _MICRO / 1000),
    "litre": ("litre", 1),
    "liter": ("litre", 1),
    "millilitre": ("litre", _MILLI),
    "milliliter": ("litre", _MILLI),
    "decilitre": ("litre", Fraction(1, 10)),
    "centilitre": ("litre", Fraction(1, 100)),
    "deciliter": ("litre", Fraction(1, 10)),
    "microlitre": ("litre", _MICRO),
    "mole": ("mole", 1),
    "millimole": ("mole", _MILLI),
    "micromole": ("mole", _MICRO),
    "pint": ("pint", 1),
    "gallon": ("gallon", 1),
    "ounce": ("ounce", 1),
    "pound": ("pound", 1),
    "stone": ("stone", 1),
    "fluid ounce": ("fluid ounce", 1),
    "unit": ("unit", 1),
    "international unit": ("unit", 1),
    "calorie": ("calorie", 1),
    "degree": ("celsius", 1),
    "joule": ("joule", 1),
    "kilojoule": ("joule", _KILO),
    "kilocalorie": ("calorie", _KILO),
    "milliequivalent": ("equivalent", _MILLI),
    "metre": ("metre", 1),
    "meter": ("metre", 1),
    "centimetre": ("metre", Fraction(1, 100)),
    "centimeter": ("metre", Fraction(1, 100)),
    "millimetre": ("metre", _MILLI),
    "millimeter": ("metre", _MILLI),
    "kilometre": ("metre", _KILO),
    "mile": ("mile", 1),
    "inch": ("inch", 1),
    "inches": ("inch", 1),
    "second": ("minute", Fraction(1, 60)),
    "minute": ("minute", 1),
    "hour": ("minute", 60),
    "day": ("minute", 1440),
    "night": ("night", 1),
    "week": ("minute", 10080),
    "fortnight": ("minute", 20160),
    "month": ("month", 1),
    "year": ("month", 12),
    "decade": ("month", 120),
}
# Things that are counted out: a dose can be so many of them.
_COUNTED = [
    "tablet", "pill", "capsule", "caplet", "drop", "puff", "spray", "patch", "patche", "dose", "sachet", "spoonful",
    "teaspoon", "teaspoonful", "tablespoon", "tablespoonful", "ampoule", "vial", "pen", "suppository",
    "suppositorie", "pessary", "pessarie", "lozenge", "glass", "glasse", "cup", "bag", "syringe", "injection",
    "bottle", "inhaler", "cartridge", "scoop", "strip", "blister", "applicator", "measure", "cigarette", "drink",
    "sip", "application", "sheet", "session", "cycle", "course", "bolus", "boluse", "square", "portion", "feed",
    "meal", "click", "actuation", "inhalation", "squirt", "dab", "fingertip",
]  # fmt: skip
_ALIASES = {
    "pill": "tablet",
    "caplet": "tablet",
    "patche": "patch",
    "glasse": "glass",
    "suppositorie": "suppository",
    "pessarie": "pessary",
    "teaspoonful": "teaspoon",
    "tablespoonful": "tablespoon",
    "boluse": "bolus",
    "inhalation": "puff",
}
_DOSES = frozenset(
    {
        "gram", "litre", "mole", "equivalent", "osmole", "unit", "pint", "ounce", "fluid ounce", "pound",
        "teaspoon", "tablespoon", "gray", "becquerel",
    }
)  # fmt: skip

COUNTED = "|".join(
    f"{word}s?" for word in sorted([*_COUNTED, *(w for w in _WORDS if w != "second")], key=len, reverse=True)
)
_SYMBOL = "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
_WORD = "|".join(f"{word}s?" for word in sorted([*_WORDS, *_COUNTED], key=len, reverse=True))
_UNIT = re.compile(
    rf"(?:(?P<symbol>{_SYMBOL})|(?P<word>{_WORD})|(?P<case>{_SYMBOL}))(?![\w²])(?!-?(?:old|aged))", re.IGNORECASE
)
_PER = re.compile(r"\s?/\s?|\s(?:per|for each|for every|each|every|a|an)\s|\s(?=/)")
_TIMES_OF_DAY = frozenset({"minute", "month", "night"})


def unit_at(text: str, at: int, *, spaced: bool = True) -> tuple[Unit, int]:
    """The unit that stands at a place of the text (after one space or hyphen, or none), and where it ends."""
    start = at
    if spaced and at < len(text) and text[at] in " -":
        start = at + 1
    first = _one(text, start)
    if not first:
        return NO_UNIT, at
    unit, end = first
    # "mg/kg" and "mg per kilogram"; what is said by the day or hour is said of how often, not of how much.
    while per := _PER.match(text, end):
        following = _one(text, per.end())
        if (
            not following
            or following[0].dimension in _TIMES_OF_DAY
            or (unit.dimension in _TIMES_OF_DAY and per[0].strip() != "/")
        ):
            break
        below, end = following
        unit = Unit(
            f"{unit.dimension}/{below.dimension}", unit.factor / below.factor, unit.is_dose, unit.odd or below.odd
        )
    return unit, end


def is_unit_symbol(word: str) -> bool:
    """Whether a word is a unit's symbol, in the case that is its own."""
    return word in _SYMBOLS


def _one(text: str, at: int) -> tuple[Unit, int] | None:
    if not (text[at : at + 1].isalpha() or text[at : at + 1] == "°"):
        return None  # no unit begins so
    match = _UNIT.match(text, at)
    if not match:
        return None
    unit = _written(match[0])
    return (unit, match.end()) if unit else None


@lru_cache(maxsize=1024)
def _written(written: str) -> Unit | None:
    """The unit of one spelling."""
    if written in _SYMBOLS:
        dimension, factor = _SYMBOLS[written]
        return Unit(dimension, Fraction(factor), dimension in _DOSES)
    lower = written.lower()
    word = lower if lower in _WORDS or lower in _COUNTED else lower.removesuffix("s")
    if word in _WORDS:
        dimension, factor = _WORDS[word]
        return Unit(dimension, Fraction(factor), dimension in _DOSES)
    if word in _COUNTED:
        return Unit(_ALIASES.get(word, word), Fraction(1), True)
    if lower in ("a", "am", "i", "s", "d", "st", "mo", "in"):
        return None
    symbol = next((one for one in _SYMBOLS if one.lower() == lower), "")
    if not symbol:
        return None
    dimension, factor = _SYMBOLS[symbol]
    return Unit(dimension, Fraction(factor), dimension in _DOSES, written)
