"""Words, numbers and telling signs of a text, folded so that only what a reader could see is compared."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

RAISED, LOWERED = "^", "_"
UNKNOWN_SIGN = "\ue000"  # a sign of a font of signs that nobody here knows
UNKNOWN_SIGNS = frozenset({UNKNOWN_SIGN})
_SCRIPTS = {**dict.fromkeys("¹²³⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", RAISED), **dict.fromkeys("₀₁₂₃₄₅₆₇₈₉₊₋", LOWERED)}
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f"
    "\ufff9-\ufffb\U000e0000-\U000e0fff\x01-\x08\x0e-\x1f\x7f-\x9f]"
)
_BLANK = frozenset("\u2800\u3164\uffa0\u115f\u1160")  # what looks like a space
# A sign that nobody knows, as it is shown or as the file has it; a number with its separators, a word of letters, or a
# sign that changes what a sentence says.
_UNKNOWN = r"\[unknown sign [0-9A-F]{2,6}(?: of the font [^\[\]\n]{1,60})?\]|[\ue000-\uf8ff\U000f0000-\U0010ffff]"
_TOKEN = re.compile(
    _UNKNOWN + r"|\d+(?:[.,]\d+)*|[^\W\d_]+|(?<![\w.,])[-\u2212\u2013](?=\d)|[%‰°±≤≥<>=≠≈~×÷+\u2212→←↑↓⇒⇔√∞∅♀♂✓✔☐☑☒]"
)
_PLAIN = re.compile(r"[\t\n\r -~]+(?=[\t\n\r -~]|$)")  # nothing to fold; an accent may follow the next character
_IS_UNKNOWN = re.compile(_UNKNOWN)
_ALIKE = str.maketrans({"µ": "μ", "Ω": "Ω", "\u2013": "\u2212", "-": "\u2212", "✔": "✓", "\u212b": "Å"})


def words_set(words: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: ``text`` is compared (^ or _ in front: raised or lowered), ``start`` its place."""

    text: str
    start: int
    end: int


def tokens_of(text: str, scripts: Iterable[tuple[int, int, str]] = ()) -> list[Token]:
    """The tokens of a text in order. ``scripts`` are stretches (start, end, "^" or "_") that stand raised or lowered.

    A token ends where its height changes: "10" and "^9" are two, also where the sign itself is raised ("⁹").
    """
    heights = [_SCRIPTS.get(character, "") for character in text]
    for start, end, height in scripts:
        heights[start:end] = [height] * (end - start)
    found = []
    start = 0
    for stop in range(1, len(text) + 1):
        if stop == len(text) or heights[stop] != heights[start]:
            found += _pieces(text[start:stop], start, heights[start])
            start = stop
    return found


def _pieces(text: str, offset: int, height: str) -> list[Token]:
    flat, places = _flattened(text)
    return [
        Token(_compared(match.group(), height), offset + places[match.start()], offset + places[match.end() - 1] + 1)
        for match in _TOKEN.finditer(flat)
    ]


def _compared(said: str, height: str) -> str:
    if said.isalnum() and said.isascii():
        return height + said
    return UNKNOWN_SIGN if _IS_UNKNOWN.match(said) else height + said.translate(_ALIKE)


def _flattened(text: str) -> tuple[str, Sequence[int]]:
    """The text with one way of writing each letter, and where each of its characters came from."""
    if text.isascii() and not _UNSEEN.search(text):
        return text, range(len(text))
    flat: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(text):
        plain = _PLAIN.match(text, index)
        end = plain.end() if plain else _composed_until(text, index)
        seen = text[index:end] if plain else _as_seen(unicodedata.normalize("NFC", text[index:end]))
        flat.append(seen)
        places += range(index, end) if plain else [index] * len(seen)
        index = end
    return "".join(flat), places


def _as_seen(character: str) -> str:
    if character in _BLANK:
        return " "
    return "" if _UNSEEN.match(character) else unicodedata.normalize("NFKC", character)


def _composed_until(text: str, index: int) -> int:
    """Letters are composed first: an accent may be a character of its own."""
    index += 1
    while index < len(text) and unicodedata.combining(text[index]):
        index += 1
    return index


def shown(text: str, tokens: list[Token]) -> str:
    """The words of a text from the first of some of its tokens to the last; "^" and "_" stand before what is raised or
    lowered by its look alone."""
    parts, end = [], tokens[0].start
    for token in tokens:
        mark = token.text[0] if token.text[:1] in (RAISED, LOWERED) and text[token.start].isalnum() else ""
        already = text[token.start] in _SCRIPTS
        parts += [text[end : token.start], "" if already else mark, text[token.start : token.end]]
        end = token.end
    return " ".join("".join(parts).split())
