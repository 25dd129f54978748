"""What the fields of reference managers cite: how many works, and at which places of them."""

import base64
import json
import re
import unicodedata
from html import unescape
from xml.etree import ElementTree

from .arrived import numbers_in
from .tokens import words_set
from .word_parts import W

CITING = re.compile(r"ZOTERO_ITEM|CSL_CITATION|EN\.CITE(?!\.DATA)|^\s*CITATION\b")
_JOINS = words_set("and et al und with in eds ed nd pp page pages chap chapter vol no fig table ibid")


def works(code: str) -> list[str]:
    """The places (pages…) of the works that a field's code cites, one for each; one work if the code cannot be read."""
    cited = re.findall(r"<Cite\b.*?</Cite>", code, re.S)
    if cited:
        return [(re.search(r"<(?:Pages|Suffix)>(.*?)<", one) or ["", ""])[1] for one in cited]
    if "{" in code:
        return _locators(code[code.find("{") : code.rfind("}") + 1])
    return [_own_place(one) for one in re.split(r"\\m(?=\s)", code)]


def _own_place(code: str) -> str:
    """The page, else the volume, that Word's own field says of one work."""
    said = {name: place.strip('"') for name, place in re.findall(r"\\([pv])\s+(\"[^\"]*\"|[^\s\\]+)", code)}
    return said.get("p") or said.get("v") or ""


def _records(code: str) -> list[dict]:
    """The records of the works that a field cites as JSON."""
    try:
        items = json.loads(code[code.find("{") : code.rfind("}") + 1]).get("citationItems", [])
        return [item["itemData"] for item in items if item.get("itemData")]
    except (ValueError, AttributeError, KeyError, TypeError):
        return []


def _locators(text: str) -> list[str]:
    try:
        items = json.loads(text).get("citationItems", [])
        return [str(item.get("locator") or "") for item in items] or [""]
    except (ValueError, AttributeError):
        return [""]


def is_printed_otherwise(code: str, words: str) -> bool:
    """Whether a field prints something else than its record: than what the manager itself printed; else other words
    than stand in the record, or more numbers than it has works."""
    said = _read(words)
    own = _read(_own_words(code))
    if not said or own:
        return said != own and bool(said)
    if not any(len(word) > 1 and word not in _JOINS for word in said if word.isalpha()):
        places = [number for place in works(code) for number in numbers_in(place)]
        return len(numbers_in(words)) - len(places) not in (len(works(code)), 0) and len(said[0]) < 4
    if "{" not in code and "<record" not in code:
        return False  # the record lies elsewhere
    known = set(_read(_decoded(code))) | _JOINS
    return any(word not in known and len(word) > 1 for word in said) or not all(
        set(_read(_decoded(json.dumps(record)))) & set(said) - _JOINS for record in _records(code)
    )


def _own_words(code: str) -> str:
    display = re.search(r"<DisplayText>(.*?)</DisplayText>", code, re.S)
    named = re.search(r'"(?:plain(?:TextFormatted)?Citation|citeprocText)"\s*:\s*("(?:[^"\\]|\\.)*")', code)
    own = unescape(display[1]) if display else _decoded(named[1]) if named else ""
    return unescape(re.sub(r"<[^>]*>", "", own))


def _decoded(words: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda one: chr(int(one[1], 16)), words)


def _read(words: str) -> list[str]:
    return re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFKC", words).casefold())


def unpacked(text: str | None) -> str:
    """Text that a field carries packed; "" if it cannot be unpacked."""
    try:
        return base64.b64decode("".join((text or "").split())).decode("utf-8", "replace")
    except ValueError:
        return ""


def is_packed_citation(node: ElementTree.Element) -> bool:
    tag = node.find(f"{W}sdtPr/{W}tag")
    return tag is not None and tag.get(f"{W}val", "").startswith("MENDELEY_CITATION")


def packed_works(node: ElementTree.Element) -> list[str]:
    return _locators(packed_code(node))


def packed_code(node: ElementTree.Element) -> str:
    """What a content control cites, as its name packs it."""
    tag = node.find(f"{W}sdtPr/{W}tag")
    packed = (tag.get(f"{W}val", "") if tag is not None else "").rsplit("_", 1)[-1]
    return unpacked(packed + "=" * (-len(packed) % 4))
