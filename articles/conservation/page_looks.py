"""How the words of a page look, by its style sheets and attributes: which are seen, and in what font."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .source import LIVE
from .style_sheets import Named, Values, declared_by, over, rules_of, strings_of
from .tokens import LOWERED, RAISED, words_set
from .word_parts import is_sign_font

MAX_SHEET = 500_000
_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.S | re.I)
_NOTHING = re.compile(r"0*\.?0+%?")
_SIZE = re.compile(r"(?<![\w.])(\d*\.?\d+)\s*(px|pt|em|rem|%)", re.I)
_LEAST = {"px": 1.0, "pt": 1.0, "em": 0.1, "rem": 0.1, "%": 10.0}
_WHITE = re.compile(r"white|window|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255\b.*", re.I)
_NO_GROUND = re.compile(r"|transparent|none|initial|inherit|unset|rgba\(.*,\s*0(?:\.0+)?\s*\)", re.I)
_BEHIND_SIZE = re.compile(r"\d[\w.%/]*\s+([\"'A-Za-z].*)", re.S)
_LEAST_MOVE = {"px": 2, "pt": 1.5, "em": 0.15, "rem": 0.15, "ex": 0.3, "%": 15}
_WHOLE = words_set(
    """address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header html li main nav ol p pre section ul"""
)
_STRUCK = ("s", "del", "strike")

Declared = dict[str, str]


class Inside(NamedTuple):
    """What holds within an element: what becomes of its words, their height, their font of signs ("" for letters), the
    colour behind them."""

    tag: str = ""
    kind: str = LIVE
    height: str = ""
    font: str = ""
    ground: str = ""
    change: str = ""


class Sheets:
    """The simple rules of a page's style sheets: for elements, for classes, under no condition."""

    def __init__(self, text: str):
        self.rules: dict[Named, Values] = {}
        self.beside: dict[Named, str] = {}  # the words that a sheet prints before or behind those of its elements
        for selectors, said in _rules(text):
            words = strings_of(said.get("content", ("", False))[0])
            for one in selectors:
                if one.beside:
                    self.beside[one] = f"{self.beside.get(one, '')} {words}"
                else:
                    self.rules[one] = over(self.rules.get(one, {}), said)

    def of(self, tag: str, attributes: dict[str, str]) -> Declared:
        """What the sheets and the element itself say of its look."""
        said: Values = {}
        for one in _names(tag, attributes, beside=False) if self.rules else ():
            said = over(said, self.rules.get(one, {}))
        said = over(said, declared_by(attributes.get("style", "")))
        return {name: value for name, (value, _) in said.items()}

    def inside(self, tag: str, attributes: dict[str, str], around: Inside) -> Inside:
        """What holds within an element, by what holds around it."""
        said = self.of(tag, attributes)
        height = _height(tag, said)
        ground = said.get("background-color") or said.get("background") or attributes.get("bgcolor", "")
        ground = around.ground if _NO_GROUND.fullmatch(ground.strip()) else ground.strip()
        kind = around.kind
        if "hidden" in attributes or _is_hidden(said) or _is_white(tag, attributes, said, ground):
            kind = "hidden"
        elif tag in _STRUCK or "line-through" in f"{said.get('text-decoration')} {said.get('text-decoration-line')}":
            kind = "struck"
        names = attributes.get("class", "").lower().split()
        if "trackchangetextdeletion" in names:
            kind = "deleted"
        change = "inserted" if tag == "ins" or "trackchangetextinsertion" in names else around.change
        height = height or {"sup": RAISED, "sub": LOWERED}.get(tag, around.height)
        return Inside(tag, kind, height, _font(tag, attributes, said, around.font), ground, change)

    def printed(self, tag: str, attributes: dict[str, str]) -> str:
        """The words that a sheet prints beside those of an element."""
        names = _names(tag, attributes, beside=True) if self.beside else []
        return " ".join(self.beside.get(one, "") for one in names)


def _rules(text: str) -> Iterator[tuple[list[Named], Values]]:
    """The rules of all sheets of a page, as far as they are read."""
    left = MAX_SHEET
    for sheet in _SHEET.findall(text):
        yield from rules_of(sheet[:left])
        left -= min(len(sheet), left)


def _names(tag: str, attributes: dict[str, str], *, beside: bool) -> list[Named]:
    """What a selector that names an element may be, what goes before last."""
    classes = attributes.get("class", "").lower().split()[:40]
    named = [("", one) for one in classes] + [(tag, one) for one in classes]
    return [Named(tag, "", beside), *(Named(tag, one, beside) for tag, one in named)]


def _height(tag: str, said: Declared) -> str:
    """Raised or lowered, by name or by a distance that is seen."""
    align = said.get("vertical-align", "").lower()
    if align in ("super", "sub"):
        return RAISED if align == "super" else LOWERED
    if tag in ("td", "th", "tr", "img", "table") or tag in _WHOLE:  # a block that is moved is moved with all its lines
        return ""
    is_moved = said.get("position", "").lower() == "relative"
    for value, up in (
        (align, RAISED),
        (said.get("mso-text-raise", ""), RAISED),
        (said.get("top", "") if is_moved else "", LOWERED),
        (said.get("bottom", "") if is_moved else "", RAISED),
    ):
        moved = re.fullmatch(r"([+-]?)(\d*\.?\d+)(px|pt|em|rem|ex|%)", value.strip())
        if moved and float(moved[2]) >= _LEAST_MOVE[moved[3]]:
            return up if moved[1] != "-" else LOWERED if up == RAISED else RAISED
    return ""


def _is_hidden(said: Declared) -> bool:
    size = _SIZE.match(said.get("font-size", "")) or _SIZE.search(said.get("font", ""))
    return (
        said.get("display", "").lower() == "none"
        or said.get("visibility", "").lower() in ("hidden", "collapse")
        or said.get("mso-hide", "").lower() == "all"
        or _NOTHING.fullmatch(said.get("opacity", "1")) is not None
        or _NOTHING.fullmatch(said.get("font-size", "1")) is not None
        or (size is not None and float(size[1]) <= _LEAST[size[2].lower()])
    )


def _is_white(tag: str, attributes: dict[str, str], said: Declared, ground: str) -> bool:
    colour = said.get("color") or (attributes.get("color", "") if tag == "font" else "")
    return bool(_WHITE.fullmatch(colour.strip())) and (not ground or bool(_WHITE.fullmatch(ground)))


def _font(tag: str, attributes: dict[str, str], said: Declared, around: str) -> str:
    named = said.get("font-family") or (attributes.get("face", "") if tag == "font" else "")
    if not named and (behind := _BEHIND_SIZE.search(said.get("font", ""))):
        named = behind[1]
    first = named.split(",")[0].strip(" \"'")
    return around if not first else first if is_sign_font(first) else ""
