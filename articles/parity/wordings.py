"""Whether a wording says the same as the text for everyone, in its own words and perhaps with less.

A wording may leave things out. What it does say must stand in the text for everyone: an amount that stands in both
must agree, one that stands in the wording alone has no source. And what it keeps it must keep whole: a limit, a
denial or a citation that stands with a kept amount or claim may not go.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from articles.parity.claims import Claim, claims_of, shared_weight, shares_words, support_of
from articles.parity.differences import (
    Amounts,
    Difference,
    Side,
    allows,
    negation_shown,
    number_difference,
    numbers_paired,
    permission,
    rate_differences,
    same_amount,
    softer,
    tell_denials_apart,
    turned,
    with_neighbours,
)
from articles.parity.facts import Facts, Number, Rate, Span

_KEPT = 0.5  # share of a claim's words that says that it is kept
_TOUCHED = 0.25  # the same, where it is two words at least


def wording_differences(base: str, wording: str, language: str) -> list[Difference]:
    """Where a wording does not say what the text for everyone says, in the order of the wording."""
    told, said = claims_of(base, language), claims_of(wording, language)
    if not told or not said:
        return []
    places = [support_of(claim, at / len(said), told) for at, claim in enumerate(said)]
    found: list[Difference] = []
    for claim, support in zip(said, places, strict=True):
        sources = [told[index] for index in support]
        others = [number for other in said if other is not claim for number in other.facts.numbers]
        found += _amounts(sources, claim, (told, others), language)
        found += _medicines(sources, claim, told)
        found += _cited(sources, claim)
        found += _denied(sources, claim, language)
        found += _turned(sources, claim, language)
    for index, source in enumerate(told):
        keeping = [claim for claim, support in zip(said, places, strict=True) if index in support]
        if keeping:
            found += _dropped(source, keeping, language)
            if len(told) > 1 or len(said) > 1:
                keeping = keeping if _is_kept(source, keeping) else []
            found += _uncited(source, keeping)
    return list(dict.fromkeys(found))


def _side(claims: Sequence[Claim], language: str) -> Side:
    return Side([claim.facts for claim in claims], language)


def _turned(sources: Sequence[Claim], claim: Claim, language: str) -> list[Difference]:
    old, new = _side(sources, language), _side([claim], language)
    tell_denials_apart(old, new)
    return turned(old, new)


def _amounts(
    sources: Sequence[Claim], claim: Claim, around: tuple[Sequence[Claim], Sequence[Number]], language: str
) -> list[Difference]:
    """Amounts of a claim that its sources do not say. ``around`` is all of the text for everyone, and the amounts of
    the rest of the wording: what those say is not what stands in the place of these."""
    told, others = around
    old, new = _side(sources, language), _side([claim], language)
    amounts = Amounts(old, new)
    elsewhere = [number for one in told if one not in sources for number in one.facts.numbers]
    often = {rate.a_day for one in told for rate in one.facts.rates}
    found = []
    said = [pair for pair in amounts.old if any(same_amount(pair[1], number) for number in others)]
    open_ones = [pair for pair in amounts.old if pair not in said]
    for one, other in numbers_paired(open_ones or amounts.old, amounts.new):
        if other is None or (one is None and (other[1].soft or any(same_amount(other[1], n) for n in elsewhere))):
            continue
        loosely = None
        if one and not _comparable(one[1], other[1]):
            if other[1].soft or any(same_amount(other[1], number) for number in elsewhere):
                continue
            loosely = one if not (one[1].unit and other[1].unit) else None
            one = None
        one = one or _instead(other[1], claim, told) or loosely
        found += number_difference(one, other)
    amounts.new_rates = [pair for pair in amounts.new_rates if pair[1].a_day not in often or amounts.old_rates]
    if amounts.new_rates:
        found += [one for one in rate_differences(amounts) if one.new]
    return found


def _instead(number: Number, claim: Claim, told: Sequence[Claim]) -> tuple[Facts, Number] | None:
    """The amount that another claim about the same has where this one has a number without a source."""
    return next(
        (
            (one.facts, other)
            for one in told
            for other in one.facts.numbers
            if one.stems & claim.stems
            and _comparable(other, number)
            and not other.soft
            and not any(same_amount(other, own) for own in claim.facts.numbers)
        ),
        None,
    )


def _comparable(one: Number, other: Number) -> bool:
    """Whether one amount may stand in the place of another, rather than beside it."""
    times = {"time", "months"}
    return one.measured == other.measured or {one.measured, other.measured} <= times


def _medicines(sources: Sequence[Claim], claim: Claim, told: Sequence[Claim]) -> list[Difference]:
    known = {name for one in told for name in one.medicines}
    near = {name: shown for one in sources for name, shown in one.medicines.items() if name not in claim.medicines}
    found = []
    for name, shown in claim.medicines.items():
        if not any(_same_medicine(name, other) for other in known):
            found.append(Difference("medicine", next(iter(near.values()), ""), shown, claim.text))
    return found


def _same_medicine(one: str, other: str) -> bool:
    """Whether one name says the other: valproate, sodium valproate."""
    words = [set(re.findall(r"\w+", name)) - {"drug"} for name in (one, other)]
    return words[0] <= words[1] or words[1] <= words[0]


def _cited(sources: Sequence[Claim], claim: Claim) -> list[Difference]:
    known = {key for one in sources for key in one.cites}
    return [Difference("citation", "", key, claim.text) for key in claim.cites if key not in known]


def _denied(sources: Sequence[Claim], claim: Claim, language: str) -> list[Difference]:
    """A denial in the wording of what its source says without one."""
    old, new = _side(sources, language), _side([claim], language)
    tell_denials_apart(old, new)
    if len(new.marks("not")) <= len(old.marks("not")) + max(0, softer(old, new)):
        return []
    for facts, span in new.marks("not"):
        denied = claim.scope(span)
        place = span.start / max(1, len(facts.words.text))
        if allows(old) and _shares_number(claim, span, sources):
            return [Difference("negation", permission(old, place), negation_shown(facts, span), claim.text)]
        stated = [stem for one in sources for stem in one.stems]
        if denied and all(stem in stated for stem in denied):
            return [Difference("negation", permission(old, place), negation_shown(facts, span), claim.text)]
    return []


def _shares_number(claim: Claim, denial: Span, sources: Sequence[Claim]) -> bool:
    """Whether an amount of the sources stands in the clause of a denial."""
    start, end = claim.clause(denial)
    own = [number for number in claim.facts.numbers if start <= number.span.start < end]
    return any(same_amount(one, other) for one in own for source in sources for other in source.facts.numbers)


def _dropped(source: Claim, keeping: Sequence[Claim], language: str) -> list[Difference]:
    """What stood with an amount or a claim that is kept, and went."""
    old, new = _side([source], language), _side(keeping, language)
    tell_denials_apart(old, new)
    sentence = " ".join(claim.text for claim in keeping)
    found = _limits(old, new, sentence)
    if len(old.marks("not")) > len(new.marks("not")) + max(0, softer(new, old)):
        found += _undenied(source, old, keeping, sentence)
    return found


def _uncited(source: Claim, keeping: Sequence[Claim]) -> list[Difference]:
    """Citations of a claim that is kept without them."""
    kept = {key for claim in keeping for key in claim.cites}
    sentence = " ".join(claim.text for claim in keeping)
    return [Difference("citation", key, "", sentence) for key in source.cites if keeping and key not in kept]


def _undenied(source: Claim, old: Side, keeping: Sequence[Claim], sentence: str) -> list[Difference]:
    said = {stem for claim in keeping for stem in claim.stems}
    for facts, span in old.marks("not"):
        denied = source.scope(span)
        about = source.around(span)
        if (denied and any(stem in said for stem in denied)) or (about and about <= said) or _is_kept(source, keeping):
            return [Difference("negation", negation_shown(facts, span), "", sentence)]
    return []


def _shares_amount(source: Claim, keeping: Sequence[Claim]) -> bool:
    numbers = [number for claim in keeping for number in (*claim.facts.numbers, *map(_period, claim.facts.rates))]
    rates = {rate.a_day for claim in keeping for rate in claim.facts.rates}
    return (
        any(same_amount(one, other) for one in source.facts.numbers for other in numbers)
        or any(rate.a_day in rates for rate in source.facts.rates)
        or any(name in claim.medicines for name in source.medicines for claim in keeping)
    )


def _period(rate: Rate) -> Number:
    return Number((rate.each,), rate.period, rate.span)


def _is_kept(source: Claim, keeping: Sequence[Claim]) -> bool:
    weight = shared_weight(source, keeping)
    return _shares_amount(source, keeping) or weight >= _KEPT or (weight >= _TOUCHED and shares_words(source, keeping))


def _limits(old: Side, new: Side, sentence: str) -> list[Difference]:
    """Limits of amounts that stand in both, on one side only."""
    found = []
    for name, soft in (("max", "softmax"), ("min", "softmin")):
        before, after = _limited(old, name), _limited(new, name)
        for one, (facts, span) in before:
            if _stands(one, new) and not after and not _loosely(new, soft, old):
                found.append(Difference("limit", with_neighbours(facts, span), "", sentence))
        for one, (facts, span) in after:
            if _stands(one, old) and not before and not _loosely(old, soft, new):
                found.append(Difference("limit", "", with_neighbours(facts, span), sentence))
    return found


def _loosely(side: Side, soft: str, other: Side) -> bool:
    """Whether other words of the side may say the limit."""
    poles = side.poles("bound", "down" if soft == "softmax" else "up")
    return len(side.marks(soft)) > len(other.marks(soft)) or bool(poles)


Amount = Number | Rate


def _limited(side: Side, name: str) -> list[tuple[Amount, tuple[Facts, Span]]]:
    """The limits of one kind with the amount that each limits: the nearest one, rather one that follows."""
    found = []
    for facts, span in side.marks(name):
        amounts: list[Amount] = [*facts.numbers, *facts.rates]
        if amounts:
            nearest = min(amounts, key=lambda one: _gap(span, one.span))
            found.append((nearest, (facts, span)))
    return found


def _gap(span: Span, other: Span) -> float:
    if span.start <= other.start < span.end:
        return 0
    return other.start - span.end if other.start >= span.end else (span.start - other.end) * 2


def _stands(amount: Amount, side: Side) -> bool:
    if isinstance(amount, Rate):
        return any(rate.a_day == amount.a_day or rate.times == amount.times != Fraction(1) for _, rate in side.rates())
    periods = [_period(rate) for _, rate in side.rates() if rate.times == 1]
    return any(same_amount(amount, number) for number in (*(number for _, number in side.numbers()), *periods))
