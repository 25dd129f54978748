"""A block's words as tokens: the smallest things that a redline shows as changed.

A number is one token with its sign and unit ("≥ 0.5 mg/kg"), so that 0.5 mg → 5 mg is never shown as a lost "0.".
"""

import re
import unicodedata
from typing import NamedTuple

from articles.text.model import Marks, Run
from articles.text.units import UNIT

NUMBER = (
    r"(?:(?<![\w<>=])[<>≤≥=±~≈]\s?)?(?:(?<![\w).])[-−+])?\d+(?:[.,:/–-]\d+)*(?:[ \u00a0\u202f]?"
    rf"{UNIT}|\w*)"
)
_TOKEN = re.compile(
    r"(?P<word>[^\W\d][\w\u0300-\u036f]*(?:['’‑-]\w[\w\u0300-\u036f]*)*)"
    r"|(?P<space>\s+)"
    rf"|(?P<number>{NUMBER})"
    r"|(?P<other>.)",
    re.DOTALL,
)


class Token(NamedTuple):
    """``kind``: number, word, space, other, cite, br. ``pieces``: its texts with their marks; ``start``: its offset."""

    kind: str
    text: str
    pieces: tuple[tuple[str, Marks], ...]
    start: int


def tokens_of(runs: list[Run]) -> list[Token]:
    """The runs as tokens, in order: together they say exactly what the runs say."""
    out: list[Token] = []
    stretch: list[Run] = []
    offset = 0
    for run in runs:
        if run.kind == "text":
            stretch.append(run)
            continue
        offset = _split(stretch, offset, out)
        stretch = []
        out.append(Token(run.kind, run.text, ((run.text, run.marks),), offset))
        offset += run.kind == "br"
    _split(stretch, offset, out)
    return out


def text_of(tokens: list[Token]) -> str:
    """The plain text that the tokens' offsets count in: citations take no room, a line break is one character."""
    return "".join("\n" if token.kind == "br" else token.text for token in tokens if token.kind != "cite")


def _split(stretch: list[Run], offset: int, out: list[Token]) -> int:
    """Tokens of neighbouring texts: a word may begin in one mark and end in another."""
    text = "".join(run.text for run in stretch)
    ends: list[int] = []
    for run in stretch:
        ends.append((ends[-1] if ends else 0) + len(run.text))
    index = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while index < len(ends) and ends[index] <= start:
            index += 1
        pieces = _pieces(text, stretch, ends, index, start, end)
        out.append(Token(match.lastgroup, match.group(), pieces, offset + start))
    return offset + len(text)


def _pieces(
    text: str, stretch: list[Run], ends: list[int], index: int, start: int, end: int
) -> tuple[tuple[str, Marks], ...]:
    if end <= ends[index]:
        return ((text[start:end], stretch[index].marks),)
    pieces = []
    while start < end:
        until = min(end, ends[index])
        pieces.append((text[start:until], stretch[index].marks))
        start, index = until, index + 1
    return tuple(pieces)


# Letters of other alphabets that look like Latin ones; digits and widths are folded by NFKC.
_LOOKALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧον−‐‑–’‘“”",
    "aeopcyxijshdqwABESIJKMHOPCTYXABEZHIKMNOPTYXov----''\"\"",
)


def skeleton(text: str) -> str:
    """What a reader sees of a text: equal for texts that look alike."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", text).translate(_LOOKALIKE).split())
