"""How words may be spelled otherwise, and what a slip of the keyboard makes of them. Pure.

The table of the library's words (ADR 43) holds each with its :func:`spelling`, made by PostgreSQL with the same rules.
"""

import re

SHORTEST_SLIP = 4
"""A slip in a shorter word makes another word more often than not."""

LONGEST_SLIP = 40
"""No word of the library is longer; and what slips may have made of thousands of letters fills the memory."""

# In this order. British and American, and the two spellings of a few names; what else falls together does no harm.
REPLACED = (
    ("z", "s"), ("ph", "f"), ("ae", "e"), ("oe", "e"), ("our", "or"), ("ll", "l"), ("leuc", "leuk"),
    ("ciclosp", "cyclosp"), ("aluminium", "aluminum"), ("grey", "gray"),
)  # fmt: skip
ENDINGS = (
    (re.compile(r"([bcdfgkmnptv])re(s?)\Z"), r"\1er\2"),
    (re.compile(r"ogue(s?)\Z"), r"og\1"),
    (re.compile(r"mme(s?)\Z"), r"m\1"),
    (re.compile(r"(defen|licen|offen|preten|practi)c(e|es|ed|ing)\Z"), r"\1s\2"),
)
_ANY = re.compile("|".join(part for part, _ in REPLACED))
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "αβγδεζηθικλμνξοπρστυφχψω", "абвгдежзийклмнопрстуфхцчшщъыьэюя")


def spelling(word: str) -> str:
    """Equal for the spellings of one word: "haemorrhage" and "hemorrhage", "tumour" and "tumor", "randomised" and
    "randomized". The word is folded already."""
    word = beginning(word)
    if word[-1:] in "esdg":
        for ending, instead in ENDINGS:
            word = ending.sub(instead, word)
    return word


def beginning(word: str) -> str:
    """The same of a word that may be unfinished."""
    if not _ANY.search(word):
        return word
    for part, instead in REPLACED:
        word = word.replace(part, instead)
    return word


def slips(word: str) -> set[str]:
    """Every word from which one slip makes this one: a letter too many, missing, another one, or two that changed
    places; the first one too. The word itself is among them; of one that is longer than any word, it alone."""
    if len(word) > LONGEST_SLIP:
        return {word}
    letters = next((one for one in _ALPHABETS if word[:1] in one), _ALPHABETS[0])
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {word}
    for before, after in parts:
        found.update(before + letter + after for letter in letters)
        if after:
            found.add(before + after[1:])
            found.update(before + letter + after[1:] for letter in letters)
        if after[1:]:
            found.add(before + after[1] + after[0] + after[2:])
    return found
