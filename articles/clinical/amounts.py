"""The numbers of a text with what they say, so that what means the same is the same.

"5mg" is "5 milligrams", "1,000" is "1000", "daily" is "once a day", "1 in 10" is "10%", "two weeks" are "14 days".
"""

import re
from collections.abc import Callable, Iterator

from articles.clinical import dates, frequencies, quantities
from articles.clinical.numbers import WORDS, Amount
from articles.clinical.units import NO_UNIT

_WORD_OR_SIGN = re.compile(r"[a-z]+|[0-9½¼¾⅓⅔%]")
_OFTEN = frozenset(["daily", "weekly", "monthly", "yearly", "hourly", "fortnightly", "annually", "quarterly"])
_SHORT = frozenset(["od", "bd", "bid", "b", "t", "q", "tds", "tid", "qds", "qid", "qd", "qod"])
_DIGITS = frozenset("0123456789½¼¾⅓⅔")

_COUNTING = _DIGITS | WORDS | {"fifths", "tenths"}  # without any of them nothing is counted, so that no share is told


def _times(text: str) -> Iterator[Amount]:
    """How many times in a period, with its bound: "up to six times a day"."""
    for amount in frequencies.times(text):
        start, bound = quantities.bound_before(text, amount.start, NO_UNIT)
        yield amount._replace(start=start, key=(*amount.key, bound)) if bound else amount


# Each finder with the words or signs of which one must stand in the text, the most certain ones first.
_FINDERS: tuple[tuple[Callable[[str], Iterator[Amount]], frozenset[str]], ...] = (
    (dates.phones, _DIGITS),
    (dates.named_dates, dates.MONTHS),
    (dates.other_dates, _DIGITS | dates.DAYS),
    (_times, frozenset({"once", "twice", "thrice", "time", "times", "x"})),
    (frequencies.every, frozenset({"every", "each", "alternate", "hourly", "daily", "weekly", "monthly", "yearly"})),
    (quantities.and_a_half, frozenset({"half"})),
    (quantities.ratios, frozenset({"in", "out", "percent", "cent", "%", "of"})),
    (quantities.quantities, _DIGITS | WORDS),
    (frequencies.adverbs, _OFTEN | _SHORT),
    (quantities.single_ones, frozenset({"a", "an"})),
)


def amounts_in(text: str) -> list[Amount]:
    """The amounts in a text (in its typographic form), in order; none overlaps another."""
    said = set(_WORD_OR_SIGN.findall(text.lower()))
    found: list[Amount] = []
    taken = bytearray(len(text))
    for finder, hints in _FINDERS:
        if said.isdisjoint(hints) or (finder is quantities.ratios and text.isascii() and said.isdisjoint(_COUNTING)):
            continue
        for amount in finder(text):
            if not any(taken[amount.start : amount.end]):
                found.append(amount)
                taken[amount.start : amount.end] = b"\1" * (amount.end - amount.start)
    return sorted(found, key=_start)


def _start(amount: Amount) -> int:
    return amount.start
