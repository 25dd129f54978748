"""Learned words that no list needs to hold: known by how they end or begin."""

import re
from functools import lru_cache

from articles.clinical.spelling import american

_ILLNESS = re.compile(
    r"\w{2,}(?:itis|osis|oses|oma|omas|omata|emia|emias|pathy|algia|uria|plegia|paresis|penia|rrhea|rrhage|megaly|trophy"
    r"|cardia|pnea|phagia|phasia|kinesia|thyroidism|iasis|philia|sclerosis|stenosis|spasm|dynia|asthenia|tension|thermia"
    r"|volemia|natremia|kalemia|glycemia|oxia|apnea|plasia|trophic)"
)
_OPERATION = re.compile(r"\w{3,}(?:ectomy|otomy|ostomy|oscopy|plasty|centesis|graphy|gram)")
_NOT_ILLNESS = frozenset(
    [
        "empathy", "sympathy", "apathy", "telepathy", "diploma", "aroma", "academia", "extension", "pretension",
        "intension", "attention", "prognosis", "diagnosis", "diagnoses", "hypnosis", "osmosis", "photosynthesis",
        "hyposensitivity", "homeopathy", "osteopathy", "naturopathy", "encyclopedia", "tension",
    ]
)  # fmt: skip
_NOT_OPERATION = frozenset(
    [
        "program",
        "telegram",
        "gram",
        "kilogram",
        "milligram",
        "microgram",
        "diagram",
        "photography",
        "geography",
        "biography",
        "bibliography",
    ]
)
_OPPOSITE = (
    ("hyper", "hypo"),
    ("pre", "post"),
    ("intra", "extra"),
    ("intra", "inter"),
    ("over", "under"),
    ("in", "ex"),
    ("in", "out"),
    ("anti", "pro"),
    ("macro", "micro"),
    ("brady", "tachy"),
    ("endo", "exo"),
    ("up", "down"),
    ("ante", "post"),
    ("poly", "oligo"),
    ("mono", "poly"),
    ("ab", "ad"),
    ("supra", "infra"),
    ("mono", "bi"),
    ("vaso", "veno"),
    ("sub", "supra"),
    ("homo", "hetero"),
    ("gain", "loss"),
)
# Parts of words that are opposites wherever they stand.
_INSIDE = (
    ("constrict", "dilat"),
    ("acid", "alkal"),
    ("increas", "decreas"),
    ("systol", "diastol"),
    ("induct", "inhibit"),
)
_UN = ("un", "in", "im", "ir", "il", "non", "dis", "mis", "a", "ab", "anti", "de", "contra")


@lru_cache(maxsize=8192)
def learned_kind(word: str) -> str:
    """ "illness" or "test" for a lower-case word with the ending of one, else nothing."""
    word = american(word)
    if len(word) < 6:
        return ""
    if _ILLNESS.fullmatch(word) and word not in _NOT_ILLNESS:
        return "illness"
    return "test" if _OPERATION.fullmatch(word) and word not in _NOT_OPERATION else ""


def opposed(one: str, other: str) -> str:
    """Which kind of opposites two stems are: "negation" (safe, unsafe), "direction" (hyper-, hypo-), or nothing."""
    if one == other or min(len(one), len(other)) < 4:
        return ""
    shorter, longer = sorted((one, other), key=len)
    if any(longer == prefix + shorter for prefix in _UN):
        return "negation"
    if _end(longer, "less") or _end(shorter, "less"):
        return "negation" if _root(one) == _root(other) else ""
    if any(one.replace(a, b) == other or one.replace(b, a) == other for a, b in _INSIDE):
        return "direction"
    for a, b in _OPPOSITE:
        for first, second in ((a, b), (b, a)):
            if (
                one.startswith(first)
                and other.startswith(second)
                and len(one) - len(first) > 3
                and one[len(first) :] == other[len(second) :]
            ):
                return "direction"
    return ""


def _end(word: str, *endings: str) -> bool:
    return word.endswith(endings)


def _root(word: str) -> str:
    return word.removesuffix("less").removesuffix("ful")
