"""What a wording says in the place of what the text for everyone says: another way of taking it, another person, now or
later, sure or perhaps. Each group of the lexicon has poles of which one excludes the others.

Only an exchange is named: one pole went and another came. What is left out is no news, nor is what is said besides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.clinical.items import items_of
from articles.parity.claims import Claim
from articles.parity.differences import Difference, with_neighbours
from articles.parity.facts import Facts, Span
from articles.parity.lexicons import lexicon

_NOT_EXCHANGED = frozenset({"condition"})  # said by its being there or not
_DENIABLE = frozenset({"going", "feel", "size", "keep", "urgency"})  # of which a "not" says the other pole
_LOST = frozenset({"route", "pregnancy", "urgency"})  # said once of a text, wherever
_INJECTED = frozenset({"vein", "muscle", "under skin"})  # whoever says one of these may say "inject"
_NEAR = {"may", "probably"}  # told apart by nobody who says it plainly
_GENERAL = frozenset({"allergy"})  # what another illness may be a kind of
_STATED = frozenset({"route", "pregnancy", "absolute"})  # to be said in full: one more is another one
_KNOWN = ("illness", "organ")  # what the list of clinical words tells apart

_DENIED = 15  # letters after a "not" within which it denies a pole

_WORD = re.compile(r"[^\W\d_]+")
Said = dict[str, tuple[Facts, Span]]


@dataclass(frozen=True)
class Around:
    """All that two texts say, read once: a pole that stands elsewhere in the text for everyone may have moved, and one
    that stands elsewhere in the wording is not gone."""

    told: dict[str, Said]
    said: dict[str, Said]

    @classmethod
    def of(cls, told: Sequence[Claim], said: Sequence[Claim], language: str) -> "Around":
        names = [name for name in lexicon(language).groups if name not in _NOT_EXCHANGED]
        return cls(*({name: _poles(side, name, language) for name in names} for side in (told, said)))


def exchanged(sources: Sequence[Claim], claim: Claim, around: Around, language: str) -> Iterator[Difference]:
    """The groups of which a claim has another pole than its sources."""
    for name, elsewhere in around.told.items():
        new = _poles([claim], name, language)
        if not new:
            continue
        old, kept = _poles(sources, name, language), around.said[name]
        come = [pole for pole in new if pole not in old and not any({pole, other} == _NEAR for other in old)]
        lost = {pole: at for pole, at in elsewhere.items() if pole not in kept}
        unheard = [pole for pole in come if pole not in elsewhere]
        gone = {pole: at for pole, at in old.items() if pole not in new}
        if unheard:
            come, gone = unheard, gone or (lost if name in _LOST else {}) or (old if name in _STATED else {})
        elif come:
            gone = {pole: at for pole, at in gone.items() if pole in lost}
        if come and gone:
            before, after = next(iter(gone.values())), new[come[0]]
            yield Difference(name, with_neighbours(*before), with_neighbours(*after), claim.text)


def known_exchanged(sources: Sequence[Claim], claim: Claim, told: Sequence[Claim]) -> Iterator[Difference]:
    """Illnesses and organs that no claim of the text for everyone names, in the place of one that a source names."""
    for kind in _KNOWN:
        new = _named(kind, [claim])
        gone = {key: shown for key, shown in _named(kind, sources).items() if key not in new}
        elsewhere = _named(kind, told)
        for key, shown in new.items():
            if gone and key not in elsewhere:
                yield Difference(kind, next(iter(gone.values())), shown, claim.text)


def _named(kind: str, claims: Sequence[Claim]) -> dict[object, str]:
    return {
        item.key: claim.text[item.start : item.end]
        for claim in claims
        for item in items_of(claim.text)
        if item.kind == kind and item.key[1] not in _GENERAL
    }


def _poles(claims: Sequence[Claim], name: str, language: str) -> Said:
    """Each pole of a group that these claims say, with its first place."""
    found: Said = {}
    for claim in claims:
        for pole, spans in poles_of(claim, name, language).items():
            if spans:
                found.setdefault(pole, (claim.facts, spans[0]))
    injected = next((at for pole, at in found.items() if pole in _INJECTED), None)
    return {"inject": injected, **found} if injected else found


def poles_of(claim: Claim, name: str, language: str) -> dict[str, list[Span]]:
    """Where a claim says the poles of a group, outside limits that are read as such. Looked for once in a sentence."""
    known = lexicon(language)
    kept = claim.facts.poles
    poles = known.groups.get(name, {})
    if any((name, pole) not in kept for pole in poles):
        words = _WORD.findall(claim.facts.words.text)
        begins = {word[:length] for word in words for length in range(4)}
        for group, patterns in known.groups.items():
            for pole, pattern in patterns.items():
                said = not known.starts[group, pole].isdisjoint(begins)
                kept[group, pole] = _places(claim.facts, pattern, group) if said else []
    return {pole: kept[name, pole] for pole in poles}


def _places(facts: Facts, pattern: re.Pattern, name: str) -> list[Span]:
    text = facts.words.text
    found = [Span(*match.span()) for match in pattern.finditer(text) if match.end() > match.start()]
    if not found:
        return []
    limits = [span for limit in ("max", "min", "softmax") for span in facts.mark(limit)]
    denials = facts.mark("not") if name in _DENIABLE else []
    return [
        span
        for span in found
        if not any(limit.start <= span.start < limit.end for limit in limits)
        and not any(0 <= span.start - no.end < _DENIED and "," not in text[no.end : span.start] for no in denials)
    ]
