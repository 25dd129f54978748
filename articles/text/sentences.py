"""Where sentences begin and end."""

import re
from bisect import bisect_left
from functools import lru_cache

_END = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[\"'”’)\]]*+(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|viz|al|approx|ca|Dr|Mr|Mrs|Ms|Prof|St|Fig|Figs|Tab|No|Nos|vol|pp?|eds?|etc|incl|resp"
    r"|max|min|[A-Z]))\.\Z"
)


def sentence_ends(text: str) -> list[int]:
    """The offsets at which sentences end, the text's end last. A decimal point or "e.g." ends nothing."""
    return list(_ends(text))


@lru_cache(maxsize=4)  # thousands of places of one long text are asked about one after another
def _ends(text: str) -> tuple[int, ...]:
    ends = []
    for match in _END.finditer(text):
        following = text[match.end() : match.end() + 2].strip()
        if match.group() == "." and _ABBREVIATION.search(text[max(0, match.start() - 8) : match.end()]):
            continue
        if not following[:1].islower():
            ends.append(match.end())
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return tuple(ends)


def sentence_at(text: str, offset: int, ends: list[int], limit: int) -> str:
    """The sentence around an offset (at the end of a sentence, that one and not the next), spaces folded.

    ``ends`` are the text's ``sentence_ends``. Of a sentence longer than ``limit`` only the part around the offset is
    given, so that asking for every place of a long text stays cheap.
    """
    start, cut, end = _around(text, offset, ends, limit)
    part = " ".join(text[cut : min(end, cut + limit)].split())
    return ("…" if cut > start else "") + part + ("…" if cut + limit < end else "")


def place_in_sentence(text: str, offset: int, ends: list[int], limit: int) -> int:
    """Where the offset is in what :func:`sentence_at` gives."""
    start, cut, end = _around(text, offset, ends, limit)
    before = text[cut : min(offset, end)]
    folded = " ".join(before.split())
    space = bool(folded) and before[-1:].isspace() and bool(text[offset:end].strip())
    return (cut > start) + len(folded) + space


def _around(text: str, offset: int, ends: list[int], limit: int) -> tuple[int, int, int]:
    """Where the sentence around an offset begins, where what is given of it begins, and where it ends."""
    before = offset
    while before and text[before - 1].isspace():
        before -= 1
    index = min(bisect_left(ends, before), len(ends) - 1)
    start, end = (ends[index - 1] if index else 0), ends[index]
    return start, max(start, offset - limit // 2) if end - start > limit else start, end
