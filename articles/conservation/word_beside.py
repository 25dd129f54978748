"""What a part of a Word file holds beside its words: tracked changes of form, words and drawings that only Word shows.
Each has to be told."""

from collections.abc import Iterator
from xml.etree import ElementTree

from .source import Thing
from .tokens import words_set

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KNOWN_FORMS = words_set("wps wpg wpc wp14 w14 w15 a14 pic14 v")  # shapes, groups, canvases and what needs no more
_SHOWN = words_set("pic imagedata chart relIds txbxContent textpath object OLEObject t")
_DRAWS = words_set("shape rect roundrect line oval polyline curve arc")


def with_one_form(root: ElementTree.Element) -> ElementTree.Element:
    """The part with one form of whatever stands in it in several: the first that is known, else the plain one."""
    for node in root.iter():
        for child in [one for one in node if one.tag == f"{_MC}AlternateContent"]:
            at = list(node).index(child)
            node[at : at + 1] = list(_form(child))
    return root


def _form(node: ElementTree.Element) -> ElementTree.Element | list[ElementTree.Element]:
    choices = [one for one in node if one.tag == f"{_MC}Choice" and len(one)]
    known = [one for one in choices if set(one.get("Requires", "").split()) <= _KNOWN_FORMS]
    plain = [one for one in node if one.tag == f"{_MC}Fallback" and len(one)]
    return next(iter([*known, *plain, *choices]), [])


def tracked_forms(root: ElementTree.Element) -> Iterator[Thing]:
    """Tracked changes of numbering, of styles of paragraphs and of merged cells, with the words of which they are."""
    for kind, nodes in (("p", root.iter(f"{_W}p")), ("tc", root.iter(f"{_W}tc"))):
        for node in nodes:
            words = "".join(one.text or "" for one in node.iter(f"{_W}t"))
            merged = kind == "tc" and node.find(f"{_W}tcPr/{_W}cellMerge") is not None
            if words.strip() and (merged or (kind == "p" and _is_another(node.find(f"{_W}pPr")))):
                yield Thing("tracked change of form", "a cell" if merged else "a paragraph", words.strip())


def _is_another(properties: ElementTree.Element | None) -> bool:
    if properties is None:
        return False
    before = properties.find(f"{_W}pPrChange/{_W}pPr")
    if before is None:
        return properties.find(f"{_W}numPr/{_W}ins") is not None
    return any(_said(properties, path) != _said(before, path) for path in ("pStyle", "numPr/numId", "numPr/ilvl"))


def _said(properties: ElementTree.Element, path: str) -> str:
    node = properties.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return node.get(f"{_W}val", "") if node is not None else ""


def style_in(properties: ElementTree.Element | None, name: str) -> str | None:
    """The style that the properties of a paragraph or a table name."""
    named = properties.find(f"{_W}{name}") if properties is not None else None
    return named.get(f"{_W}val") if named is not None else None


def in_force(properties: ElementTree.Element | None, *, is_accepted: bool) -> ElementTree.Element | None:
    """The properties of a paragraph while a tracked change of them is not made."""
    if properties is None or is_accepted:
        return properties
    before = properties.find(f"{_W}pPrChange/{_W}pPr")
    added = properties.find(f"{_W}numPr")
    if before is None and added is not None and added.find(f"{_W}ins") is not None:
        before = ElementTree.Element(properties.tag)
        before.extend(one for one in properties if one is not added)
    return properties if before is None else before


def things_beside(root: ElementTree.Element) -> Iterator[Thing]:
    """What nobody sees as words of the text: the description of a table, words in a drawing, drawings without any."""
    for name in ("tblCaption", "tblDescription"):
        for node in root.iter(f"{_W}{name}"):
            yield Thing("alternative text", "a table", node.get(f"{_W}val", ""))
    for node in (*root.iter(f"{_W}drawing"), *root.iter(f"{_W}pict")):
        if any(one.tag == f"{_W}txbxContent" for one in node.iter()):
            continue
        if words := " ".join(one.text or "" for one in node.iter(f"{_A}t")).strip():
            yield Thing("alternative text", "a drawing", words)
        names = {one.tag.rsplit("}", 1)[-1] for one in node.iter()}
        is_rule = any(key.endswith("}hr") for one in node.iter() for key in one.attrib)
        described = any((one.get("descr") or "").strip() for one in node.iter())
        if not (names & _SHOWN or described or is_rule) and (node.tag == f"{_W}drawing" or names & _DRAWS):
            yield Thing("picture", "a drawing", "")
