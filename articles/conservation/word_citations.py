"""What the fields of reference managers cite: how many works, and at which places of them."""

import base64
import json
import re
from xml.etree import ElementTree

from .word_parts import W

CITING = re.compile(r"ZOTERO_ITEM|CSL_CITATION|EN\.CITE(?!\.DATA)|^\s*CITATION\b")
_WORD_SOURCE = re.compile(r"^\s*CITATION\s+\S+|\\m\s+\S+")


def works(code: str) -> list[str]:
    """The places (pages…) of the works that a field's code cites, one for each; one work if the code cannot be read."""
    cited = re.findall(r"<Cite\b.*?</Cite>", code, re.S)
    if cited:
        return [(re.search(r"<(?:Pages|Suffix)>(.*?)<", one) or ["", ""])[1] for one in cited]
    if "{" in code:
        return _locators(code[code.find("{") : code.rfind("}") + 1])
    return [""] * max(len(_WORD_SOURCE.findall(code)), 1)


def _locators(text: str) -> list[str]:
    try:
        items = json.loads(text).get("citationItems", [])
        return [str(item.get("locator") or "") for item in items] or [""]
    except (ValueError, AttributeError):
        return [""]


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
    tag = node.find(f"{W}sdtPr/{W}tag")
    packed = (tag.get(f"{W}val", "") if tag is not None else "").rsplit("_", 1)[-1]
    return _locators(unpacked(packed + "=" * (-len(packed) % 4)))
