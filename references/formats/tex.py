"""TeX in the values of BibTeX as our text, and our text as TeX. Pure.

Italics, bold, subscripts and superscripts are kept as markup; all else that TeX can say becomes plain Unicode.
"""

import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

MAX_VALUE = 60_000
MAX_BRACES = 60
_COMMANDS = {
    "textit": "i",
    "emph": "i",
    "textsl": "i",
    "textbf": "b",
    "textsubscript": "sub",
    "textsuperscript": "sup",
    "mathit": "i",
    "mathbf": "b",
}
_OF_TAG = {"i": "textit", "b": "textbf", "sub": "textsubscript", "sup": "textsuperscript"}
_COMMAND = re.compile(r"\\(" + "|".join(_COMMANDS) + r")\s*\{([^{}]*)\}")
_RAISED = re.compile(r"\$\s*(?:\{\})?([\^_])\s*(?:\{([^{}$]*)\}|(\w))\s*\$")
_TAG = re.compile(r"<(/?)(i|b|sub|sup)>")
# Private characters stand for markup while TeX is read, which would take "<" for a relation.
_FIRST = 0xF500
_NAMES = ("i", "b", "sub", "sup")
_MARKS = re.compile("[\uf500-\uf507]")
_NEEDS_READING = re.compile(r"[\\$\uf500-\uf507]")
_TYPED = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}
_TYPED_SIGN = re.compile("|".join(map(re.escape, _TYPED)))
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
}
_SPECIAL = re.compile("|".join(map(re.escape, _ESCAPES)))


class TexError(ValueError):
    """A value that cannot be read as TeX; says why."""


def from_tex(value: str) -> str:
    """The value as our text: accents as letters, braces gone, ``<i> <b> <sub> <sup>`` for what they stand for."""
    value = " ".join(value.split())
    if len(value) > MAX_VALUE:
        raise TexError(f"this is longer than {MAX_VALUE:,} characters.")
    if not _NEEDS_READING.search(value):
        return _TYPED_SIGN.sub(lambda sign: _TYPED[sign.group()], value)  # no commands: the usual case, and quick
    if _depth(value) > MAX_BRACES:
        raise TexError(f"braces are nested more than {MAX_BRACES} deep.")
    value = _MARKS.sub("", value)
    value = _RAISED.sub(lambda match: _marked("sup" if match[1] == "^" else "sub", match[2] or match[3]), value)
    for _ in range(MAX_BRACES):
        value, number = _COMMAND.subn(lambda match: _marked(_COMMANDS[match[1]], match[2]), value)
        if not number:
            break
    value = re.sub(r"(?<!\\)[%&#]", lambda sign: "\\" + sign.group(), value)  # unescaped, they are meant as signs
    try:
        text = _reader().latex_to_text(value)
    except (LatexWalkerError, RecursionError, IndexError, ValueError) as error:
        raise TexError(f"TeX that cannot be read: {str(error)[:100]}") from None
    return _MARKS.sub(lambda mark: _tag(ord(mark.group()) - _FIRST), text)


@lru_cache(maxsize=1)
def _reader() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text", keep_comments=False, strict_latex_spaces=True)


def _depth(value: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"(?<!\\)[{}]", value):
        depth += 1 if sign == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _marked(tag: str, text: str) -> str:
    place = _FIRST + 2 * _NAMES.index(tag)
    return f"{chr(place)}{text}{chr(place + 1)}"


def _tag(place: int) -> str:
    return f"<{'/' if place % 2 else ''}{_NAMES[place // 2]}>"


def to_tex(text: str, *, rich: bool = False) -> str:
    """Our text as TeX; ``rich`` writes markup as commands. Letters stay as they are: files are UTF-8."""
    if not rich:
        return _escaped(text)
    pieces, position = [], 0
    for tag in _TAG.finditer(text):
        pieces.append(_escaped(text[position : tag.start()]))
        pieces.append("}" if tag[1] else f"\\{_OF_TAG[tag[2]]}{{")
        position = tag.end()
    return "".join([*pieces, _escaped(text[position:])])


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(lambda sign: _ESCAPES[sign.group()], text)
    return text.replace("--", "-{}-").replace("''", "'{}'")


def without_tex(value: str) -> str:
    """An address or identifier: braces and the backslashes before signs taken off, nothing else interpreted."""
    value = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", value)
    return re.sub(r"\\([_%&#~$])", r"\1", value).replace("{", "").replace("}", "").strip()
