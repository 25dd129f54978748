"""Where two texts that should say the same do not: the facts of one held against those of the other."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from articles.parity.facts import Denial, Facts, Number, Rate, Span
from articles.parity.lexicons import lexicon
from articles.parity.measures import dimension, in_first_unit, is_loose

_MARKS = " ,;:.!?()，。；：、"


@dataclass(frozen=True)
class Difference:
    """One thing that the two texts do not say alike; an empty side says nothing of it. ``kind`` is a key of
    ``KINDS``; ``sentence`` is where it stands in the text that is checked."""

    kind: str
    old: str
    new: str
    sentence: str = ""


@dataclass
class Side:
    """The facts of the sentences that one side has for a passage."""

    facts: Sequence[Facts]
    language: str
    told_apart: int = 0  # denials that are read as a denial and a comparison

    @property
    def denials(self) -> list[tuple[Facts, Denial]]:
        return [(one, denial) for one in self.facts for denial in one.denials]

    def numbers(self) -> list[tuple[Facts, Number]]:
        return [(one, number) for one in self.facts for number in one.numbers]

    def rates(self) -> list[tuple[Facts, Rate]]:
        return [(one, rate) for one in self.facts for rate in one.rates]

    def marks(self, name: str) -> list[tuple[Facts, Span]]:
        found = [(one, span) for one in self.facts for span in one.mark(name)]
        for facts, denial in self.denials[: self.told_apart]:
            if name == "not":
                found.append((facts, denial.denied))
            elif name == denial.limit:
                found.remove((facts, denial.span))
        return found

    def poles(self, axis: str, pole: str) -> list[tuple[Facts, Span]]:
        found = [(one, span) for one in self.facts for span in one.poles.get((axis, pole), [])]
        for facts, denial in self.denials[: self.told_apart]:
            if (axis, pole) == ("bound", "up" if denial.limit == "max" else "down"):
                found.append((facts, denial.compared))
        return found


def tell_denials_apart(old: Side, new: Side) -> None:
    """Where one side denies "above 60" and the other has a limit of 60, the limit is read as the denial that it is."""
    for side, other in ((old, new), (new, old)):
        more = sum(len(side.marks(name)) - len(other.marks(name)) for name in ("max", "min"))
        fewer = len(other.marks("not")) - len(side.marks("not"))
        side.told_apart = max(0, min(more, fewer, len(side.denials)))


def same_amount(one: Number, other: Number) -> bool:
    if set(one.values) & set(other.values) and (one.unit == other.unit or is_loose(one.unit) or is_loose(other.unit)):
        return True
    if {dimension(one.unit), dimension(other.unit)} == {"time", "months"}:
        return _same_months(*sorted((one, other), key=lambda number: dimension(number.unit)))
    if not one.unit or not other.unit or dimension(one.unit) != dimension(other.unit):
        return False
    return in_first_unit(one.values[0], one.unit) == in_first_unit(other.values[0], other.unit)


def _same_months(months: Number, time: Number) -> bool:
    """Whether a time of weeks is one of months as they are counted in plain words: 12 weeks are 3 months."""
    days = in_first_unit(time.values[0], time.unit) / 24
    return time.values[0] > 1 and 28 <= days / in_first_unit(months.values[0], months.unit) <= 31


class Amounts:
    """The numbers and frequencies of two sides, each with what answers it on the other."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old.numbers(), new.numbers()
        self.matched_old: list[Number] = []
        self.matched_new: list[Number] = []
        for answers in (_is_same, _both_loosely, same_amount):
            self._match(answers)
        self.old_rates, self.new_rates = _apart(old.rates(), new.rates())
        self._reconcile()

    def _match(self, answers: Callable[[Number, Number], bool]) -> None:
        for pair in list(self.old):
            other = next((one for one in self.new if answers(pair[1], one[1])), None)
            if other:
                self.old.remove(pair)
                self.new.remove(other)
                self.matched_old.append(pair[1])
                self.matched_new.append(other[1])

    def _reconcile(self) -> None:
        """A number of hours on one side may be a frequency on the other: "in 24 hours", "a day"."""
        self._bring_together(self.old_rates, self.new_rates, self.new)
        self._bring_together(self.new_rates, self.old_rates, self.old)
        self._settle(self.old, self.new_rates)
        self._settle(self.new, self.old_rates)
        self.old = [pair for pair in self.old if not any(_is_same(pair[1], one) for one in self.matched_old)]
        self.new = [pair for pair in self.new if not any(_is_same(pair[1], one) for one in self.matched_new)]

    @staticmethod
    def _bring_together(
        whole: list[tuple[Facts, Rate]], counts: list[tuple[Facts, Rate]], numbers: list[tuple[Facts, Number]]
    ) -> None:
        """ "4 times a day" is said apart by "within a day" and "4 times"."""
        for rate in [one for one in whole if one[1].period]:
            period = Number((rate[1].each,), rate[1].period, rate[1].span)
            count = next((one for one in counts if not one[1].period and one[1].times == rate[1].times), None)
            time = next((one for one in numbers if same_amount(one[1], period)), None)
            if count and time:
                whole.remove(rate)
                counts.remove(count)
                numbers.remove(time)

    @staticmethod
    def _settle(numbers: list[tuple[Facts, Number]], rates: list[tuple[Facts, Rate]]) -> None:
        for pair in list(numbers):
            for rate in list(rates):
                period = Number((rate[1].each,), rate[1].period, rate[1].span)
                counted = Number((rate[1].times,), "", rate[1].span)
                answer = (rate[1].period and same_amount(pair[1], period) and rate[1].times == 1) or (
                    not rate[1].period and same_amount(pair[1], counted)
                )
                if answer and pair in numbers:
                    numbers.remove(pair)
                    rates.remove(rate)


def _is_same(one: Number, other: Number) -> bool:
    return one.values == other.values and one.unit == other.unit


def _both_loosely(one: Number, other: Number) -> bool:
    return same_amount(one, other) and is_loose(one.unit) == is_loose(other.unit)


def _apart(
    old: list[tuple[Facts, Rate]], new: list[tuple[Facts, Rate]]
) -> tuple[list[tuple[Facts, Rate]], list[tuple[Facts, Rate]]]:
    """The rates that only one side has. "Once" alone says nothing."""
    said = [{rate.a_day for _, rate in side} for side in (old, new)]
    left = [
        [pair for pair in side if pair[1].a_day not in said[1 - at] and pair[1].a_day != Fraction(-1)]
        for at, side in enumerate((old, new))
    ]
    return left[0], left[1]


def amount_kind(old: Number | None, new: Number | None) -> str:
    both = [one for one in (old, new) if one]
    units = {one.unit for one in both}
    if len(units) == 2 and all(units) and set(both[0].values) & set(both[1].values):
        return "interval" if {dimension(unit) for unit in units} <= {"time", "months"} else "unit"
    if all(dimension(one.unit) in ("time", "months") for one in both):
        return "interval"
    return "dose" if any(one.unit for one in both) else "number"


def numbers_paired(
    old: list[tuple[Facts, Number]], new: list[tuple[Facts, Number]]
) -> list[tuple[tuple[Facts, Number] | None, tuple[Facts, Number] | None]]:
    """What is left on both sides, brought together: first by what is measured, then by the value, then by place."""
    old, new = list(old), list(new)
    pairs: list[tuple[tuple[Facts, Number] | None, tuple[Facts, Number] | None]] = []
    told = (_same_but_unit, _same_unit, _same_value, _same_dimension, _both_counted, _any_two)
    for little, fits in [*product((False,), told), *product((True,), told)]:
        for one in list(old):
            answers = [other for other in new if fits(one[1], other[1])]
            if not little:
                answers = [other for other in answers if not _says_little(one) and not _says_little(other)]
            if answers:
                old.remove(one)
                new.remove(answers[0])
                pairs.append((one, answers[0]))
    return pairs + [(one, None) for one in old] + [(None, other) for other in new]


def _same_but_unit(one: Number, other: Number) -> bool:
    return _same_value(one, other) and dimension(one.unit) == dimension(other.unit)


def _same_unit(one: Number, other: Number) -> bool:
    return bool(one.unit) and one.unit == other.unit


def _same_value(one: Number, other: Number) -> bool:
    return bool(set(one.values) & set(other.values))


def _same_dimension(one: Number, other: Number) -> bool:
    return dimension(one.unit) == dimension(other.unit)


def _both_counted(one: Number, other: Number) -> bool:
    return is_loose(one.unit) or is_loose(other.unit)


def _any_two(one: Number, other: Number) -> bool:
    return not (one.soft and other.soft)


def number_differences(old: list[tuple[Facts, Number]], new: list[tuple[Facts, Number]]) -> list[Difference]:
    return [found for pair in numbers_paired(old, new) for found in number_difference(*pair)]


def number_difference(one: tuple[Facts, Number] | None, other: tuple[Facts, Number] | None) -> list[Difference]:
    """What two amounts differ in, one of which may be missing; nothing if they say too little to differ."""
    there = [pair for pair in (one, other) if pair]
    if len(there) == 1 and (there[0][1].soft or _says_little(there[0])):
        return []
    if any(pair[1].soft and pair[1].values == (Fraction(1),) for pair in there) and not _same_kind(there):
        return []
    kind = amount_kind(one[1] if one else None, other[1] if other else None)
    sides = [_amount(*pair) if pair else "" for pair in (one, other)]
    return [Difference(kind, sides[0], sides[1], other[0].words.shown if other else "")]


def _same_kind(there: list[tuple[Facts, Number]]) -> bool:
    kinds = {pair[1].measured for pair in there}
    return len(there) == 2 and "" not in kinds and (len(kinds) == 1 or kinds <= {"time", "months"})


def _amount(facts: Facts, number: Number) -> str:
    """A number with its unit, the other end of its range, and what it is counted by."""
    span = number.whole or number.span
    by = re.compile(r"\s?/\s?\w+").match(facts.words.text, span.end)
    return facts.shown(Span(span.start, by.end() if by else span.end))


def _says_little(pair: tuple[Facts, Number]) -> bool:
    """Whether a number is the "1" of "1 in 100", which others write as "a person"."""
    return pair[1].values == (Fraction(1),) and is_loose(pair[1].unit)


def rate_differences(amounts: Amounts) -> list[Difference]:
    """How often, where the sides differ. A time alone answers a frequency: "in a month", "for a week"."""
    found = []
    left, times = list(amounts.new_rates), _lengths(amounts.new)
    for facts, rate in amounts.old_rates:
        alike = [one for one in left if bool(one[1].period) == bool(rate.period)] or left
        answer = alike[0] if alike else next(iter(times), None)
        if alike:
            left.remove(alike[0])
        new_side = answer[0].shown(answer[1].span) if answer else ""
        found.append(Difference("frequency", facts.shown(rate.span), new_side, answer[0].words.shown if answer else ""))
    lengths = _lengths(amounts.old)
    old_side = lengths[0][0].shown(lengths[0][1].span) if lengths else ""
    found += [Difference("frequency", old_side, facts.shown(rate.span), facts.words.shown) for facts, rate in left]
    return found


def _lengths(numbers: list[tuple[Facts, Number]]) -> list[tuple[Facts, Number]]:
    return [pair for pair in numbers if dimension(pair[1].unit) in ("time", "months")]


def turned(old: Side, new: Side) -> list[Difference]:
    """Where one pole of two opposites gave way to the other: raise and lower, over and under."""
    found = []
    for axis, poles in lexicon(old.language).axes.items():
        names = tuple(poles)
        counts = [(len(old.poles(axis, pole)), len(new.poles(axis, pole))) for pole in names]
        for lost, won in ((0, 1), (1, 0)):
            if counts[lost][0] > counts[lost][1] and counts[won][1] > counts[won][0]:
                one = _odd_one(old.poles(axis, names[lost]), new.poles(axis, names[lost]))
                other = _odd_one(new.poles(axis, names[won]), old.poles(axis, names[won]))
                shown = [facts.shown(span) for facts, span in (one, other)]
                found.append(Difference("direction", shown[0], shown[1], other[0].words.shown))
    return found


def _odd_one(marks: list[tuple[Facts, Span]], answers: list[tuple[Facts, Span]]) -> tuple[Facts, Span]:
    """Of several the one that has no answer at about the same place of its sentence."""
    places = [_place(mark) for mark in answers]
    return max(marks, key=lambda mark: min((abs(_place(mark) - place) for place in places), default=1))


def _place(mark: tuple[Facts, Span]) -> float:
    return mark[1].start / max(1, len(mark[0].words.text))


def limits(old: Side, new: Side) -> list[Difference]:
    """Limits that one side has and the other has not."""
    found = []
    for name, soft in (("max", "softmax"), ("min", "softmin")):
        before, after = old.marks(name), new.marks(name)
        more = len(new.marks(soft)) - len(old.marks(soft))
        if len(before) > len(after) + max(0, more):
            facts, span = _odd_one(before, after)
            found.append(Difference("limit", with_neighbours(facts, span), "", ""))
        elif len(after) > len(before) + max(0, -more):
            facts, span = _odd_one(after, before)
            found.append(Difference("limit", "", with_neighbours(facts, span), facts.words.shown))
    if len(found) == 2 and sum(bool(one.old) for one in found) == 1:
        gone, come = sorted(found, key=lambda one: not one.old)
        return [Difference("limit", gone.old, come.new, come.sentence)]
    return found


def negations(old: Side, new: Side) -> list[Difference]:
    """A negation that one side has and the other has not, with what stands in its place."""
    before, after = old.marks("not"), new.marks("not")
    more = softer(new, old)
    if len(before) > len(after) + max(0, more):
        facts, span = _odd_one(before, after)
        return [Difference("negation", with_neighbours(facts, span), "", "")]
    if len(after) > len(before) + max(0, softer(old, new)):
        facts, span = _odd_one(after, before)
        allowed = permission(old, span.start / max(1, len(facts.words.text)))
        return [Difference("negation", allowed, with_neighbours(facts, span), facts.words.shown)]
    return []


def softer(side: Side, other: Side) -> int:
    """How many more words a side has that may say what the other denies."""
    return len(side.marks("softnot")) + len(side.marks("linked")) - len(other.marks("softnot"))


def permission(side: Side, place: float) -> str:
    """The words that allow, ask or state what the other side denies."""
    for pattern in lexicon(side.language).permits:
        found = [(one, Span(*match.span())) for one in side.facts for match in pattern.finditer(one.words.text)]
        if found:
            facts, span = min(found, key=lambda mark: abs(_place(mark) - place))
            return with_neighbours(facts, span)
    return ""


def allows(side: Side) -> bool:
    """Whether a side says that something may be done."""
    return any(pattern.search(one.words.text) for pattern in lexicon(side.language).allows for one in side.facts)


def with_neighbours(facts: Facts, span: Span) -> str:
    """The words of a span with the word before and the two after it, as far as their clause goes."""
    text = facts.words.text
    if any("\u2e80" <= char <= "\u9fff" for char in text[span.start : span.end]):
        return facts.shown(Span(max(0, span.start - 2), min(len(text), span.end + 3))).strip(_MARKS)
    before = re.search(r"[^\s,;:.!?()]+\s*$", text[: span.start])
    after = re.match(r"[\w'-]*(?:\s+[\w'-]+){0,2}", text[span.end :])
    return facts.shown(Span(before.start() if before else span.start, span.end + (after.end() if after else 0)))


negation_shown = with_neighbours
