"""A formula in MathML as text on one line, as it would be read out: "(140 − age) × weight / (72 × creatinine)"."""

import re
from collections.abc import Callable

from lxml import etree

_GLUED = frozenset("()[]{}|,.;:!′″%°")
_SPACED = re.compile(r"[=<>≤≥≠≈±×÷·∙⋅*/+−→∝∼~-]")
_SILENT = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"), "")
_SKIPPED = frozenset(("annotation", "annotation-xml", "mphantom", "none", "mprescripts"))
MAX_DEPTH = 60


def linear(math: etree._Element) -> str:
    """The formula's words on one line."""
    return " ".join(_text(math, 0).split())


def _text(node: etree._Element, depth: int) -> str:
    if not isinstance(node.tag, str) or node.tag.rpartition(":")[2] in _SKIPPED:
        return ""
    tag = node.tag.rpartition(":")[2]
    parts = [one for one in node if isinstance(one.tag, str)]
    if depth > MAX_DEPTH or (not parts and tag != "mspace"):
        return _token(tag, "".join(node.itertext()))
    write = _FORMS.get(tag)
    return write([_text(one, depth + 1) for one in parts]) if write else _row(node, parts, depth)


def _row(node: etree._Element, parts: list[etree._Element], depth: int) -> str:
    """What stands side by side. A number before a letter is a product ("2 x")."""
    written = [_text(one, depth + 1) for one in parts]
    if node.tag.rpartition(":")[2] == "mfenced":
        inner = f"{(node.get('separators') or ',').strip()[:1]} ".join(written)
        return f"{node.get('open') or '('}{inner}{node.get('close') or ')'}"
    if node.tag.rpartition(":")[2] == "semantics":
        return written[0] if written else ""
    joined = (node.text or "").strip()
    for one, words in zip(parts, written, strict=True):
        between = " " if joined and words and (joined[-1].isalnum() and words[0].isalnum()) else ""
        joined += between + words + (one.tail or "").strip()
    return joined


def _token(tag: str, words: str) -> str:
    words = " ".join(words.translate(_SILENT).split())
    if tag == "mspace":
        return " "
    if tag == "mo" and words not in _GLUED and _SPACED.fullmatch(words):
        return f" {'−' if words == '-' else words} "
    return f"{words} " if tag == "mo" and words in (",", ";") else words


def _is_simple(words: str) -> bool:
    words = words.strip()
    wrapped = words[:1] == "(" and words[-1:] == ")" and words.count("(") == 1
    return wrapped or not re.search(r"[\s=<>≤≥±×÷·*/+−-]", words.strip())


def _grouped(words: str) -> str:
    words = words.strip()
    return words if _is_simple(words) else f"({words})"


def _fraction(parts: list[str]) -> str:
    above, below = [*parts, "", ""][:2]
    product = re.fullmatch(r"[^=<>≤≥±+−]*|\([^()]*\)(?:\s[×·]\s[^=<>≤≥±+−()]+)*", above.strip())
    over = above.strip() if product else _grouped(above)
    return f"{over}/{below.strip()}" if _is_simple(above) and _is_simple(below) else f"{over} / {_grouped(below)}"


def _power(parts: list[str]) -> str:
    base, power = [*parts, "", ""][:2]
    return f"{_grouped(base)}^{_grouped(power)}"


def _index(parts: list[str]) -> str:
    base, index = [*parts, "", ""][:2]
    return f"{base.strip()}_{_grouped(index)}"


def _both(parts: list[str]) -> str:
    base, index, power = [*parts, "", "", ""][:3]
    return f"{base.strip()}_{_grouped(index)}^{_grouped(power)}"


def _root(parts: list[str]) -> str:
    base, degree = [*parts, "", ""][:2]
    return f"root {degree.strip()} of ({base.strip()})"


_FORMS: dict[str, Callable[[list[str]], str]] = {
    "mfrac": _fraction,
    "msup": _power,
    "mover": lambda parts: "".join(parts),
    "msub": _index,
    "munder": _index,
    "msubsup": _both,
    "munderover": _both,
    "msqrt": lambda parts: f"√({''.join(parts).strip()})",
    "mroot": _root,
    "mtr": lambda parts: ", ".join(part.strip() for part in parts),
    "mtable": lambda parts: "; ".join(part.strip() for part in parts),
}
