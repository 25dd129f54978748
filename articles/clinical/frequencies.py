"""How often something is done: "daily" is "once a day", and "bd" is twice."""

import re
from collections.abc import Iterator

from articles.clinical.numbers import COUNT, NUMBER, Amount, Key, Value, value_of

_PERIOD = (
    r"(?P<period>day|night|week|fortnight|month|year|hour|minute|second|24 hours|hr|h|d|wk|min|morning|evening)s?\b"
)
_PERIODS: dict[str, Key] = {
    "hr": ("hour",),
    "h": ("hour",),
    "d": ("day",),
    "wk": ("week",),
    "min": ("minute",),
    "24 hours": ("day",),
}
_TIMES = re.compile(
    rf"\b(?:(?P<word>once|twice|thrice)|(?P<n>{COUNT})\s?(?:times?|x)\b)"
    r"(?:,? (?:in )?(?:a|an|per|each|every|one)\s|\s?/\s?|\s)?"
    rf"(?:(?P<adverb>daily|weekly|monthly|yearly|nightly|hourly)\b|{_PERIOD})",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\b(?:every|each)\s(?:(?P<other>other|second|alternate)\s|(?P<third>third)\s|(?P<fourth>fourth)\s|(?P<single>single)\s"
    rf"|(?P<n>{NUMBER}(?:\s?(?:-|to|or)\s?{NUMBER})?)\s?)?{_PERIOD}|\balternate (?P<alternate>day|night|week)s\b"
    rf"|\b(?P<hours>{NUMBER})(?: hour|-(?P<by>hour|dai|week|month|year))ly\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?P<a>daily|weekly|monthly|yearly|hourly|fortnightly|annually|quarterly)\b|(?<![\w.])(?P<b>od|bd|bid|b\.d\.|b\.i\.d\.|tds|tid|t\.d\.s\.|t\.i\.d\.|qds"
    r"|qid|q\.d\.s\.|q\.i\.d\.|qd|qod|q\.d\.|q\.o\.d\.|OD|BD|BID|TDS|TID|QDS|QID|QD|QOD)(?![\w])|\bq(?P<q>\d+)h\b"
)
_LATIN = {"o": 1, "q": 4, "b": 2, "t": 3}
RATE = re.compile(rf"\s?(?:/\s?|(?:per|a|an|each|every|in|in any|in each|in every)\s)(?:1\s?)?{_PERIOD}", re.IGNORECASE)


def times(text: str) -> Iterator[Amount]:
    """How many times in a period: "twice a day", "three times weekly"."""
    for match in _TIMES.finditer(text):
        count = {"once": 1, "twice": 2, "thrice": 3}.get((match["word"] or "").lower()) or value_of(match["n"])
        period = {"daily": "day", "nightly": "night"}.get((match["adverb"] or "").lower()) or (
            match["adverb"].lower().removesuffix("ly") if match["adverb"] else match["period"].lower()
        )
        yield Amount("frequency", often(count, period), *match.span())


def often(count: Value, period: str, each: Value = 1) -> Key:
    """So many times in each of so many periods."""
    unit = _PERIODS.get(period, (period,))[0]
    if unit == "hour" and each == 24:
        unit, each = "day", 1
    if unit == "day" and each == 7:
        unit, each = "week", 1
    if unit == "fortnight":
        unit, each = "week", 2
    return ("often", count, each, unit)


def every(text: str) -> Iterator[Amount]:
    """How long between: "every six hours", "on alternate days"."""
    for match in _EVERY.finditer(text):
        if match["hours"]:
            period = match["by"] or "hour"
            key = often(1, "day" if period == "dai" else period, value_of(match["hours"]))
        elif match["alternate"]:
            key = often(1, match["alternate"].lower(), 2)
        elif match["period"].lower() in ("morning", "evening", "night") and not match["n"]:
            continue
        else:
            fixed = next((n for name, n in (("other", 2), ("third", 3), ("fourth", 4)) if match[name]), 1)
            key = often(1, match["period"].lower(), value_of(match["n"]) if match["n"] else fixed)
        yield Amount("frequency", key, *match.span())


def adverbs(text: str) -> Iterator[Amount]:
    """Single words ("daily"), and the abbreviations of prescriptions ("tds")."""
    for match in _ADVERB.finditer(text):
        if match["q"]:
            key = often(1, "hour", int(match["q"]))
        elif match["b"]:
            short = match["b"].lower().replace(".", "")
            key = often(1, "day", 2) if short == "qod" else often(1 if short == "qd" else _LATIN[short[0]], "day")
        else:
            word = match["a"].lower()
            key = {"daily": often(1, "day"), "annually": often(1, "year"), "quarterly": often(1, "month", 3)}.get(
                word, often(1, word.removesuffix("ly"))
            )
        yield Amount("frequency", key, *match.span())
