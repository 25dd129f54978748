"""What the style of an element says that changes what a text means: struck out, hidden, bold, raised, a font of signs.

Styles are read from the attribute and from the page's own style sheets, there only rules that name one element, one
class, or an element with a class: that is how word processors write them. Nothing else of a style is looked at.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from .html_sheets import Declarations, plainly, rules_in, style_of
from .word.signs import is_sign_font

MAX_SHEET = 500_000  # characters of style sheets that are read
_CLASS = r"\.(?:[\w-]|\\[0-9a-f]{1,6}\s?|\\.)+"
_SELECTOR = re.compile(rf"([a-z][a-z0-9]*)?(?:{_CLASS})?", re.I)
_PSEUDO = re.compile(rf"((?:[a-z][a-z0-9]*)?(?:{_CLASS})?)::?(?:before|after)", re.I)
_QUOTED = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'", re.S)
_WHITE = re.compile(r"(?:white|#fff|#ffffff|rgba?\(\s*255\s*,\s*255\s*,\s*255\b[^)]*\)|window)", re.I)
_CLEAR = re.compile(r"(?:transparent|none|initial|inherit|unset|rgba\([^)]*,\s*0(?:\.0+)?\s*\))", re.I)
_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*(px|pt|em|rem|%)", re.I)
_SMALLEST = {"px": 1.0, "pt": 1.0, "em": 0.1, "rem": 0.1, "%": 10.0}
_STYLED_BY_SHEET = frozenset(("span", "font", "a", "code"))  # elsewhere a sheet's bold is the page's look
_INLINE = frozenset(("span", "font", "a", "b", "strong", "i", "em", "u", "small", "big", "code", "sup", "sub"))
_DISTANCE = re.compile(r"([+-]?)(\d*\.?\d+)(px|pt|em|rem|ex|%)", re.I)
_SEEN = {"px": 2.0, "pt": 1.5, "em": 0.15, "rem": 0.15, "ex": 0.3, "%": 15.0}  # less is no raising that anybody sees
_NO_MARKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "th", "html", "body"))
_FAMILY = re.compile(r"(?:^|.*?\d[\w.%/]*\s+)(?P<family>[\"'A-Za-z].*)", re.S)  # behind the size in a ``font``

Declared = Mapping[str, str]


class Styles:
    """Answers what the style of an element of one page says."""

    def __init__(self, root: etree._Element):
        self.rules: dict[str, Declarations] = {}
        self.known: dict[tuple[str, str, str], dict[str, str]] = {}
        self.prints: dict[str, list[str]] = {}
        left = MAX_SHEET
        for sheet in root.iter("style"):
            css = (sheet.text or "")[:left]
            left -= len(css)
            for selectors, said in rules_in(css):
                self._add(selectors, said)

    def _add(self, selectors: list[str], said: Declarations) -> None:
        for selector in selectors:
            if found := _PSEUDO.fullmatch(selector):
                self.prints.setdefault(plainly(found[1]).lower(), []).extend(filter(None, [printed_by(said.all)]))
            elif selector and _SELECTOR.fullmatch(selector):
                self.rules.setdefault(plainly(selector).lower(), Declarations()).add(said)

    def of(self, node: etree._Element) -> dict[str, str]:
        """All that applies to the element itself, what is said nearest to it last."""
        key = (str(node.tag), node.get("class") or "", node.get("style") or "")
        if key not in self.known:
            said = self._sheet(key[0], key[1])
            said.add(style_of(key[2]))
            self.known[key] = said.all
        return self.known[key]

    def printed(self, node: etree._Element) -> list[str]:
        """The words that a style sheet prints before or behind the element's own."""
        if not self.prints:
            return []
        names = [f".{name}" for name in (node.get("class") or "").lower().split()[:40]]
        tag = str(node.tag)
        return [words for one in (tag, *names, *(tag + name for name in names)) for words in self.prints.get(one, ())]

    def _sheet(self, tag: str, classes: str) -> Declarations:
        said = Declarations()
        if self.rules:
            names = classes.lower().split()[:40]
            for selector in (tag, *(f".{name}" for name in names), *(f"{tag}.{name}" for name in names)):
                said.add(self.rules.get(selector, Declarations()))
        return said

    def is_struck(self, node: etree._Element) -> bool:
        """Whether a line goes through its words."""
        said = self.of(node)
        decoration = f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"
        through = said.get("text-line-through", "").lower()
        return "line-through" in decoration.lower() or bool(through and through not in ("none", "no"))

    def why_hidden(self, node: etree._Element) -> str:
        """Why nobody sees its words, in plain words; "" if they are seen."""
        said = self.of(node)
        if node.get("hidden") is not None or said.get("display", "").lower() == "none":
            return "hidden in the source"
        if said.get("visibility", "").lower() in ("hidden", "collapse") or said.get("mso-hide", "").lower() == "all":
            return "hidden in the source"
        if re.fullmatch(r"0?\.?0+%?", said.get("opacity", "1")):
            return "hidden in the source"
        if _is_tiny(said):
            return "written too small to be read"
        if self._is_white_on_white(node):
            return "written white on white"
        return ""

    def _is_white_on_white(self, node: etree._Element) -> bool:
        colour = self.of(node).get("color") or (node.get("color") if node.tag == "font" else "") or ""
        if not _WHITE.fullmatch(colour.strip()):
            return False
        return all(_WHITE.fullmatch(ground) for ground in self._grounds(node))

    def _grounds(self, node: etree._Element) -> Iterator[str]:
        """The first background that is painted behind an element."""
        for around in (node, *node.iterancestors()):
            said = self.of(around)
            ground = said.get("background-color") or said.get("background") or around.get("bgcolor") or ""
            if ground and not _CLEAR.fullmatch(ground.strip()):
                yield ground.strip()
                return

    def marks(self, node: etree._Element, marks: tuple[str, ...]) -> tuple[str, ...]:
        """The marks of its words, given those of what is around it: what a style takes away goes."""
        if node.tag in _NO_MARKS:
            return marks
        own = style_of(node.get("style") or "").all
        said = self.of(node) if node.tag in _STYLED_BY_SHEET else own
        wanted = {"strong": _is_bold(said), "em": _is_italic(said), **_raised(said, moves=node.tag in _INLINE)}
        kept = [mark for mark in marks if wanted.get(mark) is not False]
        return (*kept, *(mark for mark, on in wanted.items() if on and mark not in kept))

    def signs_font(self, node: etree._Element) -> str | None:
        """The font of signs that its words are set in; "" for a font of letters; None if it names no font."""
        said = self.of(node)
        family = said.get("font-family") or (node.get("face") if node.tag == "font" else "") or ""
        match = _FAMILY.match(said.get("font", "")) if not family else None
        named = (family or (match["family"] if match else "")).split(",")[0].strip(" \"'")
        if not named:
            return None
        return named if is_sign_font(named) else ""


def printed_by(said: Declared) -> str:
    """The words that a rule prints, without those of signs alone."""
    parts = _QUOTED.findall(said.get("content", ""))
    words = " ".join(plainly("".join(one or other for one, other in parts)).split())
    return words if any(one.isalnum() for one in words) else ""


def _is_tiny(said: Declared) -> bool:
    size = _SIZE.match(said.get("font-size", "")) or _SIZE.search(said.get("font", ""))
    if said.get("font-size", "").strip() in ("0", "0.0"):
        return True
    return size is not None and float(size[1]) <= _SMALLEST[size[2].lower()]


def _is_bold(said: Declared) -> bool | None:
    weight = said.get("font-weight", "").lower()
    if weight.isdigit():
        return int(weight) >= 600
    if weight in ("bold", "bolder"):
        return True
    return False if weight in ("normal", "lighter") else None


def _is_italic(said: Declared) -> bool | None:
    style = said.get("font-style", "").lower()
    if style.startswith(("italic", "oblique")):
        return True
    return False if style == "normal" else None


def _raised(said: Declared, *, moves: bool) -> dict[str, bool | None]:
    """Whether words stand raised or lowered: by name, or (of words, no cells) by a distance that is seen."""
    align = said.get("vertical-align", "").lower()
    if align in ("super", "sub"):
        return {"sup": align == "super", "sub": align == "sub"}
    for value, up in _distances(said) if moves else ():
        size = _DISTANCE.fullmatch(value)
        if size and float(size[2]) >= _SEEN[size[3].lower()]:
            return {"sup": (size[1] != "-") == up, "sub": (size[1] != "-") != up}
    return {"sup": False, "sub": False} if align == "baseline" else {}


def _distances(said: Declared) -> Iterator[tuple[str, bool]]:
    """How far words are moved, and whether that is up."""
    yield said.get("vertical-align", "").strip(), True
    yield said.get("mso-text-raise", "").strip(), True
    if said.get("position", "").lower() == "relative":
        yield said.get("top", "").strip(), False
        yield said.get("bottom", "").strip(), True
