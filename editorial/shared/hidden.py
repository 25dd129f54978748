"""Characters that a person cannot see: they may not hide in a text, whichever way they were typed.

Refused: controls (all but tab and line ends), zero-width characters including joiners, bidirectional controls, tag
characters, variation selectors (but U+FE0F straight after a pictograph), fillers, interlinear annotation,
non-characters and half surrogates. The soft hyphen only proposes a line break: it is taken out, with a note.
"""

import re
import unicodedata
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
_HIDDEN = re.compile(f"[{_RANGES}]|(?<![{_PICTOGRAPH}])\ufe0f")
_BEFORE_PARSING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMERIC_ENTITY = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}))(?:;|(?![0-9a-fA-F]))")
_AROUND = 30
MAX_REPORTED = 10


def hidden_characters(text: str) -> list[tuple[int, str, str]]:
    """Every refused character of a plain text, as (index, "U+200B", name), in order."""
    return [(m.start(), _code(m.group()), _name(m.group())) for m in _HIDDEN.finditer(text)]


def made_visible(text: str) -> str:
    """The text with its hidden characters written as "[U+200B]": how a refused text can be shown and kept."""
    return _HIDDEN.sub(lambda match: f"[{_code(match.group())}]", text)


def hidden_issues(text: str, where: str = "") -> list[Issue]:
    """One issue for each refused character (the first ten), naming it and the words around it."""
    found = (_issue(text, m.start(), m.end(), m.group(), where) for m in _HIDDEN.finditer(text))
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
