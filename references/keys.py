"""Proposing the key of a new reference: "lane1998". Pure."""

import re
import string
import unicodedata
from collections.abc import Container, Iterator
from itertools import product

from .summary import title_of, year_of
from .text import transliterate

KEY = re.compile(r"[a-z0-9][a-z0-9_:.-]{0,79}")
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "de", "der", "des", "die", "for", "in", "la", "of", "on", "the", "to")
)


def is_key(text: str) -> bool:
    """Whether this may be a reference's key."""
    return bool(KEY.fullmatch(text))


def propose_key(csl: dict, taken: Container[str]) -> str:
    """The first free one of lane1998, lane1998a, lane1998b…: ASCII, the same for the same input."""
    base = key_base(csl)
    return next(key for key in _variants(base) if key not in taken)


def key_base(csl: dict) -> str:
    """What proposed keys begin with: the first author, else a word of the title, and the year."""
    year = year_of(csl)
    return f"{_who(csl) or 'ref'}{year or ''}"


def _variants(base: str) -> Iterator[str]:
    yield base
    for length in (1, 2, 3, 4):
        for letters in product(string.ascii_lowercase, repeat=length):
            yield base + "".join(letters)


def _who(csl: dict) -> str:
    for person in [*(csl.get("author") or []), *(csl.get("editor") or [])][:1]:
        word = _ascii(person["family"]) if person.get("family") else _group(person.get("literal", ""))
        if word:
            return word
    words = [word for word in _words(title_of(csl)) if word not in _SMALL_WORDS]
    return words[0][:40] if words else ""


def _group(name: str) -> str:
    """A long group's initials ("National Institute of Mental Health": nimh), else its first word."""
    words = [word for word in _words(name) if word not in _SMALL_WORDS]
    initials = "".join(word[0] for word in words)
    return initials[:12] if len(words) > 3 else (words[0][:40] if words else "")


def _words(text: str) -> list[str]:
    return [word for word in map(_ascii, re.split(r"[\s/–—-]+", text)) if word]


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", transliterate(text)).lower()
    return re.sub(r"[^a-z0-9]", "", decomposed)[:40]
