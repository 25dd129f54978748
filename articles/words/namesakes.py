"""Whether two names may be one person's: case, accents, order, titles, post-nominals and initials aside. Pure.

Meant to ask, never to decide: people share names. So it says yes too often rather than too rarely.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"})
_TITLES = frozenset(
    [
        "dr",
        "doctor",
        "med",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "hon",
        "pd",
        "priv",
        "doz",
        "dipl",
        "ing",
        "herr",
        "frau",
        "mme",
        "mlle",
        "dott",
        "dottssa",
        "sr",
        "sra",
        "jr",
        "junior",
        "senior",
        "ii",
        "iii",
        "md",
        "phd",
        "dphil",
        "mbbs",
        "mbchb",
        "frcp",
        "mrcp",
        "mrcgp",
        "mrcpsych",
        "facp",
        "pharmd",
        "msc",
        "bsc",
        "mph",
        "rn",
        "do",
        "ma",
        "ba",
        "emeritus",
    ]
)

_DEGREE = re.compile(r"\b(?:m\.\s?d|ph\.\s?d|d\.\s?phil|b\.\s?sc|m\.\s?sc|pharm\.\s?d|b\.\s?a|m\.\s?a)\b\.?")


@lru_cache(maxsize=16384)  # an outsider's name is compared with those of all accounts, whenever a draft is looked at
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, folded, in alphabetical order, without titles
    and degrees (unless there is nothing else)."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = re.findall(r"[^\W\d_]+", _DEGREE.sub(" ", re.sub(r"['’‘]", "", bare)))
    return tuple(sorted(word for word in words if word not in _TITLES) or sorted(words))


def may_be_one(name: str, other: str) -> bool:
    """Whether two names may be one person's: each word of the shorter is a word of the longer, or the initial of one,
    and they share at least one whole word."""
    short, long = sorted((name_words(name), name_words(other)), key=len)
    left, shared = list(long), 0
    for word in sorted(short, key=len, reverse=True):
        match = next((one for one in left if one == word), None) or next((o for o in left if _initial(word, o)), None)
        if match is None:
            return False
        left.remove(match)
        shared += match == word and len(word) > 1
    return shared > 0 or (bool(short) and short == long)


def _initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]
