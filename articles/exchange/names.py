"""The syntax of names (slugs, anchors, keys) and how names are made from words."""

import re
import unicodedata
from collections.abc import Callable, Collection

from articles.text.anchors import is_of_the_page

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,59}")
KEY = re.compile(r"[a-z0-9][a-z0-9_:.-]{0,79}")
SLUG_LENGTH = 100
_FOLDED = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})


def ascii_words(text: str) -> list[str]:
    """The words of a text in plain lower-case ASCII letters and digits."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return re.findall(r"[a-z0-9]+", bare)


def is_slug(text: str) -> bool:
    """Whether an article may have this address."""
    return len(text) <= SLUG_LENGTH and SLUG.fullmatch(text) is not None


def anchor_for(heading: str, taken: Collection[str]) -> str:
    """An anchor from a heading's words that is not taken yet, nor the page's own; at most 50 characters, cut between
    words."""
    base = ""
    for word in ascii_words(heading):
        longer = f"{base}-{word}" if base else word
        if len(longer) > 50:
            break
        base = longer
    if not ANCHOR.fullmatch(base):
        base = f"section-{base}".rstrip("-")[:50]
    if is_of_the_page(base):
        base = f"section-{base}"
    return first_free(base, taken, lambda number: f"{base}-{number}")


def first_free(base: str, taken: Collection[str], numbered: Callable[[int], str]) -> str:
    """``base``, or the first of ``numbered(2)``, ``numbered(3)``… that is not taken."""
    name, number = base, 2
    while name in taken:
        name, number = numbered(number), number + 1
    return name
