"""Where sentences of a reference end: at full stops, question and exclamation marks, but not at those of
abbreviations. Pure.
"""

import re
from functools import lru_cache
from itertools import pairwise

from .name_lists import UPPER
from .plain_identifiers import BREAK

UPPER_LETTER = f"[{UPPER}]"

_END = re.compile(rf"(?<=[.?!])[\]”\"]?\s+|\s*{BREAK}[\s{BREAK}.;,]*")
_ABBREVIATED = re.compile(
    rf"(?:^(?:{UPPER_LETTER}\.\s?)*{UPPER_LETTER}|\b(?:{UPPER_LETTER}\.)+{UPPER_LETTER}|\b(?:vs|St|Dr|No|Vol|pp|p|eds?|al|cf|e\.g|i\.e|approx|ca|им|Art|Suppl|[Ff]ig))\.$"
)

_LOWER_START = re.compile(r"in:?\s[A-Z]|npj\s|[a-z]{1,3}[A-Z]")  # "in Book", and journals such as "eLife"


@lru_cache(maxsize=256)
def boundaries(text: str) -> tuple[int, ...]:
    """The places at which another sentence begins."""
    found: list[int] = []
    last = 0
    for match in _END.finditer(text):
        before, after = text[last : match.start()], text[match.end() : match.end() + 12]
        stop = BREAK in match.group()
        if not stop and _ABBREVIATED.search(before[-40:]) and not before.endswith("al."):
            continue
        if not stop and after[:1].islower() and not _LOWER_START.match(after):
            continue
        if re.search(r"\w", before):
            found.append(match.end())
            last = match.end()
    return tuple(found)


def sentences(text: str) -> list[str]:
    """The sentences themselves."""
    cuts = [0, *boundaries(text), len(text)]
    pieces = (text[start:end].strip(f" {BREAK}") for start, end in pairwise(cuts))
    return [piece for piece in pieces if re.search(r"\w", piece)]
