"""Lists of a page: what an item's number is, and what the reader saw before it ("e.", "iv.", "2")."""

import re
from dataclasses import dataclass, field

from lxml import etree

from .html_style import Declared

LETTERS, ROMAN, NUMBERS = "letters", "roman numbers", "numbers"
_BY_TYPE = {"a": LETTERS, "A": LETTERS, "i": ROMAN, "I": ROMAN}
_BY_STYLE = {"alpha": LETTERS, "latin": LETTERS, "roman": ROMAN}
_ROMAN = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
_ROMAN_NUMBER = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_PRINTED = re.compile(r"[(\[]?(?:[\w]+[.)])*?(\d{1,4}|[A-Za-z]{1,7})[.):\]]{0,2}")
_WHOLE = re.compile(r"-?\d{1,4}")
MAX_NUMBER = 9_999


def letters(number: int) -> str:
    """1 is "a", 27 is "aa"."""
    said = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        said = chr(ord("a") + rest) + said
    return said


def roman(number: int) -> str:
    """4 is "iv"; numbers that nobody writes so stay as they are."""
    if not 0 < number < 400:
        return str(number)
    said = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        said += sign * count
    return said


def from_letters(said: str) -> int:
    """ "b" is 2."""
    number = 0
    for letter in said.lower():
        number = number * 26 + ord(letter) - ord("a") + 1
    return number


def from_roman(said: str) -> int | None:
    """ "iv" is 4; None for what is no Roman number."""
    said = said.lower()
    if not _ROMAN_NUMBER.fullmatch(said):
        return None
    number = 0
    for value, sign in _ROMAN:
        while said.startswith(sign):
            number, said = number + value, said[len(sign) :]
    return number


def printed_number(marker: str, expected: int) -> int | None:
    """The number that a printed marker stands for; None for a bullet. Of what could be a letter or a Roman number, the
    one that comes next is meant."""
    match = _PRINTED.fullmatch(marker.strip())
    if match is None:
        return None
    said = match[1]
    if said.isdigit():
        return int(said)
    if said == "o" and marker.strip() == "o":
        return None  # the bullet of the second level
    as_roman, as_letters = from_roman(said), from_letters(said)
    if as_roman == expected or (as_roman is not None and len(said) > 1):
        return as_roman
    if len(said) <= 2:
        return as_letters if as_letters == expected or as_roman is None or expected != 1 else as_roman
    return None


@dataclass
class ListState:
    """A list that is open: whether it is numbered, the next number, and an identity of its own."""

    ordered: bool
    list_id: int
    next_number: int = 1
    step: int = 1
    kind: str = NUMBERS
    upper: bool = False
    told: bool = False

    def marker(self, number: int) -> str:
        """What the reader saw before an item, where it is not the plain number."""
        if self.kind == NUMBERS:
            return ""
        said = letters(number) if self.kind == LETTERS else roman(number)
        return f"{said.upper() if self.upper else said}."

    def why_other(self, number: int) -> str:
        """What is lost of its kind or direction, told once, at its first item; "" if nothing is."""
        if self.told or not self.ordered:
            return ""
        self.told = True
        if self.kind != NUMBERS:
            return f"This list counts with {self.kind} from “{self.marker(number)}”; here it counts from {number}."
        if self.step < 0:
            return "This list counts down; its numbers were kept, each in a list of its own."
        return ""


@dataclass
class ItemState:
    """An item that is open. ``fresh``: none of its words were taken yet."""

    fresh: bool = True
    marker: str = ""
    place: tuple[ListState, int] | None = field(default=None)


def open_list(node: etree._Element, said: Declared, list_id: int) -> ListState:
    """The state of a list that begins."""
    ordered = node.tag == "ol"
    state = ListState(ordered, list_id)
    if not ordered:
        return state
    is_reversed = node.get("reversed") is not None
    if is_reversed:
        state.step, state.next_number = -1, sum(1 for child in node if child.tag == "li")
    start = (node.get("start") or "").strip()
    if _WHOLE.fullmatch(start) and 0 <= int(start) <= MAX_NUMBER:
        state.next_number = int(start)
    _set_kind(state, node.get("type") or "", said)
    return state


def _set_kind(state: ListState, named: str, said: Declared) -> None:
    style = f"{said.get('list-style-type', '')} {said.get('list-style', '')}".lower()
    if named.strip() in _BY_TYPE:
        state.kind, state.upper = _BY_TYPE[named.strip()], named.strip().isupper()
        return
    for word, kind in _BY_STYLE.items():
        if word in style:
            state.kind, state.upper = kind, f"upper-{word}" in style


def set_value(node: etree._Element, state: ListState) -> None:
    """An item that says its own number."""
    value = (node.get("value") or "").strip()
    if state.ordered and _WHOLE.fullmatch(value) and 0 <= int(value) <= MAX_NUMBER:
        state.next_number = int(value)
