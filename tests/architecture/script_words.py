"""Which words of a script people read and nobody could translate: literals outside the functions that mark them.

No parser of JavaScript, but enough of one: comments and patterns are told from code, the parts of a template literal
from what is filled in, and a literal from where it stands (what it is compared with, the name of a property, a class, a
selector).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.python_words import HOLE

MARKS = ("gettext", "ngettext")
SENTENCE = re.compile(r"[A-Za-zé’]{2,}[,;:.’”]? [“‘(]?[A-Za-z]|[A-Za-zé’]{3,}[,;:.]? \ue000|\ue000[.,;:]? [A-Za-z]{2,}")
WORD = re.compile(r"(?<![\w.-])[A-Z][a-z]{1,}(?![\w-])")
# What the browser reads: classes, selectors, addresses, rules of style, what a node may hold.
QUIET_CALLS = r"\.(?:matches|closest|querySelector(?:All)?|add|remove|toggle|contains|getAttribute|setAttribute)\($"
QUIET_PLACES = re.compile(rf"{QUIET_CALLS}|(?:\bclass|className|content|group)\s*[:=]\s*$|(?:[!=]==|case)\s*$")
SELECTOR = re.compile(r"\[[a-z-]+[\]=~^$*]|^[.#][\w-]+ |:is\(|:not\(")
_BEFORE_PATTERN = re.compile(r"(?:^|[(,=:\[!&|?{};\n]|\breturn)\s*$")
_MARKED = re.compile(rf"\b(?:{'|'.join(MARKS)})\(\s*$")
_MARKED_PLURAL = re.compile(r"\bngettext\(\s*\x01,\s*$")


@dataclass(frozen=True)
class Literal:
    """A text of a script with its line, what stands before it (literals there are \\x01) and what comes next."""

    line: int
    text: str
    before: str
    after: str


def unmarked(source: str) -> list[str]:
    """Every literal that looks like words for people and is not marked, with its line."""
    return [f"{one.line}: {one.text}" for one in literals(source) if _is_for_people(one)]


def badly_marked(source: str) -> list[str]:
    """Every marked literal that is filled in before it is looked up: no catalogue has it."""
    return [f"{one.line}: {one.text}" for one in literals(source) if _is_marked(one) and HOLE in one.text]


def marked(source: str) -> set[str]:
    """The words that are looked up, those of plurals too."""
    return {one.text for one in literals(source) if _is_marked(one)}


def _is_marked(one: Literal) -> bool:
    return bool(_MARKED.search(one.before) or _MARKED_PLURAL.search(one.before))


def _is_for_people(one: Literal) -> bool:
    if _is_marked(one) or QUIET_PLACES.search(one.before) or SELECTOR.search(one.text):
        return False
    if SENTENCE.search(one.text):
        return True
    is_property = one.after.startswith(":") and re.search(r"[{,]\s*$", one.before)
    return bool(WORD.search(one.text)) and not is_property


def literals(source: str) -> Iterator[Literal]:
    """All literals in their order; one that is filled in is one text with holes, and what fills it is read too."""
    yield from _read(source, 0, len(source), 1)


def _read(source: str, start: int, end: int, line: int) -> Iterator[Literal]:
    code, place = "", start
    while place < end:
        one = source[place]
        if source.startswith(("//", "/*"), place):
            place = _after_comment(source, place, end)
        elif one == "/" and _BEFORE_PATTERN.search(code):
            place = _after_pattern(source, place)
            code += "\x02"
        elif one in "\"'`":
            stop, text, holes = _literal(source, place)
            at = line + source.count("\n", start, place)
            yield Literal(at, text, code, source[stop : stop + 40].lstrip())
            for low, high in holes:
                yield from _read(source, low, high, line + source.count("\n", start, low))
            code, place = code + "\x01", stop
        else:
            code, place = code + one, place + 1


def _after_comment(source: str, place: int, end: int) -> int:
    sign = "\n" if source.startswith("//", place) else "*/"
    found = source.find(sign, place + 2)
    return end if found < 0 else found + (len(sign) if sign == "*/" else 0)


def _after_pattern(source: str, place: int) -> int:
    in_class = False
    place += 1
    while source[place] != "/" or in_class:
        in_class = (in_class or source[place] == "[") and source[place] != "]"
        place += 2 if source[place] == "\\" else 1
    return place + 1


def _literal(source: str, place: int) -> tuple[int, str, list[tuple[int, int]]]:
    """Where a literal ends, its words with holes, and the stretches of code that fill them."""
    quote, text, holes = source[place], "", []
    place += 1
    while source[place] != quote:
        if source[place] == "\\":
            text, place = text + source[place + 1], place + 2
        elif quote == "`" and source.startswith("${", place):
            stop = _after_hole(source, place + 2)
            holes.append((place + 2, stop - 1))
            text, place = text + HOLE, stop
        else:
            text, place = text + source[place], place + 1
    return place + 1, text, holes


def _after_hole(source: str, place: int) -> int:
    depth = 1
    while depth:
        if source[place] in "\"'`":
            place = _literal(source, place)[0]
            continue
        depth += {"{": 1, "}": -1}.get(source[place], 0)
        place += 1
    return place
