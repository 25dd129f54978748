"""Whether two texts that should say the same do: a wording and the text for everyone, a translation and its source.

``compare_translation`` and ``compare_wording`` are the only doors; both are pure. They are a help for the eye, not a
judgement: what they do not name may still differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.parity.alignment import Told, aligned
from articles.parity.differences import (
    Amounts,
    Difference,
    Side,
    limits,
    negations,
    number_differences,
    rate_differences,
    tell_denials_apart,
    turned,
)
from articles.parity.facts import facts_of
from articles.parity.lexicons import LANGUAGES, has_rules, primary
from articles.parity.passages import passages_of
from articles.parity.wordings import wording_differences

__all__ = ["LANGUAGES", "Difference", "Parity", "compare_translation", "compare_wording", "has_rules"]


@dataclass(frozen=True)
class Parity:
    """What was found. ``is_checked`` is False where there are no rules for a language, so that only numbers in
    digits, units in signs and citations were compared."""

    differences: tuple[Difference, ...]
    is_checked: bool = True


def compare_translation(source: str, target: str, *, source_language: str, target_language: str) -> Parity:
    """Where a translation does not say what its source says. Both are stored texts, the languages BCP 47 tags."""
    known = has_rules(source_language) and has_rules(target_language)
    languages = [primary(tag) if has_rules(tag) else "" for tag in (source_language, target_language)]
    sides = [
        [Told(sentence, facts_of(sentence.text, language)) for sentence in passages_of(html)]
        for html, language in zip((source, target), languages, strict=True)
    ]
    found: list[Difference] = []
    for old, new in aligned(*sides):
        found += _said(old, new, languages, everything=known)
        found += _cited(old, new)
    return Parity(tuple(dict.fromkeys(found)), known)


def compare_wording(base: str, wording: str, *, language: str) -> Parity:
    """Where a wording does not say what the text for everyone says. Both are stored texts in one language."""
    known = has_rules(language)
    found = wording_differences(base, wording, primary(language) if known else "")
    return Parity(tuple(found), known)


def _said(old: Sequence[Told], new: Sequence[Told], languages: Sequence[str], *, everything: bool) -> list[Difference]:
    one, other = (
        Side([told.facts for told in side], language) for side, language in zip((old, new), languages, strict=True)
    )
    amounts = Amounts(one, other)
    found = number_differences(amounts.old, amounts.new)
    if everything:
        tell_denials_apart(one, other)
        found += rate_differences(amounts)
        found += [*limits(one, other), *negations(one, other), *turned(one, other)]
    return found


def _cited(old: Sequence[Told], new: Sequence[Told]) -> list[Difference]:
    before, after = ([key for told in side for key in told.sentence.cites] for side in (old, new))
    sentence = " ".join(told.sentence.text for told in new)
    gone = [Difference("citation", key, "", sentence) for key in dict.fromkeys(before) if key not in after]
    return gone + [Difference("citation", "", key, sentence) for key in dict.fromkeys(after) if key not in before]
