"""Limits that stood with a kept amount in the text for everyone, and went in a wording; or that came to one."""

from collections.abc import Sequence
from fractions import Fraction

from articles.parity.differences import Difference, Side, same_amount, with_neighbours
from articles.parity.facts import Facts, Number, Rate, Span
from articles.parity.orders import is_undone

Amount = Number | Rate
Limited = tuple[Amount, tuple[Facts, Span]]


def limits_changed(old: Side, new: Side, sentence: str) -> list[Difference]:
    """Limits of amounts that stand in both, on one side only."""
    found = []
    for name, soft in (("max", "softmax"), ("min", "softmin")):
        before, after = _limited(old, name), _limited(new, name)
        if not _loosely(new, soft, old):
            gone = sorted(
                (mark for one, mark in before if _is_free(one, after, new) and not _goes_on(mark, new)), key=_is_vague
            )
            gone = gone[: _fewer(after, before)]
            found += [Difference("limit", with_neighbours(*mark), "", sentence) for mark in gone]
        if not _loosely(old, soft, new):
            come = [mark for one, mark in after if _is_free(one, before, old)][: _fewer(before, after)]
            found += [Difference("limit", "", with_neighbours(*mark), sentence) for mark in come]
    return found


def _goes_on(mark: tuple[Facts, Span], new: Side) -> bool:
    """Whether a limit holds "without advice" only, and who needs more is told so."""
    return is_undone(*mark) and bool(new.poles("bound", "up"))


def _is_vague(mark: tuple[Facts, Span]) -> bool:
    return mark[0].words.text[mark[1].start :].startswith("limit")


def _fewer(some: Sequence[Limited], than: Sequence[Limited]) -> int:
    """How many limits fewer there are, of those that say more than that something is limited."""
    firm = [one for one, mark in than if not _is_vague(mark) or not some]
    return max(0, len(firm) - len(some))


def _is_free(amount: Amount, limited: Sequence[Limited], side: Side) -> bool:
    """Whether an amount stands on a side that does not limit it."""
    return _stands(amount, side) and not any(_alike(amount, other) for other, _ in limited)


def _alike(one: Amount, other: Amount) -> bool:
    if isinstance(one, Rate) or isinstance(other, Rate):
        return isinstance(one, Rate) and isinstance(other, Rate) and one.a_day == other.a_day
    return same_amount(one, other)


def _loosely(side: Side, soft: str, other: Side) -> bool:
    """Whether other words of the side may say the limit."""
    poles = side.poles("bound", "down" if soft == "softmax" else "up")
    return len(side.marks(soft)) > len(other.marks(soft)) or bool(poles)


def _limited(side: Side, name: str) -> list[Limited]:
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
    periods = [period_of(rate) for _, rate in side.rates() if rate.times == 1]
    return any(same_amount(amount, number) for number in (*(number for _, number in side.numbers()), *periods))


def period_of(rate: Rate) -> Number:
    return Number((rate.each,), rate.period, rate.span)
