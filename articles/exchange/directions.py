"""Words that run from right to left: kept in the order in which they are read, and told, since what a page does to the
order in which letters and digits are *seen* is no part of the text."""

import re
import unicodedata

from .checks import issue_at
from .document import Document
from .remarks import Remark, touches_medicine

TURNED = "The source shows these letters and digits in the opposite order; they stand here in the order of the file"
_SAID = "its words run from right to left{more}. They are kept as they are read; look how numbers and signs stand"
_TAG = re.compile(r"<[^<>]*>")
_RIGHT = frozenset(("R", "AL"))


def tell_direction(document: Document) -> None:
    """Say once, with its line, that a text runs from right to left."""
    if all(line.isascii() for line in document.lines):
        return
    lines = (_TAG.sub("", line) for line in document.lines) if document.format == "html" else document.lines
    found = [number for number, line in enumerate(lines, start=1) if runs_from_right(line)]
    if found:
        rest = len(found) - 1
        more = f", and those of {rest} further line{'s' if rest > 1 else ''}" if rest else ""
        document.issues.append(issue_at(found[0], "direction", f"{_SAID.format(more=more)} in them."))


def runs_from_right(text: str) -> bool:
    """Whether the first letter that has a direction is of a script that runs from right to left."""
    directions = (unicodedata.bidirectional(one) for one in text)
    return next((one in _RIGHT for one in directions if one == "L" or one in _RIGHT), False)


def turned(words: str, direction: str, line: int = 0) -> Remark | None:
    """What to say of words whose order a source overrides; None where that changes nothing that is seen."""
    words = " ".join(words.split())
    against = _RIGHT if direction.strip().lower() == "ltr" else frozenset(("L", "EN", "AN"))
    if len(words) < 2 or not any(unicodedata.bidirectional(one) in against for one in words):
        return None
    return Remark("sign", words, TURNED, line=line, serious=touches_medicine(words))
