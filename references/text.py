"""Strings of a bibliographic record: what they may hold, and their folded form for comparing. Pure.

A record's text is somebody else's: stored as plain text in which only ``<i> <b> <sub> <sup>`` are markup.
"""

import re
import unicodedata
from html import unescape

from editorial.shared.hidden import is_seen

_ALIASES = {
    **dict.fromkeys(("i", "em", "italic", "jats:italic"), "i"),
    **dict.fromkeys(("b", "strong", "bold", "jats:bold"), "b"),
    **dict.fromkeys(("sub", "inf", "jats:sub"), "sub"),
    **dict.fromkeys(("sup", "jats:sup"), "sup"),
}
_DROPPED_NAMES = """
a abbr article aside audio base blockquote body br button canvas caption center cite code dd details
div dl dt embed fieldset figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html iframe
img input ins del kbd label li link main mark math mml:math mml:mi mml:mo mml:mn mml:mrow mml:msub
mml:msup meta nav noscript object ol option p param pre q s samp scp script section select small
source span strike style svg table tbody td textarea tfoot th thead title tr tt u ul var video
jats:p jats:title jats:sec jats:sc sc underline roman sans-serif
"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
_ATTRIBUTE = r"""\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+)"""
_TAG = re.compile(rf"<(/?)\s*([A-Za-z][A-Za-z0-9:-]{{0,30}})((?:{_ATTRIBUTE}){{0,20}})\s*/?>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AMPERSANDS = re.compile(r"&(?:amp;)+")
_MAX_NESTING = 20
_UNSEEN_RANGES = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF),
)  # fmt: skip
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L", "đ": "d",
     "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h"}
)  # fmt: skip


def hidden_character(text: str) -> tuple[int, str] | None:
    """The first character that nobody can see, as its index and "U+200B"; None if there is none.

    Means control, bidirectional, zero-width, tag and private characters and lone surrogates. Line breaks and
    tabs count as spaces. What a reader sees by the letters around it (the joiners of Persian) is not hidden.
    """
    if text.isascii() and text.isprintable():
        return None
    for index, character in enumerate(text):
        if character in "\t\n\r" or (character.isprintable() and not _is_unseen(character)):
            continue
        if unicodedata.category(character) != "Zs" and not is_seen(text, index):
            return index, f"U+{ord(character):04X}"
    return None


def _is_unseen(character: str) -> bool:
    code = ord(character)
    return code >= 0x34F and any(low <= code <= high for low, high in _UNSEEN_RANGES)


def clean_text(text: str, *, rich: bool) -> str:
    """NFC with single spaces, entities resolved; ``rich`` keeps ``i b sub sup``, balanced; all other tags go.

    The result is a fixed point: cleaning it again changes nothing. Raises ValueError for markup within markup
    within markup, which nobody writes but to deceive.
    """
    for _ in range(_MAX_NESTING):
        previous = text
        text = _AMPERSANDS.sub("&", text)
        text = _ENTITY.sub(lambda match: unescape(match.group()), text)
        text = " ".join(unicodedata.normalize("NFC", text).split())
        text = _balance(text) if rich else _TAG.sub(_nothing_for_tag, text)
        if text == previous:
            return text
    raise ValueError("Markup is hidden in markup too many times over.")


def plain(text: str) -> str:
    """The text without its markup."""
    return clean_text(text, rich=False)


def transliterate(text: str) -> str:
    """Letters that have no accent to take off, written with plain ones: "ø" as "o", "ß" as "ss"."""
    return text.translate(_LETTERS)


def fold(text: str) -> str:
    """For comparing: no markup, no accents, lower case; words of letters and digits, one space between."""
    decomposed = unicodedata.normalize("NFKD", transliterate(plain(text)))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", bare.casefold().replace("_", " ")))


def _known(tag: re.Match) -> str | None:
    """The markup a tag stands for: "i", "" for one that goes, None for text that only looks like a tag."""
    name = tag.group(2).lower()
    return _ALIASES.get(name, "" if name in _DROPPED else None)


def _nothing_for_tag(tag: re.Match) -> str:
    return tag.group() if _known(tag) is None else ""


def _balance(text: str) -> str:
    """Write the allowed tags in their one form, nested; drop the others and any without a partner."""
    out: list[str] = []
    open_tags: list[tuple[str, int]] = []
    position = 0
    for tag in _TAG.finditer(text):
        name = _known(tag)
        if name is None:
            continue
        out.append(text[position : tag.start()])
        position = tag.end()
        if name and not tag.group(1):
            open_tags.append((name, len(out)))
            out.append(f"<{name}>")
        elif name and open_tags and open_tags[-1][0] == name:
            open_tags.pop()
            out.append(f"</{name}>")
    out.append(text[position:])
    for _, index in open_tags:
        out[index] = ""
    return "".join(out)
