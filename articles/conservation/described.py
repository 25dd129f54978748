"""Words that describe what a page shows (a picture, a short form) and that the text may hold at its place, where they
may part a word of the page in two: "WHOs" is "WHO (World Health Organization)s" then."""

from collections.abc import Iterator, Sequence

from .arrived import Unit
from .source import CITATION, Passage, Source
from .tokens import Token, tokens_of

MAX_DESCRIBED = 60  # words of a description that are looked for among others


def descriptions_of(source: Source) -> frozenset[str]:
    """The words of every description of a page."""
    return frozenset(_spoken(tokens_of(words)) for words in source.descriptions) - {""}


def is_described(unit: Unit, run: list[Token], described: frozenset[str]) -> bool:
    """Whether these words describe what the page shows there (a picture, a short form); or a mark says it is gone."""
    if _spoken(run) in described:
        return True
    return all(token.text == CITATION for token in run) and any(
        unresolved.startswith("[picture") for _, _, unresolved in unit.cites.values()
    )


def part_words(passage: Passage, unit: Unit, described: frozenset[str]) -> None:
    """Part the words of a passage that a description parts in the unit."""
    joined = dict(_parted(unit, described))
    if joined and any(token.text in joined for token in passage.tokens):
        passage.tokens = [part for token in passage.tokens for part in _parts(token, joined.get(token.text, 0))]


def _parted(unit: Unit, described: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Each word that is parted in a unit, and how long its first part is."""
    first = {words.split(" ", 1)[0] for words in described} | {CITATION}
    tokens = unit.tokens
    for start, token in enumerate(tokens):
        for end in range(start + 1, min(start + MAX_DESCRIBED, len(tokens))) if start and token.text in first else ():
            if is_described(unit, tokens[start:end], described):
                yield tokens[start - 1].text + tokens[end].text, len(tokens[start - 1].text)


def _parts(token: Token, length: int) -> list[Token]:
    if not length:
        return [token]
    at = token.start + length
    return [Token(token.text[:length], token.start, at), Token(token.text[length:], at, token.end)]


def _spoken(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)
