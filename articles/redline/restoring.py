"""The two texts out of a redline: exactly what went in."""

import re
from collections.abc import Callable

from lxml import etree

from articles.text.model import Block
from articles.text.notes import Notes
from articles.text.reading import Reader, parse_fragment

_REMARKS = frozenset({"redline-note", "redline-spoken"})
_OURS = ("data-change", "data-move", "data-was")


def accepted(html: str) -> list[Block]:
    """The new text's blocks."""
    body = _prepared(html)
    _each(body, lambda e: e.tag == "del" or e.get("data-change") in ("removed", "moved-away"), _drop)
    return _blocks(body)


def rejected(html: str) -> list[Block]:
    """The old text's blocks."""
    body = _prepared(html)
    _put_back(body)
    _each(body, lambda e: e.tag == "ins" or e.get("data-change") == "inserted", _drop)
    _each(body, lambda e: e.get("data-was") is not None, _restore)
    return _blocks(body)


def accepted_line(html: str) -> str:
    """The new line's plain text."""
    body = _prepared(html)
    _each(body, lambda e: e.tag == "del", _drop)
    return "".join(body.itertext())


def rejected_line(html: str) -> str:
    """The old line's plain text."""
    body = _prepared(html)
    _each(body, lambda e: e.tag == "ins", _drop)
    return "".join(body.itertext())


def _prepared(html: str) -> etree._Element:
    """The redline without its remarks and without the citations' names."""
    body = parse_fragment(html)
    _each(body, lambda e: e.get("class") in _REMARKS, _drop)
    for cite in body.iter("cite"):
        _empty(cite)
    return body


def _blocks(body: etree._Element) -> list[Block]:
    for element in body.iter():
        for name in _OURS:
            element.attrib.pop(name, None)
    _each(body, lambda e: e.tag in ("ins", "del", "thead", "tbody") or e.get("class") == "reformatted", _unwrap)
    return Reader(Notes(), "").flow(body, ())


def _each(body: etree._Element, wanted: Callable[[etree._Element], bool], do: Callable[[etree._Element], None]) -> None:
    for element in [e for e in body.iterdescendants() if wanted(e)]:
        if element.getparent() is not None:
            do(element)


def _drop(element: etree._Element) -> None:
    """Take the element out with everything in it; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """Take the element out; what is in it stays."""
    marker = etree.Element("x")
    element.addprevious(marker)
    marker.tail = element.text
    for child in list(element):
        element.addprevious(child)
    _drop(marker)
    _drop(element)


def _empty(element: etree._Element) -> None:
    element.text = None
    for child in list(element):
        element.remove(child)


def _put_back(body: etree._Element) -> None:
    """Every moved block to where its stand-in is."""
    moved = {e.get("data-move"): e for e in body.iterdescendants() if e.get("data-change") == "moved"}
    for stand_in in [e for e in body.iterdescendants() if e.get("data-change") == "moved-away"]:
        block = moved[stand_in.get("data-move")]
        stand_in.addprevious(block)
        stand_in.getparent().remove(stand_in)


def _restore(element: etree._Element) -> None:
    """The tag and attributes that a block, or the marks that a stretch of words, had before."""
    was = element.get("data-was")
    if element.get("class") == "reformatted":
        _remark(element, was)
        return
    tag, attrs = _opened(was)
    element.tag = tag
    element.attrib.clear()
    element.attrib.update(attrs)


def _remark(element: etree._Element, was: str) -> None:
    _each(element, lambda e: e.tag not in ("cite", "br"), _unwrap)
    inner = element
    for opening in re.findall(r"<[^>]*>", was):
        tag, attrs = _opened(opening)
        wrapper = etree.Element(tag, attrs)
        wrapper.text, inner.text = inner.text, None
        for child in list(inner):
            wrapper.append(child)
        inner.append(wrapper)
        inner = wrapper


def _opened(opening: str) -> tuple[str, dict[str, str]]:
    element = etree.fromstring(f"{opening[:-1]}/>")
    return element.tag, dict(element.attrib)
