"""Equations, drawings, links and large letters of a Word file: what of them are words, and what is there to see."""

from xml.etree import ElementTree

from .source import Passage
from .tokens import words_set
from .word_grid import name_of
from .word_parts import W

_FREE = words_set("nary rad limLow limUpp sPre sSubSup func m eqArr acc bar groupChr box phant noBar")
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation(node: ElementTree.Element) -> str:
    """The words of an equation, those of each part of it together."""
    parts = [
        "".join(text.text or "" for run in part if run.tag == f"{M}r" for text in run.iter(f"{M}t"))
        for part in node.iter()
    ]
    return " ".join(filter(None, parts))


def in_order(node: ElementTree.Element) -> str:
    """The words of an equation in the order in which any line of text has them; "" if its parts may change places."""
    if any(name_of(part) in _FREE for part in node.iter()):
        return ""
    return "".join(text.text or "" for text in node.iter(f"{M}t"))


def first_forms(node: ElementTree.Element) -> list[ElementTree.Element]:
    """A node and all below it, without the second form of anything and without what lies inside a box."""
    found, waiting = [], [node]
    while waiting:
        part = waiting.pop()
        name = name_of(part)
        if name == "Fallback":
            continue
        found.append(part)
        if name != "txbxContent":
            waiting += reversed(list(part))
    return found


def says_something(node: ElementTree.Element) -> bool:
    """Whether there is anything to see at a link."""
    drawn = any(name_of(part) in ("drawing", "pict") for part in node.iter())
    return drawn or any((part.text or "").strip() for part in node.iter(f"{W}t"))


def is_capital(properties: ElementTree.Element | None, passage: Passage) -> bool:
    """Whether a paragraph is only the large first letter of the next."""
    frame = properties.find(f"{W}framePr") if properties is not None else None
    is_dropped = frame is not None and frame.get(f"{W}dropCap", "none") != "none"
    return is_dropped and 0 < len("".join(one.text for one in passage.stretches).strip()) <= 3
