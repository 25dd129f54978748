"""Fields of a Word file: what is open, and what those show that print nothing into the file."""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

from .source import Stretch
from .word_parts import W, signs

_SYMBOL = re.compile(r"SYMBOL\s+(0x[0-9a-f]+|\d{1,6})(?:.*?\\f\s*\"?([^\"\\]+))?", re.I | re.S)
_BUTTON = re.compile(r"(?:MACRO|GOTO)BUTTON\s+\S+\s+(.*)", re.I | re.S)
_OLD_EQUATION = re.compile(r"EQ\b\s*(.*)", re.I | re.S)
_COUNTED = re.compile(r"(?:LISTNUM|AUTONUM)", re.I)


@dataclass
class Field:
    """A field that is open: its code, whether its result has begun, and the box that it draws, ticked or not."""

    code: str = ""
    box: str = ""
    has_result: bool = False
    words: list[Stretch] = field(default_factory=list)


def shown_by(code: str) -> tuple[str, str]:
    """What a field shows that has printed nothing into the file; and a word that may stand for what it would show."""
    code = code.strip()
    if match := _SYMBOL.match(code):
        value = int(match[1], 16 if match[1].lower().startswith("0x") else 10)
        known = chr(value) if 32 <= value < 0x110000 else " "
        return signs(known, match[2].strip()) if match[2] else known, ""
    if match := _BUTTON.match(code) or _OLD_EQUATION.match(code):
        return match[1], "equation" if _OLD_EQUATION.match(code) else ""
    return "", "number" if _COUNTED.match(code) else ""


def box_of(node: ElementTree.Element) -> str:
    """The box of a form field of the old kind, or what was chosen from its list."""
    box = node.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return _choice_of(node.find(f"{W}ffData/{W}ddList"))
    state = next((one for name in ("checked", "default") if (one := box.find(f"{W}{name}")) is not None), None)
    return "☒" if state is not None and state.get(f"{W}val", "1") not in ("0", "false", "off") else "☐"


def _choice_of(choices: ElementTree.Element | None) -> str:
    """The first choice is shown until somebody chooses."""
    if choices is None:
        return ""
    entries = choices.findall(f"{W}listEntry")
    states = [one for name in ("result", "default") for one in choices.findall(f"{W}{name}")]
    number = states[0].get(f"{W}val", "0") if states else "0"
    place = int(number) if number.isdecimal() else 0
    return entries[place].get(f"{W}val", "") if place < len(entries) else ""
