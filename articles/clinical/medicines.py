"""Names of medicines: a list that can be made longer, and the endings of international nonproprietary names."""

import logging
import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from articles.clinical.lexicon import DATA, lines_of

# Common stems of international nonproprietary names, as the World Health Organization publishes them.
_STEM = re.compile(
    r"[a-z]{2,}"
    r"(?:oxetine|alopram|traline|oxamine|azodone|triptyline|ipramine|apine|peridol|peridone|idone|azepam|azolam|azepine"
    r"|barbital|barbitone|gabalin|pentin|triptan|prilat|pril|sartan|olol|dipine|vastatin|statin|gliptin|gliflozin|glitazone"
    r"|glutide|formin|cillin|mycin|micin|floxacin|oxacin|cycline|conazole|prazole|nidazole|bendazole|vir|tinib|zumab|ximab"
    r"|mumab|limab|cumab|tumab|xaban|gatran|parin|coxib|profen|fenac|setron|lukast|asone|olone|onide|caine|curium|curonium"
    r"|semide|thiazide|tidine|codone|morphone|fentanil|faxine|methadone|tadine|promazine|phenazine|rizine|dronate|dronic"
    r"|platin|rubicin|taxel|terol|tropium|zosin|racetam|stigmine|penem|cef[a-z]{3,}|oxime|sulfa[a-z]{3,}|azine|azide|amide"
    r"|lamine|thiouracil|ostat|degib|ciclib|rafenib|zomib|parib|lisib|grel|grelor|kacin|bactam|trexate|trexed"
    r"|citabine|arabine|ribine|bamate|suximide|phylline|ephrine|drine|poetin|tocin|pressin|relin|relix|reotide"
    r"|nisolone|gestrel|estradiol|steride|fibrate|vaptan|afil|orex|orexant|melteon|zopine|clone|plon)"
)
logger = logging.getLogger(__name__)

_ALIKE = 0.6  # share of letters in common, in their order
_ALSO = re.compile(r"(?:cef|ceph|sulfa)[a-z]{4,}")
_NOT = frozenset(
    [
        "amide", "bromide", "chloride", "april", "cholesterol", "calamine", "lamine", "vir", "azine", "azide",
        "oxime", "coffee", "cyclone", "cyclones", "sulfate", "sulfates", "machine",
    ]
)  # fmt: skip


@cache
def listed(own_names: Path | None) -> dict[str, str]:
    """Name in lower case -> what it stands for: the substance for official names, the name itself for brands.

    The product's list, and the site's own (the setting ``MEDICINE_NAMES_FILE``). If that cannot be read, which
    ``manage.py check`` says too, the product's list alone: pages must not fail for it.
    """
    names = names_in(DATA / "medicines.txt")
    if problem := names_problem(own_names):
        logger.error("MEDICINE_NAMES_FILE is not used. %s", problem)
    elif own_names:
        names |= names_in(own_names)
    return names


@cache
def first_words(own_names: Path | None) -> frozenset[str]:
    """The first words of the names that are more than one."""
    return frozenset(name.split(" ")[0] for name in listed(own_names) if " " in name)


def names_problem(own_names: Path | None) -> str:
    """Why the site's own list cannot be used, or nothing."""
    try:
        names_in(own_names) if own_names else None
    except (OSError, ValueError) as problem:
        return str(problem)
    return ""


def names_in(path: Path) -> dict[str, str]:
    """The names in one list. Raises ``ValueError``, naming file, line and what is wrong."""
    names: dict[str, str] = {}
    for number, line in lines_of(path):
        official, _, brands = line.partition(":")
        same = [_checked(name, path, number) for name in official.split("=")]
        names |= dict.fromkeys(same, same[0])
        names |= {
            name: f"brand {name}"
            for brand in filter(str.strip, brands.split(","))
            if (name := _checked(brand, path, number))
        }
    return names


def _checked(name: str, path: Path, number: int) -> str:
    name = " ".join(name.lower().split())
    if len(name) < 3 or not re.fullmatch(r"[^\W_]+(?:[ '’-][^\W_]+)*", name):
        raise ValueError(f"{path.name}, line {number}: “{name}” is not the name of a medicine.")
    return name.replace("-", " ")


@lru_cache(maxsize=8192)
def ends_like_one(word: str) -> bool:
    """Whether a lower-case word has the ending of an international nonproprietary name."""
    word = word.removesuffix("s") if len(word) > 7 else word
    return len(word) > 5 and word not in _NOT and bool(_STEM.fullmatch(word) or _ALSO.fullmatch(word))


def look_alike(one: str, other: str) -> bool:
    """Whether two words are so alike that one may be read for the other, and neither is the other's inflection."""
    one, other = one.lower(), other.lower()
    if min(len(one), len(other)) < 5 or one[:-2] == other[: len(one) - 2] or other[:-2] == one[: len(other) - 2]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
