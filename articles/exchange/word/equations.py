"""Equations as readable text on one line: "(140 − age) × weight / (72 × creatinine)"."""

from collections.abc import Callable

from lxml import etree

from .names import M, tag_of

_SUP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_UNSEEN = dict.fromkeys(range(0x2061, 0x2065))  # Word writes these itself: "apply", "times", "and", "plus"
_LOOSE = " +-−×·÷/*=<>≤≥±,"


def linear(node: etree._Element) -> str:
    """What an equation says, as one would write it in a line of text."""
    return " ".join(_inner(node).split())


def _inner(node: etree._Element) -> str:
    return "".join(_one(child) for child in node)


def _one(node: etree._Element) -> str:
    tag = tag_of(node)
    if tag == "m:t" or tag == "w:t":
        return (node.text or "").translate(_UNSEEN)
    if tag.endswith("Pr"):
        return ""
    write = _WRITERS.get(tag)
    return write(node) if write else _inner(node)


def _part(node: etree._Element, name: str) -> str:
    found = node.find(f"{M}{name}")
    return "" if found is None else _inner(found).strip()


def _value(node: etree._Element, *path: str, default: str = "") -> str:
    for name in path:
        found = node.find(f"{M}{name}")
        if found is None:
            return default
        node = found
    return node.get(f"{M}val", default)


def _grouped(words: str) -> str:
    """In brackets, if it is more than one thing and not in brackets already."""
    depth = 0
    for place, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and letter in _LOOSE and place > 0:
            return f"({words})"
    return words


def _product(words: str) -> str:
    """The same for what stands above a line: a product needs no brackets there."""
    depth = 0
    for place, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and letter in "+-−=<>≤≥±," and place > 0:
            return f"({words})"
    return words


def _fraction(node: etree._Element) -> str:
    above, below = _part(node, "num"), _part(node, "den")
    if _value(node, "fPr", "type") == "noBar":
        return f"({above} over {below})"
    return f"{_product(above)} / {_grouped(below)}" if " " in above + below else f"{_product(above)}/{_grouped(below)}"


def _raised(words: str) -> str:
    plain = words.replace("−", "-")
    return plain.translate(_SUP) if all(ord(c) in _SUP for c in plain) else f"^{_grouped(words)}"


def _lowered(words: str) -> str:
    plain = words.replace("−", "-")
    return plain.translate(_SUB) if all(ord(c) in _SUB for c in plain) else f"_{_grouped(words)}"


def _power(node: etree._Element) -> str:
    return _grouped(_part(node, "e")) + _raised(_part(node, "sup"))


def _index(node: etree._Element) -> str:
    return _grouped(_part(node, "e")) + _lowered(_part(node, "sub"))


def _both(node: etree._Element) -> str:
    return _grouped(_part(node, "e")) + _lowered(_part(node, "sub")) + _raised(_part(node, "sup"))


def _root(node: etree._Element) -> str:
    degree = _part(node, "deg")
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree, f"{degree}-th root of ")
    return f"{sign}({_part(node, 'e')})"


def _brackets(node: etree._Element) -> str:
    before = _value(node, "dPr", "begChr", default="(")
    after = _value(node, "dPr", "endChr", default=")")
    between = _value(node, "dPr", "sepChr", default="|")
    return before + f" {between} ".join(_inner(part).strip() for part in node.iterchildren(f"{M}e")) + after


def _sum(node: etree._Element) -> str:
    sign = _value(node, "naryPr", "chr", default="∫")
    below, above = _part(node, "sub"), _part(node, "sup")
    limits = f" from {below}" * bool(below) + f" to {above}" * bool(above)
    return f"{sign}{limits}{' of ' if limits else ' '}{_grouped(_part(node, 'e'))}"


def _function(node: etree._Element) -> str:
    return f"{_part(node, 'fName')}({_part(node, 'e')})"


def _accent(node: etree._Element) -> str:
    return _part(node, "e") + _value(node, "accPr", "chr", default="\u0302")


def _bar(node: etree._Element) -> str:
    return f"{_part(node, 'e')}\u0305"


def _limit(node: etree._Element) -> str:
    return f"{_part(node, 'e')} ({_part(node, 'lim')})"


def _matrix(node: etree._Element) -> str:
    return f"[{'; '.join(map(_matrix_row, node.iterchildren(f'{M}mr')))}]"


def _matrix_row(node: etree._Element) -> str:
    return ", ".join(_inner(cell).strip() for cell in node.iterchildren(f"{M}e"))


def _lines(node: etree._Element) -> str:
    return "; ".join(_inner(line).strip() for line in node.iterchildren(f"{M}e"))


def _before(node: etree._Element) -> str:
    return _lowered(_part(node, "sub")) + _raised(_part(node, "sup")) + _grouped(_part(node, "e"))


_WRITERS: dict[str, Callable[[etree._Element], str]] = {
    "m:f": _fraction,
    "m:sSup": _power,
    "m:sSub": _index,
    "m:sSubSup": _both,
    "m:sPre": _before,
    "m:rad": _root,
    "m:d": _brackets,
    "m:nary": _sum,
    "m:func": _function,
    "m:acc": _accent,
    "m:bar": _bar,
    "m:limLow": _limit,
    "m:limUpp": _limit,
    "m:m": _matrix,
    "m:eqArr": _lines,
}
