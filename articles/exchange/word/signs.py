"""Fonts that draw signs where the file has letters: "m" in Symbol is μ. Translated by tables, never guessed.

The tables (``signs.json``) have a sign for each low byte from 0x20: a letter, a private-use character (U+F06D) and an
element for a sign (F06D) all mean that byte.
"""

import json
import re
from functools import cache
from pathlib import Path

_UNKNOWN = "\ufffd"
_ALIASES = {
    "symbolmt": "symbol",
    "symbol mt": "symbol",
    "symbolps": "symbol",
    "symbol std": "symbol",
    "symbolstd": "symbol",
    "symbolneu": "symbol",
    "euclid symbol": "symbol",
    "standard symbols ps": "symbol",
    "wingdings2": "wingdings 2",
    "wingdings3": "wingdings 3",
}
_WITHOUT_TABLE = re.compile(
    r"zapf ?dingbats|itc zapf dingbats|monotype sorts|marlett|bookshelf symbol \d|euclid (?:extra|math one|math two|"
    r"fraktur)|mt symbol|math(?:ematica)?\d.*|ms outlook|ms reference specialty|holomdl.*|map symbols",
    re.I,
)


@cache
def _tables() -> dict[str, str]:
    tables: dict[str, str] = json.loads(Path(__file__).with_name("signs.json").read_text("utf-8"))
    return tables


def has_table(font: str) -> bool:
    """Whether the signs of this font are known."""
    return _named(font) in _tables()


def is_sign_font(font: str) -> bool:
    """Whether letters in this font are drawn as signs."""
    return has_table(font) or _WITHOUT_TABLE.fullmatch(font.strip()) is not None


def _named(font: str) -> str:
    name = font.strip().lower()
    return _ALIASES.get(name, name)


def low_byte(character: str) -> int | None:
    """The byte that a character in a font of signs stands for; None for one that is no such code (a real "≤")."""
    code = ord(character)
    if 0xF000 <= code <= 0xF0FF:
        return code - 0xF000
    return code if code <= 0xFF else None


def sign(font: str, byte: int) -> str:
    """The sign at this byte of the font; "" where it is not known."""
    table = _tables().get(_named(font), "")
    found = table[byte - 0x20 : byte - 0x1F] if byte >= 0x20 else ""
    return "" if found in ("", _UNKNOWN) else found


def is_private(character: str) -> bool:
    """Whether a character means nothing without its font."""
    code = ord(character)
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000


def unknown_sign(font: str, code: int) -> str:
    """What stands in the text where a sign cannot be told: visible, and naming the font."""
    where = f" of the font {font}" if font else ""
    return f"[unknown sign {code:02X}{where}]"
