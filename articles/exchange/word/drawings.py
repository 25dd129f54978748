"""Pictures, charts, text boxes and objects: no text of the paragraph, but named at their place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .names import R, tag_of

_O = "{urn:schemas-microsoft-com:office:office}"
_C_VALUE = frozenset(("c:v", "a:t"))


@dataclass
class Drawing:
    """What one drawing holds: ``alts`` of its pictures ("" for none), its text boxes, other words, its charts.

    ``other`` are ids of parts with words of their own, ``linked`` ids of pictures that lie elsewhere.
    """

    alts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    other: list[tuple[str, str]] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    is_object: bool = False


def alternatives(node: etree._Element) -> list[etree._Element]:
    """The one of several forms that is read: the newer one, or the fallback where there is no other; never both."""
    choices = [one for one in node if tag_of(one) == "mc:Choice" and len(one)]
    fallbacks = [one for one in node if tag_of(one) == "mc:Fallback"]
    return choices[:1] or fallbacks[:1]


def pruned(node: etree._Element) -> Iterator[etree._Element]:
    """All that is in a drawing, each thing once, without looking into its text boxes."""
    stack = [node]
    while stack:
        one = stack.pop()
        yield one
        tag = tag_of(one)
        if tag != "w:txbxContent":
            stack += reversed(alternatives(one) if tag == "mc:AlternateContent" else list(one))


def read_drawing(node: etree._Element) -> Drawing:
    """What a drawing, an old picture or an object holds."""
    found = Drawing(is_object=tag_of(node) == "w:object")
    alt = ""
    pictures = 0
    for one in pruned(node):
        tag = tag_of(one)
        if tag == "wp:docPr":
            alt = _alt(one) or alt
        elif tag == "pic:cNvPr":
            alt = alt or _alt(one)
        elif tag in ("v:shape", "v:rect", "v:roundrect"):
            alt = alt or (one.get("alt") or "")
        elif tag == "w:txbxContent":
            found.boxes.append(one)
        elif tag == "v:textpath" and one.get("string"):
            found.words.append(one.get("string", ""))
        elif tag in ("a:blip", "v:imagedata"):
            pictures += 1
            found.linked += [key for key in (one.get(f"{R}link"), one.get(f"{R}href")) if key]
            alt = alt or (one.get(f"{_O}title") or "")
        elif tag == "c:chart" or tag.endswith("relIds") or tag == "chart":
            found.other += _parts(one)
    found.alts = [" ".join(alt.split())] * min(pictures, 1) + [""] * (pictures - 1)
    if not pictures and alt and not found.other:
        found.words.append(alt)
    if found.other and alt:
        found.other = [(key, alt) for key, _ in found.other]
    return found


def _alt(node: etree._Element) -> str:
    return node.get("descr") or node.get("title") or ""


def _parts(node: etree._Element) -> list[tuple[str, str]]:
    """The ids of the parts that hold a chart's or a diagram's data."""
    keys = (node.get(f"{R}id"), node.get(f"{R}dm"))
    return [(key, "") for key in keys if key]


def words_of_part(root: etree._Element | None) -> str:
    """The words and figures of a chart or a diagram."""
    if root is None:
        return ""
    said = [one.text or "" for one in root.iter() if tag_of(one) in _C_VALUE]
    return " ".join(" ".join(said).split())
