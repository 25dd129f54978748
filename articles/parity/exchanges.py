"""What a wording says in the place of what the text for everyone says: another way of taking it, another person, now or
later, sure or perhaps. Each group of the lexicon has poles of which one excludes the others.

Only an exchange is named: one pole went and another came. What is left out is no news, nor is what is said besides.
"""

from collections.abc import Iterator, Sequence

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

Said = dict[str, tuple[Facts, Span]]


def exchanged(
    sources: Sequence[Claim], claim: Claim, around: tuple[Sequence[Claim], Sequence[Claim]], language: str
) -> Iterator[Difference]:
    """The groups of which a claim has another pole than its sources. ``around`` is all that either text says: a pole
    that stands elsewhere in the text for everyone may have moved here, and one that stands elsewhere in the wording is
    not gone."""
    told, said = around
    for name in lexicon(language).groups:
        if name not in _NOT_EXCHANGED:
            old, new = _poles(sources, name, language), _poles([claim], name, language)
            elsewhere, kept = _poles(told, name, language), _poles(said, name, language)
            come = [pole for pole in new if pole not in old and not any({pole, other} == _NEAR for other in old)]
            lost = {pole: at for pole, at in elsewhere.items() if pole not in kept}
            unheard = [pole for pole in come if pole not in elsewhere]
            gone = {pole: at for pole, at in old.items() if pole not in new}
            if unheard:
                come, gone = unheard, gone or (lost if name in _LOST else {}) or (old if name in _STATED else {})
            elif come:
                gone = {pole: at for pole, at in gone.items() if pole in lost}
            if come and gone:
                yield Difference(
                    name, with_neighbours(*next(iter(gone.values()))), with_neighbours(*new[come[0]]), claim.text
                )


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
    """Where a claim says the poles of a group, outside limits that are read as such."""
    text = claim.facts.words.text
    denials = claim.facts.mark("not") if name in _DENIABLE else []
    limits = [span for limit in ("max", "min", "softmax") for span in claim.facts.mark(limit)]
    return {
        pole: [
            Span(*match.span())
            for match in pattern.finditer(text)
            if match.end() > match.start()
            and not any(s.start <= match.start() < s.end for s in limits)
            and not any(
                0 <= match.start() - s.end < _DENIED and "," not in text[s.end : match.start()] for s in denials
            )
        ]
        for pole, pattern in lexicon(language).groups.get(name, {}).items()
    }
