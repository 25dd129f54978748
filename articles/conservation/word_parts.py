"""The parts of a Word file, and how its characters look: enough to tell which words a reader of the file would see."""

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

from .tokens import LOWERED, RAISED
from .tokens import UNKNOWN_SIGN as SIGN
from .word_beside import with_one_form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SYMBOL = dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)) | dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)
)
_SYMBOL |= {chr(code): sign for code, sign in (
    (0xA3, "≤"), (0xB3, "≥"), (0xB1, "±"), (0xB0, "°"), (0xB4, "×"), (0xB8, "÷"), (0xB9, "≠"), (0xBB, "≈"),
    (0xA5, "∞"), (0xAC, "←"), (0xAD, "↑"), (0xAE, "→"), (0xAF, "↓"), (0xD6, "√"), (0xC6, "∅"), (0xD7, "·"),
    (0xB7, "•"), (0xA2, "′"), (0xB2, "″"),
)}  # fmt: skip
_PENS = {  # colours of highlighting
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00",
}  # fmt: skip
_SIGN_FONTS = ("symbol", "wingdings", "webdings", "mt extra", "zapf dingbats", "zapfdingbats", "marlett")


def is_sign_font(name: str) -> bool:
    return name.lower().startswith(_SIGN_FONTS)


def signs(text: str, font: str) -> str:
    """What characters of a font of signs show; those that this table does not know become :data:`SIGN`."""
    return "".join(_sign(character, font) for character in text)


def _sign(character: str, font: str) -> str:
    if character.isspace():
        return character
    code = ord(character)
    low = chr(code & 0xFF) if 0xF000 <= code <= 0xF0FF or code < 0x100 else character
    if font.lower().startswith("symbol") and not (low.isalpha() and low not in _SYMBOL):
        if low in _SYMBOL:
            return _SYMBOL[low]
        return low if low.isascii() else SIGN
    return SIGN


class Package:
    """The parts of a file, read when they are asked for. Broken or missing ones are empty."""

    def __init__(self, data: bytes):
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = {name.lstrip("/").lower(): name for name in self.archive.namelist()}
        self.main = next(
            (target for kind, target, _, _ in self.related("") if kind == "officeDocument"), "word/document.xml"
        )

    def part(self, name: str) -> ElementTree.Element | None:
        found = self.names.get(name.lstrip("/").lower())
        if found is None:
            return None
        data = self.archive.read(found)
        if b"<!DOCTYPE" in data[:2000]:
            return None
        try:
            root = ElementTree.fromstring(data.replace(_STRICT.encode(), W[1:-1].encode()))  # noqa: S314 - no document type, so no entities
        except ElementTree.ParseError:
            return None
        return with_one_form(root)

    def related(self, part: str) -> list[tuple[str, str, str, bool]]:
        """What a part refers to: (kind, target, id, whether it lies outside the file)."""
        folder, base = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for node in root.iter(_RELATED) if root is not None else ():
            is_outside = node.get("TargetMode") == "External"
            target = node.get("Target", "")
            where = target if is_outside else posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found.append((node.get("Type", "").rsplit("/", 1)[-1], where, node.get("Id", ""), is_outside))
        return found


class Looks:
    """How characters look, by the styles of a file: struck out, hidden, raised, lowered, in a font of signs."""

    def __init__(self, package: Package):
        parts = {kind: target for kind, target, _, _ in package.related(package.main)}
        root = package.part(parts.get("styles", "word/styles.xml"))
        self.styles = {node.get(f"{W}styleId"): node for node in root.iter(f"{W}style")} if root is not None else {}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self.defaults = [defaults] if defaults is not None else []
        self.usual = next((key for key, node in self.styles.items() if _is_usual(node)), None)
        theme = package.part(parts.get("theme", ""))
        self.theme = _theme_fonts(theme) if theme is not None else {}

    def chain(self, style: str | None) -> list[ElementTree.Element]:
        """A style and what it is based on, the base first."""
        found: list[ElementTree.Element] = []
        while style in self.styles and self.styles[style] not in found and len(found) < 30:
            found.insert(0, self.styles[style])
            based = self.styles[style].find(f"{W}basedOn")
            style = based.get(f"{W}val") if based is not None else None
        return found

    def are_coloured(self, style: str | None) -> bool:
        """Whether a style of paragraphs or tables puts a colour behind words, if only behind some of a table's."""
        return any(has_ground(node) for one in self.chain(style) for node in one.iter(f"{W}shd"))

    def of(
        self, run: ElementTree.Element | None, style: str | None, *, on_colour: bool = False
    ) -> tuple[str, str, str]:
        """(kind of words: "live", "struck" or "hidden"; height; font) of a run in a paragraph of a style."""
        named = run.find(f"{W}rStyle") if run is not None else None
        from_paragraph = self._properties(self.chain(style or self.usual))
        from_character = self._properties(self.chain(named.get(f"{W}val") if named is not None else None))
        layers = [*self.defaults, *from_paragraph, *from_character, *([run] if run is not None else [])]
        if self._toggled("vanish", from_paragraph, from_character, run) or _is_unseen(layers, on_colour=on_colour):
            kind = "hidden"
        elif any(self._toggled(name, from_paragraph, from_character, run) for name in ("strike", "dstrike")):
            kind = "struck"
        else:
            kind = "live"
        height = {"superscript": RAISED, "subscript": LOWERED}.get(_last(layers, "vertAlign", "val") or "", "")
        height = height or _moved(layers, len(self.defaults) + len(from_paragraph))
        return kind, height, self._font(layers)

    @staticmethod
    def _properties(chain: list[ElementTree.Element]) -> list[ElementTree.Element]:
        return [node for style in chain if (node := style.find(f"{W}rPr")) is not None]

    @staticmethod
    def _toggled(name: str, paragraph: list, character: list, run: ElementTree.Element | None) -> bool:
        """Direct formatting decides; else a property that both styles set is switched off again."""
        direct = _switch([run] if run is not None else [], name)
        if direct is not None:
            return direct
        return bool(_switch(paragraph, name)) != bool(_switch(character, name))

    def _font(self, layers: list[ElementTree.Element]) -> str:
        font = ""
        for layer in layers:
            fonts = layer.find(f"{W}rFonts")
            if fonts is not None:
                themed = fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme")
                font = self.theme.get(themed or "") or fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or font
        return font


def _is_usual(style: ElementTree.Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")


def _theme_fonts(theme: ElementTree.Element) -> dict[str, str]:
    found = {}
    for node in theme.iter():
        tag = node.tag.rsplit("}", 1)[-1]
        if tag in ("majorFont", "minorFont"):
            latin = next((child for child in node if child.tag.endswith("}latin")), None)
            for ending in ("Ascii", "HAnsi"):
                found[tag[:5] + ending] = latin.get("typeface", "") if latin is not None else ""
    return found


def _switch(layers: list[ElementTree.Element], name: str) -> bool | None:
    found = [node for layer in layers if (node := layer.find(f"{W}{name}")) is not None]
    return found[-1].get(f"{W}val", "1") not in ("0", "false", "off") if found else None


def _last(layers: list[ElementTree.Element], name: str, attribute: str) -> str | None:
    found = [node for layer in layers if (node := layer.find(f"{W}{name}")) is not None]
    return found[-1].get(f"{W}{attribute}") if found else None


def _moved(layers: list[ElementTree.Element], inner: int) -> str:
    """Up or down by a distance that the layers from this one on say, unless in larger letters than those around."""
    by = (_last(layers[inner:], "position", "val") or "").removesuffix("pt")
    if not by.removeprefix("-").isdigit() or abs(int(by)) < 2 or _last(layers[inner:], "vertAlign", "val"):
        return ""
    outer, own = (_last(some, "sz", "val") or "" for some in (layers[:inner], layers))
    if own.isdigit() and int(own) > (int(outer) if outer.isdigit() else 20):
        return ""
    return LOWERED if by.startswith("-") else RAISED


def has_ground(shading: ElementTree.Element | None) -> bool:
    """Whether this shading is a colour."""
    if shading is None:
        return False
    fill = shading.get(f"{W}fill", "auto").lower()
    return shading.get(f"{W}themeFill") is not None or fill not in ("", "auto", "ffffff", "white")


def _is_unseen(layers: list[ElementTree.Element], *, on_colour: bool) -> bool:
    """White, on no other ground; in the colour of their own ground; or no larger than one point."""
    size = _last(layers, "sz", "val") or ""
    if size.isdigit() and int(size) <= 2:
        return True
    colour = _last(layers, "color", "val") or ""
    is_white = re.fullmatch(r"(?:f[89a-f]){3}", colour, re.I) is not None
    ground = (_last(layers, "shd", "fill") or "auto").upper()
    behind = _PENS.get(_last(layers, "highlight", "val") or "", ground)
    if re.fullmatch(r"[0-9A-F]{6}", behind) and colour.upper() == behind and not is_white:
        return True
    return (
        is_white
        and not on_colour
        and ground in ("AUTO", "FFFFFF")
        and _last(layers, "highlight", "val") in (None, "none", "white")
    )
