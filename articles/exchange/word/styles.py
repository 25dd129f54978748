"""How a run really looks (defaults, paragraph style, character style, the run itself), and what a style is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from .names import W, child, is_on, value, whole_number
from .signs import is_sign_font

MAX_CHAIN = 20  # styles based on each other
_TOGGLES = ("b", "i", "strike", "vanish", "caps")
_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
_THEMED = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "cs": "cstheme", "eastAsia": "eastAsiaTheme"}
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop) ?([1-9])", re.I)
_LIST_LEVEL = re.compile(r"list (?:bullet|number|continue)(?: ([2-5]))?", re.I)
_CODE = re.compile(
    r"html (?:code|preformatted|keyboard|sample|typewriter)|(?:source ?|inline ?)?code(?: char)?|verbatim ?char", re.I
)
_PENS = {  # colours of highlighting
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00",
}  # fmt: skip
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WHITE = 0xF8  # from here on, each of red, green and blue looks white on paper
MAX_HIDDEN_SIZE = 2  # half points
_MOVED, _USUAL_SIZE = 2, 20  # in half points


@dataclass(frozen=True)
class Look:
    """What a run's properties come to. ``fonts`` are by slot (ascii, hAnsi, cs, eastAsia)."""

    b: bool = False
    i: bool = False
    strike: bool = False
    dstrike: bool = False
    vanish: bool = False
    caps: bool = False
    script: str = ""
    fonts: tuple[tuple[str, str], ...] = ()
    color: str = ""
    size: int = 0
    shaded: bool = False
    ground: str = ""
    is_code: bool = False

    def font_of(self, character: str) -> str:
        """The font that draws this character."""
        fonts = dict(self.fonts)
        code = ord(character)
        if 0xF000 <= code <= 0xF0FF:
            named = [fonts.get(slot, "") for slot in ("ascii", "hAnsi", "cs")]
            return next((font for font in named if is_sign_font(font)), named[0])
        return fonts.get("ascii" if code < 0x80 else "hAnsi", "")

    @property
    def is_struck(self) -> bool:
        return self.strike or self.dstrike

    @property
    def is_tiny(self) -> bool:
        return 0 < self.size <= MAX_HIDDEN_SIZE

    @property
    def is_of_its_ground(self) -> bool:
        """Letters in the very colour that lies behind them."""
        return bool(re.fullmatch(r"[0-9A-Fa-f]{6}", self.color)) and self.color.upper() == self.ground

    @property
    def is_white(self) -> bool:
        """White letters, on nothing that is coloured behind them."""
        if self.shaded or not re.fullmatch(r"[0-9A-Fa-f]{6}", self.color):
            return False
        return all(int(self.color[at : at + 2], 16) >= _WHITE for at in (0, 2, 4))


@dataclass(frozen=True)
class Style:
    """One style: its kind ("paragraph", "character", "table"), its name, what it is based on, its properties."""

    kind: str
    name: str
    based_on: str
    run: etree._Element | None
    paragraph: etree._Element | None
    node: etree._Element


def _shifted(before: Look, look: Look, properties: etree._Element) -> Look:
    """Words that are moved up or down by a distance, as LibreOffice writes powers, are superscript or subscript; not
    those that are larger than the words around them (a large first letter)."""
    moved = re.fullmatch(r"([+-]?)(\d+)(?:pt)?", value(child(properties, "position")))
    if moved is None or properties.find(f"{W}vertAlign") is not None or int(moved[2]) < _MOVED:
        return look
    if look.size > (before.size or _USUAL_SIZE):
        return look
    return replace(look, script="sub" if moved[1] == "-" else "sup")


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None, fonts: etree._Element | None):
        self.by_id: dict[str, Style] = {}
        self.defaults: dict[str, str] = {}
        self.default = child(styles, "docDefaults", "rPrDefault", "rPr")
        for node in styles.iterchildren(f"{W}style") if styles is not None else ():
            style = _style(node)
            key = value(node, "styleId")
            self.by_id.setdefault(key, style)
            if value(node, "default") in ("1", "true"):
                self.defaults.setdefault(style.kind, key)
        self.theme = _theme_fonts(theme)
        self.coded = _coded_fonts(fonts)
        self._looks: dict[tuple[str, str], Look] = {}

    def chain(self, key: str) -> Iterator[Style]:
        """A style and those that it is based on."""
        for _ in range(MAX_CHAIN):
            style = self.by_id.get(key)
            if style is None:
                return
            yield style
            key = style.based_on

    def name(self, key: str) -> str:
        """A style's name, in small letters; the id where the file has no such style."""
        style = self.by_id.get(key)
        return (style.name if style else key).lower()

    def names(self, key: str) -> list[str]:
        """The names of a style and of those that it is based on."""
        return [style.name.lower() for style in self.chain(key)] or [key.lower()]

    def look(self, paragraph: str, run: etree._Element | None) -> Look:
        """How a run with these properties looks in a paragraph of this style."""
        character = value(child(run, "rStyle"))
        paragraph = paragraph or self.defaults.get("paragraph", "")
        base = self._looks.get((paragraph, character))
        if base is None:
            base = self._looks[paragraph, character] = self._styled(paragraph, character)
        return base if run is None else _shifted(base, self._changed(base, run), run)

    def _styled(self, paragraph: str, character: str) -> Look:
        """Switches of paragraph style and character style turn each other off; all else goes by the nearer."""
        of_paragraph = self._of_chain(paragraph)
        of_character = self._of_chain(character)
        look = Look() if self.default is None else self._changed(Look(), self.default)
        for properties in of_paragraph:
            look = self._changed(look, properties)
        for properties in of_character:
            look = _shifted(look, self._changed(look, properties), properties)
        first, second = (_switches(chain) for chain in (of_paragraph, of_character))
        default = {} if self.default is None else _switches([self.default])
        toggled: dict[str, Any] = {
            name: (first.get(name, False) != second.get(name, False)) or default.get(name, False) for name in _TOGGLES
        }
        is_code = any(_CODE.fullmatch(name) for key in (paragraph, character) if key for name in self.names(key))
        return replace(look, is_code=is_code, **toggled)

    def _of_chain(self, key: str) -> list[etree._Element]:
        return [style.run for style in self.chain(key) if style.run is not None][::-1]

    def _changed(self, look: Look, run: etree._Element) -> Look:
        """The look with what these properties say themselves."""
        found: dict[str, Any] = {
            name: is_on(node) for name in (*_TOGGLES, "dstrike") if (node := run.find(f"{W}{name}")) is not None
        }
        fonts = run.find(f"{W}rFonts")
        if fonts is not None:
            found["fonts"] = self._fonts(look, fonts)
        if (node := run.find(f"{W}vertAlign")) is not None:
            found["script"] = {"superscript": "sup", "subscript": "sub"}.get(value(node), "")
        if (node := run.find(f"{W}color")) is not None:
            found["color"] = value(node)
        if (node := run.find(f"{W}sz")) is not None:
            found["size"] = whole_number(value(node))
        if any(has_colour(run.find(f"{W}{name}")) for name in ("shd", "highlight")):
            found["shaded"] = True
        for node in (run.find(f"{W}shd"), run.find(f"{W}highlight")):
            if node is not None:
                found["ground"] = _PENS.get(value(node), value(node, "fill")).upper()
        return replace(look, **found) if found else look

    def _fonts(self, look: Look, node: etree._Element) -> tuple[tuple[str, str], ...]:
        fonts = dict(look.fonts)
        for slot in _SLOTS:
            named, themed = value(node, slot), value(node, _THEMED[slot])
            if themed or named:
                fonts[slot] = self.theme.get(themed, named) if themed else named
        return tuple(fonts.items())

    def is_coded(self, font: str) -> bool:
        """Whether letters in this font are signs: by its name, or because the file says so of the font."""
        return is_sign_font(font) or font.lower() in self.coded

    def property_of(self, key: str, *path: str) -> etree._Element | None:
        """A paragraph property that a style or one that it is based on sets."""
        key = key or self.defaults.get("paragraph", "")
        found = (child(style.paragraph, *path) for style in self.chain(key))
        return next((node for node in found if node is not None), None)

    def heading_level(self, key: str, properties: etree._Element | None) -> int:
        """The level of a heading (1 to 6) by its outline level or its style's name; 0 for text."""
        outline = child(properties, "outlineLvl")
        if outline is None:
            named = [match for name in self.names(key) if (match := _HEADING.fullmatch(name))]
            if named:
                return min(int(named[0][1]), 6)
            outline = self.property_of(key, "outlineLvl")
        level = whole_number(value(outline), 9) if outline is not None else 9
        return min(level + 1, 6) if 0 <= level < 9 else 0

    def list_level(self, key: str) -> int:
        """The depth that the name of a list's style tells ("List Bullet 2": 1)."""
        match = next((match for name in self.names(key) if (match := _LIST_LEVEL.fullmatch(name))), None)
        return int(match[1] or 1) - 1 if match else 0

    def shades_table(self, key: str) -> bool:
        """Whether a table's style colours any of its cells."""
        return any(has_colour(node) for style in self.chain(key) for node in style.node.iter(f"{W}shd"))


def has_colour(node: etree._Element | None) -> bool:
    """Whether this shading or highlighting puts a colour behind the words."""
    if node is None:
        return False
    fill = (value(node, "fill") or value(node)).lower()
    themed = value(node, "themeFill")
    return bool(themed) or fill not in ("", "auto", "ffffff", "white", "none", "clear", "nil")


def _style(node: etree._Element) -> Style:
    name = value(child(node, "name")) or value(node, "styleId")
    based_on = value(child(node, "basedOn"))
    return Style(value(node, "type"), name, based_on, child(node, "rPr"), child(node, "pPr"), node)


def _switches(chain: list[etree._Element]) -> dict[str, bool]:
    """The switches that a chain of styles sets, the nearest last."""
    return {
        name: is_on(node)
        for properties in chain
        for name in _TOGGLES
        if (node := properties.find(f"{W}{name}")) is not None
    }


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The fonts of the theme, by the names that runs use for them ("minorHAnsi")."""
    found: dict[str, str] = {}
    for kind in ("major", "minor") if theme is not None else ():
        for element, slots in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
            node = theme.find(f".//{_A}{kind}Font/{_A}{element}") if theme is not None else None
            if node is not None:
                found |= {f"{kind}{slot}": node.get("typeface") or "" for slot in slots}
    return found


def _coded_fonts(fonts: etree._Element | None) -> frozenset[str]:
    """The fonts of which the file itself says that their letters are signs."""
    nodes = fonts.iterchildren(f"{W}font") if fonts is not None else ()
    return frozenset(value(node, "name").lower() for node in nodes if value(child(node, "charset")) in ("02", "2"))
