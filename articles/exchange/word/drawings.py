"""Pictures, charts, text boxes and objects: no text of the paragraph, but named at their place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ..word_marks import digest_of_picture
from .names import R, tag_of
from .package import Relation

_O = "{urn:schemas-microsoft-com:office:office}"
_WORD = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_KNOWN_FORMS = frozenset(
    (
        f"{_WORD}Shape", f"{_WORD}Group", f"{_WORD}Canvas", f"{_WORD}Drawing",
        "http://schemas.microsoft.com/office/word/2010/wordml", "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/drawing/2010/main", "urn:schemas-microsoft-com:vml",
    )
)  # fmt: skip
_KNOWN_PREFIXES = frozenset(("wps", "wpg", "wpc", "wp14", "w14", "w15", "a14", "v"))
_DRAWS = frozenset(("v:shape", "v:rect", "v:roundrect", "v:line", "v:oval", "v:polyline", "v:curve", "v:arc"))
_C_VALUE = frozenset(("c:v", "a:t"))


@dataclass
class Drawing:
    """What one drawing holds: ``alts`` of its pictures ("" for none), its text boxes, other words, its charts.

    ``is_wordless``: it only draws something (a shape, handwriting). ``other`` are ids of parts with words of their
    own, ``linked`` ids of pictures that lie elsewhere, ``embedded`` those of the pictures, as many as ``alts``
    ("" where there is none).
    """

    alts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    other: list[tuple[str, str]] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    is_object: bool = False
    is_wordless: bool = False


def alternatives(node: etree._Element) -> list[etree._Element]:
    """The one of several forms that is read: the first that is known, or the fallback; never both."""
    choices = [one for one in node if tag_of(one) == "mc:Choice" and len(one)]
    known = [one for one in choices if all(_is_known(one, prefix) for prefix in (one.get("Requires") or "").split())]
    fallbacks = [one for one in node if tag_of(one) == "mc:Fallback" and len(one)]
    return known[:1] or fallbacks[:1] or choices[:1]


def _is_known(choice: etree._Element, prefix: str) -> bool:
    """Whether this reader knows the namespace that a form needs."""
    return choice.nsmap.get(prefix, "") in _KNOWN_FORMS or (prefix not in choice.nsmap and prefix in _KNOWN_PREFIXES)


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
    said: list[str] = []
    draws = tag_of(node) == "w:drawing"
    for one in pruned(node):
        tag = tag_of(one)
        draws |= tag in _DRAWS and not one.get(f"{_O}hr")  # a ruled line says nothing
        if tag == "wp:docPr":
            alt = _alt(one) or alt
        elif tag == "pic:cNvPr":
            alt = alt or _alt(one)
        elif tag in ("v:shape", "v:rect", "v:roundrect"):
            alt = alt or (one.get("alt") or "")
        elif tag == "w:txbxContent":
            found.boxes.append(one)
        elif tag == "a:t":
            said.append(one.text or "")
        elif tag == "v:textpath" and one.get("string"):
            found.words.append(one.get("string", ""))
        elif tag in ("a:blip", "v:imagedata"):
            pictures += 1
            found.embedded.append(one.get(f"{R}embed") or one.get(f"{R}id") or "")
            found.linked += [key for key in (one.get(f"{R}link"), one.get(f"{R}href")) if key]
            alt = alt or (one.get(f"{_O}title") or "")
        elif tag == "c:chart" or tag.endswith("relIds") or tag == "chart":
            found.other += _parts(one)
    found.words += [words] if (words := " ".join(" ".join(said).split())) else []
    found.alts = [" ".join(alt.split())] * min(pictures, 1) + [""] * (pictures - 1)
    if not pictures and alt and not found.other:
        found.words.append(alt)
    told = pictures or found.boxes or found.words or found.other or found.is_object
    found.is_wordless = draws and not told
    if found.other and alt:
        found.other = [(key, alt) for key, _ in found.other]
    return found


def went_out_so(node: etree._Element, relation: Callable[[str], Relation | None], digests: Mapping[str, str]) -> bool:
    """Whether a drawing is one picture of ours, with the very bytes with which it went out. ``digests`` are those of
    the file's pictures."""
    names = [one.get("name") or "" for one in node.iter() if tag_of(one) == "wp:docPr"]
    keys = [one.get(f"{R}embed") or "" for one in node.iter() if tag_of(one) == "a:blip"]
    if len(names) != 1 or len(keys) != 1:
        return False
    wanted, part = digest_of_picture(names[0]), relation(keys[0])
    return wanted is not None and part is not None and digests.get(part.target) == wanted


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
