"""Amounts with their units and bounds, and shares of people: "up to 5 mg", "half an hour", "1 in 10"."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from articles.clinical import units
from articles.clinical.frequencies import RATE, often
from articles.clinical.numbers import NUMBER, Amount, Key, value_of

_AND_A_HALF = re.compile(rf"\b(?:an?|one) (?P<unit>{units.COUNTED}) and a half\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:the|these|those|all|our|my|her|his|their) $", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:infus|inject|giv|drip|bolus|spread|administ)[^.;]*$", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:aged?|ages|age of)(?: (?:over|under|above|below|from|up to|at least|between))? $"
    r"|\b(?:children|kids|adults|people|patients|women|men|girls|boys|anyone|those) (?:aged )?"
    r"(?:over|under|above|below|from|younger than|older than) $",
    re.IGNORECASE,
)
_TIMES = ("minute", "month")
_LONGEST_BOUND = 24
_RATIO = re.compile(
    rf"(?<![\w.])(?P<a>{NUMBER})(?:\s(?:person|people|patients?|women|woman|men|man|child|children|adults?|babies|cases?|times))?"
    rf"\s(?:in|out of)(?:\severy|\seach)?\s(?P<b>{NUMBER})"
    r"(?!\s?(?:days?|weeks?|hours?|months?|years?|minutes?|seconds?|doses?|mg|ml|divided)\b)"
    rf"|(?<![\w.])(?P<pc>{NUMBER})\s?(?:%|per ?cent\b)(?:\sof\b)?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?P<part>half|(?:a|one|three|two) (?:quarter|third|fifth|tenth)s?)\sof\b"
    r"(?=\s(?:(?:all|the|these|those|our)\s)?(?:people|patients|women|men|children|adults|babies|cases|those|users)\b)",
    re.IGNORECASE,
)
_COMPARATORS = (
    (
        "≤",
        r"up to(?: a maximum of| a max of)?|at most|no more than|not more than|a? ?maximum(?: dose)? of|a? ?max of"
        r"|no longer than|not exceeding|less than or equal to|not over|no higher than|≤|<=|under or equal to|within",
    ),
    ("≥", r"at least|no less than|not less than|no fewer than|a? ?minimum of|more than or equal to|from|≥|>="),
    (
        ">",
        r"(?:aged )?over|(?:over|above) the age of|more than|above|greater than|higher than|older than|longer than"
        r"|exceeding|beyond|in excess of"
        r"|heavier than|>",
    ),
    (
        "<",
        r"(?:aged )?under|(?:under|below) the age of|less than|below|fewer than|lower than|younger than|shorter than"
        r"|lighter than|<",
    ),
    ("~", r"about|around|roughly|approximately|some|nearly|almost|~|circa|ca\.?"),
)
_BEFORE = re.compile(
    "(?:" + "|".join(rf"(?P<c{i}>{words})" for i, (_, words) in enumerate(_COMPARATORS)) + r")\s?$", re.IGNORECASE
)
_AFTER = re.compile(
    r"\s?(?:(?P<more>or (?:more|over|above|older|longer|higher|heavier)\b|and (?:over|above|older)\b|upwards\b|plus\b"
    r"|\+(?!\w))|(?P<less>or (?:less|fewer|under|below|younger|lower|shorter)\b|and (?:under|below|younger)\b"
    r"|at (?:the )?most\b|max(?:imum)?\b))",
    re.IGNORECASE,
)
_MORE_WITHIN = re.compile(
    r"\s(?:or|and) (?P<more>more|over|older)\b|\s(?:or|and) (?P<less>less|fewer|under)\b", re.IGNORECASE
)
_RANGE = re.compile(rf"\s?(?:-|to|or|and)\s?(?P<to>{NUMBER})(?![\d.]*\d)", re.IGNORECASE)
_NUMBER = re.compile(rf"(?<![\w.,])(?:(?<=\D)|^)(?P<sign>[-+±])?(?P<n>{NUMBER})(?!\d)", re.IGNORECASE)
_A_UNIT = re.compile(rf"\b(?:a|an)\s(?P<half>half )?(?=(?:{units.COUNTED})\b)", re.IGNORECASE)
_NOT_ONE = re.compile(
    r"(?:\b(?:the|this|that|which|any|every|no|each|another|only|right|last|some|first|wrong|loved|little|from) )$",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\s(?:of )?(?:a|an|the|one|your) (?=\w)", re.IGNORECASE)  # "half an hour"
_ONE_OF = re.compile(
    r"\s?(?:of\b|another\b|you\b|that\b|who\b|day\b|which\b|thing\b|way\b|can\b|may\b|should\b|must\b|for\b|with\b|or\b(?!\s(?:two|2|three|3)\b)|more\b|has\b|is\b|[.,;:!?]|$)",
    re.IGNORECASE,
)


class _Range(NamedTuple):
    """A number, or a range of them, with its bound ("≤", "≥", "<", ">"), and where it ends."""

    low: Fraction
    high: Fraction
    bound: str
    end: int


def ratios(text: str) -> Iterator[Amount]:
    """How many of how many: "1 in 10" is 10%."""
    for match in _SHARE.finditer(text):
        yield Amount("ratio", ("ratio", value_of(match["part"])), *match.span())
    for match in _RATIO.finditer(text):
        if match["pc"]:
            value = value_of(match["pc"])
            yield Amount("ratio", ("ratio", value / 100 if isinstance(value, Fraction) else value), *match.span())
            continue
        some, of = value_of(match["a"]), value_of(match["b"])
        if isinstance(some, Fraction) and isinstance(of, Fraction) and of > some:
            yield Amount("ratio", ("ratio", some / of), *match.span())


def quantities(text: str) -> Iterator[Amount]:
    """Numbers with their units. What is said by the day or hour is told apart, as how often."""
    at = 0
    while match := _NUMBER.search(text, at):
        amount = _quantity(text, match)
        at = amount.end if amount else match.end()
        if amount:
            yield amount
            if rate := RATE.match(text, amount.end) if amount.kind == "dose" else None:
                start = rate.start() + (len(rate[0]) - len(rate[0].lstrip()))
                yield Amount("frequency", often(1, rate["period"].lower()), start, rate.end())
                at = rate.end()


def _quantity(text: str, match: re.Match) -> Amount | None:
    written = match["n"]
    if written.lower() == "one" and (_NOT_ONE.search(text, 0, match.start()) or _ONE_OF.match(text, match.end())):
        return None
    if match["sign"] == "-" and match.start() and text[match.start() - 1].isalnum():
        return None
    value = _single(written)
    found = _range(text, match.end(), -value if match["sign"] == "-" else value)
    unit, end = _unit(text, found)
    found = _other_end(text, found._replace(end=end), unit)
    if after := _AFTER.match(text, found.end):
        found = found._replace(bound="≥" if after["more"] else "≤", end=after.end())
    start, bound = (match.start(), found.bound) if found.bound else bound_before(text, match.start(), unit)
    if text[end - 1] == "s" and text[end - 2].isdigit() and bound in ("<", ">"):
        unit = units.YEAR  # "the under 18s"
    if bound == "≥" and found.low < found.high:
        bound = ""  # "from 6 to 12" is "6 to 12"
    if not unit.dimension and _AGED.search(text, 0, match.start()):
        unit = units.YEAR
        found = found._replace(end=end)
    kind = "dose" if unit.is_dose else "duration" if unit.dimension in _TIMES else "number"
    key = ("amount", bound, *_scaled(found.low, found.high, unit))
    return Amount(kind, key, start, found.end, weak=_is_little(text, start, written, unit))


def _is_little(text: str, start: int, written: str, unit: units.Unit) -> bool:
    """Whether it is no news alone: a number that only points, or "one dose"."""
    if unit.dimension:
        return unit.dimension == "dose" and written.lower() == "one"
    return _says_little(text, start, written)


def _says_little(text: str, start: int, written: str) -> bool:
    """Whether a number without a unit only points to something: "the two", "one may not help another"."""
    return written.lower() == "one" or bool(_POINTING.search(text, 0, start) and not written[0].isdigit())


def _single(written: str) -> Fraction:
    value = value_of(written)
    return value if isinstance(value, Fraction) else Fraction(0)


def _range(text: str, end: int, value: Fraction) -> _Range:
    """The number with a second one ("5 to 10") or a bound ("two or more") that stand before its unit."""
    if within := _MORE_WITHIN.match(text, end):
        return _Range(value, value, "≥" if within["more"] else "≤", within.end())
    to = _RANGE.match(text, end)
    if to and _is_range(to, value, _single(to["to"])):
        return _Range(value, _single(to["to"]), "", to.end())
    return _Range(value, value, "", end)


def _unit(text: str, found: _Range) -> tuple[units.Unit, int]:
    """The unit after a number, also of a part ("half an hour"), and where it ends."""
    if of := _PART_OF.match(text, found.end) if found.low < 1 else None:
        unit, end = units.unit_at(text, of.end(), spaced=False)
        return unit, end if unit.dimension else found.end
    return units.unit_at(text, found.end)


def _other_end(text: str, found: _Range, unit: units.Unit) -> _Range:
    """The second number after the first one's unit: "5 mg to 10 mg"."""
    to = _RANGE.match(text, found.end) if unit.dimension and not found.bound and found.low == found.high else None
    if not to:
        return found
    upper, (again, end) = _single(to["to"]), units.unit_at(text, to.end())
    word = to[0][: -len(to["to"])].strip(" -").lower()
    return found._replace(high=upper, end=end) if again == unit and upper > found.low and word != "and" else found


def bound_before(text: str, start: int, unit: units.Unit) -> tuple[int, str]:
    """Where a bound before the number begins ("up to"), and its sign; "about" is none."""
    before = _BEFORE.search(text, max(0, start - _LONGEST_BOUND), start)
    if not before or not _at_word(text, before.start()):
        return start, ""
    sign = next(sign for i, (sign, _) in enumerate(_COMPARATORS) if before[f"c{i}"])
    if before[0].lower().strip() == "over" and unit.dimension in _TIMES and _GIVEN.search(text, 0, before.start()):
        return start, ""  # "infused over one hour" takes one hour
    within = before[0].lower().strip() == "within" and unit.dimension not in _TIMES
    return before.start(), "" if sign == "~" or within else sign


def _is_range(to: re.Match, low: Fraction, upper: Fraction) -> bool:
    word = to[0][: -len(to["to"])].strip().lower()
    return word != "and" and (word != "or" or upper > low)


def _at_word(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum() or not text[start].isalnum()


def _scaled(low: Fraction, high: Fraction, unit: units.Unit) -> Key:
    if unit.factor != 1:
        low, high = low * unit.factor, high * unit.factor
    return (low, high, unit.dimension, unit.odd)


def single_ones(text: str) -> Iterator[Amount]:
    """One without a number: "a tablet" is one tablet, "an hour" one hour."""
    for match in _A_UNIT.finditer(text):
        unit, end = units.unit_at(text, match.end(), spaced=False)
        if unit.dimension and unit.dimension != "meal":
            value = Fraction(1, 2) if match["half"] else Fraction(1)
            kind = "dose" if unit.is_dose else "duration"
            start, bound = bound_before(text, match.start(), unit)
            yield Amount(kind, ("amount", bound, *_scaled(value, value, unit)), start, end, weak=True)


def and_a_half(text: str) -> Iterator[Amount]:
    """One and a half: "an hour and a half"."""
    for match in _AND_A_HALF.finditer(text):
        unit, _ = units.unit_at(text, match.start("unit"), spaced=False)
        kind = "dose" if unit.is_dose else "duration"
        yield Amount(kind, ("amount", "", *_scaled(Fraction(3, 2), Fraction(3, 2), unit)), *match.span())
