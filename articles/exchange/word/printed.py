"""Whether a citation field prints what its record says, or what somebody wrote over it by hand."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from articles.exchange.blocks import FieldItem
from articles.exchange.patterns import word_set
from references.summary import names_of, year_of

_WORD = re.compile(r"\d+|[^\W\d_]+|[%≤≥<>±=×÷]")
_TAG = re.compile(r"<[^>]*>")
_DISPLAY = re.compile(r"<DisplayText>(.*?)</DisplayText>", re.S)
_RANGE = re.compile(r"(\d{1,4})\s*[-–—−‑]\s*(\d{1,4})")
_DECODER = json.JSONDecoder()
_JOINING = word_set(
    """and et al und y e i with in eds ed nd p pp page pages ch chap chapter chapters sec section vol volume no nos n
    note para paragraph fig figure table pt part st nd rd th ibid idem op cit loc a b c d e f g"""
)
MAX_SHOWN = 200


def printed_otherwise(printed: str, code: str, items: tuple[FieldItem, ...]) -> str:
    """Why what a field printed is not what its works are, in plain words; "" if it is."""
    words = _words(printed)
    if not words:
        return ""
    by_record = _recorded(code)
    if by_record:
        if _words(by_record) == words:
            return ""
        return f"The citation was written over by hand: its record prints “{by_record[:MAX_SHOWN]}”, the file another"
    if _is_explained(printed, words, items):
        return ""
    named = "; ".join(_name(item) for item in items)[:MAX_SHOWN]
    return f"What the file prints for this citation is not what its record says ({named})"


def _recorded(code: str) -> str:
    """What the reference manager itself printed, as the field's code tells; "" where it does not."""
    display = _DISPLAY.search(code)
    if display is not None:
        return " ".join(unescape(_TAG.sub("", unescape(display[1]))).split())
    try:
        read, _ = _DECODER.raw_decode(code[code.find("{") :]) if "{" in code else ({}, 0)
    except (ValueError, RecursionError):
        return ""
    said = [read.get(name) for name in ("properties", "mendeley", "manualOverride")] if isinstance(read, dict) else []
    for part in said:
        for name in ("plainCitation", "plainTextFormattedCitation", "citeprocText", "formattedCitation"):
            if isinstance(part, dict) and isinstance(part.get(name), str) and part[name].strip():
                return " ".join(unescape(_TAG.sub("", part[name])).split())
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _is_explained(printed: str, words: list[str], items: tuple[FieldItem, ...]) -> bool:
    """Whether every word is of a work, its place or what joins them, and every work is there."""
    beside = Counter(
        word for item in items for said in (item.locator, item.prefix, item.suffix) for word in _words(said)
    )
    rest = list((Counter(words) - beside).elements())
    rest = [word for word in rest if word not in _JOINING]
    if all(word.isdigit() and len(word) < 4 for word in rest):
        return _count(printed, beside) == len(items) or not rest
    if any(not item.csl for item in items):
        return True  # nobody knows what it should say
    known = {word for item in items for said in _strings(item.csl) for word in _words(said)}
    return all(word in known or (len(word) == 1 and word.isalpha()) for word in rest) and all(
        item.suppress_author or _telling(item) & set(words) for item in items
    )


def _count(printed: str, beside: Counter[str]) -> int:
    """How many works numbers name, ranges written out; those of places are none."""
    said = unicodedata.normalize("NFKC", printed)
    for low, high in _RANGE.findall(said):
        if low not in beside and 0 < int(high) - int(low) < 200:
            said = said.replace(low, " ".join(str(number) for number in range(int(low), int(high))), 1)
    return sum((Counter(word for word in _words(said) if word.isdigit()) - beside).values())


def _telling(item: FieldItem) -> set[str]:
    names = {word for name in names_of(item.csl) for word in _words(name)}
    return names | {str(year_of(item.csl))} | set(_words(str(item.csl.get("title") or "")))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        inner: Iterable[Any] = value.values() if isinstance(value, dict) else value
        for one in inner:
            yield from _strings(one)
    elif isinstance(value, str | int):
        yield str(value)


def _name(item: FieldItem) -> str:
    year = year_of(item.csl) if item.csl else None
    said = " ".join(filter(None, (*names_of(item.csl)[:1], str(year or "")))) if item.csl else ""
    return said or item.name or str(item.csl.get("title") or "?")
