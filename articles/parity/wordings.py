"""Whether a wording says the same as the text for everyone, in its own words and perhaps with less.

A wording may leave things out. What it does say must stand in the text for everyone: an amount that stands in both
must agree, one that stands in the wording alone has no source. And what it keeps it must keep whole: a limit, a
denial or a citation that stands with a kept amount or claim may not go.
"""

import re
from collections.abc import Sequence

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
)
from articles.parity.exchanges import Around, exchanged, known_exchanged, poles_of
from articles.parity.facts import Facts, Number, Span
from articles.parity.limits_kept import limits_changed, period_of
from articles.parity.orders import forbids, is_undone, told_to

_DENIED = 12  # letters before which a "not" denies
_KEPT = 0.5  # share of a claim's words that says that it is kept
_TOUCHED = 0.25  # the same, where it is two words at least


def wording_differences(base: str, wording: str, language: str) -> list[Difference]:
    """Where a wording does not say what the text for everyone says, in the order of the wording."""
    told, said = claims_of(base, language), claims_of(wording, language)
    if not told or not said:
        return []
    places = [support_of(claim, at / len(said), told) for at, claim in enumerate(said)]
    around = Around.of(told, said, language)
    found: list[Difference] = []
    for claim, support in zip(said, places, strict=True):
        sources = [told[index] for index in support]
        others = [number for other in said if other is not claim for number in other.facts.numbers]
        found += _amounts(sources, claim, (told, others), language)
        found += _medicines(sources, claim, told)
        found += _cited(sources, claim)
        found += _denied(sources, claim, language)
        found += _turned(sources, claim, language)
        found += exchanged(sources, claim, around, language)
        if language == "en":
            found += known_exchanged(sources, claim, told)
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
    found = turned(old, new)
    return [one for one in found if not (_is_denied(one.old, sources) or _is_denied(one.new, [claim]))]


def _is_denied(words: str, claims: Sequence[Claim]) -> bool:
    """Whether a "not" stands right before words: "do not stop" says no "stop"."""
    places = [(one, one.facts.words.text.find(words.lower())) for one in claims]
    return any(0 <= at - span.end < _DENIED for one, at in places if at >= 0 for span in one.facts.mark("not"))


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
    for facts, span in new.marks("not"):
        if forbids(claim, span, sources, language):
            place = span.start / max(1, len(facts.words.text))
            return [Difference("negation", permission(old, place), negation_shown(facts, span), claim.text)]
    if len(new.marks("not")) <= len(old.marks("not")) + max(0, softer(old, new)):
        return []
    for facts, span in new.marks("not"):
        denied = claim.scope(span)
        place = span.start / max(1, len(facts.words.text))
        if allows(old) and _shares_number(claim, span, sources):
            return [Difference("negation", permission(old, place), negation_shown(facts, span), claim.text)]
        if old.marks("unsaid"):
            continue
        if allows(old) and _shares_number(claim, span, sources):
            return [Difference("negation", permission(old, place), negation_shown(facts, span), claim.text)]
        stated = [stem for one in sources for stem in one.stems]
        if denied and all(stem in stated for stem in denied) and (language != "en" or old.marks("tells")):
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
    found = limits_changed(old, new, sentence)
    if len(old.marks("not")) > len(new.marks("not")) + max(0, softer(new, old)):
        found += _undenied(source, old, keeping, sentence)
    return found + told_to(source, keeping, old, language) + _unconditioned(source, keeping, language)


def _uncited(source: Claim, keeping: Sequence[Claim]) -> list[Difference]:
    """Citations of a claim that is kept without them."""
    kept = {key for claim in keeping for key in claim.cites}
    sentence = " ".join(claim.text for claim in keeping)
    return [Difference("citation", key, "", sentence) for key in source.cites if keeping and key not in kept]


def _unconditioned(source: Claim, keeping: Sequence[Claim], language: str) -> list[Difference]:
    """A condition of a claim that is kept without any. "Unless" and "only if" need words as strong."""
    stated = poles_of(source, "condition", language)
    hard, plain = stated.get("hard", []), stated.get("if", [])
    if not (hard or plain) or not (_is_kept(source, keeping) or (hard and shared_weight(source, keeping))):
        return []
    said = [poles_of(claim, "condition", language) for claim in keeping]
    if any(one.get(pole) for one in said for pole in ("hard", "if", "kept")):
        return []
    if not hard and sum(len(one.get("also", [])) for one in said) > len(stated.get("also", [])):
        return []
    sentence = " ".join(claim.text for claim in keeping)
    return [Difference("condition", negation_shown(source.facts, (hard or plain)[0]), "", sentence)]


def _undenied(source: Claim, old: Side, keeping: Sequence[Claim], sentence: str) -> list[Difference]:
    said = {stem for claim in keeping for stem in claim.stems}
    for facts, span in old.marks("not"):
        if is_undone(facts, span):
            continue
        denied = source.scope(span)
        about = source.around(span)
        kept = _is_kept(source, keeping) and (
            len(denied) == 0 or shares_words(source, keeping) or _shares_amount(source, keeping)
        )
        if (denied and any(stem in said for stem in denied)) or (about and about <= said) or kept:
            return [Difference("negation", negation_shown(facts, span), "", sentence)]
    return []


def _shares_amount(source: Claim, keeping: Sequence[Claim]) -> bool:
    numbers = [number for claim in keeping for number in (*claim.facts.numbers, *map(period_of, claim.facts.rates))]
    rates = {rate.a_day for claim in keeping for rate in claim.facts.rates}
    return (
        any(same_amount(one, other) for one in source.facts.numbers for other in numbers)
        or any(rate.a_day in rates for rate in source.facts.rates)
        or any(name in claim.medicines for name in source.medicines for claim in keeping)
    )


def _is_kept(source: Claim, keeping: Sequence[Claim]) -> bool:
    weight = shared_weight(source, keeping)
    return _shares_amount(source, keeping) or weight >= _KEPT or (weight >= _TOUCHED and shares_words(source, keeping))
