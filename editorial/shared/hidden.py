"""Characters that a person cannot see: they may not hide in a text, whichever way they were typed.

Refused: controls (all but tab and line ends), zero-width characters, bidirectional controls, tag characters, variation
selectors, fillers, interlinear annotation, non-characters and half surrogates. Not refused, since they can be seen by
what they do: joiners and non-joiners between letters of scripts that join (Persian) or at a virama (Hindi, Bengali,
Sinhala), joiners and selectors in sequences of pictographs, Mongolian selectors. The soft hyphen only proposes a line
break: it is taken out, with a note. Files come from programs that strew such characters: :func:`taken_out` tells which
of them may simply go, and which a person has to look at.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext

from editorial.shared.issues import Issue

SOFT_HYPHEN = "\u00ad"
_RANGES = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab, line feed and carriage return; delete; C1
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Pictographs (and © ® ™ ℹ ↔ ‼ …) may be asked to show in colour; nothing else may carry a selector.
_PICTOGRAPH = (
    "©®‼⁉™ℹ\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# One set of characters first: most texts have none of them, and a set is looked for at once.
_HIDDEN = re.compile(f"[{_RANGES}\ufe0f](?<![{_PICTOGRAPH}]\ufe0f)")
_BEFORE_PARSING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMERIC_ENTITY = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}))(?:;|(?![0-9a-fA-F]))")
_JOINERS = "\u200c\u200d"
_IS_PICTOGRAPH = re.compile(f"[{_PICTOGRAPH}]")
_KEYCAP = re.compile("[0-9#*]\ufe0f\u20e3")
_JOINED_SCRIPTS = re.compile("[\u0620-\u07ff\u0840-\u085f\u0860-\u08ff\u1820-\u18aa]")
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_MONGOLIAN_SIGNS = "\u180b\u180c\u180d\u180e\u180f"
_VIRAMA = 9  # its canonical combining class
_OVERRIDES = "\u202d\u202e"
_TURNING = "\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069"
_ALWAYS_GRAVE = re.compile(
    f"[{_OVERRIDES}\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e00ff]"
)
_TURNS = re.compile(f"[{_TURNING}]")
_BLANKS = "\u2800\u3164\uffa0\u115f\u1160"
_NUMBER_BEFORE, _NUMBER_AFTER = re.compile(r"\d[.,:/·–−-]?\Z"), re.compile(r"[.,:/·–−-]?\d")
_AROUND = 30
MAX_REPORTED = 10


@dataclass(frozen=True)
class Hidden:
    """A refused character of a text: where, which, and what stands for it once it is taken out ("", or a space for
    what looks like one). ``is_grave``: taken out, the text may say something else than was seen or meant."""

    index: int
    code: str
    name: str
    instead: str
    is_grave: bool


def hidden_characters(text: str) -> list[tuple[int, str, str]]:
    """Every refused character of a plain text, as (index, "U+200B", name), in order."""
    return [(m.start(), _code(m.group()), _name(m.group())) for m in _found(text)]


def taken_out(text: str) -> list[Hidden]:
    """Every refused character, with what to do with it where a whole file is not to be refused for its sake.

    Grave are: what turns the direction of writing by force, or beside digits among letters that run from right to
    left; what stands inside a number or inside a word of Latin, Greek or Cyrillic letters; controls, tags and
    non-characters, which may stand for something that was lost. All others show nothing and change nothing.
    """
    found = list(_found(text))
    if not found:
        return []
    turned = _runs_from_right(text) and any(character.isdigit() for character in text)
    return [_hidden(text, match, turned=turned) for match in found]


def _hidden(text: str, match: re.Match[str], *, turned: bool) -> Hidden:
    char = match.group()
    grave = bool(_ALWAYS_GRAVE.match(char)) or (turned and bool(_TURNS.match(char))) or _is_inside(text, match.start())
    instead = " " if char in _BLANKS else ""
    return Hidden(match.start(), _code(char), _name(char), instead, grave)


def _runs_from_right(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _is_inside(text: str, index: int) -> bool:
    """Whether a place is within a number or a word, as they are seen."""
    before, after = _seen(text[max(0, index - _AROUND) : index])[-2:], _seen(text[index : index + _AROUND])[:2]
    if not before or not after:
        return False
    if _NUMBER_BEFORE.search(before) and _NUMBER_AFTER.match(after):
        return True
    return before[-1].isalpha() and after[0].isalpha() and (_is_western(before[-1]) or _is_western(after[0]))


def _seen(text: str) -> str:
    return _HIDDEN.sub("", text).replace(SOFT_HYPHEN, "")


def _is_western(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def _found(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _HIDDEN.finditer(text) if not is_seen(text, match.start()))


def is_seen(text: str, index: int) -> bool:
    """Whether a reader sees that this character is there, by what it does to the letters or signs around it."""
    char, before = text[index], text[index - 1 : index]
    if char in _JOINERS:
        return bool(before) and _joins(text, index, before, text[index + 1 : index + _AROUND].lstrip(_JOINERS)[:1])
    if char == "\ufe0f":
        return bool(_KEYCAP.match(text, max(0, index - 1)))
    if char in _MONGOLIAN_SIGNS:
        return bool(_MONGOLIAN.match(before))
    return False


def _joins(text: str, index: int, before: str, after: str) -> bool:
    if unicodedata.combining(before) == _VIRAMA:
        return True
    if text[index] == "\u200d":
        if after and unicodedata.combining(after) == _VIRAMA:
            return before.isalpha()
        if _IS_PICTOGRAPH.match(after) and (before == "\ufe0f" or _IS_PICTOGRAPH.match(before)):
            return True
    place = index - 1
    while place > 0 and unicodedata.combining(text[place]):
        place -= 1
    letter = bool(_JOINED_SCRIPTS.match(text, place)) and text[place].isalpha()
    follows = bool(_JOINED_SCRIPTS.match(after)) and after.isalpha()
    return letter and (follows or text[index] == "\u200d")


def made_visible(text: str) -> str:
    """The text with its hidden characters written as "[U+200B]": how a refused text can be shown and kept."""
    return _HIDDEN.sub(
        lambda match: match.group() if is_seen(text, match.start()) else f"[{_code(match.group())}]", text
    )


def hidden_issues(text: str, where: str = "") -> list[Issue]:
    """One issue for each refused character (the first ten), naming it and the words around it."""
    found = (_issue(text, m.start(), m.end(), m.group(), where) for m in _found(text))
    return list(islice(found, MAX_REPORTED))


def unreadable_issues(html: str, where: str = "") -> list[Issue]:
    """The refused characters that an HTML parser would swallow before anyone could look: raw ones and entities."""
    raw = (_issue(html, m.start(), m.end(), m.group(), where) for m in _BEFORE_PARSING.finditer(html))
    written = (
        _issue(html, m.start(), m.end(), char, where)
        for m in _NUMERIC_ENTITY.finditer(html)
        if (char := _low_character(m)) and _BEFORE_PARSING.match(char)
    )
    return list(islice(chain(raw, written), MAX_REPORTED))


def _low_character(entity: re.Match[str]) -> str:
    """The character meant, if below U+0080; beyond, parsers pass it on (0x80-0x9f as Windows-1252 letters)."""
    code = int(entity.group(1), 16) if entity.group(1) else int(entity.group(2))
    return chr(code) if code < 0x80 else ""


def _issue(text: str, start: int, end: int, char: str, where: str) -> Issue:
    before = _words(text[max(0, start - _AROUND) : start])
    after = _words(text[end : end + _AROUND])
    if before and after:
        place = gettext("after “%(before)s” and before “%(after)s”") % {"before": before, "after": after}
    elif before:
        place = gettext("after “%(before)s”") % {"before": before}
    else:
        place = gettext("before “%(after)s”") % {"after": after} if after else ""
    return Issue(
        "hidden-character",
        gettext(
            "There is a hidden character, %(code)s %(name)s, %(what)s. Delete it and type the words around it again."
        )
        % {"code": _code(char), "name": _name(char), "what": place or gettext("alone in the text")},
        where,
    )


def _words(text: str) -> str:
    return " ".join(_HIDDEN.sub("", text).split())


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _name(char: str) -> str:
    return unicodedata.name(char, gettext("control character") if unicodedata.category(char) == "Cc" else "unnamed")
