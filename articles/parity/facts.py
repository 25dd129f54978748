"""What a sentence says that must be the same in other words: amounts, how often, limits, negations, directions."""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from articles.parity.lexicons import Lexicon, lexicon
from articles.parity.measures import PERIODS, chinese, dimension, is_loose, values_of
from articles.parity.normal import Normal, normal

_NEAR = 40  # letters between "twice" and "a day"
_SHARE = re.compile(r"\s(?:people\s)?(?:in|out of|of|von|sur|de|na|من)(?:\s(?:every|each|cada|je|كل))?\s")
_ONE_OF = re.compile(r"\b(?:one|a) (?:\w+ )?(?:in|out of)(?: every| each)? $")
_DUAL = re.compile(r"(?<!\w)\w{3,}(?:تين|تان)(?!\w)")
_CLAUSE = re.compile(r"[;:!?。；：！？]|\.(?!\d)")


class Span(NamedTuple):
    """A part of the sentence in its one form."""

    start: int
    end: int


class Number(NamedTuple):
    """An amount. ``values`` are more than one where the language does not say which; ``spelled`` is written in words.
    Nothing follows from a ``soft`` one being alone: "one", "a", and words of number that count nothing known."""

    values: tuple[Fraction, ...]
    unit: str
    span: Span
    spelled: bool = False
    soft: bool = False
    whole: Span | None = None  # with the other end of its range

    @property
    def measured(self) -> str:
        """What is measured: 2 mg and 2 g are the same thing, 2 mg and 2 tablets are not."""
        return dimension(self.unit)


class Denial(NamedTuple):
    """A limit said by denying more (or less): "not … more than". The same as a denial and a comparison."""

    limit: str
    span: Span
    denied: Span
    compared: Span


class Rate(NamedTuple):
    """So many times in so many periods; ``period`` is empty where only a number of times is said."""

    times: Fraction
    each: Fraction
    period: str
    span: Span

    @property
    def a_day(self) -> Fraction:
        return self.times / (self.each * PERIODS[self.period]) if self.period else -self.times


@dataclass
class Facts:
    """All that one sentence says."""

    words: Normal
    numbers: list[Number] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    per: list[tuple[str, Span]] = field(default_factory=list)
    marks: dict[str, list[Span]] = field(default_factory=dict)
    poles: dict[tuple[str, str], list[Span]] = field(default_factory=dict)
    denials: list[Denial] = field(default_factory=list)

    def shown(self, span: Span) -> str:
        return self.words.shows(span.start, span.end)

    def mark(self, name: str) -> list[Span]:
        return self.marks.get(name, [])


@lru_cache(maxsize=2048)
def facts_of(text: str, language: str, *, shares: bool = False) -> Facts:
    """What a sentence in a language says. Nothing but amounts in signs is known of a language without a list.
    With ``shares``, "1 in 10" is the same as "10%"; between languages such words are too many to be told."""
    found = _Reader(normal(text), lexicon(language)).read()
    if shares:
        found.numbers = _with_shares(found)
    return found


def _with_shares(facts: Facts) -> list[Number]:
    numbers, joining = facts.numbers, _SHARE
    made: list[Number] = []
    for one in numbers:
        if _ONE_OF.search(facts.words.text[: one.span.start]) and one.values[0]:
            made.append(one._replace(values=(100 / one.values[0],), unit="percent", spelled=False, soft=False))
            continue
        last = made[-1] if made else None
        between = facts.words.text[last.span.end : one.span.start] if last else ""
        if last and last.unit in ("", "person") and is_loose(one.unit) and joining.fullmatch(between) and one.values[0]:
            share = last.values[0] / one.values[0] * 100
            made[-1] = Number((share,), "percent", Span(last.span.start, one.span.end))
        else:
            made.append(one)
    return made


class _Reader:
    def __init__(self, words: Normal, lexicon: Lexicon) -> None:
        self.words, self.lexicon = words, lexicon
        self.text = words.text
        self.taken = bytearray(len(self.text))
        self.found = Facts(words)

    def read(self) -> Facts:
        self._take("neutral")
        for name in ("only", "max", "min"):
            self.found.marks[name] = self._take(name)
        self._loose_limits()
        periods, times = self._frequencies()
        self._rates(periods, times)
        self._numbers()
        self._negations()
        self._axes()
        for name in ("softmax", "softmin"):
            self.found.marks[name] = [*self.found.mark(name), *self._free(self.lexicon.signs[name])]
        self.found.marks |= {name: self._said(name) for name in ("unsaid", "undone", "tells")}
        self.found.marks["linked"] += self._free(self.lexicon.signs["linked"])
        return self.found

    def _loose_limits(self) -> None:
        """ "Up to" is a limit, but in "raise it up to" it only says how far."""
        changes = self.lexicon.axes.get("change", {}).values()
        for span in self._take("loosemax"):
            before = self.text[max(0, span.start - _NEAR) : span.start]
            moves = any(pattern.search(before) for pattern in (*changes, self.lexicon.signs["moving"]))
            if moves:
                self.taken[span.start : span.end] = bytes(span.end - span.start)
            self.found.marks.setdefault("softmax" if moves else "max", []).append(span)
        self.found.marks["max"] = sorted(self.found.mark("max"))

    # Each part of the text is read once: what was taken for one thing is no other.

    def _is_free(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def _occupy(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)

    def _free(self, pattern: re.Pattern) -> list[Span]:
        return [
            Span(*m.span()) for m in pattern.finditer(self.text) if m.end() > m.start() and self._is_free(*m.span())
        ]

    def _said(self, name: str) -> list[Span]:
        return [Span(*match.span()) for match in self.lexicon.signs[name].finditer(self.text)]

    def _take(self, name: str) -> list[Span]:
        found = []
        for match in self.lexicon.signs[name].finditer(self.text):
            parts = [match.span(n) for n in range(1, (match.lastindex or 0) + 1) if match.start(n) >= 0]
            parts = parts or [match.span()]
            if match.end() > match.start() and all(self._is_free(*part) for part in parts):
                found.append(Span(*match.span()))
                if name in ("max", "min"):
                    self._deny(name, found[-1], [Span(*part) for part in parts])
                for part in parts:
                    self._occupy(*part)
        return found

    def _deny(self, name: str, span: Span, parts: list[Span]) -> None:
        says_no = self.lexicon.signs["not"]
        if len(parts) > 1:
            parts.sort(key=lambda part: not says_no.search(self.text[part.start : part.end]))
            self.found.denials.append(Denial(name, span, parts[0], parts[-1]))
            return
        said = self.text[span.start : span.end]
        compared = self.lexicon.axes["bound"]["up" if name == "max" else "down"].search(said)
        if compared and (denied := says_no.search(said)):
            ends = (Span(span.start + match.start(), span.start + match.end()) for match in (denied, compared))
            self.found.denials.append(Denial(name, span, *ends))

    def _frequencies(self) -> tuple[list[Rate], list[Rate]]:
        periods: list[Rate] = []
        for match in self.lexicon.signs["every"].finditer(self.text):
            if self._is_free(*match.span()) and (rate := self._every(match)):
                periods.append(rate)
                self._occupy(*match.span())
        for pattern, each, period in self.lexicon.often:
            for span in self._free(pattern):
                periods.append(Rate(Fraction(1), Fraction(each), period, span))
                self._occupy(*span)
        for span in self._free(self.lexicon.signs["per"]):
            if period := self._period_in(span):
                periods.append(Rate(Fraction(1), Fraction(1), period, span))
                self._occupy(*span)
        for unit, pattern in self.lexicon.rates.items():
            for span in self._free(pattern):
                self.found.per.append((unit, span))
                self._occupy(*span)
        return periods, self._times()

    def _every(self, match: re.Match) -> Rate | None:
        span = Span(*match.span())
        if dual := next((unit for word, unit in self.lexicon.duals.items() if match[0].endswith(word)), ""):
            return Rate(Fraction(1), Fraction(2), dual, span) if dual in PERIODS else None
        number = self.lexicon.number.search(match[0])
        period = self._period_in(span)
        if not number or not period:
            return None
        return Rate(Fraction(1), self._value(number[0])[0] or Fraction(1), period, span)

    def _period_in(self, span: Span) -> str:
        """The unit of time with which a phrase ends."""
        said = self.text[span.start : span.end]
        if "hour" in said and self.lexicon.language == "en":
            return "hour"
        if self.lexicon.language == "de" and "stündlich" in said:
            return "hour"
        names = [self._unit(match[0]) for match in self.lexicon.period.finditer(said)]
        return names[-1] if names and names[-1] in PERIODS else ""

    def _times(self) -> list[Rate]:
        found = []
        for match in self.lexicon.signs["times"].finditer(self.text):
            number = self.lexicon.number.search(match[0])
            if number and self._is_free(*match.span()):
                found.append(Rate(self._value(number[0])[0], Fraction(1), "", Span(*match.span())))
                self._occupy(*match.span())
        for pattern, count in self.lexicon.counts:
            for span in self._free(pattern):
                found.append(Rate(Fraction(count), Fraction(1), "", span))
                self._occupy(*span)
        return found

    def _rates(self, periods: list[Rate], times: list[Rate]) -> None:
        """Bring "twice" and "a day" together where they stand near each other."""
        left = list(periods)
        for one in times:
            near = [other for other in left if _distance(one.span, other.span) <= _NEAR]
            if not near:
                self.found.rates.append(one)
                continue
            other = min(near, key=lambda rate: _distance(one.span, rate.span))
            left.remove(other)
            span = Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
            self.found.rates.append(Rate(one.times, other.each, other.period, span))
        self.found.rates = sorted([*self.found.rates, *left], key=lambda rate: rate.span)

    def _numbers(self) -> None:
        for word, unit in self.lexicon.duals.items():
            for match in re.finditer(rf"(?<!\w)[وفبل]?(?:ال)?{re.escape(word)}(?!\w)", self.text):
                if self._is_free(*match.span()):
                    span = Span(*match.span())
                    self.found.numbers.append(Number((Fraction(2),), unit, span, spelled=True))
                    self._occupy(*span)
        for match in self.lexicon.number.finditer(self.text):
            if self._is_free(*match.span()):
                self._number(match)
        self._other_duals()
        self._bare_times()
        self.found.numbers.sort(key=lambda number: number.span)
        self._share_units()

    def _other_duals(self) -> None:
        """Two of something that is on no list, by the ending."""
        if self.lexicon.duals:
            for span in self._free(_DUAL):
                self.found.numbers.append(Number((Fraction(2),), "", span, spelled=True, soft=True))
                self._occupy(*span)

    def _bare_times(self) -> None:
        """ "After week" is after one, in languages without articles."""
        if self.lexicon.bare_time:
            for match in self.lexicon.bare_time.finditer(self.text):
                unit = self._unit(match["unit"])
                if unit and self._is_free(*match.span()):
                    self.found.numbers.append(
                        Number((Fraction(1),), unit, Span(*match.span()), spelled=True, soft=True)
                    )

    def _number(self, match: re.Match) -> None:
        written = match[0]
        digits = written[0].isdigit() or (written[0] == " " and written[1:2].isdigit())
        after = self.lexicon.unit_after.match(self.text, match.end())
        unit = self._unit(after["unit"]) if after and self._is_free(after.start("unit"), after.end("unit")) else ""
        if self.lexicon.language == "zh" and not digits and not unit:
            return
        start, end = match.start(), after.end() if unit and after else match.end()
        if not unit and self.lexicon.unit_before and written.startswith("ال"):
            before = self.lexicon.unit_before.search(self.text[: match.start()])
            if before and self._is_free(before.start(), match.start()):
                unit, start = self._unit(before["unit"]), before.start()
        values = values_of(written.rstrip("万"), self.lexicon.language) if digits else self._value(written)
        if not values:
            return
        if digits and written.endswith("万"):
            values = (values[0] * 10_000,)
        if not digits and values == (Fraction(1),) and is_loose(unit):
            return
        is_one = values == (Fraction(1),) and not (unit in PERIODS and written == "one")
        soft = not digits and (is_one or (not unit and self.lexicon.language != "zh"))
        if self.text[max(0, match.start() - 3) : match.start()] == "百分之":
            unit = "percent"
        span = Span(start, end)
        self.found.numbers.append(Number(values, unit, span, spelled=not digits, soft=soft))
        self._occupy(*span)

    def _share_units(self) -> None:
        """In "5 to 10 mg" both are milligrams."""
        numbers = self.found.numbers
        for index in range(len(numbers) - 2, -1, -1):
            one, after = numbers[index], numbers[index + 1]
            between = self.text[one.span.end : after.span.start]
            if not one.unit and after.unit and len(between) <= 12 and self.lexicon.joining.fullmatch(between.strip()):
                whole = Span(one.span.start, after.span.end)
                numbers[index] = one._replace(unit=after.unit, soft=False, whole=whole)
                numbers[index + 1] = after._replace(whole=whole)

    def _value(self, written: str) -> tuple[Fraction, ...]:
        written = " ".join(written.split())
        if written[0].isdigit():
            return values_of(written.rstrip("万"), self.lexicon.language)
        if self.lexicon.language == "zh":
            return chinese(written)
        words = self.lexicon.words
        value = (
            words.get(written)
            or words.get(written[1:])
            or words.get(written.removeprefix("ال"))
            or words.get(written.replace(" ", "-"))
        )
        if value is None and written in self.lexicon.articles:
            value = Fraction(1)
        return (value,) if value is not None else ()

    def _unit(self, written: str) -> str:
        units = self.lexicon.units
        written = " ".join(written.split())
        if written in units:
            return units[written]
        stems = [one for one in units if one.endswith("*") and written.startswith(one[:-1])]
        if stems:
            return units[max(stems, key=len)]
        return units.get(written.replace(" ", ""), "")

    def _negations(self) -> None:
        signs = self.lexicon.signs
        inside = [denial.span for denial in self.found.denials]
        inside += self._free(signs["softnot"])
        hard = [one for one in self._free(signs["not"]) if not any(s.start <= one.start < s.end for s in inside)]
        concord = set(self._free(signs["concord"]))
        clauses = [0, *(match.end() for match in _CLAUSE.finditer(self.text)), len(self.text) + 1]
        kept, linked = [], []
        for begin, end in pairwise(clauses):
            here = [span for span in hard if begin <= span.start < end]
            plain = [span for span in here if span not in concord]
            doubled = [span for span in here if span in concord]
            kept += plain or doubled[:1]
            linked += doubled if plain else doubled[1:]
        for span in kept:
            self._occupy(*span)
        self.found.marks["not"] = sorted(kept)
        self.found.marks["softnot"] = self._free(signs["softnot"]) + self.found.mark("only")
        self.found.marks["linked"] = linked

    def _axes(self) -> None:
        for axis, poles in self.lexicon.axes.items():
            for pole, pattern in poles.items():
                self.found.poles[axis, pole] = self._free(pattern)


def _distance(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
