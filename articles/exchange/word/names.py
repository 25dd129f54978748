"""The names of a Word file's XML: elements as "w:p" or "m:f", whatever the namespace's address; attributes of w."""

from functools import cache

from lxml import etree

from editorial.shared.hidden import made_visible

_OFFICE = "http://schemas.openxmlformats.org/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
"""The strict form of the format has other addresses for the same names."""
W = f"{{{_OFFICE}wordprocessingml/2006/main}}"
R = f"{{{_OFFICE}officeDocument/2006/relationships}}"
M = f"{{{_OFFICE}officeDocument/2006/math}}"
W14 = f"{{{_MICROSOFT}word/2010/wordml}}"
W15 = f"{{{_MICROSOFT}word/2012/wordml}}"
_PREFIXES = {
    W[1:-1]: "w",
    R[1:-1]: "r",
    M[1:-1]: "m",
    W14[1:-1]: "w14",
    W15[1:-1]: "w15",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/picture": "pic",
    f"{_OFFICE}drawingml/2006/chart": "c",
    f"{_OFFICE}officeDocument/2006/bibliography": "b",
    f"{_MICROSOFT}word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}

MAX_NAME = 200  # characters of a person's name that are kept


@cache
def short(tag: str) -> str:
    """An element's name with its usual prefix: "w:p". Of a namespace that is not known, the bare name."""
    space, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(space[1:], "")
    return f"{prefix}:{name}" if prefix else name


def tag_of(node: etree._Element) -> str:
    """The short name of a node; "" for comments and instructions."""
    return short(node.tag) if isinstance(node.tag, str) else ""


def value(node: etree._Element | None, name: str = "val") -> str:
    """An attribute of a w: element, "" if either is missing."""
    return "" if node is None else node.get(f"{W}{name}") or ""


def who_of(node: etree._Element) -> str:
    """The name at a change or comment, as it can be shown and kept: anybody may have typed anything into a program."""
    return made_visible(" ".join(value(node, "author").split()))[:MAX_NAME]


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The first w: element down a path of names."""
    for name in path:
        if node is None:
            return None
        node = node.find(f"{W}{name}")
    return node


def is_on(node: etree._Element | None) -> bool:
    """Whether a switch such as w:b is there and not turned off."""
    return node is not None and value(node).lower() not in ("0", "false", "off", "none")


def whole_number(text: str, default: int = 0) -> int:
    """A small whole number as an attribute has it."""
    sign, digits = ("-", text[1:]) if text[:1] == "-" else ("", text)
    return int(sign + digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
