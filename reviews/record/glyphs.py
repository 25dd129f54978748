"""Which characters the fonts of this machine can draw, so that a document names what it cannot show.

Asked of Fontconfig, the library by which Pango (see ``dossier_pdf``) finds its fonts. A character that no font has
would be an empty box, alike for all: what was signed could not be told from it.
"""

import ctypes
import ctypes.util
import re
import unicodedata
from collections import Counter
from functools import cache

# What has no form of its own: white space, control and formatting characters, variation selectors, joiners.
FORMLESS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cs", "Cn"})
VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class _FontSet(ctypes.Structure):
    _fields_ = [
        ("number", ctypes.c_int),
        ("size", ctypes.c_int),
        ("patterns", ctypes.POINTER(ctypes.c_void_p)),
    ]


@cache
def _charsets() -> tuple[ctypes.CDLL, tuple[int, ...]] | None:
    """Fontconfig and the character sets of every installed font; None where it cannot be asked."""
    name = ctypes.util.find_library("fontconfig")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    library.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    library.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    library.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
    get = library.FcPatternGetCharSet
    get.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_void_p)]
    library.FcCharSetHasChar.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    fonts = library.FcConfigGetFonts(library.FcInitLoadConfigAndFonts(), 0)
    if not fonts:
        return library, ()
    found = []
    for index in range(fonts.contents.number):
        charset = ctypes.c_void_p()
        if get(fonts.contents.patterns[index], b"charset", 0, ctypes.byref(charset)) == 0 and charset.value:
            found.append(charset.value)
    return library, tuple(found)


@cache
def can_draw(character: str) -> bool:
    """Whether a font here has a form for this character. True where nobody can be asked."""
    if unicodedata.category(character) in FORMLESS or VARIATION_SELECTORS.match(character):
        return True
    known = _charsets()
    if known is None:
        return True
    library, charsets = known
    return any(library.FcCharSetHasChar(charset, ord(character)) for charset in charsets)


def name_gaps(text: str) -> tuple[str, Counter]:
    """The text with every character that no font can draw replaced by its name in the Unicode standard, as in
    ``[U+4E2D]``; and how often each of them stands there."""
    gaps = Counter(character for character in text if not can_draw(character))
    if not gaps:
        return text, gaps
    return text.translate({ord(character): f"[U+{ord(character):04X}]" for character in gaps}), gaps


def gap_name(character: str) -> str:
    """How a gap is explained: its mark and what the standard calls it."""
    return f"[U+{ord(character):04X}] {unicodedata.name(character, 'unnamed').lower()}"
